"""A list of people to enrol: checked first, then applied, perhaps undone."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort
from trainees.enums import TAKES_A_SEAT, BatchState

UNDO_WITHIN = dt.timedelta(hours=24)


class EnrolmentBatch(models.Model):
    """One uploaded or pasted list.

    rows: the list as read (trainees.lists.Row.as_json); emptied, as are the verdicts, when nobody needs them any more.
    verdicts: one for each row, in its order: {"row": int, "outcome": RowOutcome, "errors": {field: [text]},
    "note": text}. In the state APPLIED they say what happened, before that what would happen.
    counts: {outcome: rows}. notices: what the coordinator should know about the reading, in words.
    left_behind: after undoing, {"enrolment": id, "name": text, "reason": text} of each who stays enrolled.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="batches")
    state = models.CharField(max_length=12, choices=BatchState.choices, default=BatchState.CHECKED)
    source = models.CharField(_("source"), max_length=200)
    rows = models.JSONField(default=list)
    verdicts = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    left_behind = models.JSONField(default=list)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(
        default=0, help_text=_("How often workers began to apply it.")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("enrolment list")
        verbose_name_plural = _("enrolment lists")
        ordering = ("-created_at", "-id")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["id"], condition=models.Q(state=BatchState.APPLYING), name="batch_being_applied"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(state__in=BatchState.values), name="batch_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_state_display()})"

    @property
    def total(self) -> int:
        """How many rows the list has."""
        return sum(self.counts.values())

    @property
    def to_enrol(self) -> int:
        """How many would be enrolled; once applied, how many were."""
        return sum(self.counts.get(outcome, 0) for outcome in TAKES_A_SEAT)

    def can_undo(self, *, at: dt.datetime) -> bool:
        """Whether it was applied less than 24 hours before `at`, and enrolled somebody."""
        return (
            self.state == BatchState.APPLIED
            and self.applied_at is not None
            and at < self.applied_at + UNDO_WITHIN
            and self.to_enrol > 0
        )
