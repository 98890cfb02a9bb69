"""Quizzes: begun, saved, handed in. Nobody is timed."""

import datetime as dt
import random
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from courses import local
from courses.enums import EvidenceKind
from courses.models import Cohort, EvidenceItem
from courses.operations.checks import refuse
from trainees.models import Enrolment, QuizAttempt
from trainees.queries.evidence import Tries, tries_at
from trainees.rules import quizzes
from trainees.rules.quizzes import Answers

from .bringing import asked_for, data_of, in_course
from .evidence import settle


@transaction.atomic
def begin(*, enrolment: Enrolment, item: EvidenceItem, by: Any) -> QuizAttempt:
    """A new attempt, with questions drawn by chance; the one that is still open where there is one.

    Raises ValidationError when the quiz is passed, no attempt is left, it is too early for the next (and says when it
    is not), the quiz has no questions, and as `in_course` does.
    """
    cohort, enrolment = in_course(enrolment)
    item = asked_for(item, cohort, EvidenceKind.QUIZ)
    tries = tries_at(item, enrolment)
    if tries.open is not None:
        return tries.open
    _check_may_begin(cohort, tries)
    # Not to be guessed, and no two neighbours get the same order.
    chance = random.SystemRandom()
    bank = item.quiz.questions.filter(is_retired=False) if item.quiz else ()
    asked = quizzes.draw(bank, number=item.questions_asked, chance=chance)
    if not asked:
        raise refuse(
            NON_FIELD_ERRORS, _("This quiz is not ready yet. Please tell your facilitator."), code="empty"
        )
    return QuizAttempt.objects.create(
        enrolment=enrolment, item=item, number=len(tries.handed_in) + 1, asked=asked
    )


@transaction.atomic
def save(*, attempt: QuizAttempt, answers: Answers, by: Any) -> QuizAttempt:
    """Keep the answers so far. One that was handed in already is left as it is. What is no answer is left out."""
    attempt = _locked(attempt)
    if attempt.handed_in_at is None:
        _write(attempt, answers)
    return attempt


@transaction.atomic
def hand_in(*, attempt: QuizAttempt, answers: Answers, by: Any) -> QuizAttempt:
    """Score the answers against the questions as they were asked. Handed in twice, the first time counts.

    Raises ValidationError, naming the questions by their number, when one has no answer: an attempt is never lost by
    a question that was overlooked.
    """
    attempt = _locked(attempt)
    if attempt.handed_in_at is not None:
        return attempt
    _write(attempt, answers)
    left = [
        str(number) for number, asked in enumerate(attempt.asked, 1) if asked["id"] not in attempt.answers
    ]
    if left:
        words = ngettext(
            "This question has no answer yet: %(numbers)s.",
            "These questions have no answer yet: %(numbers)s.",
            len(left),
        )
        raise refuse(NON_FIELD_ERRORS, words % {"numbers": ", ".join(left)}, code="unanswered")
    right = quizzes.number_right(attempt.asked, attempt.answers)
    attempt.percent = quizzes.percent(right, len(attempt.asked))
    attempt.handed_in_at = timezone.now()
    attempt.save(update_fields=["percent", "handed_in_at"])
    data = data_of(attempt.item, number=attempt.number, percent=attempt.percent)
    log(instance=attempt.enrolment, action="trainees.quiz.hand_in", user=by, data=data)
    settle(cohort=attempt.enrolment.cohort, enrolments=[attempt.enrolment], by=by)
    return attempt


def _locked(attempt: QuizAttempt) -> QuizAttempt:
    """The attempt as it is now, behind its cohort and enrolment."""
    _cohort, enrolment = in_course(attempt.enrolment)
    found = (
        QuizAttempt.objects.select_for_update(of=("self",)).select_related("item__module").get(pk=attempt.pk)
    )
    found.enrolment = enrolment
    return found


def _write(attempt: QuizAttempt, answers: Answers) -> None:
    known = quizzes.known_answers(attempt.asked, answers)
    if known != attempt.answers:
        attempt.answers = known
        attempt.save(update_fields=["answers"])


def _check_may_begin(cohort: Cohort, tries: Tries) -> None:
    if tries.is_passed:
        raise refuse(NON_FIELD_ERRORS, _("You have passed this quiz already."), code="passed")
    if tries.left == 0:
        raise refuse(
            NON_FIELD_ERRORS,
            _("There is no attempt left. Please talk with your facilitator: there are other ways."),
            code="attempts",
        )
    if tries.next_at is not None and timezone.now() < tries.next_at:
        raise too_early(cohort, tries.next_at)


def too_early(cohort: Cohort, next_at: dt.datetime) -> ValidationError:
    """The refusal that says when the next attempt is possible, on the programme's clock."""
    words = _("You can try again from %(moment)s on.") % {
        "moment": local.moment(next_at, cohort.programme.tz)
    }
    return refuse(NON_FIELD_ERRORS, words, code="wait")
