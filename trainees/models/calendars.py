"""The private calendar of a person."""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_nonce() -> str:
    """128 bits of chance."""
    return secrets.token_hex(16)


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    """Calendars, as sentences."""

    def standing(self) -> "CalendarFeedQuerySet":
        """Those that can be read."""
        return self.filter(revoked_at__isnull=True)


class CalendarFeed(models.Model):
    """A person may read their sessions at an address that only they know, until it is revoked.

    The address is made from `nonce` and the site's secret (rules.tokens) and is kept nowhere.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = CalendarFeedQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("private calendar")
        verbose_name_plural = _("private calendars")
        ordering = ("-id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="calendar_feed_once"
            ),
            models.UniqueConstraint(fields=["nonce"], name="calendar_feed_nonce_once"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("created_at")),
                name="calendar_feed_revoked_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
