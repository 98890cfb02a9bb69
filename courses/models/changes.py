"""What was changed about sessions that people know of, until they are told."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import ChangeKind

from .cohorts import Session


class SessionChangeQuerySet(models.QuerySet["SessionChange"]):
    """Changes, as sentences."""

    def untold(self) -> "SessionChangeQuerySet":
        """Those of which nobody was told yet."""
        return self.filter(told_at__isnull=True)


class SessionChange(models.Model):
    """One change of a session that was still to come, of a cohort that was announced.

    `before` is what was known of the session until then (rules.changes.facts), None for one that is new. What people
    are told is the difference between the first `before` and what holds when they are told.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(_("what was changed"), max_length=12, choices=ChangeKind.choices)
    before = models.JSONField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)

    objects: ClassVar[Any] = SessionChangeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of a session")
        verbose_name_plural = _("changes of sessions")
        ordering = ("id",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["changed_at"], condition=Q(told_at__isnull=True), name="session_change_untold"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="session_change_kind_known"),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(told_at__gte=models.F("changed_at")),
                name="session_change_told_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_kind_display()}"
