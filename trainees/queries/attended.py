"""Which sessions facts rest on."""

from collections.abc import Collection

from trainees.models import RollCall


def with_closed_roll_call(sessions: Collection[int]) -> set[int]:
    """Those of these sessions (ids) whose roll-call is closed. One query."""
    closed = RollCall.objects.filter(session__in=sessions, closed_at__isnull=False)
    return set(closed.values_list("session", flat=True))
