"""A file that is chosen or pasted, as the forms about profiles take it; what is wrong with it is kept for the page."""

import hashlib
import re
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models import Programme
from courses.profiles.problems import Problem, Refused, counted
from courses.profiles.profile import Profile, read_profile
from courses.profiles.records import Records, read_records

from .access import seen_by

MOST_BYTES = 200_000
"""Of a file, here: reading YAML takes about a second of CPU for 100 kB. The largest shipped profile has 9 kB."""
HOW_PEOPLE_ARE_WRITTEN = _(
    "A line for each fact, set in with spaces as in the example. Dates look like 2026-11-30. What is not understood is "
    "told with its line."
)
TOO_LARGE = _("This is too large. At most 200 kB can be read.")
T = TypeVar("T")


class TypedText(forms.CharField):
    """Text as it was typed. What may not stand in it is said by whoever reads it, with its line."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        widget = forms.Textarea(
            attrs={"rows": rows, "spellcheck": "false", "class": "office-code", "autocapitalize": "off"}
        )
        super().__init__(required=False, strip=False, widget=widget, **kwargs)
        self.validators = []  # a NUL is told of with its line

    def clean(self, value: Any) -> str:
        """With the ends of lines that a file has. ValidationError where it is too large."""
        text = unix(super().clean(value))
        if len(text.encode()) > MOST_BYTES:
            raise ValidationError(TOO_LARGE)
        return text


def unix(text: str) -> str:
    """Browsers send CR LF; the same text is the same whichever way it came."""
    return re.sub(r"\r\n?", "\n", text)


class ReadingForm(forms.Form):
    """A form with YAML in it. `file_problems`, `people_problems`: what is wrong with that, by file, line and field."""

    file_problems: list[Problem]
    people_problems: list[Problem]
    people_field = "people_text"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file_problems, self.people_problems = [], []

    def read(self, field: str, reading: Callable[..., T], *args: Any) -> T | None:
        """What `reading` makes of it; None where it is refused."""
        try:
            return reading(*args)
        except Refused as error:
            self.refuse(field, error)
        return None

    def refuse(self, field: str, error: Refused) -> None:
        """Every mistake for the page, and their number at the field."""
        found = self.people_problems if field == self.people_field else self.file_problems
        found += error.problems
        self.add_error(field, counted(len(error.problems)))

    def people(self, field: str, profile: Profile) -> Records | None:
        """Records of people who take what the profile says; None where there are none, with an error at the field."""
        typed: str = self.cleaned_data[field]
        if not typed.strip():
            self.add_error(field, _("Write down at least one person."))
            return None
        return self.read(field, read_records, gettext("People"), typed.encode(), profile.outline)


class ProfileForm(ReadingForm):
    """A profile for one of the programmes that one may change, as a file or pasted; and people to try it out on.

    A file that was read stands in the field for text, to be mended there; `source` is its name.
    """

    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none())
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("A text file whose name ends in .yaml. At most 200 kB."),
    )
    text = TypedText(label=_("Or paste its text here"), rows=14)
    source = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)
    people_text = TypedText(label=_("People and what they did"), rows=12, help_text=HOW_PEOPLE_ARE_WRITTEN)

    def __init__(self, *args: Any, person: Any, is_tried: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_tried = is_tried
        programmes: Any = self.fields["programme"]
        programmes.queryset = seen_by(person, Programme, "change")
        few = list(programmes.queryset[:2])
        if len(few) == 1:
            self.initial["programme"] = few[0].pk

    def clean(self) -> dict[str, Any]:
        """The `profile`, and `records` where it is tried out."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "file" in self.errors or "text" in self.errors:
            return data
        self._find(data)
        if "content" not in data:
            return data
        data["profile"] = self.read(self.place, read_profile, data["name"], data["content"])
        if data["profile"] and self.is_tried and "people_text" in data:
            data["records"] = self.people("people_text", data["profile"])
        return data

    def _find(self, data: dict[str, Any]) -> None:
        """Its name and its bytes. A new file takes the place of the one that stands there."""
        file, text, source = data.get("file"), data["text"], data.get("source", "")
        if file and text.strip() and not source:
            self.add_error("file", _("Choose a file or paste its text, not both."))
        elif file and file.size > MOST_BYTES:
            self.add_error("file", TOO_LARGE)
        elif file:
            data["name"], data["content"] = file.name[-100:], file.read()
            self._show(data)
        elif text.strip():
            data["name"], data["content"] = source or gettext("Pasted text"), text.encode()
        else:
            self.add_error("file", _("Choose a file, or paste its text."))

    def _show(self, data: dict[str, Any]) -> None:
        """The file in the field for text. One that is no UTF-8 cannot be shown as it is: nothing stands there then."""
        try:
            text, source = unix(data["content"].decode("utf-8-sig")), data["name"]
            data["content"] = text.encode()
        except UnicodeDecodeError:
            text = source = ""
        self.put(text=text, source=source)

    def put(self, **texts: str) -> None:
        """Let fields show other texts than were sent."""
        data: Any = self.data
        data = data.copy()
        for name, text in texts.items():
            data[name] = text
        self.data = data

    @property
    def place(self) -> str:
        """The field where mistakes of the profile are said: where it can be mended."""
        return "text" if self.data.get("text") else "file"

    @property
    def digest(self) -> str:
        """Names what was read, and for whom: it is another one as soon as either is changed."""
        said = [self.cleaned_data["programme"].pk, self.cleaned_data["content"]]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


class TryForm(ReadingForm):
    """People to try an edition's rules out on."""

    people_field = "text"
    text = TypedText(label=_("People and what they did"), rows=16, help_text=HOW_PEOPLE_ARE_WRITTEN)

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.profile = profile

    def clean(self) -> dict[str, Any]:
        """`records`, where there are any."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "text" in data:
            data["records"] = self.people("text", self.profile)
        return data
