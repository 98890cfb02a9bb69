"""Awards in a cohort's workspace: who has earned what, proposing it, and answering what was proposed."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from courses.backoffice.access import TEACHING
from courses.backoffice.pages import OperationPage, about
from courses.backoffice.paging import PeoplePaginator
from courses.backoffice.views import words_of
from courses.backoffice.workspace import CohortStep, WorkspacePage, add_tab
from courses.models import Award
from courses.queries.outlines import awards_of
from trainees.enums import ProposalState
from trainees.models import AwardProposal, Enrolment
from trainees.operations import awarding
from trainees.operations.facts import TEXT
from trainees.queries.giving import Cell, giving, waiting
from trainees.queries.roster import everybody

from .documents import documents_waiting
from .grid import DIGITS
from .verdicts import lines_of

ROWS_ON_A_PAGE = 50


class SeveralActs(WorkspacePage):
    """A part of the workspace where several things are ticked and done, each for itself."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what is ticked; what one refuses does not stop the others, and is said with the name."""
        if not (acts := self.acts()):
            messages.error(request, _("Tick at least one box."))
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        done, refused = one_by_one(acts)
        if done:
            messages.success(request, self.said(done))
        for sentence in refused:
            messages.error(request, sentence)
        return redirect(request.get_full_path())

    def acts(self) -> list[tuple[str, Callable[[], Any]]]:
        """What is ticked: whom it is about, and the operation."""
        raise NotImplementedError

    def said(self, count: int) -> str:
        """What is said of those that worked."""
        raise NotImplementedError


def one_by_one(acts: Iterable[tuple[str, Callable[[], Any]]]) -> tuple[int, list[str]]:
    """Each act in a transaction of its own: how many worked, and a sentence for each that was refused."""
    done, refused = 0, []
    for name, act in acts:
        try:
            act()
        except ValidationError as error:
            refused.append(_("%(name)s: %(reason)s") % {"name": name, "reason": words_of(error)})
        else:
            done += 1
    return done, refused


def ids_in(value: str, count: int) -> list[int]:
    """The ids in "12:34"; 404 for what the form never offered."""
    parts = value.split(":")
    if len(parts) != count or not all(part.isdecimal() and len(part) <= DIGITS for part in parts):
        raise Http404
    return [int(part) for part in parts]


