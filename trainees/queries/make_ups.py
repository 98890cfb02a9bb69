"""What somebody can make up for, and where."""

import datetime as dt
from collections.abc import Iterable, Sequence
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


def sessions_that_could_stand_in(
    enrolment: Enrolment, *, missed: Iterable[Missed], at: dt.datetime
) -> Sequence[Session]:
    """Where they could make up for what they missed, in the order of time: make-up sessions of their cohort, and
    sessions of other cohorts of the programme that cover the same modules (known by their code).

    Those that begin after the instant `at`, and those held since the first that was missed whose roll-call is open.
    Which one fits which is checked when it is planned. Three queries, none where nothing was missed.
    """
    sessions = [one.session for one in missed]
    if not sessions:
        return []
    programme = enrolment.cohort.edition.course.programme_id
    elsewhere = Q(cohort__edition__course__programme=programme) & ~Q(cohort=enrolment.cohort_id)
    codes = dict.fromkeys((session.pk for session in sessions), frozenset[str]())
    for pk, code in Coverage.objects.filter(session__in=sessions).values_list("session", "module__code"):
        codes[pk] |= {code}
    if all(codes.values()):  # in place of a session without modules any other may stand
        same = Coverage.objects.filter(module__code__in=frozenset().union(*codes.values()))
        elsewhere &= Q(pk__in=same.values("session"))
    own = Q(cohort=enrolment.cohort_id) & ~Q(kind=SessionKind.REGULAR)
    since = min(session.starts_at for session in sessions)
    when = Q(starts_at__gt=at) | Q(starts_at__gte=since, roll_call__closed_at__isnull=True)
    found: Any = Session.objects.standing().exclude(cohort__state=CohortState.CANCELLED)
    found = found.filter(own | elsewhere, when).order_by("starts_at", "pk")
    return list(found.select_related("cohort").prefetch_related("modules"))


def meetings_of(enrolment: Enrolment) -> list[Session]:
    """Every session at which they are expected: those of their cohort for everybody, and where they make up."""
    through = MakeUp.objects.filter(enrolment=enrolment, state=MakeUpState.PLANNED).values("through")
    own = Q(cohort=enrolment.cohort_id, kind=SessionKind.REGULAR)
    return list(Session.objects.standing().filter(own | Q(pk__in=through)))
