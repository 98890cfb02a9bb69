"""The inbox of those who teach, and the pages that it leads to."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.enums import CompletesBy, EvidenceKind
from courses.models import EvidenceItem, Module
from trainees.enums import PriorLearningState, SubmissionState, Wait
from trainees.models import Enrolment, Observation, PriorLearning, Submission
from trainees.operations import answering, feedback, observing, sign_offs
from trainees.operations.facts import today
from trainees.portal.seen import seen
from trainees.queries.inbox import Waiting, waiting_for
from trainees.queries.records import cohort_record
from trainees.rules.evidence import Judged, reached
from trainees.rules.words import where

from .forms import ConfirmForm, CreditForm, FeedbackForm, ObservationForm, SignOffForm
from .pages import Confirming
from .scope import (
    enrolment_of,
    found_or_404,
    item_of,
    module_of,
    prior_learning_of,
    submission_of,
    teaches,
)

ON_A_PAGE = 30


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first; 404 for those who teach nowhere."""
    found_or_404(teaches(request.user))
    at = timezone.now()
    waiting = waiting_for(request.user, at=at)
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = [{"one": one, "url": address(one), "age": age_words(one, at)} for one in page]
    context = {"page_obj": page, "lines": lines, "count": len(waiting)}
    return render(request, "portal/confirming/inbox.html", context)


def address(one: Waiting) -> str:
    """Where something that waits is dealt with."""
    enrolment = one.enrolment.pk
    item = one.item.pk if one.item else 0
    module = one.module.pk if one.module else 0
    return {
        Wait.FEEDBACK: lambda: reverse("portal:answer_submission", args=[one.pk]),
        Wait.OBSERVE: lambda: reverse("portal:observe", args=[enrolment, item]),
        Wait.SIGN_OFF: lambda: reverse("portal:sign_off", args=[enrolment, item]),
        Wait.CONFIRM: lambda: reverse("portal:confirm_module", args=[enrolment, module]),
        Wait.UNDONE: lambda: reverse("roster:completion", args=[one.pk]),
        Wait.CREDIT: lambda: reverse("portal:answer_credit", args=[one.pk]),
        Wait.CREDENTIAL: lambda: reverse("portal:answer_credential", args=[one.pk]),
    }[one.wait]()


def age_words(one: Waiting, at: dt.datetime) -> str:
    """ "today", "since yesterday", "for 5 days": by the days of the programme's calendar."""
    tz = one.enrolment.cohort.programme.tz
    days = (at.astimezone(tz).date() - one.since.astimezone(tz).date()).days
    if days <= 0:
        return _("since today")
    if days == 1:
        return _("since yesterday")
    return ngettext("for %(count)d day", "for %(count)d days", days) % {"count": days}


def _language() -> str:
    return (get_language() or "en")[:2]


class AnswerSubmission(Confirming):
    """Read what somebody handed in, and answer. Opening it is logged: it is theirs."""

    form_class = FeedbackForm
    template_name = "portal/confirming/submission.html"
    button = gettext_lazy("Send the answer")
    done = gettext_lazy("Your answer is on its way.")
    submission: Submission

    def load(self, **kwargs: Any) -> None:
        """Handed in, where the person teaches."""
        self.submission = submission_of(self.request.user, kwargs["pk"])
        self.enrolment = self.submission.enrolment

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep who read it."""
        feedback.log_reading(submission=self.submission, by=request.user)
        return super().get(request, *args, **kwargs)

    def operate(self, form: FeedbackForm) -> Submission:
        """One of the two answers."""
        facts = {
            "submission": self.submission,
            "feedback": form.cleaned_data["feedback"],
            "by": self.request.user,
        }
        if form.cleaned_data["decision"] == SubmissionState.ACCEPTED:
            return feedback.accept(**facts)
        return feedback.ask_to_revise(**facts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The text, and the versions before it with what was said to them."""
        one = self.submission
        earlier = Submission.objects.filter(
            enrolment=one.enrolment_id, item=one.item_id, number__lt=one.number
        )
        return {
            "submission": one,
            "item": one.item,
            "can_answer": one.state == SubmissionState.WAITING or self.request.method == "POST",
            "earlier": earlier.exclude(state=SubmissionState.DRAFT).order_by("-number"),
            **super().get_context_data(**kwargs),
        }


