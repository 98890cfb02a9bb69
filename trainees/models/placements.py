"""Where somebody practises, with whom, and the links through which a supervisor acts."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Module
from trainees.enums import HAS_HOURS, HOLDS_A_PLACE, LinkPurpose, PlacementState

from .enrolments import Enrolment
from .sites import PlacementSite, Supervisor


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Placements, as sentences."""

    def holding_a_place(self) -> "PlacementQuerySet":
        """Those that count towards the capacity of their site."""
        return self.filter(state__in=HOLDS_A_PLACE)

    def with_hours(self) -> "PlacementQuerySet":
        """Those whose log counts: agreed, or ended after they were."""
        return self.filter(state__in=HAS_HOURS)

    def of(self, person: Any) -> "PlacementQuerySet":
        """What `person` sees as theirs."""
        return self.filter(enrolment__in=Enrolment.objects.of(person).order_by())

    def with_names(self) -> "PlacementQuerySet":
        """Together with everything that a page or a mail about it names."""
        return self.select_related(
            "module",
            "site",
            "supervisor",
            "enrolment__person",
            "enrolment__cohort__edition__course__programme__region",
            "enrolment__cohort__edition__course__stream",
        )


class Placement(models.Model):
    """An enrolment practises at a site. Another supervisor, or another site, is another placement.

    `counts_from`: an approval from whose date on hours count; before it they are logged and do not count.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="placements")
    module = models.ForeignKey(
        Module, verbose_name=_("module"), on_delete=models.PROTECT, related_name="placements"
    )
    site = models.ForeignKey(
        PlacementSite, verbose_name=_("site"), on_delete=models.PROTECT, related_name="placements"
    )
    supervisor = models.ForeignKey(
        Supervisor, verbose_name=_("supervisor"), on_delete=models.PROTECT, related_name="placements"
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    counts_from = models.DateField(
        _("hours count from"),
        null=True,
        blank=True,
        help_text=_("Only if hours before a date, such as an approval, do not count."),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=PlacementState.choices, default=PlacementState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    trainee_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    trainee_agreed_at = models.DateTimeField(_("trainee agreed at"), null=True, blank=True)
    supervisor_agreed_by = models.ForeignKey(
        Supervisor, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    supervisor_agreed_at = models.DateTimeField(_("supervisor agreed at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects: ClassVar[Any] = PlacementQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ("enrolment", "starts_on", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["enrolment", "module"],
                condition=Q(state__in=HOLDS_A_PLACE),
                name="placement_open_once",
                violation_error_message=_("They have a placement already. End it first."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=PlacementState.values), name="placement_state_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="placement_ends_after_start",
                violation_error_message=_("It cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=(PlacementState.PROPOSED, PlacementState.CANCELLED))
                | Q(trainee_agreed_at__isnull=False, supervisor_agreed_at__isnull=False),
                name="placement_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(supervisor_agreed_at__isnull=True) | Q(supervisor_agreed_by__isnull=False),
                name="placement_supervisor_agreed_by",
            ),
            models.CheckConstraint(
                condition=Q(state__in=HOLDS_A_PLACE, closed_at__isnull=True)
                | (~Q(state__in=HOLDS_A_PLACE) & Q(closed_at__isnull=False)),
                name="placement_closed_iff_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment.person}, {self.site}"

    @property
    def takes_hours(self) -> bool:
        """Whether hours can be logged: agreed by both, and not over."""
        return self.state == PlacementState.AGREED

    @property
    def is_open(self) -> bool:
        """Whether it holds a place at its site."""
        return self.state in HOLDS_A_PLACE


class SupervisorLink(models.Model):
    """What stands behind a link in a mail to a supervisor: one placement, one purpose, until a date.

    The token in the link is signed and is kept nowhere; here is a digest of the chance in it.
    """

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(_("purpose"), max_length=12, choices=LinkPurpose.choices)
    report_number = models.PositiveSmallIntegerField(null=True, blank=True)
    nonce_digest = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("supervisor's link")
        verbose_name_plural = _("supervisors' links")
        ordering = ("-made_at", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(purpose__in=LinkPurpose.values), name="link_purpose_known"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="link_expires_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(purpose=LinkPurpose.REPORT, report_number__isnull=False)
                | (~Q(purpose=LinkPurpose.REPORT) & Q(report_number__isnull=True)),
                name="link_report_number_iff_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
