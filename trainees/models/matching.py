"""What is asked before somebody is placed: wishes, conflicts of interest, clearances."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trainees.enums import ClearanceKind, ClearanceResult

from .enrolments import Enrolment
from .sites import PlacementSite


class Wish(models.Model):
    """A site where somebody would like to practise; rank 1 is the dearest."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="wishes")
    site = models.ForeignKey(PlacementSite, on_delete=models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField(_("rank"))

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ("enrolment", "rank")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["enrolment", "site"], name="wish_site_once"),
            models.UniqueConstraint(fields=["enrolment", "rank"], name="wish_rank_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="wish_rank_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.site}"


class ConflictOfInterest(models.Model):
    """A site where somebody cannot practise. They say so themselves, and nobody asks why."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="conflicts")
    site = models.ForeignKey(PlacementSite, on_delete=models.CASCADE, related_name="conflicts")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["enrolment", "site"], name="conflict_site_once"),
        ]

    def __str__(self) -> str:
        return str(self.site)


class Clearance(models.Model):
    """That a coordinator saw a clearance: its kind, result and dates, and nothing else. No document is ever kept.

    The latest one of a kind counts. Never changed: a newer one is recorded.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="clearances")
    kind = models.CharField(_("kind"), max_length=20, choices=ClearanceKind.choices)
    result = models.CharField(_("result"), max_length=12, choices=ClearanceResult.choices)
    dated_on = models.DateField(_("dated"))
    expires_on = models.DateField(_("good until"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        ordering = ("enrolment", "recorded_at", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=ClearanceKind.values), name="clearance_kind_known"),
            models.CheckConstraint(
                condition=Q(result__in=ClearanceResult.values), name="clearance_result_known"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("dated_on")), name="clearance_expires_after_its_date"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
