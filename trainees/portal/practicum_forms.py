"""What trainees and supervisors fill in about a practicum."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.enums import HoursCategory
from courses.forms import SeveralField
from trainees.enums import Rating
from trainees.models import HoursEntry, PlacementSite
from trainees.models.practicum import COMMENT, DAY, NOTE, VALUES
from trainees.operations.wishes import MOST_WISHES

from .length_fields import LengthField

NO_NAMES = _("Please do not write the name of anyone you support.")
WISHES = (_("First wish"), _("Second wish"), _("Third wish"))


class HoursForm(forms.Form):
    """Time on one day. `token` makes a second click find the first entry."""

    worked_on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    hours = LengthField(label=_("Hours"), max_value=24, help_text=_("Fill in hours, minutes, or both."))
    minutes = LengthField(label=_("Minutes"), max_value=DAY)
    category = forms.ChoiceField(
        label=_("What kind of time was it?"), choices=HoursCategory.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=NOTE, help_text=NO_NAMES)
    token = forms.UUIDField(widget=forms.HiddenInput)

    no_length = _("Say how long it was.")

    def __init__(self, *args: Any, today: dt.date, starts_on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worked_on"].widget.attrs |= {"max": today.isoformat(), "min": starts_on.isoformat()}
        self.fields["note"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """One of hours and minutes is enough; that both are missing is said once."""
        data = super().clean() or self.cleaned_data
        if self.lacks_length(data) and not {"hours", "minutes"} & set(self.errors):
            self.add_error("hours", self.no_length)
        return data

    def lacks_length(self, data: dict[str, Any]) -> bool:
        """Whether neither hours nor minutes are filled in."""
        return not data.get("hours") and not data.get("minutes")

    def written(self) -> dict[str, Any]:
        """What the operations take: hours and minutes are one number."""
        data = self.cleaned_data
        return {
            "worked_on": data["worked_on"],
            "minutes": (data["hours"] or 0) * 60 + (data["minutes"] or 0),
            "category": data["category"],
            "note": data["note"],
            "token": data["token"],
        }


class CorrectionForm(HoursForm):
    """What an entry should have said; or that it did not take place."""

    taken_back = forms.BooleanField(label=_("This did not take place"), required=False)
    field_order = ("worked_on", "hours", "minutes", "category", "note", "taken_back")

    no_length = _("Say how long it was, or tick that it did not take place.")

    def lacks_length(self, data: dict[str, Any]) -> bool:
        """A correction to nothing is ticked, not typed by accident."""
        return not data.get("taken_back") and super().lacks_length(data)

    def written(self) -> dict[str, Any]:
        """0 minutes when it was taken back."""
        written = super().written()
        return written | {"minutes": 0} if self.cleaned_data["taken_back"] else written


def initial_of(entry: HoursEntry) -> dict[str, Any]:
    """An entry as the form shows it."""
    hours, minutes = divmod(entry.minutes, 60)
    return {
        "worked_on": entry.worked_on,
        "hours": hours,
        "minutes": minutes,
        "category": entry.category,
        "note": entry.note,
        "token": uuid.uuid4(),
    }


class WishesForm(forms.Form):
    """Up to three sites, the dearest first, and those that are out. Nobody is asked why."""

    conflicts = SeveralField(
        label=_("Where could you not practise?"),
        queryset=PlacementSite.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For example, because you get support there or know someone well. You need not say why."),
    )

    def __init__(
        self, *args: Any, sites: Any, chosen: Sequence[int], out: Sequence[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for rank, label in enumerate(WISHES[:MOST_WISHES], start=1):
            self.fields[f"wish_{rank}"] = forms.ModelChoiceField(
                label=label,
                queryset=sites,
                required=False,
                empty_label=_("No wish"),
                initial=chosen[rank - 1] if len(chosen) >= rank else None,
            )
        conflicts: Any = self.fields["conflicts"]
        conflicts.queryset, conflicts.initial = sites, list(out)
        self.order_fields([*(f"wish_{rank}" for rank in range(1, MOST_WISHES + 1)), "conflicts"])

    def wishes(self) -> list[PlacementSite]:
        """Those that were chosen, in order."""
        chosen = (self.cleaned_data[f"wish_{rank}"] for rank in range(1, MOST_WISHES + 1))
        return [site for site in chosen if site is not None]


def _rated(label: Any, hint: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, help_text=hint, choices=Rating.choices, coerce=int, widget=forms.RadioSelect
    )


class ReportForm(forms.Form):
    """Four ratings in words, and a comment."""

    mutuality = _rated(_("Mutuality"), _("Both sides give and learn."))
    strengths_based = _rated(_("Strengths-based approach"), _("Looks for what is strong in people."))
    self_determination = _rated(_("Self-determination"), _("People make their own choices."))
    wholeness = _rated(_("Wholeness"), _("Sees the whole person, not a problem."))
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=COMMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("If you like. Please do not write the name of anyone who is supported."),
    )

    def __init__(self, *args: Any, recommends: str = "", **kwargs: Any) -> None:
        """`recommends`: whom the question is about whether they are recommended; not asked without it."""
        super().__init__(*args, **kwargs)
        if recommends:
            self.fields["recommends"] = forms.TypedChoiceField(
                label=_("Would you recommend %(name)s for an award?") % {"name": recommends},
                help_text=_("An award needs the word of somebody who saw them practise."),
                required=False,
                coerce=lambda value: value == "yes",
                empty_value=None,
                choices=[("", _("I would rather not say")), ("yes", _("Yes")), ("no", _("Not yet"))],
                widget=forms.RadioSelect,
            )

    def ratings(self) -> dict[str, int]:
        """One for each of the four values."""
        return {value: self.cleaned_data[value] for value in VALUES}
