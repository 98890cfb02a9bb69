"""Asking, agreeing, leaving, being erased."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.log_actions import log

from cms.updates import consent
from cms.updates.enums import ConsentEvent, SubscriberState
from cms.updates.models import Consent, Subscriber, SubscriptionRequest
from cms.updates.tokens import digest, new_token
from courses.models import Region, Stream
from tasks.outbox.addresses import normalise_address
from tasks.outbox.content import render_mail, slot
from tasks.outbox.drafts import Draft
from tasks.outbox.models import Message
from tasks.outbox.operations import cancel_many, queue

CONFIRM = "subscription_confirm"
UPDATE = "update_published"
UNSUBSCRIBED = gettext_noop("The reader has unsubscribed.")
GOOD_FOR = dt.timedelta(days=7)
KEPT_FOR = dt.timedelta(days=30)


def absolute(name: str, *, language: str, **kwargs: Any) -> str:
    """The full address of a URL of this site in `language`, for mails."""
    with translation.override(language):
        return settings.SITE_URL + reverse(name, kwargs=kwargs)


@transaction.atomic
def ask(*, address: str, language: str, region: Region | None, stream: Stream | None) -> SubscriptionRequest:
    """Owe `address` a mail with the link that confirms. Nobody becomes a subscriber by this.

    The same rows are written and the same mail is owed whether or not the address is known. Raises ValidationError
    keyed "address" for what is no address.
    """
    try:
        address = normalise_address(address)
    except ValidationError as error:
        raise ValidationError({"address": error.messages}) from None
    token = new_token()
    request = SubscriptionRequest.objects.create(
        address=address, language=language, region=region, stream=stream, token_digest=digest(token)
    )
    queue(
        Draft(
            kind=CONFIRM,
            dedup_key=f"subscribe:{request.pk}",
            address=address,
            language=language,
            content=render_mail(CONFIRM, language, {"confirm_url": slot("confirm_url")}),
            fields={"confirm_url": absolute("updates:confirm", language=language, token=token)},
            about=f"subscription_request:{request.pk}",
            not_after=request.asked_at + GOOD_FOR,
        )
    )
    return request


def find(*, token: str) -> SubscriptionRequest | None:
    """The request behind the link of a mail; None for a token that was altered or is gone."""
    return (
        SubscriptionRequest.objects.select_related("region", "stream")
        .filter(token_digest=digest(token))
        .first()
    )


def is_over(request: SubscriptionRequest) -> bool:
    """Whether its link is too old to confirm."""
    return request.asked_at + GOOD_FOR < timezone.now()


@transaction.atomic
def confirm(*, token: str) -> Subscriber:
    """Make the person behind the link a subscriber and record what they agreed to, in the active language's wording.

    Confirming twice changes nothing. Raises ValidationError keyed "token" for a link that is unknown, too old, or was
    used by somebody who has left since.
    """
    # Locked, so that of two presses at once the second sees what the first did.
    request = SubscriptionRequest.objects.select_for_update().filter(token_digest=digest(token)).first()
    if request is None:
        raise ValidationError({"token": ValidationError(_("This link is not known."), code="unknown")})
    if request.used_at is not None:
        known: Subscriber | None = Subscriber.objects.confirmed().filter(address=request.address).first()
        if known is None:
            raise ValidationError({"token": ValidationError(_("This link was used before."), code="used")})
        return known
    if is_over(request):
        raise ValidationError({"token": ValidationError(_("This link is too old."), code="expired")})
    now = timezone.now()
    standing = Subscriber.objects.confirmed().filter(address=request.address)
    since = standing.values_list("confirmed_at", flat=True).first() or now
    subscriber, _new = Subscriber.objects.update_or_create(
        address=request.address,
        defaults={
            "language": request.language,
            "region_id": request.region_id,
            "stream_id": request.stream_id,
            "state": SubscriberState.CONFIRMED,
            "confirmed_at": since,  # who only changes a wish is still owed what went live before
            "left_at": None,
        },
    )
    _record(
        subscriber,
        ConsentEvent.GIVEN,
        at=now,
        wording=consent.wording(),
        wording_version=consent.VERSION,
        wording_language=consent.language(),
        asked_at=request.asked_at,
    )
    request.used_at = now
    request.save(update_fields=["used_at"])
    log(instance=subscriber, action="updates.subscriber.confirm")
    return subscriber


@transaction.atomic
def leave(*, subscriber: Subscriber) -> None:
    """Stop all news to `subscriber`, at once: what waits to be sent is cancelled. No reason is asked. Twice is once."""
    locked = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    if locked.state == SubscriberState.LEFT:
        return
    now = timezone.now()
    locked.state, locked.left_at = SubscriberState.LEFT, now
    locked.save(update_fields=["state", "left_at"])
    _record(locked, ConsentEvent.WITHDRAWN, at=now)
    cancel_many(messages=Message.objects.about(locked.about), reason=UNSUBSCRIBED)
    log(instance=locked, action="updates.subscriber.leave")


@transaction.atomic
def erase(*, subscriber: Subscriber, by: Any) -> None:
    """Delete a subscriber, what they agreed to and what they asked for, as the law lets them demand.

    The audit log keeps that it happened, without the address.
    """
    locked = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    cancel_many(messages=Message.objects.about(locked.about), reason=UNSUBSCRIBED)
    log(instance=locked, action="updates.subscriber.erase", user=by)
    SubscriptionRequest.objects.filter(address=locked.address).delete()
    locked.delete()


def purge() -> int:
    """Delete requests that were answered or ran out a while ago. Returns how many."""
    return SubscriptionRequest.objects.filter(asked_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _record(subscriber: Subscriber, event: ConsentEvent, **what: Any) -> None:
    Consent.objects.create(
        subscriber=subscriber,
        event=event,
        language=subscriber.language,
        region_id=subscriber.region_id,
        stream_id=subscriber.stream_id,
        **what,
    )
