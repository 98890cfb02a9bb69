"""Which sessions facts rest on."""

from collections.abc import Collection

from courses.models import Session
from trainees.models import RollCall


def has_closed_roll_call(session: Session) -> bool:
    """Whether the marks of a session are facts; no query where `roll_call` was read along."""
    return bool(hasattr(session, "roll_call") and session.roll_call.is_closed)


def with_closed_roll_call(sessions: Collection[int]) -> set[int]:
    """Those of these sessions (ids) whose roll-call is closed. One query."""
    closed = RollCall.objects.filter(session__in=sessions, closed_at__isnull=False)
    return set(closed.values_list("session", flat=True))
