"""A list of people to enrol: checked first, then applied, perhaps undone."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort
from trainees.enums import BatchState


class EnrolmentBatch(models.Model):
    """One uploaded or pasted list. `rows` holds the rows as read, emptied when the batch is over.

    `verdicts` holds one entry per row of the dry run: {"row": int, "outcome": str, "errors": {field: [text]}}.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="batches")
    state = models.CharField(max_length=12, choices=BatchState.choices, default=BatchState.CHECKING)
    source = models.CharField(_("source"), max_length=200)
    rows = models.JSONField(default=list)
    verdicts = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("enrolment list")
        verbose_name_plural = _("enrolment lists")
        ordering = ("-created_at", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(state__in=BatchState.values), name="batch_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_state_display()})"
