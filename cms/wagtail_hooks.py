"""What the site as a whole brings to the back office. Registers, decides nothing."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.backoffice.menu import arrange
from cms.backoffice.people import PersonViewSet


@hooks.register("insert_global_admin_css")
def office_style() -> SafeString:
    """The product's colours and type, after Wagtail's own sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/office.css"))


@hooks.register("register_admin_viewset")
def people() -> PersonViewSet:
    """People of one's programmes."""
    return PersonViewSet()


@hooks.register("construct_main_menu", order=1000)
def menu(request: HttpRequest, items: list[Any]) -> None:
    """After everybody else's."""
    arrange(request, items)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What administrators do with accounts."""
    actions.register_action("accounts.person.create", _("Add a person"), _("Account made"))
