"""A cohort takes an edition together, in dated sessions."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import CohortState, Intake, SessionKind

from .alphabet import ALPHABET
from .curriculum import Edition, Module
from .intake import intake_at
from .programmes import Programme
from .words import in_language, in_some_language


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Cohorts, as sentences."""

    def announced(self) -> "CohortQuerySet":
        """Those a visitor may know of."""
        return self.filter(state=CohortState.ANNOUNCED)

    def open_for_applications(self, *, at: dt.datetime) -> "CohortQuerySet":
        """Announced, inside the application window, with a seat left."""
        return self.announced().filter(
            applications_open_at__lte=at,
            applications_close_at__gt=at,
            seats_held__lt=F("capacity"),
        )

    def coming(self, *, at: dt.datetime) -> "CohortQuerySet":
        """Announced, applications not open yet."""
        return self.announced().filter(applications_open_at__gt=at)

    def with_intake(self, *, at: dt.datetime) -> "CohortQuerySet":
        """Each with `intake_now`, what `Cohort.intake` says at `at`, so that it can be filtered by."""
        return self.annotate(intake_now=intake_at(at))

    def of_programmes(self, programmes: Any) -> "CohortQuerySet":
        """The cohorts of these programmes (a queryset or ids)."""
        return self.filter(edition__course__programme__in=programmes)

    def with_course(self) -> "CohortQuerySet":
        """Together with edition, course, programme and region: no query per row for its names."""
        return self.select_related("edition__course__programme__region", "edition__course__stream")

    def with_meetings(self) -> "CohortQuerySet":
        """Each with `meets_online` and `meets_in_a_room`: whether a session that stands has a link to join, or none."""
        sessions = Session.objects.standing().filter(cohort=OuterRef("pk")).order_by()
        return self.annotate(
            meets_online=Exists(sessions.exclude(join_url="")),
            meets_in_a_room=Exists(sessions.filter(join_url="")),
        )


class Cohort(models.Model):
    """A group that takes an edition together. `seats_held` counts what holds a seat and changes only under its lock."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="cohorts"
    )
    slug = models.SlugField(_("short name"), unique=True, max_length=80)
    name_en = models.CharField(_("name in English"), max_length=200, db_collation=ALPHABET)
    name_fr = models.CharField(_("name in French"), max_length=200, db_collation=ALPHABET)
    place_en = models.CharField(_("place in English"), max_length=200, blank=True)
    place_fr = models.CharField(_("place in French"), max_length=200, blank=True)
    pattern_en = models.CharField(
        _("weekdays in English"), max_length=120, blank=True, help_text=_("Tuesdays and Thursdays")
    )
    pattern_fr = models.CharField(_("weekdays in French"), max_length=120, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    applications_open_at = models.DateTimeField(_("applications open at"), null=True, blank=True)
    applications_close_at = models.DateTimeField(_("applications close at"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("seats"))
    seats_held = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=CohortState.choices, default=CohortState.DRAFT
    )

    objects: ClassVar[Any] = CohortQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ("-starts_on", "id")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "starts_on"], name="cohort_state_starts"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(seats_held__gte=0) & Q(seats_held__lte=F("capacity")),
                name="cohort_seats_within_capacity",
                violation_error_message=_("More seats are taken than there would be."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="cohort_ends_after_start",
                violation_error_message=_("The cohort cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(applications_open_at__isnull=True, applications_close_at__isnull=True)
                | Q(applications_close_at__gt=F("applications_open_at")),
                name="cohort_window_closes_after_open",
                violation_error_message=_(
                    "Applications cannot close before they open. Give both times, or none."
                ),
            ),
            models.CheckConstraint(condition=Q(state__in=CohortState.values), name="cohort_state_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self, "name")

    @property
    def place(self) -> str:
        """Where it meets, in the reader's language."""
        return in_some_language(self, "place")

    @property
    def pattern(self) -> str:
        """On which days it meets, in the reader's language."""
        return in_some_language(self, "pattern")

    @property
    def programme(self) -> Programme:
        """Who runs it."""
        return self.edition.course.programme

    @property
    def seats_left(self) -> int:
        """Seats that nobody holds."""
        return self.capacity - self.seats_held

    def intake(self, *, at: dt.datetime) -> Intake:
        """What a visitor is told at the instant `at`."""
        if self.state == CohortState.CANCELLED:
            return Intake.CANCELLED
        today = at.astimezone(self.programme.tz).date()
        if today > self.ends_on:
            return Intake.ENDED
        opens, closes = self.applications_open_at, self.applications_close_at
        if opens and at < opens:
            return Intake.COMING
        if opens and closes and at < closes:
            return Intake.OPEN if self.seats_left else Intake.FULL
        if today >= self.starts_on:
            return Intake.RUNNING
        return Intake.CLOSED if opens else Intake.COMING


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions, as sentences."""

    def standing(self) -> "SessionQuerySet":
        """Those that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def for_everybody(self) -> "SessionQuerySet":
        """Those at which the whole cohort is expected."""
        return self.filter(kind=SessionKind.REGULAR)

    def upcoming(self, *, at: dt.datetime) -> "SessionQuerySet":
        """Those that have not ended at `at`, soonest first."""
        return self.standing().filter(ends_at__gt=at).order_by("starts_at", "id")


class Session(models.Model):
    """One dated meeting of a cohort. `held_on` is its date on the programme's clock, inside the cohort's dates."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(
        _("who is expected"), max_length=12, choices=SessionKind.choices, default=SessionKind.REGULAR
    )
    modules: "models.ManyToManyField[Module, Coverage]" = models.ManyToManyField(
        Module, through="Coverage", verbose_name=_("modules"), related_name="sessions", blank=True
    )
    facilitators: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("facilitators"),
        related_name="sessions_facilitated",
        blank=True,
    )
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    held_on = models.DateField(_("held on"), editable=False)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    join_url = models.URLField(_("link to join online"), blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    moves = models.PositiveSmallIntegerField(_("how often it was moved"), default=0, editable=False)
    # For calendars (RFC 5545): grows with each change of time, place or link, and when it is cancelled.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = SessionQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # no page links to it; see trainees.models.Enrolment

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("starts_at", "id")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["held_on"], name="session_held_on"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_start",
                violation_error_message=_("The session cannot end before it starts."),
            ),
            models.CheckConstraint(condition=Q(kind__in=SessionKind.values), name="session_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.held_on}: {self.title}" if self.title else str(self.held_on)

    @property
    def title(self) -> str:
        """The title in the reader's language; empty where its modules say enough."""
        return in_some_language(self, "title")

    @property
    def where(self) -> str:
        """Where people come, in the reader's language: its own place, else the cohort's; empty if all join online."""
        return self.place or ("" if self.join_url else self.cohort.place)

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not be held."""
        return self.cancelled_at is not None

    @property
    def is_for_everybody(self) -> bool:
        """Whether the whole cohort is expected; else only those who make up for something."""
        return self.kind == SessionKind.REGULAR

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)


class Coverage(models.Model):
    """A session covers a module, in so many of its minutes.

    Without `minutes` it takes an equal share of those that are not given to others (rules.minutes.shares).
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="coverage")
    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="coverage")
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("module of a session")
        verbose_name_plural = _("modules of sessions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "module"], name="coverage_once"),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1), name="coverage_minutes_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.module.code}"
