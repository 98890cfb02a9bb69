"""One proposed award: the verdict it was proposed on, the verdict of now, and the answer."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component

from courses.backoffice.access import COORDINATORS, is_administrator, may, programme_ids
from courses.backoffice.pages import ConfirmPage, OfficePage, OperationPage, about
from courses.backoffice.views import found
from courses.backoffice.workspace import cohort_step, cohorts_step, tab_step
from courses.models import Cohort
from trainees.enums import ProposalState
from trainees.models import AwardProposal, Certificate
from trainees.operations import awarding
from trainees.operations.facts import TEXT
from trainees.queries.giving import Waiting, open_proposals, waiting

from .access import POLICIES
from .verdicts import lines_kept, lines_of

MOST = 8
NAMES = ("award", "enrolment__person", "enrolment__cohort__edition__course__programme__region")


class OneProposal(OfficePage):
    """A page about one proposal, found in the scope of `action`."""

    action = "change"
    proposal: AwardProposal
    cohort: Cohort

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        related = (*NAMES, "enrolment__cohort__edition__course__stream", "proposed_by", "decided_by")
        self.proposal = found(self.request.user, AwardProposal, kwargs["pk"], self.action, related)
        self.cohort = self.proposal.enrolment.cohort

    @property
    def names(self) -> dict[str, str]:
        """For questions."""
        return {"name": self.proposal.enrolment.person.chosen_name, "award": self.proposal.award.name}

    def trail(self) -> list[tuple[str, Any]]:
        """Cohorts, the cohort, its awards, what is proposed."""
        steps = [cohorts_step(), cohort_step(self.cohort), tab_step(self.cohort, "awards")]
        return [*steps, (reverse("awarding:waiting", args=[self.cohort.pk]), _("Proposed awards"))]


class AnswerForm(forms.Form):
    """What whoever approves it says."""

    answer = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed only where the facts have changed. It is kept with the award."),
    )


class ProposalPage(OneProposal, OperationPage):
    """Everything about a proposal. Approving it is the form."""

    template_name = "backoffice/proposal.html"
    form_class = AnswerForm
    button = gettext_lazy("Approve and give the award")
    header_icon = "tick-inverse"
    result: Certificate

    def load(self, **kwargs: Any) -> None:
        """Whoever teaches reads it; whoever coordinates answers."""
        self.action = "view" if self.request.method in ("GET", "HEAD") else "change"
        super().load(**kwargs)

    def get_page_title(self) -> str:
        """Person and award."""
        return about(self.names["name"], self.names["award"])

    def operate(self, form: Any) -> Certificate:
        """Approve it."""
        return awarding.approve(proposal=self.proposal, by=self.request.user, **form.cleaned_data)

    def get_done(self) -> str:
        """With the number."""
        return _("The award is given: %(serial)s.") % {"serial": self.result.serial}

    @cached_property
    def waiting(self) -> Waiting | None:
        """The verdict of now, while it waits."""
        if self.proposal.state != ProposalState.OPEN:
            return None
        return waiting(self.cohort, at=timezone.now(), only=self.proposal)[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both verdicts, and what this person may do."""
        context = super().get_context_data(**kwargs)
        person, proposal = self.request.user, self.proposal
        by_one = self.cohort.edition.course.one_person_awards
        coordinates = may(person, self.cohort.programme.pk, *COORDINATORS)
        mine = proposal.proposed_by_id == person.pk
        about_me = proposal.enrolment.person_id == person.pk
        now = self.waiting
        lines_now, then = lines_of(now.judgement) if now else [], lines_kept(proposal.judgement)
        context.update(
            proposal=proposal,
            cohort=self.cohort,
            tz=self.cohort.programme.tz,
            waiting=now,
            lines_now=lines_now,
            lines_then=then,
            is_as_then=lines_now == then,
            coordinates=coordinates,
            needs_another=mine and not by_one,
            can_approve=bool(now) and coordinates and not about_me and (by_one or not mine),
            can_decline=bool(now) and coordinates and not (about_me or mine),
            can_withdraw=bool(now) and mine and not about_me,
            certificate=Certificate.objects.filter(proposal=proposal).first() if coordinates else None,
        )
        return context


class DeclineForm(forms.Form):
    """Why not this time."""

    answer = forms.CharField(
        label=gettext_lazy("Why not this time, and what would help"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For whoever proposed it. The trainee is not written to."),
    )


class DeclineProposal(OneProposal, OperationPage):
    """Not this time."""

    template_name = "backoffice/decline_award.html"
    form_class = DeclineForm
    page_title = gettext_lazy("Do not give it this time")
    button = gettext_lazy("Do not give it this time")
    done = gettext_lazy("The award is not given this time. It can be proposed again.")

    def operate(self, form: Any) -> AwardProposal:
        """Decline it."""
        return awarding.decline(proposal=self.proposal, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which one."""
        return {"names": self.names, "cohort": self.cohort, **super().get_context_data(**kwargs)}


class WithdrawProposal(OneProposal, ConfirmPage):
    """Whoever proposed it takes it back."""

    action = "view"
    page_title = gettext_lazy("Take the proposal back")
    button = gettext_lazy("Take it back")
    done = gettext_lazy("The proposal is taken back.")

    def get_question(self) -> str:
        """Naming both."""
        return _("Take back the proposal for %(name)s: %(award)s?") % self.names

    def consequences(self) -> list[str]:
        """Nothing is lost."""
        return [_("It can be proposed again.")]

    def operate(self) -> AwardProposal:
        """Withdraw it."""
        return awarding.withdraw(proposal=self.proposal, by=self.request.user)


class AwardsToApprove(Component):
    """Proposed awards that wait for this person: somebody else proposed them, or the course lets one do both."""

    name = "awards_to_approve"
    template_name = "backoffice/home_proposals.html"
    order = 44

    def __init__(self, person: Any) -> None:
        self.person = person

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """One query, for those who coordinate something."""
        if not (is_administrator(self.person) or programme_ids(self.person, *COORDINATORS)):
            return {"proposals": []}
        mine = POLICIES[AwardProposal].instances_user_has_permission_for(self.person, "change")
        others = mine.exclude(enrolment__person=self.person).exclude(
            proposed_by=self.person, enrolment__cohort__edition__course__one_person_awards=False
        )
        shown = list(open_proposals(others)[: MOST + 1])
        return {"proposals": shown[:MOST], "is_more": len(shown) > MOST}
