"""Judging the batches of workers that have gone silent."""

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone

from tasks.outbox.enums import State
from tasks.outbox.models import Message
from tasks.outbox.wake import wake

from .claim import COLUMNS, Owed
from .outcomes import Outcome, Result, finish_accepted, finish_otherwise, give_back
from .progress import end, look

log = logging.getLogger("tasks.outbox")


def recover(*, at: dt.datetime | None = None) -> int:
    """Give every batch whose lease has ended its truth. Returns how many messages that were.

    What was accepted is sent, what was begun is uncertain, what was not begun is owed as before. May run twice at
    once: the progress row is locked, and each update names the owner.
    """
    at = at or timezone.now()
    expired = Message.objects.lease_ended(at=at)
    owners = list(expired.order_by("owner").values_list("owner", flat=True).distinct())
    return sum(_judge(owner=owner, at=at) for owner in owners)


@transaction.atomic
def _judge(*, owner: str, at: dt.datetime) -> int:
    begun = look(owner=owner)
    if Message.objects.filter(owner=owner, state=State.SENDING, lease_until__gte=at).exists():
        return 0  # renewed in the meantime
    end(owner=owner)
    rows = Message.objects.filter(owner=owner, state=State.SENDING).order_by("pk")
    messages = [Owed(*row) for row in rows.values_list(*COLUMNS)]
    known = [message.pk for message in messages if begun is not None and message.pk < begun]
    count = finish_accepted(owner=owner, ids=known) if known else 0
    unknown = Outcome(Result.UNKNOWN)
    for message in messages:
        if begun is None or message.pk == begun:
            count += finish_otherwise(owner=owner, message=message, outcome=unknown)
    if given_back := give_back(owner=owner):
        wake()
    if count + given_back:
        log.warning("Recovered %d messages of a worker that went silent.", count + given_back)
    return count + given_back
