"""The mark that an update was told of: one for each update and language, however often it is published."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UpdateNoticeQuerySet(models.QuerySet["UpdateNotice"]):
    """Notices, as sentences."""

    def unfinished(self) -> "UpdateNoticeQuerySet":
        """Those whose subscribers are not all told yet, and whose page can be read now."""
        return self.filter(finished_at__isnull=True, page__live=True).order_by("id")


class UpdateNotice(models.Model):
    """An update went live in a language. Written in the transaction that publishes.

    `cursor` is the last subscriber looked at, so that the work of a worker that dies is taken up where it stopped.
    Those who subscribe later are not told.
    """

    translation_key = models.UUIDField(editable=False)
    language = models.CharField(_("language"), max_length=10)
    page = models.ForeignKey(
        "updates.UpdatePage", null=True, on_delete=models.SET_NULL, related_name="notices"
    )
    went_live_at = models.DateTimeField(_("went live at"), default=timezone.now)
    cursor = models.BigIntegerField(default=0)
    told = models.PositiveIntegerField(_("subscribers told"), default=0)
    finished_at = models.DateTimeField(_("all told at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    objects: ClassVar[Any] = UpdateNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of an update")
        verbose_name_plural = _("notices of updates")
        ordering = ("-id",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], condition=Q(finished_at__isnull=True), name="notice_unfinished"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["translation_key", "language"], name="update_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def topic(self) -> str:
        """What the outbox lists its messages under."""
        return f"update:{self.pk}"
