"""What trainees bring to the back office. Registers, decides nothing."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path
from wagtail import hooks

from trainees.backoffice import practicum_urls, urls
from trainees.backoffice.access import register_policies
from trainees.backoffice.enrolments import EnrolmentViewSet
from trainees.backoffice.home import MessagesToDecide
from trainees.backoffice.messages import MessageViewSet
from trainees.backoffice.sites import SiteViewSet, SupervisorViewSet

register_policies()


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """The parts of a cohort's workspace that are about people, and their practicum."""
    return [
        path("", include(urls, namespace="roster")),
        path("", include(practicum_urls, namespace="practicum")),
    ]


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Enrolments, messages, placement sites and supervisors."""
    return [EnrolmentViewSet(), MessageViewSet(), SiteViewSet(), SupervisorViewSet()]


@hooks.register("construct_homepage_panels")
def panels(request: HttpRequest, shown: list[Any]) -> None:
    """What waits for a decision."""
    shown.append(MessagesToDecide(request.user))
