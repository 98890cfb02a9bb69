"""What somebody can make up for, and where."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from courses.enums import CohortState, SessionKind
from courses.models import Coverage, Session
from courses.rules.minutes import shares
from trainees.enums import MakeUpState
from trainees.models import Enrolment, MakeUp

from .attendance import attendance_of


@dataclass(frozen=True, kw_only=True)
class Missed:
    """A session of which something is still missing, within what may be missed or not."""

    session: Session
    title: str
    minutes: int


def missed_by(enrolment: Enrolment) -> list[Missed]:
    """The sessions of which somebody missed anything that is not made up, in their order. Six queries."""
    found = attendance_of(enrolment.cohort, [enrolment])
    return [
        Missed(
            session=found.sessions[pk],
            title=found.title_of(found.sessions[pk]),
            minutes=time.missed,
        )
        for pk, time in found.of(enrolment.pk).attended.sessions.items()
        if time.missed
    ]


def minutes_in_common(missed: Session, through: Session) -> int:
    """How many minutes of `through` cover what `missed` covered: modules are known by their code in other editions.

    A make-up session of the same cohort is made for what was missed: all of it counts, and so does everything where
    `missed` covers no module. Two queries.
    """
    codes = set(Coverage.objects.filter(session=missed).values_list("module__code", flat=True))
    if not codes or (not through.is_for_everybody and through.cohort_id == missed.cohort_id):
        return through.minutes
    rows = Coverage.objects.filter(session=through).order_by("module__position")
    covered = list(rows.values_list("module__code", "minutes"))
    return sum(part for code, part in shares(through.minutes, covered).items() if code in codes)


def sessions_that_could_stand_in(enrolment: Enrolment, *, at: dt.datetime) -> Sequence[Session]:
    """Sessions to come at which they could make up, soonest first: make-up sessions of their cohort, and sessions of
    other cohorts of the programme that cover a module of a session. Which of them fits is checked when it is planned.
    """
    programme = enrolment.cohort.edition.course.programme_id
    elsewhere = Q(cohort__edition__course__programme=programme) & ~Q(cohort=enrolment.cohort_id)
    found: Any = Session.objects.upcoming(at=at).exclude(cohort__state=CohortState.CANCELLED)
    own = Q(cohort=enrolment.cohort_id) & ~Q(kind=SessionKind.REGULAR)
    return list(found.filter(own | elsewhere).select_related("cohort").prefetch_related("modules"))


def meetings_of(enrolment: Enrolment) -> list[Session]:
    """Every session at which they are expected: those of their cohort for everybody, and where they make up."""
    through = MakeUp.objects.filter(enrolment=enrolment, state=MakeUpState.PLANNED).values("through")
    own = Q(cohort=enrolment.cohort_id, kind=SessionKind.REGULAR)
    return list(Session.objects.standing().filter(own | Q(pk__in=through)))
