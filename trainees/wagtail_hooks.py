"""What trainees bring to the back office. Registers, decides nothing."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.backoffice.access import TEACHING, is_administrator, programme_ids
from trainees.backoffice import (
    awarding_urls,
    certificate_look_urls,
    practicum_urls,
    renewal_urls,
    urls,
)
from trainees.backoffice.access import register_policies
from trainees.backoffice.certificates import CertificateViewSet
from trainees.backoffice.documents import DocumentsWaiting
from trainees.backoffice.enrolments import EnrolmentViewSet
from trainees.backoffice.home import MessagesToDecide
from trainees.backoffice.messages import MessageViewSet
from trainees.backoffice.proposals import AwardsToApprove
from trainees.backoffice.renewals import RenewalsWaiting, answers_renewals
from trainees.backoffice.sites import SiteViewSet, SupervisorViewSet

register_policies()


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """The parts of a cohort's workspace that are about people, and their practicum."""
    return [
        path("", include(urls, namespace="roster")),
        path("", include(practicum_urls, namespace="practicum")),
        path("", include(renewal_urls, namespace="renewals")),
        path("", include(awarding_urls, namespace="awarding")),
        path("", include(certificate_look_urls, namespace="certificate_looks")),
    ]


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """Enrolments, certificates, messages, placement sites and supervisors."""
    return [
        EnrolmentViewSet(),
        CertificateViewSet(),
        MessageViewSet(),
        SiteViewSet(),
        SupervisorViewSet(),
    ]


class TeachingItem(MenuItem):
    """Only for those whom the page is for."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Who teaches somewhere; their roles are read once for the request."""
        return is_administrator(request.user) or bool(programme_ids(request.user, *TEACHING))


@hooks.register("register_admin_menu_item")
def teaching_entry() -> TeachingItem:
    """From the office to the roll-calls."""
    return TeachingItem(_("My teaching"), reverse_lazy("portal:teaching"), name="teaching", icon_name="group")


class RenewalsItem(MenuItem):
    """Only for those who answer."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Who coordinates somewhere."""
        return answers_renewals(request.user)


@hooks.register("register_admin_menu_item")
def renewals_entry() -> RenewalsItem:
    """To what waits about renewals."""
    return RenewalsItem(_("Renewals"), reverse_lazy("renewals:index"), name="renewals", icon_name="rotate")


@hooks.register("construct_homepage_panels")
def panels(request: HttpRequest, shown: list[Any]) -> None:
    """What waits for a decision."""
    shown.append(RenewalsWaiting(request.user))
    shown.append(AwardsToApprove(request.user))
    shown.append(DocumentsWaiting(request.user))
    shown.append(MessagesToDecide(request.user))
