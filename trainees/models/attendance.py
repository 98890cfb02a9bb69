"""What happened at sessions: roll-calls, marks, who said they cannot come, and what stands in for a missed session."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Session
from trainees.enums import MakeUpState, Mark

from .enrolments import Enrolment


def _person(name: str = "+") -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name=name
    )


class RollCall(models.Model):
    """The roll-call of a session. While it is open marks may change; closing it is an act."""

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="roll_call")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = _person()

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("roll-call")
        verbose_name_plural = _("roll-calls")

    def __str__(self) -> str:
        return str(self.session)

    @property
    def is_closed(self) -> bool:
        """Whether its marks are facts now."""
        return self.closed_at is not None


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Marks, as sentences."""

    def standing(self) -> "AttendanceQuerySet":
        """Those that no later mark replaced."""
        return self.filter(replaced_at__isnull=True)


class Attendance(models.Model):
    """A mark: what happened at a session for an enrolment, in minutes where somebody was there for a part.

    `version` counts the changes while the roll-call is open, so that two people who mark see each other's marks. After
    it is closed a mark is replaced by a new one, with a `reason`; the old one stays.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendance")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance")
    mark = models.CharField(_("mark"), max_length=12, choices=Mark.choices)
    minutes_late = models.PositiveIntegerField(_("minutes late"), default=0)
    minutes_early = models.PositiveIntegerField(_("left so many minutes early"), default=0)
    version = models.PositiveIntegerField(default=1)
    reason = models.CharField(_("reason for the correction"), max_length=500, blank=True)
    recorded_by = _person()
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    objects: ClassVar[Any] = AttendanceQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ("session", "enrolment", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["enrolment", "session"], condition=Q(replaced_at__isnull=True), name="attendance_once"
            ),
            models.CheckConstraint(condition=Q(mark__in=Mark.values), name="attendance_mark_known"),
            models.CheckConstraint(
                condition=Q(mark=Mark.PRESENT) | Q(minutes_late=0, minutes_early=0),
                name="attendance_minutes_of_present",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.session}"


class AbsenceNotice(models.Model):
    """Somebody said in advance that they cannot come. Nobody asks why. It can be taken back."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="absence_notices")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="absence_notices")
    told_at = models.DateTimeField(_("told at"), default=timezone.now)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice of absence")
        verbose_name_plural = _("notices of absence")
        ordering = ("session", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["enrolment", "session"],
                condition=Q(taken_back_at__isnull=True),
                name="absence_notice_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.session}"


class MakeUp(models.Model):
    """What stands in for a session that was missed: another session (`through`), or a task.

    It makes up for at most `minutes`, and for at most what was missed; through a session (where None sets no bound)
    also for at most the time that the person was there. Through a session it is done when that session's closed
    roll-call says that the person was there; a task when a facilitator says so.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="make_ups")
    stands_for = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="made_up_by")
    through = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="makes_up_for"
    )
    task = models.CharField(_("task"), max_length=500, blank=True)
    minutes = models.PositiveIntegerField(_("minutes it makes up for"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=MakeUpState.choices, default=MakeUpState.PLANNED
    )
    planned_by = _person()
    planned_at = models.DateTimeField(default=timezone.now)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    settled_by = _person()
    settled_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("make-up")
        verbose_name_plural = _("make-ups")
        ordering = ("enrolment", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=MakeUpState.values), name="make_up_state_known"),
            models.CheckConstraint(
                condition=Q(through__isnull=False, task="") | (Q(through__isnull=True) & ~Q(task="")),
                name="make_up_session_or_task",
            ),
            models.CheckConstraint(
                condition=Q(state=MakeUpState.DONE, done_on__isnull=False)
                | (~Q(state=MakeUpState.DONE) & Q(done_on__isnull=True)),
                name="make_up_done_has_a_date",
            ),
            models.CheckConstraint(condition=~Q(through=F("stands_for")), name="make_up_not_itself"),
            # One plan at a time: what a done one did not make up for can be planned next.
            models.UniqueConstraint(
                fields=["enrolment", "stands_for"],
                condition=Q(state=MakeUpState.PLANNED),
                name="make_up_once",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "through"],
                condition=Q(state__in=(MakeUpState.PLANNED, MakeUpState.DONE)),
                name="make_up_session_used_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.stands_for}"

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come."""
        return self.state == MakeUpState.PLANNED
