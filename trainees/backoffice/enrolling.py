"""Enrol one person; let one leave or finish."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.backoffice.pages import ConfirmPage, OfficePage, OperationPage
from courses.backoffice.views import found
from courses.backoffice.workspace import CohortStep, cohort_step, cohorts_step, tab_step
from courses.enums import CohortState
from trainees.models import Enrolment
from trainees.operations import enrolment as enrolling
from trainees.queries.steps import progress


class EnrolForm(forms.Form):
    """What a welcome needs, and no more."""

    chosen_name = forms.CharField(
        label=_("Name they go by"),
        max_length=120,
        help_text=_("Shown everywhere. A legal name is not asked for."),
    )
    # The operation knows which addresses there are; a plain field lets it say what is wrong in its own words.
    email = forms.CharField(label=_("E-mail"), max_length=254, widget=forms.EmailInput)
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("The language they are written to in.")
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)


class EnrolOne(CohortStep, OperationPage):
    """Give one person a place."""

    form_class = EnrolForm
    template_name = "backoffice/enrol.html"
    tab = "roster"
    page_title = _("Enrol a person")
    button = _("Enrol")

    def get_initial(self) -> dict[str, Any]:
        """The programme's first language."""
        return {"language": (self.cohort.programme.languages or ["en"])[0]}

    def operate(self, form: EnrolForm) -> Enrolment:
        """Enrol; the operation queues the welcome."""
        return enrolling.enrol(cohort=self.cohort, by=self.request.user, **form.cleaned_data)

    def get_done(self) -> str:
        """By the name that is kept: a known person's own stays."""
        words = _("%(name)s is enrolled. Their welcome is on its way.")
        return str(words % {"name": self.result.person.chosen_name})


class OneEnrolment(OfficePage):
    """A page about one enrolment, found in the scope of `action`."""

    action = "change"
    enrolment: Enrolment
    related = ("person", "cohort__edition__course__programme")

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        self.enrolment = found(self.request.user, Enrolment, kwargs["pk"], self.action, related=self.related)
        self.cohort = self.enrolment.cohort

    def trail(self) -> list[tuple[str, Any]]:
        """Cohorts, the cohort, its roster."""
        return [cohorts_step(), cohort_step(self.cohort), tab_step(self.cohort, "roster")]


class Withdraw(OneEnrolment, ConfirmPage):
    """Somebody leaves. No reason is asked for."""

    page_title = _("Leave the course")
    button = _("Yes, they leave")

    def get_question(self) -> str:
        """Naming the person."""
        return str(_("Does %(name)s leave this cohort?") % {"name": self.enrolment.person.chosen_name})

    def consequences(self) -> list[str]:
        """What is kept, and what is not asked."""
        return [
            str(_("Their seat is free again. What they have completed is kept.")),
            str(_("Messages that wait to be sent about this cohort are not sent.")),
            str(_("No reason is needed.")),
        ]

    def operate(self) -> None:
        """Withdraw."""
        enrolling.withdraw(enrolment=self.enrolment, by=self.request.user)

    def get_done(self) -> str:
        """Plainly."""
        return str(_("%(name)s has left the course.") % {"name": self.enrolment.person.chosen_name})


class Finish(OneEnrolment, ConfirmPage):
    """Somebody has reached the end."""

    page_title = _("Finish")
    button = _("Yes, they have finished")

    def get_question(self) -> str:
        """Naming the person."""
        return str(_("Has %(name)s finished this course?") % {"name": self.enrolment.person.chosen_name})

    def consequences(self) -> list[str]:
        """What is still open for them; they keep the seat."""
        left = progress(enrolment=self.enrolment, at=timezone.now()).left
        open_still = [
            _("Not completed yet: %(modules)s.") % {"modules": ", ".join(step.module.title for step in left)}
        ]
        return [
            *(open_still if left else []),
            str(_("They keep their seat and everything they have completed.")),
            str(_("No message is sent.")),
        ]

    def operate(self) -> None:
        """Finish."""
        enrolling.finish(enrolment=self.enrolment, by=self.request.user)

    def get_done(self) -> str:
        """Plainly."""
        return str(_("%(name)s has finished the course.") % {"name": self.enrolment.person.chosen_name})


def takes_people(cohort: Any) -> bool:
    """Whether anybody can be enrolled at all."""
    return bool(cohort.state != CohortState.CANCELLED)
