"""The office's menu: the same entries in the same order, whatever the language it is shown in."""

from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from wagtail.admin.menu import Menu

from courses.enums import RoleKind
from tests import factories

pytestmark = pytest.mark.django_db

COORDINATORS = ["cohorts", "people", "messages", "courses"]


@pytest.fixture
def request_of_a_coordinator(rf: RequestFactory) -> Any:
    request = rf.get(reverse("wagtailadmin_home"))  # reading the addresses registers the menu
    request.user = factories.role(RoleKind.COORDINATOR).person
    return request


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_coordinator_finds_first_what_is_used_most(request_of_a_coordinator: Any, language: str) -> None:
    # Wagtail keeps one menu for the whole process, made in the language of whoever came first.
    menu = Menu(register_hook_name="register_admin_menu_item", construct_hook_name="construct_main_menu")
    with translation.override(language):
        items = sorted(menu.menu_items_for_request(request_of_a_coordinator), key=lambda item: item.order)

    names = [item.name for item in items]
    assert names[: len(COORDINATORS)] == COORDINATORS
    assert "enrolments" not in names


@pytest.mark.parametrize(("kind", "is_there"), [(RoleKind.FACILITATOR, True), (RoleKind.EDITOR, False)])
def test_who_teaches_finds_their_teaching(rf: RequestFactory, kind: RoleKind, is_there: bool) -> None:
    request = rf.get(reverse("wagtailadmin_home"))
    request.user = factories.role(kind).person
    menu = Menu(register_hook_name="register_admin_menu_item", construct_hook_name="construct_main_menu")
    found = {item.name: str(item.url) for item in menu.menu_items_for_request(request)}
    assert found.get("teaching") == ("/my/teaching/" if is_there else None)
