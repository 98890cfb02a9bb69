"""What the site as a whole brings to the back office. Registers, decides nothing."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.backoffice.closed import refuse_bulk_actions
from cms.backoffice.menu import arrange
from cms.backoffice.people import PersonViewSet
from cms.backoffice.styleguide import views as styleguide

SHEETS = (
    "office",
    "office-screens",
    "office-lists",
    "office-status",
    "office-tables",
    "office-grid",
    "office-messages",
    "office-path",
    "office-forms",
    "office-guide",
    "office-schedule",
    "office-evidence",
    "office-awards",
    "office-look",
    "office-rules",
    "office-profiles",
)
"""What belongs to all screens, then screen by screen: a later sheet has the last word."""


@hooks.register("insert_global_admin_css")
def office_style() -> SafeString:
    """The product's colours and type, and its own screens, after Wagtail's own sheet."""
    sheets = ((static(f"css/{name}.css"),) for name in SHEETS)
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("register_admin_viewset")
def people() -> PersonViewSet:
    """People of one's programmes."""
    return PersonViewSet()


@hooks.register("register_admin_urls")
def styleguide_urls() -> list[Any]:
    """/office/styleguide/"""
    return [
        path("styleguide/", styleguide.guide, name="styleguide"),
        path("styleguide/<slug:name>/<slug:scheme>/", styleguide.frame, name="styleguide_frame"),
    ]


@hooks.register("register_help_menu_item")
def styleguide_entry() -> MenuItem:
    """Under "Help": how the site is put together."""
    return MenuItem(_("Style guide"), reverse("styleguide"), name="styleguide", icon_name="view", order=1000)


hooks.register("before_bulk_action", refuse_bulk_actions)


@hooks.register("construct_main_menu", order=1000)
def menu(request: HttpRequest, items: list[Any]) -> None:
    """After everybody else's."""
    arrange(request, items)


@hooks.register("construct_homepage_summary_items", order=1000)
def summary(request: HttpRequest, items: list[Any]) -> None:
    """Counts of pages, images and documents help administrators only."""
    if not request.user.is_superuser:
        items.clear()


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What administrators do with accounts."""
    actions.register_action("accounts.person.create", _("Add a person"), _("Account made"))
