"""What a trainee has brought so far for one thing that a module asks for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from courses.models import Agreement, Cohort, EvidenceItem, Module, Session
from trainees.models import Enrolment, QuizAttempt, Submission
from trainees.rules.evidence import Try, next_try_at

WHOLE = 100  # percent


@dataclass(frozen=True, kw_only=True)
class Tries:
    """The attempts at a quiz, the first one first."""

    item: EvidenceItem
    attempts: Sequence[QuizAttempt]

    @property
    def pass_mark(self) -> int:
        """In percent; a quiz without one wants everything right."""
        return WHOLE if self.item.percent is None else self.item.percent

    @cached_property
    def handed_in(self) -> Sequence[QuizAttempt]:
        """Those that were scored."""
        return [attempt for attempt in self.attempts if attempt.handed_in_at is not None]

    @cached_property
    def open(self) -> QuizAttempt | None:
        """The one that was begun and not handed in."""
        return next((attempt for attempt in self.attempts if attempt.handed_in_at is None), None)

    @property
    def last(self) -> QuizAttempt | None:
        """The last one that was handed in."""
        return self.handed_in[-1] if self.handed_in else None

    @property
    def is_passed(self) -> bool:
        """Whether one of them reached the pass mark."""
        return any((attempt.percent or 0) >= self.pass_mark for attempt in self.handed_in)

    @property
    def left(self) -> int | None:
        """Attempts that can still be handed in; None: as many as are wished."""
        return max(self.item.attempts - len(self.handed_in), 0) if self.item.attempts else None

    @property
    def next_at(self) -> dt.datetime | None:
        """From when on the next can be begun; None: at once."""
        tries = [Try(percent=one.percent, handed_in_at=one.handed_in_at) for one in self.attempts]
        return next_try_at(self.item, tries)

    @property
    def shows_answers(self) -> bool:
        """Whether somebody may see which answers were right: when they do not need them any more."""
        return self.is_passed or self.left == 0


def tries_at(item: EvidenceItem, enrolment: Enrolment) -> Tries:
    """The attempts of one person at one quiz. One query."""
    found = QuizAttempt.objects.filter(enrolment=enrolment, item=item).order_by("number")
    return Tries(item=item, attempts=list(found))


def newest_version(item: EvidenceItem) -> Agreement:
    """The version of an item's agreement that is signed now. One query.

    Raises Agreement.DoesNotExist for an item that names none.
    """
    named = item.agreement
    if named is None:
        raise Agreement.DoesNotExist
    return Agreement.objects.filter(programme=named.programme_id, code=named.code).latest("version")


def versions_of(item: EvidenceItem, enrolment: Enrolment) -> list[Submission]:
    """What one person wrote for one item, the newest version first, with who answered. One query."""
    found = Submission.objects.filter(enrolment=enrolment, item=item).select_related("answered_by")
    return list(found.order_by("-number"))


def last_session_on(module: Module, cohort: Cohort) -> dt.date | None:
    """The date of the cohort's last session for everybody that covers the module; None without one. One query."""
    found = Session.objects.standing().for_everybody().filter(cohort=cohort, modules=module)
    last: Session | None = found.order_by("starts_at").last()
    return last.held_on if last is not None else None