class AwardsPage(SeveralActs):
    """People by awards: a verdict in a word, its reasons on demand. Tick several, and propose them."""

    template_name = "backoffice/cohort_awards.html"
    tab = "awards"

    @cached_property
    def awards(self) -> list[Award]:
        """Those of the edition."""
        return awards_of(self.cohort.edition)

    @property
    def gives_at_once(self) -> bool:
        """Whether this person may propose and approve in one step."""
        return self.coordinates and self.cohort.edition.course.one_person_awards

    def acts(self) -> list[tuple[str, Callable[[], Any]]]:
        """Propose, or give at once, each person and award that is ticked."""
        pairs = [tuple(ids_in(value, 2)) for value in dict.fromkeys(self.request.POST.getlist("cell"))]
        people = {
            one.pk: one for one in everybody(self.cohort).filter(pk__in={person for person, _award in pairs})
        }
        awards = {award.pk: award for award in self.awards}
        if any(person not in people or award not in awards for person, award in pairs):
            raise Http404
        at_once = self.gives_at_once and "give" in self.request.POST
        act = awarding.award_at_once if at_once else awarding.propose

        def one(person: int, award: int) -> tuple[str, Callable[[], Any]]:
            fields = {"enrolment": people[person], "award": awards[award], "by": self.request.user}
            return f"{people[person].person.chosen_name}, {awards[award].name}", lambda: act(**fields)

        return [one(person, award) for person, award in pairs]

    def said(self, count: int) -> str:
        """Proposed, or given."""
        if self.gives_at_once and "give" in self.request.POST:
            return ngettext("%(count)d award is given.", "%(count)d awards are given.", count) % {
                "count": count
            }
        return ngettext("%(count)d award is proposed.", "%(count)d awards are proposed.", count) % {
            "count": count
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Fifty people at a time; the number of queries never grows."""
        context = super().get_context_data(**kwargs)
        people = PeoplePaginator(everybody(self.cohort), ROWS_ON_A_PAGE)
        page = people.get_page(self.request.GET.get("p"))
        rows = giving(
            self.cohort,
            at=timezone.now(),
            enrolments=page.object_list,
            awards=self.awards,
        )
        context.update(
            page=page,
            awards=self.awards,
            rows=[{"enrolment": row.enrolment, "cells": [shown(cell) for cell in row.cells]} for row in rows],
            ticked=set(self.request.POST.getlist("cell")),
            gives_at_once=self.gives_at_once,
            can_propose=any(cell.is_ready for row in rows for cell in row.cells),
            waiting_count=AwardProposal.objects.filter(
                enrolment__cohort=self.cohort, state=ProposalState.OPEN
            ).count(),
            certificates_url=f"{reverse('certificates:index')}?cohort={self.cohort.pk}",
        )
        return context


def shown(cell: Cell) -> dict[str, Any]:
    """A cell with the lines of its verdict; none where it was given."""
    return {"cell": cell, "lines": [] if cell.certificate else lines_of(cell.judgement)}


class ReasonForm(forms.Form):
    """Why somebody is awarded before everything is there."""

    override_reason = forms.CharField(
        label=gettext_lazy("Reason, if something is missing"),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is kept with the proposal, and whoever approves it reads it."),
    )


class ProposePage(CohortStep, OperationPage):
    """One person and one award, for coordinators: the verdict in full, and a reason where something is missing."""

    template_name = "backoffice/propose_award.html"
    form_class = ReasonForm
    tab = "awards"
    button = gettext_lazy("Propose")
    done = gettext_lazy("The award is proposed. Somebody else can approve it now.")
    header_icon = "tick-inverse"

    def load(self, **kwargs: Any) -> None:
        """The person in this cohort, the award of its edition."""
        super().load(**kwargs)
        self.award = get_object_or_404(Award, pk=kwargs["award"], edition=self.cohort.edition_id)
        self.enrolment: Enrolment = get_object_or_404(everybody(self.cohort), pk=kwargs["enrolment"])

    def get_page_title(self) -> str:
        """Person and award."""
        return about(self.enrolment.person.chosen_name, self.award.name)

    def operate(self, form: Any) -> AwardProposal:
        """Propose it."""
        return awarding.propose(
            enrolment=self.enrolment, award=self.award, by=self.request.user, **form.cleaned_data
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The verdict of now."""
        context = super().get_context_data(**kwargs)
        [row] = giving(self.cohort, at=timezone.now(), enrolments=[self.enrolment])
        cell = next(cell for cell in row.cells if cell.award.pk == self.award.pk)
        context.update(
            cell=cell,
            lines=lines_of(cell.judgement),
            enrolment=self.enrolment,
            documents=documents_waiting(self.request.user, self.enrolment),
            tz=self.cohort.programme.tz,
        )
        return context


class WaitingPage(SeveralActs):
    """What was proposed in a cohort and waits for a second person. Tick several, and approve them."""

    template_name = "backoffice/cohort_proposals.html"
    tab = "awards"

    def acts(self) -> list[tuple[str, Callable[[], Any]]]:
        """Approve each that is ticked; only coordinators are offered it."""
        if not self.coordinates:
            raise Http404
        ids = [ids_in(value, 1)[0] for value in dict.fromkeys(self.request.POST.getlist("proposal"))]
        found = {
            one.pk: one
            for one in AwardProposal.objects.filter(enrolment__cohort=self.cohort, pk__in=ids).select_related(
                "enrolment__person", "award"
            )
        }
        if any(pk not in found for pk in ids):
            raise Http404

        def one(proposal: AwardProposal) -> tuple[str, Callable[[], Any]]:
            name = f"{proposal.enrolment.person.chosen_name}, {proposal.award.name}"
            return name, lambda: awarding.approve(proposal=proposal, by=self.request.user)

        return [one(found[pk]) for pk in ids]

    def said(self, count: int) -> str:
        """Given."""
        return ngettext("%(count)d award is given.", "%(count)d awards are given.", count) % {"count": count}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with the verdict of now, and whether this person may approve it from here."""
        context = super().get_context_data(**kwargs)
        person, by_one = self.request.user.pk, self.cohort.edition.course.one_person_awards
        lines: list[dict[str, Any]] = [
            {
                "waiting": one,
                "lines": lines_of(one.judgement),
                "is_mine": one.proposal.proposed_by_id == person and not by_one,
                "is_about_me": one.proposal.enrolment.person_id == person,
            }
            for one in waiting(self.cohort, at=timezone.now())
        ]
        for line in lines:
            can = self.coordinates and not (line["is_mine"] or line["is_about_me"])
            line["can_approve"] = can and not line["waiting"].needs_words
        context.update(
            lines=lines,
            ticked=set(self.request.POST.getlist("proposal")),
            can_approve=any(line["can_approve"] for line in lines),
        )
        return context


add_tab("awards", gettext_lazy("Awards"), "awarding:index", order=46, kinds=TEACHING)
