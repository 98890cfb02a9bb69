"""People who asked to hear about training updates, and the proof that they did (Canada's anti-spam law)."""

import datetime as dt
import secrets
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Language
from cms.updates.enums import ConsentEvent, SubscriberState
from courses.models import Region, Stream


def new_key() -> str:
    """128 bits of chance, in 22 characters."""
    return secrets.token_urlsafe(16)


class Wish(models.Model):
    """What somebody wants to hear about; an empty region or stream means any."""

    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stream = models.ForeignKey(
        Stream, verbose_name=_("stream"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True


class SubscriptionRequest(Wish):
    """An address typed into the form. Nobody is written news before the button behind the mailed link is pressed.

    The same row is written whether or not the address is known, so an answer tells nobody who subscribes. The token is
    only in the mail; here is its digest.
    """

    address = models.CharField(_("e-mail"), max_length=254)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request to subscribe")
        verbose_name_plural = _("requests to subscribe")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["asked_at"], name="subscription_asked")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    """Subscribers, as sentences."""

    def confirmed(self, *, at: dt.datetime | None = None) -> "SubscriberQuerySet":
        """Those to write to; with `at`, those who had confirmed by then."""
        standing = self.filter(state=SubscriberState.CONFIRMED)
        return standing.filter(confirmed_at__lte=at) if at else standing

    def who_want(self, *, language: str, region: Region, stream: Stream | None) -> "SubscriberQuerySet":
        """Those whose wish an update of this language, region and stream meets; a stream of None is for everybody."""
        return self.whose_wish_is(region=region, stream=stream).filter(language=language)

    def whose_wish_is(self, *, region: Region, stream: Stream | None) -> "SubscriberQuerySet":
        """The same in every language."""
        wanted = Q(region=None) | Q(region=region)
        if stream is not None:
            wanted &= Q(stream=None) | Q(stream=stream)
        return self.filter(wanted)


class Subscriber(Wish):
    """Somebody who confirmed that they want to hear about training updates."""

    address = models.CharField(_("e-mail"), max_length=254, unique=True)
    state = models.CharField(
        _("state"), max_length=12, choices=SubscriberState.choices, default=SubscriberState.CONFIRMED
    )
    key = models.CharField(max_length=22, default=new_key, editable=False)
    confirmed_at = models.DateTimeField(_("subscribed at"), default=timezone.now)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    objects: ClassVar[Any] = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ("-id",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["language", "id"],
                condition=Q(state=SubscriberState.CONFIRMED),
                name="subscriber_to_tell",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(address=Lower("address")), name="subscriber_address_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(state__in=SubscriberState.values), name="subscriber_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=SubscriberState.CONFIRMED, left_at__isnull=True)
                | Q(state=SubscriberState.LEFT, left_at__isnull=False),
                name="subscriber_left_at_iff_left",
            ),
        ]

    def __str__(self) -> str:
        # Without the address: this stands in the audit log, which outlives an erased subscriber.
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def about(self) -> str:
        """What the outbox files this person's messages under."""
        return f"subscriber:{self.pk}"


class Consent(Wish):
    """A decision of a subscriber, with the wording they agreed to. Never changed: a trigger refuses it."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="consents")
    event = models.CharField(_("decision"), max_length=12, choices=ConsentEvent.choices)
    wording = models.TextField(_("wording"), blank=True)
    wording_version = models.CharField(_("version of the wording"), max_length=20, blank=True)
    wording_language = models.CharField(_("language of the wording"), max_length=2, blank=True)
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(event=ConsentEvent.GIVEN)
                | (
                    ~Q(wording="")
                    & ~Q(wording_version="")
                    & ~Q(wording_language="")
                    & Q(asked_at__isnull=False)
                ),
                name="consent_given_has_wording",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber}: {self.get_event_display()}"
