"""A cohort's workspace: one cohort, its parts side by side, each at its own address.

Parts that higher layers bring (roster, completions, messages) register their tab with `add_tab`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic.list import BaseListView
from wagtail.admin.views.generic.base import BaseListingView

from courses.enums import CohortState, RoleKind
from courses.models import Cohort

from .access import COORDINATORS, TEACHING, may
from .pages import OfficePage
from .views import found

COHORT_NAMES = ("edition__course__programme__region", "edition__course__stream")


@dataclass(frozen=True)
class Tab:
    """One part of the workspace: its word, the name of its address, its place, and for whom it is."""

    name: str
    label: Any
    url_name: str
    order: int
    kinds: tuple[RoleKind, ...]


_tabs: dict[str, Tab] = {}


def add_tab(name: str, label: Any, url_name: str, *, order: int, kinds: Iterable[RoleKind]) -> None:
    """Give the workspace another part."""
    _tabs[name] = Tab(name, label, url_name, order, tuple(kinds))


def tabs_for(person: Any, cohort: Cohort, current: str) -> list[dict[str, Any]]:
    """The parts this person may open, in order: [{"label", "url", "is_current"}]."""
    programme = cohort.edition.course.programme_id
    return [
        {
            "label": tab.label,
            "url": reverse(tab.url_name, args=[cohort.pk]),
            "is_current": tab.name == current,
        }
        for tab in sorted(_tabs.values(), key=lambda tab: tab.order)
        if may(person, programme, *tab.kinds)
    ]


def cohorts_step() -> tuple[str, Any]:
    """The first step of every trail here."""
    return reverse("cohorts:index"), _("Cohorts")


def cohort_step(cohort: Cohort) -> tuple[str, Any]:
    """A cohort in a trail."""
    return reverse("cohorts:facts", args=[cohort.pk]), cohort.name


def tab_step(cohort: Cohort, name: str) -> tuple[str, Any]:
    """A part of the workspace in a trail."""
    tab = _tabs[name]
    return reverse(tab.url_name, args=[cohort.pk]), tab.label


class InCohort(OfficePage):
    """A page about one cohort, found in the scope of `action` (view: anybody who teaches in the programme)."""

    action = "view"
    cohort: Cohort

    def load(self, **kwargs: Any) -> None:
        """In scope, with every name that the frame shows."""
        self.cohort = found(self.request.user, Cohort, kwargs["pk"], self.action, related=COHORT_NAMES)

    @property
    def coordinates(self) -> bool:
        """Whether this person coordinates the programme."""
        return may(self.request.user, self.cohort.edition.course.programme_id, *COORDINATORS)


class WorkspacePage(InCohort):
    """One part of the workspace."""

    tab = ""
    header_icon = "group"

    def get_page_title(self) -> str:
        """The cohort's name."""
        return self.cohort.name

    def trail(self) -> list[tuple[str, Any]]:
        """Cohorts."""
        return [cohorts_step()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The cohort, the parts, who is looking."""
        context = super().get_context_data(**kwargs)
        context.update(
            cohort=self.cohort,
            programme=self.cohort.programme,
            tz=self.cohort.programme.tz,
            tabs=tabs_for(self.request.user, self.cohort, self.tab),
            coordinates=self.coordinates,
            is_cancelled=self.cohort.state == CohortState.CANCELLED,
        )
        return context


class WorkspaceListing(WorkspacePage, BaseListingView):
    """A part of the workspace that is one long list, a page at a time."""

    template_name = "backoffice/cohort_listing.html"
    paginate_by = 50
    url_name = ""
    get = BaseListView.get  # both parents have one; the list's reads the rows

    def get_index_url(self) -> str:
        """For the links to other pages."""
        return reverse(self.url_name, args=[self.cohort.pk])


class CohortStep(InCohort):
    """A form or a question that belongs to one part of a cohort's workspace."""

    tab = "facts"
    action = "change"

    def trail(self) -> list[tuple[str, Any]]:
        """Cohorts, the cohort, the part it belongs to."""
        steps = [cohorts_step(), cohort_step(self.cohort)]
        return steps if self.tab == "facts" else [*steps, tab_step(self.cohort, self.tab)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the cohort."""
        return {"cohort": self.cohort, **super().get_context_data(**kwargs)}


add_tab("facts", _("Facts"), "cohorts:facts", order=10, kinds=TEACHING)
add_tab("sessions", _("Sessions"), "cohorts:sessions", order=30, kinds=TEACHING)
