"""What facilitators write: feedback, levels, a note, an answer."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import EvidenceItem
from trainees.enums import PriorLearningState, ProofState, SubmissionState
from trainees.operations.facts import LONG_TEXT, TEXT
from trainees.operations.observing import LEVELS

LONG = forms.Textarea(attrs={"rows": 8})


class DecisionForm(forms.Form):
    """One of two answers; below it stand words to go with it."""

    answers: Sequence[Any] = ()

    decision = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        decision.choices = [(one, one.label) for one in self.answers]


class FeedbackForm(DecisionForm):
    """Accepted, or please revise; and words."""

    answers = (SubmissionState.ACCEPTED, SubmissionState.REVISE)

    feedback = forms.CharField(
        label=_("Feedback"),
        max_length=LONG_TEXT,
        required=False,
        widget=LONG,
        help_text=_("What is good already? To revise: what to change, and how."),
    )


class ProofForm(DecisionForm):
    """A certificate from elsewhere is accepted or not; and words."""

    answers = (ProofState.ACCEPTED, ProofState.DECLINED)

    answer = forms.CharField(
        label=_("Words to go with it"),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("If it is not accepted: why, and what would help."),
    )


class ObservationForm(forms.Form):
    """One row of levels for each thing that is looked at."""

    def __init__(self, *args: Any, item: EvidenceItem, language: str, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [f"level_{number}" for number in range(len(item.criteria))]
        for name, words in zip(self.rows, item.criteria, strict=True):
            self.fields[name] = forms.TypedChoiceField(
                label=words.get(language) or words.get("en") or str(item),
                coerce=int,
                choices=LEVELS,
                widget=forms.RadioSelect,
            )
        self.fields["comment"] = forms.CharField(
            label=_("What went well, what to try next"),
            max_length=LONG_TEXT,
            required=False,
            widget=forms.Textarea(attrs={"rows": 5}),
        )
        self.fields["observed_on"] = forms.DateField(
            label=_("Date"), initial=today, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        )

    def facts(self) -> dict[str, Any]:
        """What the operation takes."""
        data = self.cleaned_data
        return {
            "levels": [data[name] for name in self.rows],
            "comment": data["comment"],
            "observed_on": data["observed_on"],
        }


class SignOffForm(forms.Form):
    """A note, if there is anything to say."""

    note = forms.CharField(label=_("Note"), max_length=TEXT, required=False)


class ConfirmForm(forms.Form):
    """Nothing to type, unless a module that it needs is missing."""

    override_reason = forms.CharField(
        label=_("Reason, if something it needs is missing"), max_length=TEXT, required=False
    )

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["override_reason"]


class CreditForm(DecisionForm):
    """Credit, or not this time; and a kind word."""

    answers = (PriorLearningState.GRANTED, PriorLearningState.DECLINED)

    answer = forms.CharField(
        label=_("Words to go with it"),
        max_length=LONG_TEXT,
        required=False,
        widget=LONG,
        help_text=_("If it is not this time: why, and what would help."),
    )
