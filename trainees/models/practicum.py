"""The hours log of a placement, and the reports on it."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import HoursCategory
from trainees.enums import EntryState, Rating, ReportAuthor

from .placements import Placement
from .sites import Supervisor

DAY = 24 * 60
NOTE = 200
"""Characters of a note or a question."""
COMMENT = 2_000
VALUES = ("mutuality", "strengths_based", "self_determination", "wholeness")
"""The four values of peer support on which a practicum is rated."""


class EntryQuerySet(models.QuerySet["HoursEntry"]):
    """Entries of the hours log, as sentences."""

    def standing(self) -> "EntryQuerySet":
        """Those that no later entry has replaced."""
        return self.filter(replaced_by__isnull=True)

    def waiting(self) -> "EntryQuerySet":
        """Those that the supervisor has not answered yet."""
        return self.standing().filter(state=EntryState.LOGGED)

    def counting(self) -> "EntryQuerySet":
        """Those that count, as trainees.rules.practicum.counting says: confirmed, and not before hours count."""
        from_then = Q(placement__counts_from__isnull=True) | Q(worked_on__gte=F("placement__counts_from"))
        return self.standing().filter(from_then, state=EntryState.CONFIRMED)

    def open(self) -> "EntryQuerySet":
        """Those that the supervisor can still confirm."""
        return self.standing().exclude(state=EntryState.CONFIRMED)


class HoursEntry(models.Model):
    """Time that a trainee practised on a day. What it says never changes (0002_invariants): it is confirmed or queried,
    and corrected by another entry that `replaces` it. 0 minutes, in a correction only, take it back.
    """

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="entries")
    token = models.UUIDField(unique=True, editable=False)
    worked_on = models.DateField(_("day"))
    minutes = models.PositiveIntegerField(_("minutes"), validators=[MaxValueValidator(DAY)])
    category = models.CharField(_("what kind"), max_length=20, choices=HoursCategory.choices)
    note = models.CharField(
        _("note"),
        max_length=NOTE,
        blank=True,
        help_text=_("A few words, if you like. Please do not write the name of anyone you support."),
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    logged_at = models.DateTimeField(_("logged at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=12, choices=EntryState.choices, default=EntryState.LOGGED)
    settled_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        Supervisor, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    question = models.CharField(_("question"), max_length=NOTE, blank=True)

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("hours entry")
        verbose_name_plural = _("hours entries")
        ordering = ("placement", "worked_on", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(minutes__lte=DAY) & (Q(minutes__gte=1) | Q(replaces__isnull=False)),
                name="entry_minutes_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(category__in=HoursCategory.values), name="entry_category_known"
            ),
            models.CheckConstraint(condition=Q(state__in=EntryState.values), name="entry_state_known"),
            models.CheckConstraint(
                condition=Q(state=EntryState.LOGGED, settled_at__isnull=True, settled_by__isnull=True)
                | (~Q(state=EntryState.LOGGED) & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="entry_settled_iff_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state=EntryState.QUERIED) | ~Q(question=""), name="entry_queried_with_words"
            ),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="entry_replaces_another"),
        ]

    def __str__(self) -> str:
        return f"{self.worked_on}: {self.minutes}"


def _rating(label: Any) -> Any:
    return models.PositiveSmallIntegerField(label, choices=Rating.choices)


class PracticumReport(models.Model):
    """How the practicum goes, by trainee or supervisor, rated on the four values. Written once, never changed."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField(_("number"))
    author = models.CharField(_("written by"), max_length=12, choices=ReportAuthor.choices)
    supervisor = models.ForeignKey(
        Supervisor, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mutuality = _rating(_("Mutuality"))
    strengths_based = _rating(_("Strengths-based approach"))
    self_determination = _rating(_("Self-determination"))
    wholeness = _rating(_("Wholeness"))
    comment = models.TextField(_("comment"), max_length=COMMENT, blank=True)
    submitted_at = models.DateTimeField(_("sent at"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("practicum report")
        verbose_name_plural = _("practicum reports")
        ordering = ("placement", "number", "author")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["placement", "number", "author"], name="report_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="report_number_positive"),
            models.CheckConstraint(
                condition=Q(author=ReportAuthor.TRAINEE, supervisor__isnull=True)
                | Q(author=ReportAuthor.SUPERVISOR, supervisor__isnull=False),
                name="report_author_known",
            ),
            models.CheckConstraint(
                condition=Q(mutuality__in=Rating.values)
                & Q(strengths_based__in=Rating.values)
                & Q(self_determination__in=Rating.values)
                & Q(wholeness__in=Rating.values),
                name="report_ratings_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.get_author_display()}"
