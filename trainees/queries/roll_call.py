"""A session's roll-call as the people see it who take it: who is expected, how each line begins, what stands."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from courses.models import Session
from courses.models.alphabet import alphabetical
from trainees.enums import EnrolmentState, MakeUpState, Mark
from trainees.models import AbsenceNotice, Attendance, Enrolment, MakeUp, RollCall

OPENS_BEFORE = dt.timedelta(minutes=30)
"""So long before a session starts its roll-call can be opened."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person of a roll-call. `standing` is what somebody marked; without it the line only begins somehow.

    cannot_come: they said so. make_up: why somebody of elsewhere is here.
    """

    enrolment: Enrolment
    standing: Attendance | None
    begins: str
    cannot_come: bool = False
    make_up: MakeUp | None = None

    @property
    def mark(self) -> str:
        """What stands, else how it begins; empty where somebody has to say."""
        return self.standing.mark if self.standing else self.begins

    @property
    def minutes_late(self) -> int:
        """How late they came."""
        return self.standing.minutes_late if self.standing else 0

    @property
    def minutes_early(self) -> int:
        """How much before the end they left."""
        return self.standing.minutes_early if self.standing else 0

    @property
    def version(self) -> int:
        """How often it was marked."""
        return self.standing.version if self.standing else 0

    @property
    def marked_by(self) -> str:
        """The chosen name of who marked it last."""
        by = self.standing.recorded_by if self.standing else None
        return by.chosen_name if by else ""

    @property
    def is_guest(self) -> bool:
        """Whether they are here to make up for something."""
        return self.make_up is not None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All of it. `lines` are in the order of chosen names; guests have a part of their own."""

    session: Session
    roll_call: RollCall | None
    lines: Sequence[Line]

    @property
    def is_closed(self) -> bool:
        """Whether its marks are facts now."""
        return self.roll_call is not None and self.roll_call.is_closed

    @property
    def people(self) -> list[Line]:
        """The cohort's own."""
        return [line for line in self.lines if not line.is_guest]

    @property
    def guests(self) -> list[Line]:
        """Those who make up here."""
        return [line for line in self.lines if line.is_guest]

    @property
    def unmarked(self) -> list[Line]:
        """Those of whom nobody has said anything."""
        return [line for line in self.lines if not line.mark]

    def with_mark(self, *marks: str) -> list[Line]:
        """Those with one of these marks."""
        return [line for line in self.lines if line.mark in marks]

    @cached_property
    def by_enrolment(self) -> dict[int, Line]:
        """Each line by the id of its enrolment."""
        return {line.enrolment.pk: line for line in self.lines}

    @cached_property
    def digest(self) -> str:
        """Differs when anything else would be read: who is listed, what stands, whether it is closed."""
        said = [(line.enrolment.pk, line.version, line.mark, line.cannot_come) for line in self.lines]
        return hashlib.sha256(repr((self.is_closed, said)).encode()).hexdigest()[:20]


def sheet(session: Session) -> Sheet:
    """The roll-call of a session in five queries (cohort, edition and course read along by the caller).

    Expected are those who were in the cohort when it began; at a make-up session only those who make up; nobody who
    had left their cohort by then. Who is marked already stays listed, whatever became of them.
    """
    roll_call = RollCall.objects.filter(session=session).first()
    found = Attendance.objects.standing().filter(session=session)
    marks = {
        mark.enrolment_id: mark
        for mark in found.select_related("enrolment__person", "enrolment__cohort", "recorded_by")
    }
    for mark in marks.values():
        mark.session = session
    through = MakeUp.objects.filter(
        _in_their_cohort(session, "enrolment__") | Q(enrolment__in=marks), through=session
    ).exclude(state=MakeUpState.CANCELLED)
    guests = {
        made.enrolment_id: made
        for made in through.select_related("enrolment__person", "enrolment__cohort", "stands_for")
    }
    notices = AbsenceNotice.objects.filter(session=session, taken_back_at__isnull=True)
    told = set(notices.values_list("enrolment", flat=True))
    listed = {mark.enrolment_id: mark.enrolment for mark in marks.values()}
    listed |= {made.enrolment_id: made.enrolment for made in guests.values()}
    listed |= {enrolment.pk: enrolment for enrolment in _expected(session)}
    lines = [
        Line(
            enrolment=enrolment,
            standing=marks.get(pk),
            begins=_begins(session, enrolment, cannot_come=pk in told),
            cannot_come=pk in told,
            make_up=guests.get(pk),
        )
        for pk, enrolment in listed.items()
    ]
    lines.sort(key=lambda line: (alphabetical(line.enrolment.person.chosen_name), line.enrolment.pk))
    return Sheet(session=session, roll_call=roll_call, lines=lines)


def _expected(session: Session) -> Any:
    """Those of the cohort who were in it when the session began."""
    if not session.is_for_everybody:
        return []
    found = Enrolment.objects.filter(_in_their_cohort(session), cohort=session.cohort_id)
    return found.select_related("person", "cohort")


def _in_their_cohort(session: Session, path: str = "") -> Q:
    """Who had not left when the session began; `path` leads to the enrolment."""
    goes_on = Q((f"{path}ended_at__isnull", True)) | Q((f"{path}ended_at__gt", session.starts_at))
    return goes_on & ~Q((f"{path}state", EnrolmentState.UNDONE))


def _begins(session: Session, enrolment: Enrolment, *, cannot_come: bool) -> str:
    """How a line begins before anybody marks it."""
    course = session.cohort.edition.course
    if enrolment.enrolled_at.astimezone(course.programme.tz).date() > session.held_on:
        return Mark.NOT_EXPECTED
    if cannot_come:
        return Mark.EXCUSED
    return Mark.PRESENT if course.present_by_default else ""
