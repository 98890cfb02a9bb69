"""What strangers type to verify a certificate, and how they look somebody up."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.models import Programme
from trainees.badges.reading import MOST_BYTES
from trainees.enums import BadgeFault
from trainees.rules.certificates import CODE_LENGTH, tidy_code
from trainees.rules.finding import LONGEST

MOST_TYPED = 200
"""Characters of a typed code that are shown again; a code with all its blanks has 31."""

NO_SUCH_CODE = _("We know no certificate with this code. Please check each character.")
A_SERIAL = _("This looks like the serial number. The code stands beside the square picture.")
LIKE_A_SERIAL = re.compile(r"[a-z]{1,8}[0-9]{9,12}", re.ASCII)
"""A serial as `tidy_code` leaves it; no code of a certificate is as short."""


def why_unknown(typed: str) -> str:
    """What may help with a code that is none of ours. It is said of how it looks alone: whether there is such a serial,
    or a code that begins like this, nobody learns.
    """
    code = tidy_code(typed)
    if LIKE_A_SERIAL.fullmatch(code):
        return str(A_SERIAL)
    if len(code) < CODE_LENGTH:
        missing = CODE_LENGTH - len(code)
        pattern = ngettext(
            "A code has 26 characters. %(count)d character is missing here.",
            "A code has 26 characters. %(count)d characters are missing here.",
            missing,
        )
        return pattern % {"count": missing}
    if len(code) > CODE_LENGTH:
        extra = len(code) - CODE_LENGTH
        pattern = ngettext(
            "A code has 26 characters. Here is %(count)d too many.",
            "A code has 26 characters. Here are %(count)d too many.",
            extra,
        )
        return pattern % {"count": extra}
    return str(NO_SUCH_CODE)


class CodeForm(forms.Form):
    """A code, as it is printed or not: blanks, hyphens and capitals do not matter."""

    code = forms.CharField(
        label=_("Code of the certificate"),
        help_text=_(
            "It stands beside the square picture: 26 characters, letters from a to z and numbers from 2 to 7. What "
            "looks like a 0 or a 1 is a letter. Blanks do not matter."
        ),
        error_messages={"required": _("Please type the code.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "code-field",
                "size": 31,
            }
        ),
    )

    @classmethod
    def unknown(cls, typed: str) -> "CodeForm":
        """The form as it was typed, with what may be wrong with it."""
        form = cls({"code": typed[:MOST_TYPED]})
        form.full_clean()
        form.errors.pop("code", None)
        form.add_error("code", why_unknown(typed))
        return form


class BadgeForm(forms.Form):
    """A badge as a file or as pasted text. `badge` is its text afterwards."""

    file = forms.FileField(label=_("Badge file"), required=False)
    text = forms.CharField(
        label=_("Or paste the text of the badge"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "Its name ends in .json or .jwt. A PDF holds no badge: type its code instead."
        )

    def clean(self) -> dict[str, Any]:
        """One of the two; a file is read as text, and of two the file counts."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        file, text = data.get("file"), data.get("text", "")
        if file is None and not text:
            raise forms.ValidationError(_("Choose a file, or paste the text of a badge."), code="required")
        if file is None:
            return data | {"badge": text}
        if file.size > MOST_BYTES:
            raise forms.ValidationError({"file": BadgeFault.TOO_LONG.label})
        try:
            return data | {"badge": file.read().decode("utf-8-sig")}
        except UnicodeDecodeError as error:
            raise forms.ValidationError({"file": BadgeFault.UNREADABLE.label}) from error


class RegisterForm(forms.Form):
    """Looking somebody up in the register."""

    q = forms.CharField(label=_("Name or programme"), required=False, max_length=LONGEST)
    programme = forms.ChoiceField(label=_("Programme"), required=False)

    def __init__(self, *args: Any, programmes: list[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All programmes")), *((one.slug, one.name) for one in programmes)]
        self.fields["programme"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
