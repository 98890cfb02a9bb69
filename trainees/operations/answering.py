"""Answers to requests for credit: a coordinator grants it, or says kindly why not this time."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.operations.checks import fresh, refuse
from tasks.outbox.content import render_mail
from tasks.outbox.operations import queue_many
from trainees.enums import Evidence, PriorLearningState
from trainees.models import Enrolment, PriorLearning

from . import completion
from .facts import LONG_TEXT, check_length, check_may_confirm, held, log_once_a_day, settle_one, today
from .kinds import CREDIT_ANSWERED
from .mail import draft_for, frame

CREDIT_READ = "trainees.prior_learning.read"


@transaction.atomic
def grant(*, request: PriorLearning, by: Any, answer: str = "") -> PriorLearning:
    """Give credit: the module is completed today, with prior learning as its evidence, also before what it needs.

    The trainee is owed one notice. A second click changes nothing. Raises ValidationError when somebody else answered
    or the trainee took the request back in the meantime.
    """
    return _answer(request, PriorLearningState.GRANTED, answer.strip(), by)


@transaction.atomic
def decline(*, request: PriorLearning, answer: str, by: Any) -> PriorLearning:
    """Say that the module is still to be done, with a kind word why. The trainee is owed one notice.

    Raises ValidationError keyed "answer" without words, and as grant does.
    """
    answer = answer.strip()
    if not answer:
        raise refuse(
            "answer", _("Say in a kind word why not this time, and what would help."), code="required"
        )
    return _answer(request, PriorLearningState.DECLINED, answer, by)


@transaction.atomic
def log_reading(*, request: PriorLearning, by: Any) -> bool:
    """Keep in the audit log that somebody opened the request: once for each reader and day."""
    data = {"module": request.module.code, "prior_learning": request.pk}
    return log_once_a_day(request.enrolment, action=CREDIT_READ, by=by, data=data)


def _answer(request: PriorLearning, state: PriorLearningState, answer: str, by: Any) -> PriorLearning:
    check_length("answer", answer, LONG_TEXT)
    enrolment = held(request.enrolment_id)
    request = fresh(request)
    if (request.state, request.answer) == (state, answer) and request.answered_by_id == getattr(
        by, "pk", None
    ):
        return request
    check_may_confirm(enrolment, by)
    if request.state == PriorLearningState.WITHDRAWN:
        raise refuse(NON_FIELD_ERRORS, _("This request was taken back in the meantime."), code="withdrawn")
    if request.state != PriorLearningState.ASKED:
        raise refuse(NON_FIELD_ERRORS, _("Somebody answered this in the meantime."), code="answered")
    request.state, request.answer = state, answer
    request.answered_by, request.answered_at = by, timezone.now()
    request.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    data = {"module": request.module.code, "state": state.value, "prior_learning": request.pk}
    log(instance=enrolment, action="trainees.prior_learning.answer", user=by, data=data)
    if state == PriorLearningState.GRANTED:
        _credit(enrolment, request, by)
    _tell(enrolment, request)
    settle_one(enrolment, by)
    return request


def _credit(enrolment: Enrolment, request: PriorLearning, by: Any) -> None:
    """The completion. What was learned somewhere else need not follow this course's order."""
    completion.record(
        cohort=enrolment.cohort,
        pairs=[(enrolment.pk, request.module_id)],
        completed_on=min(today(enrolment.cohort), enrolment.cohort.ends_on),
        evidence=Evidence.PRIOR_LEARNING,
        override_reason=_("Credit for prior learning"),
        by=by,
    )


def _tell(enrolment: Enrolment, request: PriorLearning) -> None:
    language = enrolment.person.language
    context = frame(enrolment.cohort, language)
    queue_many(
        [
            draft_for(
                enrolment,
                cohort=enrolment.cohort,
                kind=CREDIT_ANSWERED,
                dedup_key=f"credit_answered:{request.pk}",
                content=render_mail(CREDIT_ANSWERED, language, context),
            )
        ]
    )
