"""What a holder does to keep a certificate: hours of learning, an agreement signed again, a request to renew."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Agreement
from trainees.enums import FilingState, ProofState

from .certificates import Certificate
from .evidence import private_storage, somebody

MOST_MINUTES = 200 * 60


class LearningQuerySet(models.QuerySet["ContinuingHours"]):
    """Hours of continuing education, as sentences."""

    def counting(self) -> "LearningQuerySet":
        """Those that were accepted."""
        return self.filter(state=ProofState.ACCEPTED)

    def waiting(self) -> "LearningQuerySet":
        """Those that nobody has answered yet."""
        return self.filter(state=ProofState.WAITING)


class ContinuingHours(models.Model):
    """Hours of continuing education that a holder logged, in the term of a certificate.

    `category` and `source` are codes of the award's renewal. `is_automatic`: accepted without anybody, because its
    source says so. `is_sampled`: somebody looks at it nevertheless; `audited_at`, when they did.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="continuing_hours")
    token = models.UUIDField(unique=True, editable=False)
    category = models.CharField(_("kind"), max_length=60)
    source = models.CharField(_("source"), max_length=60)
    title = models.CharField(_("what it was"), max_length=200)
    worked_on = models.DateField(_("day"))
    minutes = models.PositiveIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)]
    )
    file = models.FileField(_("proof"), storage=private_storage, upload_to="continuing/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ProofState.choices, default=ProofState.WAITING
    )
    is_automatic = models.BooleanField(_("accepted by its source"), default=False)
    is_sampled = models.BooleanField(_("to be looked at"), default=False)
    logged_at = models.DateTimeField(_("logged at"), default=timezone.now)
    answered_by = somebody()
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    audited_by = somebody()
    audited_at = models.DateTimeField(_("looked at"), null=True, blank=True)

    objects: ClassVar[Any] = LearningQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("continuing education")
        verbose_name_plural = _("continuing education")
        ordering = ("certificate", "worked_on", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MOST_MINUTES), name="continuing_minutes"
            ),
            models.CheckConstraint(condition=Q(state__in=ProofState.values), name="continuing_state_known"),
            models.CheckConstraint(
                condition=Q(state=ProofState.WAITING, answered_at__isnull=True)
                | (~Q(state=ProofState.WAITING) & Q(answered_at__isnull=False)),
                name="continuing_answered_iff_not_waiting",
            ),
            models.CheckConstraint(
                condition=Q(audited_at__isnull=True) | Q(is_sampled=True),
                name="continuing_audited_if_sampled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.minutes}"


class RenewalSignature(models.Model):
    """A holder signed an agreement again, for the renewal of a certificate. `signed_on`: on the programme's calendar.

    Once a day: where a signature may not be old, it is given again on another day.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="renewal_signatures")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="renewal_signatures")
    language = models.CharField(max_length=2)
    signed_as = models.CharField(_("signed as"), max_length=120)
    signed_on = models.DateField(_("signed on"))
    signed_at = models.DateTimeField(_("signed at"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("signature for a renewal")
        verbose_name_plural = _("signatures for renewals")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["certificate", "agreement", "signed_on"], name="renewal_signature_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signed_as}: {self.agreement}"


class RenewalFiling(models.Model):
    """A holder asks for a certificate to be renewed; a coordinator answers. `judgement`: as it was filed on."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="filings")
    judgement = models.JSONField(default=dict)
    rules = models.JSONField(default=list)
    filed_at = models.DateTimeField(_("filed at"), default=timezone.now)
    fee_note = models.CharField(_("fee"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=FilingState.choices, default=FilingState.FILED
    )
    decided_by = somebody()
    decided_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request to renew")
        verbose_name_plural = _("requests to renew")
        ordering = ("filed_at", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(state__in=(FilingState.FILED, FilingState.APPROVED)),
                name="filing_once",
            ),
            models.CheckConstraint(condition=Q(state__in=FilingState.values), name="filing_state_known"),
            models.CheckConstraint(
                condition=Q(state=FilingState.FILED, decided_at__isnull=True)
                | (~Q(state=FilingState.FILED) & Q(decided_at__isnull=False)),
                name="filing_decided_iff_not_filed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.certificate}"


class RemindersOff(models.Model):
    """Somebody who does not want to be reminded that a certificate can be renewed. The row is the wish."""

    person: Any = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="renewal_reminders_off"
    )
    since = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reminders of renewal turned off")
        verbose_name_plural = _("reminders of renewal turned off")

    def __str__(self) -> str:
        return str(self.person)
