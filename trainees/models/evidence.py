"""What trainees bring and facilitators confirm, for one thing that a module asks for (courses.models.EvidenceItem)."""

import os
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Agreement, EvidenceItem, Exam, Module
from trainees.enums import OPEN_SUBMISSION, PriorLearningState, SubmissionState

from .enrolments import Enrolment


def somebody(**more: Any) -> Any:
    """A link to who did it; it may become nobody, when an account is removed."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", **more
    )


class PrivateStorage(FileSystemStorage):
    """Files below PRIVATE_ROOT, as the settings say now: readable by the product's own account alone."""

    def __init__(self) -> None:
        super().__init__(base_url=None, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        """The folder."""
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        """The folder, in full."""
        return os.path.abspath(self.base_location)  # noqa: PTH100  # as Django's own: it is compared with others


def private_storage() -> FileSystemStorage:
    """Where files of trainees lie: outside of what the web server gives away (PRIVATE_ROOT)."""
    return PrivateStorage()


class Signature(models.Model):
    """Somebody signed a version of an agreement, with the name they go by."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="signatures")
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="signatures")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    language = models.CharField(max_length=2)
    signed_as = models.CharField(_("signed as"), max_length=120)
    signed_at = models.DateTimeField(_("signed at"), default=timezone.now)

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["enrolment", "item", "agreement"], name="signature_once"),
        ]

    def __str__(self) -> str:
        return f"{self.signed_as}: {self.agreement}"


class QuizAttempt(models.Model):
    """One try at a quiz. `asked` keeps the questions as they were shown, in order, with their right answers;
    `answers` is {question id as text: [keys]}; `percent` is set when it is handed in.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="quiz_attempts")
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="quiz_attempts")
    number = models.PositiveSmallIntegerField()
    asked = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    handed_in_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attempt at a quiz")
        verbose_name_plural = _("attempts at quizzes")
        ordering = ("enrolment", "item", "number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["enrolment", "item", "number"], name="quiz_attempt_number_once"),
            models.UniqueConstraint(
                fields=["enrolment", "item"],
                condition=Q(handed_in_at__isnull=True),
                name="quiz_attempt_open_once",
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True, percent__isnull=True)
                | Q(handed_in_at__isnull=False, percent__lte=100),
                name="quiz_attempt_percent_when_handed_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.item} ({self.number})"


class Submission(models.Model):
    """A reflection or an assignment: one version of it. "Please revise" is answered by the next one."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="submissions")
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        _("state"), max_length=12, choices=SubmissionState.choices, default=SubmissionState.DRAFT
    )
    text = models.TextField(_("text"), blank=True)
    file = models.FileField(_("file"), storage=private_storage, upload_to="submissions/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    feedback = models.TextField(_("feedback"), blank=True)
    answered_by = somebody()
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ("enrolment", "item", "number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["enrolment", "item", "number"], name="submission_number_once"),
            models.UniqueConstraint(
                fields=["enrolment", "item"],
                condition=Q(state__in=OPEN_SUBMISSION),
                name="submission_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SubmissionState.values), name="submission_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=SubmissionState.DRAFT, handed_in_at__isnull=True)
                | (~Q(state=SubmissionState.DRAFT) & Q(handed_in_at__isnull=False)),
                name="submission_handed_in_iff_not_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.item} ({self.number})"


class VoidableQuerySet(models.QuerySet[Any]):
    """Facts that may have been recorded by mistake."""

    def standing(self) -> "VoidableQuerySet":
        """Those that were not voided."""
        return self.filter(voided_at__isnull=True)


class Voidable(models.Model):
    """A fact that somebody recorded. It is never changed: voided with a reason, and recorded anew."""

    recorded_by = somebody()
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True)
    voided_by = somebody()
    void_reason = models.CharField(_("reason for voiding"), max_length=500, blank=True)

    objects: ClassVar[Any] = VoidableQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="%(class)s_voided_with_reason",
            ),
        ]


class Observation(Voidable):
    """A facilitator saw somebody practise. `levels`: for each criterion of the item one number, 0 (not yet) to 3."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="observations")
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="observations")
    levels = models.JSONField(default=list)
    comment = models.TextField(_("what went well, what to try next"), blank=True)
    observed_on = models.DateField(_("observed on"))

    class Meta(Voidable.Meta):
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ("enrolment", "item", "id")

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.item}"


class SignOff(Voidable):
    """A facilitator confirms one thing by their word."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="sign_offs")
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="sign_offs")
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta(Voidable.Meta):
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ("enrolment", "item", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Voidable.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment", "item"], condition=Q(voided_at__isnull=True), name="sign_off_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.item}"


class ExamResult(Voidable):
    """A mark in an exam, in percent. `attempt` counts from 1."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="exam_results")
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="results")
    attempt = models.PositiveSmallIntegerField(_("attempt"))
    mark = models.PositiveSmallIntegerField(_("mark in percent"))
    taken_on = models.DateField(_("taken on"))

    class Meta(Voidable.Meta):
        verbose_name = _("exam result")
        verbose_name_plural = _("exam results")
        ordering = ("enrolment", "exam", "attempt")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Voidable.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment", "exam", "attempt"],
                condition=Q(voided_at__isnull=True),
                name="exam_attempt_once",
            ),
            models.CheckConstraint(condition=Q(mark__lte=100), name="exam_mark_percent"),
            models.CheckConstraint(condition=Q(attempt__gte=1), name="exam_attempt_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.exam} ({self.attempt})"


class PriorLearning(models.Model):
    """Somebody asks for credit: they have learned a module somewhere else. A coordinator answers."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="prior_learning")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="+")
    statement = models.TextField(_("where and when you learned it"))
    file = models.FileField(_("file"), storage=private_storage, upload_to="prior-learning/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=PriorLearningState.choices, default=PriorLearningState.ASKED
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = somebody()
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request for credit")
        verbose_name_plural = _("requests for credit")
        ordering = ("asked_at", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["enrolment", "module"],
                condition=Q(state__in=(PriorLearningState.ASKED, PriorLearningState.GRANTED)),
                name="prior_learning_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PriorLearningState.values), name="prior_learning_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.module}"
