"""Taking a batch of due messages for one worker, and asking again whether each is still owed."""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tasks.outbox import kinds
from tasks.outbox.enums import State
from tasks.outbox.models import Message, Progress, Suppression

BATCH = 500
# A worker that says nothing for this long is taken for dead. Longer than one message can take (see smtp.py).
LEASE = dt.timedelta(seconds=100)


@dataclass(frozen=True, slots=True)
class Owed:
    """What sending needs to know of one claimed message."""

    pk: int
    kind: str
    address: str
    content_id: int
    fields: dict[str, str]
    message_id: str
    unsubscribe_url: str
    attempts: int
    resends: int
    not_after: dt.datetime | None


COLUMNS = tuple(field.name for field in dataclasses.fields(Owed))


@dataclass
class Batch:
    """Messages that `owner` alone may send until `lease_until`, in the order of their ids."""

    owner: str
    lease_until: dt.datetime
    messages: list[Owed]


def claim(*, at: dt.datetime, limit: int = BATCH) -> Batch | None:
    """Take up to `limit` due messages and commit; None when nothing is due.

    Those that came too late, are suppressed or are not owed any more are closed with their reason in the same
    transaction, so a batch may come back empty although there is more to do.
    """
    owner = str(uuid.uuid4())
    lease_until = at + LEASE
    with transaction.atomic(durable=True):
        if not _take(owner=owner, lease_until=lease_until, at=at, limit=limit):
            return None
        rows = Message.objects.filter(owner=owner, state=State.SENDING).order_by("pk").values_list(*COLUMNS)
        taken = [Owed(*row) for row in rows]
        closed = _close_what_is_not_owed(taken, at=at)
        batch = Batch(owner=owner, lease_until=lease_until, messages=[m for m in taken if m.pk not in closed])
        if batch.messages:
            Progress.objects.bulk_create([Progress(owner=owner)])
    return batch


def _take(*, owner: str, lease_until: dt.datetime, at: dt.datetime, limit: int) -> int:
    ids = choose(at=at, limit=limit)
    if not ids:
        return 0
    taken: int = (
        only_if_waiting()
        .filter(pk__in=ids)
        .update(
            state=State.SENDING, owner=owner, lease_until=lease_until, attempts=F("attempts") + 1, error=""
        )
    )
    return taken


def choose(*, at: dt.datetime, limit: int) -> list[int]:
    """The ids to try for: the most urgent, and no less urgent ones with them, or they would be sent in between.

    SKIP LOCKED, where there is such a thing, keeps workers from waiting for each other.
    """
    due = Message.objects.due(at=at)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    rows = list(due.values_list("pk", "priority")[:limit])
    return [pk for pk, priority in rows if priority == rows[0][1]]


def only_if_waiting() -> Any:
    """The condition of the one UPDATE that decides, also on SQLite, who has a message."""
    return Message.objects.waiting()


def _close_what_is_not_owed(taken: list[Owed], *, at: dt.datetime) -> set[int]:
    """Close what came too late, is refused or is not owed any more; the ids of those."""
    reasons: dict[int, tuple[State, str]] = {}
    for pk, reason in _not_owed(taken).items():
        reasons[pk] = (State.CANCELLED, reason)
    refusals = dict(
        Suppression.objects.in_force()
        .filter(address__in={message.address for message in taken})
        .values_list("address", "reason")
    )
    for message in taken:
        if message.not_after is not None and message.not_after < at:
            reasons[message.pk] = (State.CANCELLED, _("It was not sent in time to be of use."))
        elif message.address in refusals:
            reasons[message.pk] = (State.SUPPRESSED, refusals[message.address])
    alike: dict[tuple[State, str], list[int]] = defaultdict(list)
    for pk, why in reasons.items():
        alike[why].append(pk)
    for (state, reason), ids in alike.items():
        _close(ids, state, reason)
    return set(reasons)


def _not_owed(taken: list[Owed]) -> dict[int, str]:
    """What the kinds themselves say, asked once for each kind that wants to be asked."""
    ids: dict[str, list[int]] = defaultdict(list)
    for message in taken:
        ids[message.kind].append(message.pk)
    reasons: dict[int, str] = {}
    for name, pks in ids.items():
        still_owed = kinds.get(name).still_owed
        if still_owed is not None:
            answers = still_owed(list(Message.objects.filter(pk__in=pks)))
            reasons |= {
                pk: str(reason) or str(_("It is not owed any more.")) for pk, reason in answers.items()
            }
    return reasons


def _close(ids: list[int], state: State, reason: str) -> None:
    """The attempt was not made, so it is not counted; a secret is forgotten."""
    closed = Message.objects.filter(pk__in=ids, state=State.SENDING)
    if secret := kinds.secret_names():
        closed.filter(kind__in=secret).update(fields={})
    closed.update(state=state, error=reason[:300], owner="", lease_until=None, attempts=F("attempts") - 1)
