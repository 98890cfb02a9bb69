"""What a person, or the app that owed a message, decides about it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from tasks.outbox import kinds
from tasks.outbox.addresses import normalise_address
from tasks.outbox.enums import CAN_CANCEL, CAN_RESEND, ChannelName, State
from tasks.outbox.models import Message, Suppression
from tasks.outbox.wake import wake


@transaction.atomic
def cancel(*, message: Message, by: Any, reason: str = "") -> None:
    """Hold a waiting message back for good. Raises ValidationError when it is being sent or is over."""
    changed = Message.objects.filter(pk=message.pk, state__in=CAN_CANCEL).update(
        state=State.CANCELLED, error=reason[:300], **_emptied(message)
    )
    if not changed:
        raise ValidationError({"state": _("It is too late to cancel this message.")}, code="state")
    message.refresh_from_db()
    log(instance=message, action="outbox.cancel", user=by, data={"reason": reason})


def cancel_many(*, messages: "QuerySet[Message]", reason: str) -> int:
    """Hold back those that still wait, for the app that does not owe them any more. Returns how many there were."""
    waiting = Message.objects.filter(pk__in=messages.order_by().values("pk"), state__in=CAN_CANCEL)
    secret = waiting.filter(kind__in=kinds.secret_names())
    with transaction.atomic():
        count = secret.update(state=State.CANCELLED, error=reason[:300], fields={})
        return count + waiting.update(state=State.CANCELLED, error=reason[:300])


def owe_again(*, messages: "QuerySet[Message]", reason: str) -> int:
    """Queue those that were cancelled for `reason`, for the app whose reason has passed. Returns how many there were.

    They were never sent: what was begun before it was cancelled keeps its state.
    """
    count = messages.filter(state=State.CANCELLED, error=reason[:300]).update(
        state=State.QUEUED, error="", attempts=0, next_attempt_at=timezone.now()
    )
    if count:
        wake()
    return count


@transaction.atomic
def resend(*, message: Message, by: Any) -> None:
    """Owe a message again, with the same Message-ID: some mailboxes then show it once.

    Somebody decides this, knowing that it may arrive twice. An address that took no mail is tried again, until it
    refuses again. Raises ValidationError where the state forbids it, with the kind's own reason where the message is
    not owed any more, and for sign-in codes, which are simply asked for again.
    """
    if kinds.get(message.kind).is_secret:
        raise ValidationError(
            {"kind": _("A sign-in code cannot be sent again. Ask for a new one.")}, code="kind"
        )
    if reason := kinds.why_not_owed(message):
        raise ValidationError({"state": reason}, code="not_owed")
    before = message.state
    changed = Message.objects.filter(pk=message.pk, state__in=CAN_RESEND).update(
        state=State.QUEUED,
        attempts=0,
        resends=F("resends") + 1,
        error="",
        sent_at=None,
        not_after=None,
        next_attempt_at=timezone.now(),
    )
    if not changed:
        raise ValidationError({"state": _("This message cannot be sent again now.")}, code="state")
    message.refresh_from_db()
    log(instance=message, action="outbox.resend", user=by, data={"from": before})
    if Suppression.objects.in_force().filter(address=message.address).exists():
        lift_suppression(address=message.address, by=by)
    wake()


def suppress(*, address: str, reason: str) -> bool:
    """Note that an address takes no mail. False when that was known."""
    return bool(
        Suppression.objects.get_or_create(
            channel=ChannelName.EMAIL, address=address, lifted_at=None, defaults={"reason": reason[:300]}
        )[1]
    )


@transaction.atomic
def lift_suppression(*, address: str, by: Any) -> None:
    """Mail may go to this address again. Raises ValidationError when nothing holds it back."""
    found = Suppression.objects.in_force().filter(address=normalise_address(address)).first()
    if found is None:
        raise ValidationError({"address": _("Nothing holds back mail to this address.")}, code="state")
    found.lifted_at = timezone.now()
    found.save(update_fields=["lifted_at"])
    log(instance=found, action="outbox.lift_suppression", user=by)


def _emptied(message: Message) -> dict[str, Any]:
    return {"fields": {}} if kinds.get(message.kind).is_secret else {}
