"""What only a browser can tell of the frame: the menu, the way out, where reading goes on after a mistake, print."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)

A_PAGE = "/accounts/login/"


def test_the_phones_menu_opens_without_javascript(
    live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()
    page.goto(live_server.url + A_PAGE)
    entry = page.locator("header nav").get_by_text("My training")
    assert not entry.is_visible()
    page.locator("details.menu > summary").click()
    assert entry.is_visible()


def test_with_room_the_menu_is_a_row_that_keyboard_and_screen_reader_reach(
    live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=False).new_page()
    page.goto(live_server.url + A_PAGE)
    assert not page.locator("details.menu > summary").is_visible()
    entry = page.get_by_role("banner").get_by_role("link", name="My training")
    assert entry.is_visible()
    page.locator(".brand").focus()
    reached = []
    for _step in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert "My training" in reached
    assert "Français" in reached


def test_leaving_takes_the_page_out_of_the_history(live_server: LiveServer, page: Page) -> None:
    page.route("https://weather.gc.ca/**", lambda route: route.fulfill(body="elsewhere"))
    page.goto("about:blank")
    page.goto(live_server.url + A_PAGE)
    page.locator("[data-leave]").click()
    page.wait_for_url("https://weather.gc.ca/**")
    page.go_back()
    assert page.url == "about:blank"


def test_leaving_works_without_javascript(
    live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.route("https://weather.gc.ca/**", lambda route: route.fulfill(body="elsewhere"))
    page.goto(live_server.url + A_PAGE)
    page.locator("[data-leave]").click()
    page.wait_for_url("https://weather.gc.ca/**")


def test_after_a_mistake_the_reader_starts_at_the_summary(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/accounts/password/reset/")
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.locator("main form button[type=submit]").click()
    page.locator(".error-summary").wait_for()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash") in ("id_email", "#id_email")


def test_paper_has_no_menu_and_no_way_out(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + A_PAGE)
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".help-bar").is_visible()
    assert not page.locator("header nav").is_visible()
    assert page.locator("h1").is_visible()
    ink, paper = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
