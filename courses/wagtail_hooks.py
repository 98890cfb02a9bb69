"""What courses bring to the back office. Registers, decides nothing."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from courses.backoffice.access import register_policies
from courses.backoffice.cohorts import CohortViewSet
from courses.backoffice.curriculum import CourseViewSet
from courses.backoffice.home import CohortsNow
from courses.backoffice.programmes import ProgrammeViewSet, RegionViewSet, StreamViewSet
from courses.backoffice.roles import RoleViewSet

register_policies()


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """One for each thing that is kept."""
    return [
        CohortViewSet(),
        CourseViewSet(),
        ProgrammeViewSet(),
        RoleViewSet(),
        RegionViewSet(),
        StreamViewSet(),
    ]


@hooks.register("construct_homepage_panels")
def panels(request: HttpRequest, shown: list[Any]) -> None:
    """My cohorts now, before what Wagtail shows."""
    shown.append(CohortsNow(request.user))
