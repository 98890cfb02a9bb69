"""Facts that somebody confirmed by mistake: voided with a reason, still to be seen."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.backoffice.pages import OperationPage
from courses.backoffice.views import found
from courses.backoffice.workspace import cohort_step, cohorts_step
from trainees.models import Enrolment, Observation, Recommendation, SignOff
from trainees.operations import observing, recommendations, sign_offs

from .grid import VoidForm

RELATED = (
    "enrolment__person",
    "enrolment__cohort__edition__course__programme",
    "recorded_by",
    "voided_by",
)


def enrolment_step(enrolment: Enrolment) -> tuple[str, Any]:
    """A person in a trail."""
    return reverse("enrolments:read", args=[enrolment.pk]), enrolment.person.chosen_name


class VoidFact(OperationPage):
    """A question with a reason, about one fact found in scope."""

    form_class: type[forms.Form] = VoidForm
    template_name = "backoffice/fact.html"
    button = _("Void")
    model: type[Any]
    related: tuple[str, ...] = RELATED
    fact: Any

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        self.fact = found(self.request.user, self.model, kwargs["pk"], "change", related=self.related)
        self.cohort = self.fact.enrolment.cohort

    def trail(self) -> list[tuple[str, Any]]:
        """Cohorts, the cohort, the person."""
        return [cohorts_step(), cohort_step(self.cohort), enrolment_step(self.fact.enrolment)]

    def what(self) -> str:
        """The fact in a few words."""
        return str(self.fact.item)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The fact itself."""
        return {
            "fact": self.fact,
            "what": self.what(),
            "tz": self.cohort.programme.tz,
            **super().get_context_data(**kwargs),
        }


class VoidObservation(VoidFact):
    """An observation that was none."""

    model: type[Any] = Observation
    page_title = _("Void the observation")
    done = _("The observation is voided. It stays in the history with your reason.")
    related: tuple[str, ...] = (*RELATED, "item__module", "item__agreement", "item__quiz", "item__exam")

    def operate(self, form: Any) -> Observation:
        """Void it."""
        return observing.void_observation(
            observation=self.fact, reason=form.cleaned_data["reason"], by=self.request.user
        )


class VoidSignOff(VoidFact):
    """A sign-off that was none."""

    model: type[Any] = SignOff
    page_title = _("Void the sign-off")
    done = _("The sign-off is voided. It stays in the history with your reason.")
    related: tuple[str, ...] = (*RELATED, "item__module", "item__agreement", "item__quiz", "item__exam")

    def operate(self, form: Any) -> SignOff:
        """Void it."""
        return sign_offs.void_sign_off(
            sign_off=self.fact, reason=form.cleaned_data["reason"], by=self.request.user
        )


class VoidRecommendation(VoidFact):
    """A recommendation that was recorded by mistake."""

    model: type[Any] = Recommendation
    page_title = _("Void the recommendation")
    done = _("The recommendation is voided. It stays in the history with your reason.")

    def what(self) -> str:
        """Whether it recommends, and who gave it."""
        return recommendation_words(self.fact)

    def operate(self, form: Any) -> Recommendation:
        """Void it."""
        return recommendations.void_recommendation(
            recommendation=self.fact, reason=form.cleaned_data["reason"], by=self.request.user
        )


def recommendation_words(one: Recommendation) -> str:
    """ "Recommended (Facilitator)"."""
    said = _("Recommended") if one.recommends else _("Not yet recommended")
    return f"{said} ({one.get_by_display()})"