class OfItem(Confirming):
    """A page about one person and one thing that only a facilitator can confirm."""

    kind = ""
    item: EvidenceItem

    def load(self, **kwargs: Any) -> None:
        """In scope, and of this kind."""
        self.enrolment = enrolment_of(self.request.user, kwargs["enrolment"])
        self.item = item_of(self.enrolment, kwargs["item"], self.kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is asked for."""
        return {"item": self.item, "module": self.item.module, **super().get_context_data(**kwargs)}


class Observe(OfItem):
    """Note what was seen, criterion by criterion."""

    kind = EvidenceKind.PRACTICE
    form_class = ObservationForm
    button = gettext_lazy("Save what you saw")
    done = gettext_lazy("Your observation is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The item gives the rows."""
        more = {
            "item": self.item,
            "language": _language(),
            "today": min(today(self.enrolment.cohort), self.enrolment.cohort.ends_on),
        }
        return {**super().get_form_kwargs(), **more}

    def operate(self, form: ObservationForm) -> Any:
        """Record it."""
        return observing.record_observation(
            enrolment=self.enrolment, item=self.item, by=self.request.user, **form.facts()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what was seen before."""
        return {
            "earlier": seen(self.enrolment, [self.item], language=_language()),
            **super().get_context_data(**kwargs),
        }

    def done_words(self, made: Observation) -> str:
        """Saved; where no observation reaches the level needed yet, what this one still wants."""
        item = self.item
        standing = self.enrolment.observations.standing().filter(item=item)
        if any(reached(item, one.levels) >= item.level_needed for one in standing):
            return super().done_words(made)
        below = [
            words.get(_language()) or words.get("en", "")
            for words, level in zip(item.criteria, made.levels, strict=True)
            if level < item.level_needed
        ]
        return _(
            "Saved. Another time is needed: not all is seen “%(level)s” yet. Still to see: %(names)s."
        ) % {
            "level": dict(observing.LEVELS)[item.level_needed],
            "names": ", ".join(below),
        }


class SignOffPage(OfItem):
    """Confirm one thing by one's word."""

    kind = EvidenceKind.SIGN_OFF
    form_class = SignOffForm
    button = gettext_lazy("Sign off")
    done = gettext_lazy("It is signed off.")

    def operate(self, form: SignOffForm) -> Any:
        """Record it."""
        return sign_offs.sign_off(
            enrolment=self.enrolment, item=self.item, by=self.request.user, **form.cleaned_data
        )


class ConfirmModule(Confirming):
    """Complete a module that waits for a facilitator."""

    form_class = ConfirmForm
    template_name = "portal/confirming/module.html"
    button = gettext_lazy("Confirm the module")
    done = gettext_lazy("The module is confirmed.")
    module: Module

    def load(self, **kwargs: Any) -> None:
        """A module of this person's edition that waits for somebody."""
        self.enrolment = enrolment_of(self.request.user, kwargs["enrolment"])
        self.module = module_of(self.enrolment, kwargs["module"])
        found_or_404(self.module.completes_by == CompletesBy.FACILITATOR)
        self.record = cohort_record(self.enrolment.cohort, at=timezone.now(), enrolments=[self.enrolment])[0]

    def get_form_kwargs(self) -> dict[str, Any]:
        """A reason only where one is needed."""
        return {**super().get_form_kwargs(), "asks_reason": bool(self.record.missing(self.module))}

    def operate(self, form: ConfirmForm) -> Any:
        """Complete it."""
        return sign_offs.confirm_module(
            enrolment=self.enrolment, module=self.module, by=self.request.user, **form.cleaned_data
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything it asks for and where it stands."""
        judged = self.record.evidence(self.module)
        return {
            "module": self.module,
            "parts": list(_lines(judged)),
            "is_met": judged.is_met,
            "is_done": self.module.pk in self.record.completions,
            **super().get_context_data(**kwargs),
        }


def _lines(judged: Judged) -> list[dict[str, Any]]:
    """The things that are no groups, each with its words."""
    lines: list[dict[str, Any]] = []
    for part in judged.parts:
        if part.parts:
            lines += _lines(part)
        else:
            lines.append({"title": str(part.item), "words": where(part), "is_met": part.is_met})
    return lines


class AnswerCredit(Confirming):
    """Read a request for credit, and answer. Coordinators only; opening it is logged."""

    form_class = CreditForm
    template_name = "portal/confirming/credit.html"
    button = gettext_lazy("Send the answer")
    done = gettext_lazy("Your answer is on its way.")
    asked: PriorLearning

    def load(self, **kwargs: Any) -> None:
        """In a programme that the person coordinates."""
        self.asked = prior_learning_of(self.request.user, kwargs["pk"])
        self.enrolment: Enrolment = self.asked.enrolment

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep who read it."""
        answering.log_reading(request=self.asked, by=request.user)
        return super().get(request, *args, **kwargs)

    def operate(self, form: CreditForm) -> PriorLearning:
        """One of the two answers."""
        facts = {"request": self.asked, "answer": form.cleaned_data["answer"], "by": self.request.user}
        if form.cleaned_data["decision"] == PriorLearningState.GRANTED:
            return answering.grant(**facts)
        return answering.decline(**facts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The request."""
        return {
            "asked": self.asked,
            "can_answer": self.asked.state == PriorLearningState.ASKED or self.request.method == "POST",
            **super().get_context_data(**kwargs),
        }
