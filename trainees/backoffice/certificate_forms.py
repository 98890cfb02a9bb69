"""What is typed about a certificate: why it is revoked, what is right on a new one, why a name is hidden."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from trainees.enums import CertificateLanguage
from trainees.operations.facts import TEXT

HELP_IN = {
    "en": gettext_lazy("The holder reads it, and reads English."),
    "fr": gettext_lazy("The holder reads it, and reads French."),
}
"""What is said at a reason, by the language that the holder reads: nobody translates it."""


class ToTheHolder(forms.Form):
    """A form with a reason that the holder reads, in a language of theirs."""

    def __init__(self, *args: Any, reads: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.help_text = " ".join(
            str(words) for words in (HELP_IN.get(reads, ""), reason.help_text) if words
        )


class ReasonForm(ToTheHolder):
    """Why it holds no more."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is revoked"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Strangers read only that it was revoked, and on which day."),
    )


class ReissueForm(ToTheHolder):
    """What is corrected."""

    name = forms.CharField(label=gettext_lazy("Name on the certificate"), max_length=200)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=CertificateLanguage.choices)
    reason = forms.CharField(
        label=gettext_lazy("What is corrected"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithholdForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is kept in the history of this certificate. Strangers do not read it."),
    )
