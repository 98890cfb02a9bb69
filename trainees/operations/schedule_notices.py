"""One notice of what was changed about sessions: gathered, in each reader's language, to everybody concerned."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Max, Min, Q, Value
from django.db.models.functions import Greatest

from courses.enums import CohortState
from courses.models import Cohort, Session, SessionChange
from courses.operations.changes import facts_of
from courses.operations.seats import locked
from courses.rules.changes import Entry, Facts, difference
from tasks.outbox.drafts import Draft
from tasks.outbox.operations import queue_many
from trainees.models import Enrolment
from trainees.queries.expected import expected
from trainees.queries.schedule_notices import unheard
from trainees.rules import keys

from .kinds import SCHEDULE_CHANGED
from .schedule_mail import ScheduleMail

QUIET = dt.timedelta(minutes=5)
"""A change is told when nothing else was changed in the cohort for so long,"""
LONGEST = dt.timedelta(minutes=15)
"""or when it has waited for so long."""


def owe_schedule_notices(*, at: dt.datetime) -> int:
    """Owe everybody concerned one notice of each cohort's changes that are ripe at `at`. Returns how many are new.

    The notices of a cohort and the mark that they were told are one transaction with the cohort locked: whoever calls
    this twice, at once or after a crash, owes nothing twice. Queries grow with the cohorts, not with their people.
    """
    return sum(_tell(cohort, at=at) for cohort in sorted(_ripe(SessionChange.objects.untold(), at=at)))


def _ripe(untold: Any, *, at: dt.datetime) -> list[int]:
    """The cohorts (ids) of which something is to be told at `at`. One query."""
    waiting = (
        untold.order_by()
        .values("session__cohort")
        .annotate(first=Min("changed_at"), last=Max("changed_at"))
        .filter(Q(last__lte=at - QUIET) | Q(first__lte=at - LONGEST))
    )
    return list(waiting.values_list("session__cohort", flat=True))


@dataclass
class _Reader:
    """Somebody who may have to be told: as a trainee (`enrolment`), as a facilitator, or both."""

    person: Any
    enrolment: Enrolment | None = None
    since: dt.datetime | None = None
    expected_at: set[int] = field(default_factory=set)
    facilitates: bool = False


@transaction.atomic
def _tell(cohort_id: int, *, at: dt.datetime) -> int:
    cohort = locked(cohort_id)
    untold = SessionChange.objects.untold().filter(session__cohort=cohort)
    # Somebody may have changed more, or told it, before the lock was ours.
    if not _ripe(untold, at=at):
        return 0
    ids = set(untold.values_list("pk", flat=True))
    count = 0 if cohort.state == CohortState.DRAFT else queue_many(_drafts(cohort, ids, at=at))
    # What was changed after `at` is told along: nothing is told before it was made.
    untold.filter(pk__in=ids).update(told_at=Greatest(F("changed_at"), Value(at)))
    return count


def _drafts(cohort: Cohort, new: set[int], *, at: dt.datetime) -> Iterator[Draft]:
    """A notice for everybody to whom something is new; who missed one that is not true any more hears of it, too."""
    missed = unheard(cohort, SCHEDULE_CHANGED)
    every = new.union(*missed.values())
    found = SessionChange.objects.filter(pk__in=every).select_related("session").order_by("pk")
    changes = list(found)
    sessions = {change.session_id: change.session for change in changes}
    now = facts_of(cohort, sessions.values())
    mail = ScheduleMail(cohort)
    for reader in _readers(cohort, sessions.values(), changes, now):
        wanted = new | missed.get(reader.person.pk, set())
        entries = _entries(reader, [change for change in changes if change.pk in wanted], now, at=at)
        if entries:
            yield mail.draft(
                reader.person,
                enrolment=reader.enrolment,
                entries=entries,
                changes=wanted,
                dedup_key=keys.schedule(cohort.pk, max(new), reader.person.pk),
            )


def _readers(
    cohort: Cohort, sessions: Iterable[Session], changes: Sequence[SessionChange], now: Mapping[int, Facts]
) -> list[_Reader]:
    """Everybody who is or was expected, by their id. Four queries.

    Of a cohort that was called off its own people were told at once (cancellation.tell_enrolled); the others were not.
    """
    readers: dict[int, _Reader] = {}
    for session, enrolments in expected(sessions).items():
        for enrolment in enrolments:
            if cohort.state == CohortState.CANCELLED and enrolment.cohort_id == cohort.pk:
                continue
            reader = readers.setdefault(enrolment.person_id, _Reader(enrolment.person))
            reader.enrolment, reader.since = enrolment, enrolment.enrolled_at
            reader.expected_at.add(session)
    facilitators: set[int] = set()
    for facts in [*now.values(), *(change.before for change in changes if change.before)]:
        facilitators |= set(facts["facilitators"])
    for person in get_user_model().objects.filter(pk__in=facilitators, is_active=True):
        readers.setdefault(person.pk, _Reader(person)).facilitates = True
    return [readers[pk] for pk in sorted(readers)]


def _entries(
    reader: _Reader, changes: Sequence[SessionChange], now: Mapping[int, Facts], *, at: dt.datetime
) -> tuple[Entry, ...]:
    """What is new to one person, in the order of time; what is over helps nobody."""
    first: dict[int, SessionChange] = {}
    newest: dict[int, SessionChange] = {}
    for change in changes:
        first.setdefault(change.session_id, change)
        newest[change.session_id] = change
    entries: dict[int, Entry | None] = {}
    for session, change in first.items():
        # Somebody who was enrolled meanwhile knows the newest state only.
        knew = reader.since is None or reader.since < newest[session].changed_at
        if session in reader.expected_at and knew:
            entries[session] = difference(session, before=change.before, now=now[session])
        if reader.facilitates:
            as_facilitator = difference(
                session, before=change.before, now=now[session], facilitator=reader.person.pk
            )
            entries[session] = as_facilitator or entries.get(session)
    told = [entry for entry in entries.values() if entry is not None and entry.last_of_use > at]
    return tuple(sorted(told, key=lambda entry: (entry.shown.starts_at, entry.session)))
