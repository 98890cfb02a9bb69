"""A course, its frozen editions, and their modules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import CompletesBy, ModuleKind

from .alphabet import ALPHABET, ByLanguage
from .programmes import Programme, Stream
from .words import in_language, in_some_language


class Course(models.Model):
    """A curriculum as a programme offers it. What is taught stands in its editions."""

    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="courses"
    )
    stream = models.ForeignKey(
        Stream, verbose_name=_("stream"), on_delete=models.PROTECT, related_name="courses"
    )
    slug = models.SlugField(_("short name for addresses"))
    title_en = models.CharField(_("title in English"), max_length=200, db_collation=ALPHABET)
    title_fr = models.CharField(_("title in French"), max_length=200, db_collation=ALPHABET)
    summary_en = models.TextField(_("summary in English"), blank=True)
    summary_fr = models.TextField(_("summary in French"), blank=True)
    facilitators_needed = models.PositiveSmallIntegerField(
        _("facilitators at each session"),
        default=1,
        help_text=_("With 2, the office says where one is missing."),
    )
    present_by_default = models.BooleanField(
        _("a roll-call begins with everybody present"),
        default=False,
        help_text=_("Then only those who are not there are marked."),
    )
    one_person_awards = models.BooleanField(
        _("one person may award"),
        default=False,
        help_text=_("If not, one person proposes an award, and a second one gives it."),
    )

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = (ByLanguage("title_en", "title_fr"), "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "slug"], name="course_slug_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return in_language(self, "title")

    @property
    def summary(self) -> str:
        """The summary in the reader's language."""
        return in_some_language(self, "summary")


class Edition(models.Model):
    """One version of a course. From `frozen_at` on (its first cohort) neither it nor its modules and awards change."""

    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="editions"
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    note = models.CharField(_("what is new"), max_length=200, blank=True)
    allows_make_ups = models.BooleanField(_("missed sessions can be made up"), default=True)
    reports_due = models.PositiveSmallIntegerField(
        _("reports on a practicum"),
        default=5,
        help_text=_("Each is due at an equal share of the practicum's hours. 0: none."),
    )
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("course", "-version")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["course", "version"], name="edition_version_once"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="edition_version_positive"),
            models.CheckConstraint(
                condition=models.Q(reports_due__lte=20),
                name="edition_reports_due_at_most_20",
                violation_error_message=_("At most 20 reports."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(course)s, edition %(version)d") % {"course": self.course, "version": self.version}

    @property
    def is_frozen(self) -> bool:
        """Whether a cohort uses it, so that only a copy can change."""
        return self.frozen_at is not None


class Module(models.Model):
    """A unit of learning. `position` orders the edition; a module needs only modules that stand before it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="modules")
    position = models.PositiveIntegerField(_("position"))
    code = models.CharField(_("code"), max_length=12)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200)
    outcome_en = models.CharField(
        _("what trainees can do afterwards, in English"), max_length=300, blank=True
    )
    outcome_fr = models.CharField(_("what trainees can do afterwards, in French"), max_length=300, blank=True)
    kind = models.CharField(
        _("counts as"), max_length=12, choices=ModuleKind.choices, default=ModuleKind.CLASS
    )
    minutes = models.PositiveIntegerField(_("minutes"), help_text=_("An 8-hour module has 480."))
    is_optional = models.BooleanField(_("optional"), default=False)
    must_attend = models.BooleanField(_("must be attended"), default=False)
    completes_by = models.CharField(
        _("when everything it asks for is there"),
        max_length=12,
        choices=CompletesBy.choices,
        default=CompletesBy.FACILITATOR,
    )
    needs: "models.ManyToManyField[Module, Prerequisite]" = models.ManyToManyField(
        "self",
        through="Prerequisite",
        through_fields=("module", "needs"),
        symmetrical=False,
        related_name="opens",
    )

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ("edition", "position")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["edition", "position"], name="module_position_once"),
            models.UniqueConstraint(fields=["edition", "code"], name="module_code_once"),
            models.CheckConstraint(condition=models.Q(minutes__gte=1), name="module_minutes_positive"),
            models.CheckConstraint(condition=models.Q(kind__in=ModuleKind.values), name="module_kind_known"),
            models.CheckConstraint(
                condition=models.Q(completes_by__in=CompletesBy.values), name="module_completes_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return in_language(self, "title")

    @property
    def outcome(self) -> str:
        """What a trainee can do afterwards, in the reader's language."""
        return in_some_language(self, "outcome")


class Prerequisite(models.Model):
    """`module` needs `needs`, of the same edition and earlier in its order: so no circle can arise.

    A trigger in 0002_invariants holds both conditions.
    """

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="prerequisites")
    needs = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="needed_by")

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["module", "needs"], name="prerequisite_once"),
            models.CheckConstraint(
                condition=~models.Q(module=models.F("needs")), name="prerequisite_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module.code} ← {self.needs.code}"
