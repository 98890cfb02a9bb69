"""What holders fill in about a renewal. What may be in it is decided by the operations."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Renewal
from trainees.models.renewals import MOST_MINUTES
from trainees.operations.continuing import LONGEST_TITLE
from trainees.rules.renewals import words_by_code

from .learning.forms import ACCEPT, FILE_HINT
from .length_fields import LengthField


class LearningForm(forms.Form):
    """Hours of continuing education on one day. `token` makes a second click find the first entry."""

    title = forms.CharField(
        label=_("What was it?"),
        max_length=LONGEST_TITLE,
        help_text=_("A course, a webinar, a conference. A few words are enough."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    worked_on = forms.DateField(
        label=_("Day"),
        help_text=_("If it took several days: the last one."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    hours = LengthField(
        label=_("Hours"), max_value=MOST_MINUTES // 60, help_text=_("Fill in hours, minutes, or both.")
    )
    minutes = LengthField(label=_("Minutes"), max_value=MOST_MINUTES)
    category = forms.ChoiceField(label=_("What kind of learning was it?"), widget=forms.RadioSelect)
    source = forms.ChoiceField(label=_("Where did you learn it?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Proof, if you have one"),
        help_text=FILE_HINT,
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, renewal: Renewal, begins_on: dt.date, today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worked_on"].widget.attrs |= {"min": begins_on.isoformat(), "max": today.isoformat()}
        for name, listed in (("category", renewal.categories), ("source", renewal.sources)):
            field: Any = self.fields[name]
            field.choices = [(code, str(words)) for code, words in words_by_code(listed).items()]
            if not listed:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """One of hours and minutes is enough; that both are missing is said once."""
        data = super().clean() or self.cleaned_data
        missing = not data.get("hours") and not data.get("minutes")
        if missing and not {"hours", "minutes"} & set(self.errors):
            self.add_error("hours", _("Say how long it was."))
        return data

    def written(self) -> dict[str, Any]:
        """What the operation takes: hours and minutes are one number."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "worked_on": data["worked_on"],
            "minutes": (data["hours"] or 0) * 60 + (data["minutes"] or 0),
            "category": data.get("category", ""),
            "source": data.get("source", ""),
            "file": data["file"],
            "token": data["token"],
        }
