"""What facilitators say to something that was handed in: accepted, or please revise."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.operations.checks import fresh, refuse
from tasks.outbox.content import render_mail
from tasks.outbox.operations import queue_many
from trainees.enums import SubmissionState
from trainees.models import Enrolment, Submission

from .facts import LONG_TEXT, check_length, check_may_confirm, held, log_once_a_day, settle_one
from .kinds import FEEDBACK
from .mail import draft_for, frame

READ = "trainees.submission.read"
ANSWERED = (SubmissionState.REVISE, SubmissionState.ACCEPTED)


@transaction.atomic
def accept(*, submission: Submission, by: Any, feedback: str = "") -> Submission:
    """Accept what waits for feedback; the trainee is owed one notice. A second click changes nothing.

    Raises ValidationError when somebody else answered in the meantime, or it is not handed in.
    """
    return _answer(submission, SubmissionState.ACCEPTED, feedback.strip(), by)


@transaction.atomic
def ask_to_revise(*, submission: Submission, feedback: str, by: Any) -> Submission:
    """Ask for another version, saying what to change; the trainee is owed one notice.

    Raises ValidationError keyed "feedback" without words, and as accept does.
    """
    feedback = feedback.strip()
    if not feedback:
        raise refuse("feedback", _("Say what to change, and what is good already."), code="required")
    return _answer(submission, SubmissionState.REVISE, feedback, by)


@transaction.atomic
def log_reading(*, submission: Submission, by: Any) -> bool:
    """Keep in the audit log that somebody opened what a trainee wrote: once for each reader and day."""
    return log_once_a_day(submission.enrolment, action=READ, by=by, data=_data(submission))


def _answer(submission: Submission, state: SubmissionState, feedback: str, by: Any) -> Submission:
    check_length("feedback", feedback, LONG_TEXT)
    enrolment = held(submission.enrolment_id)
    submission = fresh(submission)
    if (submission.state, submission.feedback) == (state, feedback) and submission.answered_by_id == _id(by):
        return submission
    check_may_confirm(enrolment, by)
    if submission.state in ANSWERED:
        raise refuse(NON_FIELD_ERRORS, _already(submission), code="answered")
    if submission.state != SubmissionState.WAITING:
        raise refuse(NON_FIELD_ERRORS, _("This is not handed in yet."), code="draft")
    submission.state, submission.feedback = state, feedback
    submission.answered_by, submission.answered_at = by, timezone.now()
    submission.save(update_fields=["state", "feedback", "answered_by", "answered_at"])
    data = _data(submission) | {"state": state.value}
    log(instance=enrolment, action="trainees.submission.answer", user=by, data=data)
    _tell(enrolment, submission)
    settle_one(enrolment, by)
    return submission


def _already(submission: Submission) -> str:
    if submission.answered_by is None:
        return _("Somebody answered this in the meantime.")
    return _("%(name)s answered this in the meantime.") % {"name": submission.answered_by.chosen_name}


def _tell(enrolment: Enrolment, submission: Submission) -> None:
    language = enrolment.person.language
    context = frame(enrolment.cohort, language)
    queue_many(
        [
            draft_for(
                enrolment,
                cohort=enrolment.cohort,
                kind=FEEDBACK,
                dedup_key=f"feedback:{submission.pk}",
                content=render_mail(FEEDBACK, language, context),
            )
        ]
    )


def _id(person: Any) -> int | None:
    return getattr(person, "pk", None)


def _data(submission: Submission) -> dict[str, Any]:
    return {
        "submission": submission.pk,
        "module": submission.item.module.code,
        "evidence": str(submission.item),
        "version": submission.number,
    }
