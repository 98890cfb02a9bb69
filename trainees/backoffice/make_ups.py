"""Make-ups in the office: planned by whoever teaches, cancelled, and tasks confirmed."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from courses import local
from courses.backoffice.pages import ConfirmPage, OperationPage
from courses.backoffice.views import found
from courses.models import Session
from courses.requirements.words import listed
from trainees.models import Enrolment, MakeUp
from trainees.operations import make_ups
from trainees.operations.make_ups import TASK
from trainees.queries.make_ups import missed_by, sessions_that_could_stand_in

from .enrolling import OneEnrolment

Choices = list[tuple[str, Any]]


class MakeUpForm(forms.Form):
    """What was missed, and what stands in for it: a session or a task."""

    stands_for = forms.ChoiceField(label=_("Missed"))
    through = forms.ChoiceField(
        label=_("Session that stands in"),
        required=False,
        help_text=_(
            "Make-up sessions of this cohort, and sessions of other cohorts that cover the same modules."
        ),
    )
    task = forms.CharField(
        label=_("Or a task"), max_length=TASK, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    minutes = forms.IntegerField(
        label=_("Minutes it makes up for"),
        min_value=1,
        max_value=99_999,
        required=False,
        help_text=_("A task needs them. For a session, leave this empty to count all that fits."),
    )

    def __init__(self, *args: Any, missed: Choices, sessions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("stands_for", missed), ("through", sessions)):
            field: Any = self.fields[name]
            field.choices = [("", "—"), *choices]


class PlanMakeUp(OneEnrolment, OperationPage):
    """Plan what stands in for a missed session."""

    page_title = _("Plan a make-up")
    form_class = MakeUpForm
    button = _("Plan it")
    done = _("The make-up is planned. It is on their page.")
    action = "mark"
    related = ("person", "cohort__edition__course__programme")

    def trail(self) -> list[tuple[str, Any]]:
        """With the person."""
        return [*super().trail(), person_step(self.enrolment)]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only what this person missed and where they could go: nothing else is accepted."""
        self.missed = {str(one.session.pk): one for one in missed_by(self.enrolment)}
        missed = self.missed.values()
        sessions = sessions_that_could_stand_in(self.enrolment, missed=missed, at=timezone.now())
        self.sessions = {str(session.pk): session for session in sessions}
        return {
            **super().get_form_kwargs(),
            "missed": [
                (pk, words_of(one.session, f"{one.title}, {local.short_length(one.minutes)}"))
                for pk, one in self.missed.items()
            ],
            "sessions": [(pk, words_of(session, about(session))) for pk, session in self.sessions.items()],
        }

    def get_initial(self) -> dict[str, Any]:
        """The session that the link named."""
        return {"stands_for": self.request.GET.get("session", "")}

    def operate(self, form: MakeUpForm) -> MakeUp:
        """Plan it."""
        data = form.cleaned_data
        return make_ups.plan(
            enrolment=self.enrolment,
            stands_for=self.missed[data["stands_for"]].session,
            through=self.sessions.get(data["through"]),
            task=data["task"],
            minutes=data["minutes"],
            by=self.request.user,
        )


class OneMakeUp(OneEnrolment):
    """A page about one make-up."""

    make_up: MakeUp

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        related = (
            "enrolment__person",
            "enrolment__cohort__edition__course__programme",
            "stands_for",
            "through",
        )
        self.make_up = found(self.request.user, MakeUp, kwargs["pk"], "mark", related=related)
        self.enrolment = self.make_up.enrolment
        self.cohort = self.enrolment.cohort

    def trail(self) -> list[tuple[str, Any]]:
        """With the person."""
        return [*super().trail(), person_step(self.enrolment)]


class CancelMakeUp(OneMakeUp, ConfirmPage):
    """Drop a plan."""

    page_title = _("Cancel the make-up")
    button = _("Cancel the make-up")
    done = _("The make-up is cancelled.")

    def get_question(self) -> str:
        """Naming person and day."""
        words = _("Cancel the make-up of %(name)s for %(day)s?")
        return str(
            words
            % {"name": self.enrolment.person.chosen_name, "day": local.day(self.make_up.stands_for.held_on)}
        )

    def operate(self) -> None:
        """Cancel it."""
        make_ups.cancel(make_up=self.make_up, by=self.request.user)


class ConfirmForm(forms.Form):
    """When the task was done."""

    done_on = forms.DateField(label=_("Done on"), widget=AdminDateInput)


class ConfirmMakeUp(OneMakeUp, OperationPage):
    """Say that a task is done."""

    page_title = _("Confirm the make-up")
    form_class = ConfirmForm
    button = _("Confirm")
    done = _("The make-up is done.")

    def get_initial(self) -> dict[str, Any]:
        """Today, on the programme's calendar."""
        return {"done_on": timezone.now().astimezone(self.cohort.programme.tz).date()}

    def operate(self, form: ConfirmForm) -> MakeUp:
        """Confirm it."""
        return make_ups.confirm(
            make_up=self.make_up, done_on=form.cleaned_data["done_on"], by=self.request.user
        )


def person_step(enrolment: Enrolment) -> tuple[str, Any]:
    """A person in a trail."""
    return reverse("enrolments:read", args=[enrolment.pk]), enrolment.person.chosen_name


def about(session: Session) -> str:
    """Whose session, and what about."""
    titles = session.title or listed([module.title for module in session.modules.all()])
    return ", ".join(part for part in (session.cohort.name, titles) if part)


def words_of(session: Session, what: str) -> str:
    """A session in a list to choose from."""
    return f"{local.day(session.held_on)}: {what.strip(', ')}"
