"""The recorded fact that somebody finished a module."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Module
from trainees.enums import Evidence

from .enrolments import Enrolment


class CompletionQuerySet(models.QuerySet["Completion"]):
    """Completions, as sentences."""

    def standing(self) -> "CompletionQuerySet":
        """Those that were not voided."""
        return self.filter(voided_at__isnull=True)


class Completion(models.Model):
    """An enrolment finished a module. Never changed: voided with a reason, and recorded anew."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="completions")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="completions")
    completed_on = models.DateField(_("completed on"))
    evidence = models.CharField(_("evidence"), max_length=20, choices=Evidence.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    override_reason = models.CharField(
        _("reason for recording it before what it needs"), max_length=500, blank=True
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    void_reason = models.CharField(_("reason for voiding"), max_length=500, blank=True)

    objects: ClassVar[Any] = CompletionQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        ordering = ("enrolment", "module")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["enrolment", "module"],
                condition=Q(voided_at__isnull=True),
                name="completion_once",
                violation_error_message=_("This module is recorded as completed already."),
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="completion_voided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(evidence__in=Evidence.values), name="completion_evidence_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.module}"
