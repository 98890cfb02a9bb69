"""A course's editions. A frozen edition is read and copied, never changed."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry

from courses.models import Course, Edition
from courses.operations import editions
from courses.queries.evidence import asked_by
from courses.rules.absence import limit_words

from .access import POLICIES
from .history import details
from .pages import ConfirmPage, OfficePage
from .rules_words import awards_in_words
from .views import found

MOST_ENTRIES = 50


def courses_step() -> tuple[str, Any]:
    """The first step of every trail here."""
    return reverse("courses:index"), _("Courses")


def course_step(course: Course) -> tuple[str, Any]:
    """A course in a trail."""
    return reverse("courses:editions", args=[course.pk]), course.title


def edition_step(edition: Edition) -> tuple[str, Any]:
    """An edition in a trail."""
    return reverse("courses:edition", args=[edition.pk]), _("Edition %(number)d") % {
        "number": edition.version
    }


class EditionStep(OfficePage):
    """A page that belongs to an edition."""

    edition: Edition

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, course, edition."""
        return [courses_step(), course_step(self.edition.course), edition_step(self.edition)]


class CoursePage(OfficePage):
    """A course and its editions."""

    template_name = "backoffice/course.html"
    header_icon = "list-ul"

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        self.course = found(self.request.user, Course, kwargs["pk"], related=("programme", "stream"))

    def get_page_title(self) -> str:
        """Its title."""
        return str(self.course.title)

    def trail(self) -> list[tuple[str, Any]]:
        """Courses."""
        return [courses_step()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Editions with their cohorts, latest first."""
        context = super().get_context_data(**kwargs)
        context["course"] = self.course
        context["editions"] = self.course.editions.prefetch_related("cohorts", "modules").order_by("-version")
        context["can_change"] = POLICIES[Course].user_has_permission_for_instance(
            self.request.user, "change", self.course
        )
        return context


class NewEdition(ConfirmPage):
    """An empty edition; usually one copies the last."""

    page_title = _("New edition")
    question = _("Start an empty edition of this course?")
    button = _("Start an edition")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.course = found(self.request.user, Course, kwargs["pk"], "change")

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, this course."""
        return [courses_step(), course_step(self.course)]

    def operate(self) -> Edition:
        """Make it."""
        return editions.create_edition(course=self.course, by=self.request.user)

    def get_success_url(self) -> str:
        """To the new edition."""
        return edition_step(self.result)[0]


class EditionPage(OfficePage):
    """The modules of an edition, what each needs, what can be earned, and who takes it."""

    template_name = "backoffice/edition.html"
    header_icon = "list-ol"

    def load(self, **kwargs: Any) -> None:
        """In scope."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], related=("course__programme",))

    def get_page_title(self) -> str:
        """Its number."""
        return str(edition_step(self.edition)[1])

    def trail(self) -> list[tuple[str, Any]]:
        """Courses, its course."""
        return [courses_step(), course_step(self.edition.course)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Modules and awards in order."""
        context = super().get_context_data(**kwargs)
        context["edition"] = self.edition
        context["course"] = self.edition.course
        asked = asked_by(edition=self.edition)
        modules = self.edition.modules.prefetch_related("prerequisites__needs").annotate(
            reads=Count("material")
        )
        ordered = list(modules.order_by("position"))
        context["modules"] = [{"module": module, "asked": asked.get(module.pk, ())} for module in ordered]
        context["exams"] = list(self.edition.exams.select_related("after").order_by("position"))
        context["awards"] = awards_in_words(self.edition, modules=ordered, exams=context["exams"])
        limits = self.edition.absence_limits.select_related("module").order_by("pk")
        context["limits"] = [{"limit": limit, "words": limit_words(limit)} for limit in limits]
        context["cohorts"] = self.edition.cohorts.order_by("-starts_on")
        may = POLICIES[Edition].user_has_permission_for_instance(self.request.user, "change", self.edition)
        context["can_copy"] = context["can_give"] = may
        context["can_change"] = may and not self.edition.is_frozen
        context["history"] = self.history() if may else []
        return context

    def history(self) -> list[dict[str, Any]]:
        """What was done to it, the latest first, with the reasons for corrected rules. Two queries."""
        entries = registry.get_logs_for_instance(self.edition).select_related("user")
        latest = entries.order_by("-timestamp", "-pk")[:MOST_ENTRIES]
        return [{"entry": entry, "details": details(entry)} for entry in latest]


class CopyEdition(EditionStep, ConfirmPage):
    """The way to change what a cohort already uses."""

    page_title = _("Copy to a new edition")
    question = _("Copy this edition to a new one that can be changed?")
    button = _("Copy")
    done = _("This is the new edition. Change it as you like; it is frozen when its first cohort is planned.")

    def load(self, **kwargs: Any) -> None:
        """Only what one may change."""
        self.edition = found(self.request.user, Edition, kwargs["pk"], "change", related=("course",))

    def consequences(self) -> list[str]:
        """Nothing changes for those who are in it."""
        return [str(_("Cohorts stay with the edition that they began with."))]

    def operate(self) -> Edition:
        """Copy modules, what they need, and awards."""
        return editions.copy_edition(edition=self.edition, by=self.request.user)

    def get_success_url(self) -> str:
        """To the copy."""
        return edition_step(self.result)[0]
