"""What may come of trying to send one message, and what its row becomes by it."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tasks.outbox import kinds
from tasks.outbox.enums import State
from tasks.outbox.models import Message
from tasks.outbox.operations.decisions import suppress

from .claim import Owed
from .progress import look

FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(hours=4)
# Over some 30 hours: RFC 5321, 4.5.4.1 gives up after 4 to 5 days, but news of trainings age faster.
MOST_ATTEMPTS = 12


class Result(Enum):
    """How one attempt ended."""

    ACCEPTED = "accepted"
    TRY_LATER = "try later"
    REFUSED = "refused"  # this message, for good
    NO_SUCH_ADDRESS = "no such address"  # refused, and so will be the next one to this address
    UNKNOWN = "unknown"  # the connection died after the body was sent
    NOT_TRIED = "not tried"  # given back as it was


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result with what the server said about it."""

    result: Result
    reply: str = ""


ACCEPTED = Outcome(Result.ACCEPTED)


def next_wait(attempts: int) -> dt.timedelta:
    """How long to wait after this many attempts: 1, 4, 16, 64 minutes, then 4 hours, each ± 20 % by chance."""
    wait = min(FIRST_WAIT * 4 ** (max(attempts, 1) - 1), LONGEST_WAIT)
    return wait * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, keeps no secret


def finish_accepted(*, owner: str, ids: Sequence[int]) -> int:
    """The server has taken these. Returns how many were still the owner's."""
    mine = Message.objects.filter(owner=owner, state=State.SENDING)
    with transaction.atomic():
        if secret := kinds.secret_names():
            mine.filter(pk__in=ids, kind__in=secret).update(fields={})
        count: int = mine.filter(pk__in=ids).update(
            state=State.SENT, sent_at=timezone.now(), owner="", lease_until=None, error=""
        )
    return count


def give_back(*, owner: str, ids: Sequence[int] | None = None) -> int:
    """Claimed but never begun (all of the owner's by default): as they were before, with no attempt spent."""
    mine = Message.objects.filter(owner=owner, state=State.SENDING)
    if ids is not None:
        mine = mine.filter(pk__in=ids)
    count: int = mine.update(state=State.QUEUED, owner="", lease_until=None, attempts=F("attempts") - 1)
    return count


def finish_otherwise(*, owner: str, message: Owed, outcome: Outcome) -> int:
    """Record any end but acceptance, in one transaction with what follows from it. 0 if the lease is lost, else 1."""
    now = timezone.now()
    kind = kinds.get(message.kind)
    values: dict[str, object] = {"owner": "", "lease_until": None, "error": outcome.reply[:300]}
    if outcome.result is Result.TRY_LATER:
        values |= _retry(message, outcome, now)
    elif outcome.result is Result.UNKNOWN:
        values |= _uncertain(message, kind, now)
    else:
        values |= {"state": State.FAILED, "error": outcome.reply[:300] or _("The mail server refused it.")}
    if kind.is_secret and values["state"] != State.RETRYING:
        values["fields"] = {}
    with transaction.atomic():
        mine = Message.objects.filter(
            pk=message.pk, owner=owner, state=State.SENDING, attempts=message.attempts
        )
        changed: int = mine.update(**values)
        if changed and outcome.result is Result.NO_SUCH_ADDRESS:
            suppress(address=message.address, reason=outcome.reply)
    return changed


def _retry(message: Owed, outcome: Outcome, now: dt.datetime) -> dict[str, object]:
    # Not by age: a message may have waited long for a mail server, or for a person to send it again.
    if message.attempts >= MOST_ATTEMPTS:
        return {
            "state": State.FAILED,
            "error": (_("Given up after many attempts.") + " " + outcome.reply)[:300],
        }
    return {"state": State.RETRYING, "next_attempt_at": now + next_wait(message.attempts)}


def _uncertain(message: Owed, kind: kinds.Kind, now: dt.datetime) -> dict[str, object]:
    if kind.resend_once and message.resends == 0:
        return {"state": State.RETRYING, "resends": 1, "next_attempt_at": now}
    return {"state": State.UNCERTAIN, "error": _("The connection broke before the mail server confirmed it.")}


@transaction.atomic
def renew(*, owner: str, lease_until: dt.datetime) -> bool:
    """Keep a batch for longer. False when it is not the owner's any more."""
    if look(owner=owner) is None:
        return False
    return bool(Message.objects.filter(owner=owner, state=State.SENDING).update(lease_until=lease_until))
