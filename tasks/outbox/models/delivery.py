"""What delivery itself must remember: how far a batch got, which addresses refuse mail, whether a channel rests."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tasks.outbox.enums import ChannelName


class Progress(models.Model):
    """How far the owner of a claimed batch got. A batch is sent in the order of its ids:

    those below `begun` were accepted, the one that equals it may have been, those above it were never begun.
    On PostgreSQL the table is UNLOGGED: writing costs no disk flush, and a crash of the database empties it. A batch
    without its row can therefore not be judged, and all of it becomes uncertain, which is the truth.
    """

    owner = models.CharField(primary_key=True, max_length=36)
    begun = models.BigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("progress of a batch")
        verbose_name_plural = _("progress of batches")

    def __str__(self) -> str:
        return self.owner


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    """Suppressions, as sentences."""

    def in_force(self) -> "SuppressionQuerySet":
        """Those that hold back mail now."""
        return self.filter(lifted_at__isnull=True)


class Suppression(models.Model):
    """An address that told us it takes no mail. Lifting one keeps it as history."""

    channel = models.CharField(
        _("channel"), max_length=10, choices=ChannelName.choices, default=ChannelName.EMAIL
    )
    address = models.CharField(_("address"), max_length=254)
    reason = models.CharField(_("reason"), max_length=300)
    created_at = models.DateTimeField(_("since"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    objects: ClassVar[Any] = SuppressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("address that takes no mail")
        verbose_name_plural = _("addresses that take no mail")
        ordering = ("-id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["channel", "address"], condition=Q(lifted_at__isnull=True), name="suppression_once"
            ),
        ]

    def __str__(self) -> str:
        return self.address


class Channel(models.Model):
    """Whether a way of sending rests, because its server refuses us or cannot be reached, and why.

    While it rests no message spends an attempt. The first worker after `paused_until` tries again.
    """

    name = models.CharField(primary_key=True, max_length=10, choices=ChannelName.choices)
    paused_until = models.DateTimeField(_("rests until"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return str(self.get_name_display())
