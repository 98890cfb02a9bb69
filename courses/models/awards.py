"""What can be earned from an edition, what it takes, and what keeps it valid."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from courses.enums import RenewalAnchor
from courses.requirements.stream import RequirementsBlock

from .alignment import check_alignment
from .curriculum import Edition
from .words import in_language, in_some_language


class Award(models.Model):
    """Something that can be earned from an edition, in words. `position` ranks: the first comes soonest, the last is
    the highest. It changes only while its edition does (0002_invariants), but for what it takes: `requirements` can be
    corrected later, and `rules_version` counts up each time. `code` names it in profiles and rules.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="awards")
    position = models.PositiveIntegerField(_("rank"))
    code = models.SlugField(
        _("short name"), max_length=50, help_text=_("For rules and profiles, such as level-1.")
    )
    name_en = models.CharField(_("name in English"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120)
    summary_en = models.CharField(
        _("what it takes, in English"),
        max_length=400,
        blank=True,
        help_text=_("In a sentence or two: what somebody has done who earns it."),
    )
    summary_fr = models.CharField(_("what it takes, in French"), max_length=400, blank=True)
    alignment = models.TextField(
        _("published standards that it meets"),
        blank=True,
        max_length=4000,
        validators=[check_alignment],
        help_text=_("One a line: its name, then its web address. Badges name them."),
    )
    requirements: Any = StreamField(
        RequirementsBlock(required=False),
        verbose_name=_("requirements"),
        blank=True,
        help_text=_("All of them are needed. Without any, nobody earns it."),
    )
    rules_version = models.PositiveIntegerField(default=1, editable=False)

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ("edition", "position")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["edition", "position"], name="award_position_once"),
            models.UniqueConstraint(fields=["edition", "code"], name="award_code_once"),
            models.UniqueConstraint(fields=["edition", "name_en"], name="award_name_en_once"),
            models.UniqueConstraint(fields=["edition", "name_fr"], name="award_name_fr_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self, "name")

    @property
    def summary(self) -> str:
        """What it takes, in the reader's language."""
        return in_some_language(self, "summary")


class Renewal(models.Model):
    """What keeps an award valid: without one, its certificates do not expire. Frozen with the edition.

    A term lasts `every_months` from the day of the award, or from the end of the one before; or it ends on
    `ends_on_month`-`ends_on_day` of a year that is even or odd, the first such day at least a year ahead. It is filed
    from `window_days` before that on, and until `grace_days` after it, late; later it is reinstated. `requirements`
    are judged on the term's hours and signatures. `categories` and `sources` of continuing education:
    [{"code", "en", "fr"}], a source with {"is_automatic"} needs nobody's approval. `audit_percent` of what was approved
    by itself is looked at.
    """

    award = models.OneToOneField(Award, on_delete=models.CASCADE, related_name="renewal")
    anchor = models.CharField(
        _("a term ends"), max_length=12, choices=RenewalAnchor.choices, default=RenewalAnchor.AWARD
    )
    every_months = models.PositiveSmallIntegerField(
        _("months of a term"), default=24, validators=[MinValueValidator(1)]
    )
    ends_on_month = models.PositiveSmallIntegerField(
        _("month"), default=12, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    ends_on_day = models.PositiveSmallIntegerField(
        _("day"), default=31, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    window_days = models.PositiveSmallIntegerField(
        _("days before the end from which it is filed"), default=90
    )
    grace_days = models.PositiveSmallIntegerField(_("days after the end until which it is late"), default=30)
    fee_en = models.CharField(_("fee, in English"), max_length=200, blank=True)
    fee_fr = models.CharField(_("fee, in French"), max_length=200, blank=True)
    requirements: Any = StreamField(
        RequirementsBlock(required=False), verbose_name=_("requirements"), blank=True
    )
    categories = models.JSONField(_("kinds of continuing education"), default=list, blank=True)
    sources = models.JSONField(_("sources of continuing education"), default=list, blank=True)
    audit_percent = models.PositiveSmallIntegerField(
        _("percent looked at"), default=10, validators=[MaxValueValidator(100)]
    )

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("renewal")
        verbose_name_plural = _("renewals")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(anchor__in=RenewalAnchor.values), name="renewal_anchor_known"),
            models.CheckConstraint(condition=Q(every_months__gte=1), name="renewal_months_positive"),
            models.CheckConstraint(
                condition=Q(
                    ends_on_month__gte=1, ends_on_month__lte=12, ends_on_day__gte=1, ends_on_day__lte=31
                ),
                name="renewal_ends_on_a_day",
            ),
            models.CheckConstraint(condition=Q(audit_percent__lte=100), name="renewal_audit_percent"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.award}"

    @property
    def fee(self) -> str:
        """What is said about a fee, in the reader's language."""
        return in_some_language(self, "fee")
