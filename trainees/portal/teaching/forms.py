"""The form of a correction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from trainees.enums import Mark
from trainees.operations.correcting import REASON

MOST_MINUTES = 99_999


class CorrectionForm(forms.Form):
    """A new mark, and why."""

    mark = forms.ChoiceField(
        label=pgettext_lazy("at a session", "Mark"), choices=Mark.choices, widget=forms.RadioSelect
    )
    minutes_late = forms.IntegerField(
        label=_("Minutes late"), min_value=0, max_value=MOST_MINUTES, required=False
    )
    minutes_early = forms.IntegerField(
        label=_("Minutes left early"), min_value=0, max_value=MOST_MINUTES, required=False
    )
    reason = forms.CharField(
        label=_("What was wrong"),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("About the mark, not about the person: nobody has to say why they were away."),
    )
    seen = forms.CharField(max_length=18, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("minutes_late", "minutes_early"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def facts(self) -> dict[str, Any]:
        """What the operations take, minutes as they were typed: they refuse them for who was not there."""
        data = self.cleaned_data
        return {
            "mark": data["mark"],
            "minutes_late": data["minutes_late"] or 0,
            "minutes_early": data["minutes_early"] or 0,
            "reason": data["reason"],
        }
