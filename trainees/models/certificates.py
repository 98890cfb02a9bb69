"""Awards that were proposed and given: a certificate is a fact that stays, whatever becomes of the account."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Award, Course
from courses.models.alphabet import ALPHABET
from courses.models.words import in_some_language
from trainees.enums import (
    CertificateKind,
    CertificateLanguage,
    CertificateMail,
    Paper,
    ProposalState,
)

from .enrolments import Enrolment
from .evidence import private_storage, somebody

STANDING = Q(revoked_at__isnull=True, replaced_at__isnull=True)


class AwardProposal(models.Model):
    """Somebody proposes an award for an enrolment; somebody else answers, unless the course lets one person do both.

    `judgement` is the verdict as it was proposed on (courses.requirements.judgement.as_data), `rules` the requirements
    as they are stored, `rules_version` their number.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="award_proposals")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="proposals")
    judgement = models.JSONField(default=dict)
    rules = models.JSONField(default=list)
    rules_version = models.PositiveIntegerField(default=1)
    override_reason = models.CharField(
        _("reason for awarding before everything is there"), max_length=500, blank=True
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ProposalState.choices, default=ProposalState.OPEN
    )
    proposed_by = somebody()
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    is_by_one = models.BooleanField(_("one person may do both"), default=False)
    decided_by = somebody()
    decided_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("proposed award")
        verbose_name_plural = _("proposed awards")
        ordering = ("proposed_at", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["enrolment", "award"],
                condition=Q(state=ProposalState.OPEN),
                name="proposal_open_once",
                violation_error_message=_("This award is proposed already."),
            ),
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="proposal_state_known"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, decided_at__isnull=True)
                | (~Q(state=ProposalState.OPEN) & Q(decided_at__isnull=False)),
                name="proposal_decided_iff_not_open",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.APPROVED)
                | Q(is_by_one=True)
                | Q(proposed_by__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(decided_by=F("proposed_by")),
                name="proposal_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.award}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates, as sentences."""

    def standing(self) -> "CertificateQuerySet":
        """Those that were neither revoked nor replaced; they may have expired."""
        return self.filter(STANDING)

    def of(self, person: Any) -> "CertificateQuerySet":
        """What `person` holds, or held, latest first."""
        return self.filter(person=person).order_by("-issued_at", "-pk")


class Certificate(models.Model):
    """An award given to a person. Issued once, revoked, replaced by the next one; never changed, never deleted.

    `name` is what is printed. `content` is all that is shown of it, so that it outlives account, enrolment and
    programme: {"award", "programme", "host", "course", "criteria": {"en", "fr"}, "is_exception", "is_completed",
    "modules": [{"code", "en", "fr", "minutes"}], "minutes": {"class", "practicum"}, "signers": [{"name", "en", "fr"}]}.
    signers: the first and the second, with their roles, as of that day. is_exception: given before
    everything was there. is_completed: all modules that are not optional were done. `judgement` is the verdict it was
    issued on. `code` is what a stranger types to verify it: 128 bits of chance. `first_awarded_on` is kept by all that
    replace it.
    `hides_name`: said by the holder; where `is_withheld` by the office, for a holder whose account is gone.
    `status_list` and `status_index`: where its badge stands in the list of revoked ones.
    """

    serial = models.CharField(_("serial"), max_length=32, unique=True)
    code = models.CharField(max_length=32, unique=True, editable=False)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="certificates")
    enrolment = models.ForeignKey(
        Enrolment, null=True, blank=True, on_delete=models.SET_NULL, related_name="certificates"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="certificates",
    )
    proposal = models.OneToOneField(
        AwardProposal, null=True, blank=True, on_delete=models.PROTECT, related_name="certificate"
    )
    kind = models.CharField(
        _("why"), max_length=12, choices=CertificateKind.choices, default=CertificateKind.FIRST
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    name = models.CharField(_("name on the certificate"), max_length=200, db_collation=ALPHABET)
    language = models.CharField(
        _("language"), max_length=4, choices=CertificateLanguage.choices, default=CertificateLanguage.ENGLISH
    )
    content = models.JSONField(default=dict)
    judgement = models.JSONField(default=dict)
    rules_version = models.PositiveIntegerField(default=1)
    first_awarded_on = models.DateField(_("first awarded on"))
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    issued_by = somebody()
    reason = models.CharField(_("reason for issuing it again"), max_length=500, blank=True)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = somebody()
    revoke_reason = models.CharField(_("reason for revoking it"), max_length=500, blank=True)
    hides_name = models.BooleanField(_("the name is not shown to those who verify it"), default=False)
    is_withheld = models.BooleanField(_("the office hid the name"), default=False)
    is_listed = models.BooleanField(_("shown in the public register"), default=False)
    status_list = models.PositiveIntegerField(default=1, editable=False)
    status_index = models.PositiveIntegerField(editable=False)

    objects: ClassVar[Any] = CertificateQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-issued_at", "-id")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["name", "id"], condition=Q(is_listed=True), name="certificate_listed_by_name"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["enrolment", "award"], condition=STANDING, name="certificate_standing_once"
            ),
            models.UniqueConstraint(fields=["status_list", "status_index"], name="certificate_status_once"),
            models.CheckConstraint(
                condition=Q(kind__in=CertificateKind.values), name="certificate_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=CertificateKind.FIRST, replaces__isnull=True)
                | (~Q(kind=CertificateKind.FIRST) & Q(replaces__isnull=False)),
                name="certificate_first_iff_replaces_none",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoke_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
                name="certificate_revoked_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="certificate_expires_after_issue",
            ),
            models.CheckConstraint(
                condition=Q(first_awarded_on__lte=F("issued_on")), name="certificate_first_date_first"
            ),
            models.CheckConstraint(
                condition=Q(language__in=CertificateLanguage.values), name="certificate_language_known"
            ),
            models.CheckConstraint(condition=~Q(code=F("serial")), name="certificate_code_is_not_serial"),
            models.CheckConstraint(
                condition=Q(is_listed=False) | Q(hides_name=False), name="certificate_listed_shows_name"
            ),
            models.CheckConstraint(
                condition=Q(is_withheld=False) | Q(hides_name=True), name="certificate_withheld_hides_name"
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def stands(self) -> bool:
        """Whether it was neither revoked nor replaced."""
        return self.revoked_at is None and self.replaced_at is None


class CertificateTemplate(models.Model):
    """How the certificates of a course look. Empty words: the product's own.

    `statement` may name {name}, {award}, {course}, {programme} and {hours}.
    """

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="certificate_template")
    paper = models.CharField(_("paper"), max_length=8, choices=Paper.choices, default=Paper.LETTER)
    heading_en = models.CharField(_("heading in English"), max_length=120, blank=True)
    heading_fr = models.CharField(_("heading in French"), max_length=120, blank=True)
    statement_en = models.TextField(_("statement in English"), max_length=600, blank=True)
    statement_fr = models.TextField(_("statement in French"), max_length=600, blank=True)
    footer_en = models.CharField(_("last line in English"), max_length=300, blank=True)
    footer_fr = models.CharField(_("last line in French"), max_length=300, blank=True)
    first_signer = models.CharField(_("first signature: name"), max_length=120, blank=True)
    first_role_en = models.CharField(_("first signature: role in English"), max_length=120, blank=True)
    first_role_fr = models.CharField(_("first signature: role in French"), max_length=120, blank=True)
    first_signature = models.FileField(
        _("first signature: picture"), storage=private_storage, upload_to="signatures/", blank=True
    )
    second_signer = models.CharField(_("second signature: name"), max_length=120, blank=True)
    second_role_en = models.CharField(_("second signature: role in English"), max_length=120, blank=True)
    second_role_fr = models.CharField(_("second signature: role in French"), max_length=120, blank=True)
    second_signature = models.FileField(
        _("second signature: picture"), storage=private_storage, upload_to="signatures/", blank=True
    )
    has_back = models.BooleanField(_("modules and hours on the back"), default=True)
    mail = models.CharField(
        _("in the mail"), max_length=8, choices=CertificateMail.choices, default=CertificateMail.LINKED
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("look of certificates")
        verbose_name_plural = _("looks of certificates")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(paper__in=Paper.values), name="template_paper_known"),
            models.CheckConstraint(condition=Q(mail__in=CertificateMail.values), name="template_mail_known"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.course}"

    @property
    def heading(self) -> str:
        """The heading in the reader's language."""
        return in_some_language(self, "heading")
