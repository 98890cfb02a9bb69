"""What was changed about sessions is noted, so that everybody concerned is told once."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F
from django.utils import timezone

from courses.enums import ChangeKind, CohortState
from courses.models import Cohort, Session, SessionChange
from courses.rules.changes import Facts, facts

Noted = tuple[Session, ChangeKind, Facts | None]


def facilitators_of(sessions: Iterable[int]) -> dict[int, list[int]]:
    """The ids of those who facilitate each of these sessions (ids). One query."""
    through: Any = Session.facilitators.through
    found: dict[int, list[int]] = {pk: [] for pk in sessions}
    for session, person in (
        through.objects.filter(session__in=found).order_by("person_id").values_list("session", "person")
    ):
        found[session].append(person)
    return found


def facts_of(cohort: Cohort, sessions: Iterable[Session]) -> dict[int, dict[str, Any]]:
    """What is known of each session now, by id. One query."""
    by_id = {session.pk: session for session in sessions}
    who = facilitators_of(by_id)
    return {pk: facts(session, cohort, who[pk]) for pk, session in by_id.items()}


def note(*, cohort: Cohort, noted: Iterable[Noted], by: Any, at: dt.datetime | None = None) -> int:
    """Keep what was changed: (session as it is now, what was done, the facts before). Returns how many are kept.

    Nothing is kept of a cohort that nobody knows of, nor of a session that has begun, before or after the change. The
    cohort is locked. At most one query.
    """
    if cohort.state != CohortState.ANNOUNCED:
        return 0
    now = at or timezone.now()
    changes = [
        SessionChange(
            session=session,
            kind=kind,
            before=None if before is None else dict(before),
            by_id=getattr(by, "pk", None),
            changed_at=now,
        )
        for session, kind, before in noted
        if session.starts_at > now
        or (before is not None and dt.datetime.fromisoformat(before["starts_at"]) > now)
    ]
    return len(SessionChange.objects.bulk_create(changes)) if changes else 0


def note_place_of_cohort(*, cohort: Cohort, before: Mapping[int, Facts], by: Any) -> None:
    """The cohort meets elsewhere: so do its sessions without a place of their own. Four queries at most.

    `before` are the facts of its sessions to come until now.
    """
    now = timezone.now()
    moved = [
        session
        for session in cohort.sessions.filter(pk__in=before)
        if facts(session, cohort, before[session.pk]["facilitators"]) != before[session.pk]
    ]
    cohort.sessions.filter(pk__in=[session.pk for session in moved]).update(
        sequence=F("sequence") + 1, changed_at=now
    )
    note(
        cohort=cohort,
        noted=[(session, ChangeKind.PLACE, before[session.pk]) for session in moved],
        by=by,
        at=now,
    )
