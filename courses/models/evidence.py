"""What a module asks for before it is completed, and what that is made of: agreements, quizzes, exams, material."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.enums import COMBINES, AbsenceUnit, EvidenceKind, Takes

from .cohorts import Cohort
from .curriculum import Course, Edition, Module
from .programmes import Programme
from .words import in_language, in_some_language


class Agreement(models.Model):
    """A text that trainees sign, in one version. Once somebody signed it, it does not change: there is a next one."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="agreements")
    code = models.SlugField(_("short name"), max_length=50)
    version = models.PositiveIntegerField(_("version"), default=1)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200)
    text_en = models.TextField(_("text in English"))
    text_fr = models.TextField(_("text in French"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("programme", "code", "-version")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "code", "version"], name="agreement_version_once"),
        ]

    def __str__(self) -> str:
        return _("%(title)s, version %(version)d") % {"title": self.title, "version": self.version}

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return in_language(self, "title")

    @property
    def text(self) -> str:
        """What is signed, in the reader's language."""
        return in_language(self, "text")


class Quiz(models.Model):
    """A bank of questions. Attempts keep what they were asked, so questions may be improved at any time."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="quizzes")
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ("course", "id")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return in_language(self, "title")


class Question(models.Model):
    """One question of a bank. choices: [{"key": "a", "en": text, "fr": text, "is_right": bool}], keys unique."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField(_("position"))
    text_en = models.TextField(_("question in English"))
    text_fr = models.TextField(_("question in French"))
    choices = models.JSONField(_("answers"), default=list)
    is_multiple = models.BooleanField(
        _("several answers are right"),
        default=False,
        help_text=_("Counts only when all right ones are chosen."),
    )
    why_en = models.TextField(_("explanation in English"), blank=True, help_text=_("Shown after the quiz."))
    why_fr = models.TextField(_("explanation in French"), blank=True)
    is_retired = models.BooleanField(_("not asked any more"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("quiz", "position", "id")

    def __str__(self) -> str:
        return in_language(self, "text")


class Exam(models.Model):
    """An exam of an edition: written somewhere else, its marks entered here. `attempts` 0: as often as is wished."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="exams")
    position = models.PositiveIntegerField(_("position"))
    code = models.CharField(_("code"), max_length=12)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200)
    after = models.ForeignKey(
        Module,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("comes after"),
    )
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in percent"), default=80)
    attempts = models.PositiveSmallIntegerField(
        _("attempts at most"), default=0, help_text=_("0 means as many as needed.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("exam")
        verbose_name_plural = _("exams")
        ordering = ("edition", "position")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["edition", "code"], name="exam_code_once"),
            models.CheckConstraint(condition=Q(pass_mark__lte=100), name="exam_pass_mark_percent"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return in_language(self, "title")


class ExamWindow(models.Model):
    """When a cohort may take an exam. Without one it may be taken at any time."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="exam_windows")
    exam = models.ForeignKey(Exam, on_delete=models.CASCADE, related_name="windows")
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("time of an exam")
        verbose_name_plural = _("times of exams")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cohort", "exam"], name="exam_window_once"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="exam_window_closes_after_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exam}: {self.opens_at} – {self.closes_at}"


class EvidenceItem(models.Model):
    """One thing a module asks for. A tree: `within` is the group it stands in; on the first level all are needed.

    Which fields count depends on `kind`:
    attendance: `percent` of the module's minutes, made-up ones included. agreement: `agreement`, whose newest version
    is signed. quiz: `quiz`, `percent` to pass, `attempts`, `wait_hours` between two, `questions_asked`. assignment:
    `prompt`, `takes`, `due_days` after the module's last session. practice: `prompt`, `criteria`, `level_needed`.
    exam: `exam`. practicum: nothing; it is the module's minutes, confirmed, and the edition's reports. 0 attempts: as
    often as is wished; 0 questions: all of them.
    """

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="evidence")
    within = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind.choices)
    title_en = models.CharField(_("name in English"), max_length=200, blank=True)
    title_fr = models.CharField(_("name in French"), max_length=200, blank=True)
    prompt_en = models.TextField(_("what to do, in English"), blank=True)
    prompt_fr = models.TextField(_("what to do, in French"), blank=True)
    percent = models.PositiveSmallIntegerField(_("percent needed"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts at most"), default=0)
    wait_hours = models.PositiveSmallIntegerField(_("hours between two attempts"), default=0)
    questions_asked = models.PositiveSmallIntegerField(_("questions asked"), default=0)
    takes = models.CharField(_("handed in as"), max_length=8, choices=Takes.choices, default=Takes.EITHER)
    due_days = models.PositiveSmallIntegerField(
        _("due so many days after the last session"), null=True, blank=True
    )
    criteria = models.JSONField(_("what is looked at"), default=list, blank=True)
    level_needed = models.PositiveSmallIntegerField(_("level needed"), default=2)
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    quiz = models.ForeignKey(Quiz, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    exam = models.ForeignKey(Exam, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("module", "position", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_known"),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="evidence_percent"
            ),
            models.CheckConstraint(condition=~Q(within=F("id")), name="evidence_not_within_itself"),
            models.CheckConstraint(
                condition=(~Q(kind=EvidenceKind.AGREEMENT) | Q(agreement__isnull=False))
                & (~Q(kind=EvidenceKind.QUIZ) | Q(quiz__isnull=False))
                & (~Q(kind=EvidenceKind.EXAM) | Q(exam__isnull=False)),
                name="evidence_names_its_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def combines(self) -> bool:
        """Whether it is a group of others."""
        return self.kind in COMBINES

    @property
    def title(self) -> str:
        """Its own name in the reader's language, else that of its quiz, agreement or exam, else its kind."""
        if self.title_en or self.title_fr:
            return in_language(self, "title") or self.title_fr
        named: Any = self.quiz or self.agreement or self.exam
        return str(named.title if named else self.get_kind_display())

    @property
    def prompt(self) -> str:
        """What to do, in the reader's language."""
        return in_some_language(self, "prompt")


class AbsenceLimit(models.Model):
    """How much may be missed: at most `most` sessions, modules or minutes, in all or of one module.

    What was made up does not count as missed.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="absence_limits")
    module = models.ForeignKey(
        Module, null=True, blank=True, on_delete=models.CASCADE, related_name="absence_limits",
        verbose_name=_("of one module only"),
    )  # fmt: skip
    unit = models.CharField(_("counted in"), max_length=8, choices=AbsenceUnit.choices)
    most = models.PositiveIntegerField(_("may be missed at most"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("absence limit")
        verbose_name_plural = _("absence limits")
        ordering = ("edition", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(unit__in=AbsenceUnit.values), name="absence_unit_known"),
            models.CheckConstraint(
                condition=~Q(unit=AbsenceUnit.MODULES, module__isnull=False),
                name="absence_modules_of_the_course",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.most} {self.get_unit_display()}"


class Material(models.Model):
    """Something to read for a module: a page or a private document, for those who are enrolled.

    `opens_after_days`: from so many days after the cohort's first day on; at once where it is empty.
    """

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="material")
    position = models.PositiveIntegerField(_("position"))
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    document = models.ForeignKey(
        "wagtaildocs.Document", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    opens_after_days = models.PositiveSmallIntegerField(
        _("opens so many days after the first day"), null=True, blank=True
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("material")
        ordering = ("module", "position", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(page__isnull=True, document__isnull=False)
                | Q(page__isnull=False, document__isnull=True),
                name="material_page_or_document",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return in_language(self, "title")
