"""A person in a cohort."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort
from trainees.enums import ACTIVE, HOLDS_A_SEAT, EnrolmentState

from .batches import EnrolmentBatch


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments, as sentences."""

    def active(self) -> "EnrolmentQuerySet":
        """Those who are in the course now."""
        return self.filter(state__in=ACTIVE)

    def holding_a_seat(self) -> "EnrolmentQuerySet":
        """Those who count towards the cohort's capacity."""
        return self.filter(state__in=HOLDS_A_SEAT)

    def of(self, person: Any) -> "EnrolmentQuerySet":
        """What `person` sees as theirs, latest cohort first."""
        return self.holding_a_seat().filter(person=person).order_by("-cohort__starts_on", "-id")

    def of_programmes(self, programmes: Any) -> "EnrolmentQuerySet":
        """The enrolments in cohorts of these programmes (a queryset or ids)."""
        return self.filter(cohort__edition__course__programme__in=programmes)


class Enrolment(models.Model):
    """A person's place in a cohort. Leaving needs no reason; nobody is in a cohort twice."""

    cohort = models.ForeignKey(
        Cohort, verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="enrolments"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="enrolments",
    )
    state = models.CharField(
        _("state"), max_length=12, choices=EnrolmentState.choices, default=EnrolmentState.ENROLLED
    )
    enrolled_at = models.DateTimeField(_("enrolled at"), default=timezone.now, editable=False)
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)
    batch = models.ForeignKey(
        EnrolmentBatch,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="enrolments",
        editable=False,
    )
    is_new_person = models.BooleanField(
        default=False, editable=False, help_text=_("The account was made for this enrolment.")
    )

    # No page is ever linked from here; Wagtail would start a task for each saved enrolment to look for references.
    wagtail_reference_index_ignore = True

    objects: ClassVar[Any] = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ("cohort", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["cohort", "person"],
                condition=Q(state__in=HOLDS_A_SEAT),
                name="enrolment_once",
                violation_error_message=_("This person is enrolled in this cohort already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=EnrolmentState.values), name="enrolment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=EnrolmentState.ENROLLED, ended_at__isnull=True)
                | (~Q(state=EnrolmentState.ENROLLED) & Q(ended_at__isnull=False)),
                name="enrolment_ended_iff_not_enrolled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.cohort}"
