"""What people were told of changes to sessions, and what they still have to hear."""

from collections import defaultdict
from collections.abc import Sequence

from courses.models import Cohort, SessionChange
from tasks.outbox.enums import State
from tasks.outbox.models import Message
from trainees.rules import keys

NOT_SENT = (State.QUEUED, State.RETRYING, State.CANCELLED)


def changed_since(notices: Sequence[Message]) -> set[int]:
    """Those of these notices (ids) that name a session which was changed again since. One query, none without any."""
    named = {notice.pk: keys.changes_in(notice.fields.get("changes", "")) for notice in notices}
    every = set().union(*named.values())
    if not every:
        return set()
    cohorts = {keys.schedule_parts(notice.dedup_key)[0] for notice in notices}
    found = SessionChange.objects.filter(session__cohort__in=cohorts, pk__gte=min(every))
    session_of: dict[int, int] = dict(found.values_list("pk", "session"))
    newest = {session: change for change, session in sorted(session_of.items())}
    return {
        pk
        for pk, changes in named.items()
        if any(newest[session_of[change]] > max(changes) for change in changes if change in session_of)
    }


def unheard(cohort: Cohort, kind: str) -> dict[int, set[int]]:
    """By person (id): told changes (ids) of which they have not heard, because the notice was not true any more.

    `kind` is that of the notices. Two queries.
    """
    notices = list(
        Message.objects.topic(keys.topic(cohort))
        .filter(kind=kind)
        .only("pk", "dedup_key", "state", "fields")
        .order_by("pk")
    )
    heard: dict[int, set[int]] = defaultdict(set)
    for notice in notices:
        if notice.state not in NOT_SENT:
            heard[_person(notice)] |= keys.changes_in(notice.fields.get("changes", ""))
    unsent = [notice for notice in notices if notice.state in NOT_SENT]
    stale = changed_since(unsent)
    missed: dict[int, set[int]] = defaultdict(set)
    for notice in unsent:
        if notice.pk in stale:
            person = _person(notice)
            missed[person] |= keys.changes_in(notice.fields.get("changes", "")) - heard[person]
    return dict(missed)


def _person(notice: Message) -> int:
    return keys.schedule_parts(notice.dedup_key)[2]
