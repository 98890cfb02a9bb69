"""Every component and sample page in a real browser: accessible, no wider than a phone, usable without JavaScript."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("cms.demo.urls")]

# The real pages are checked from the page register; these show what may not stand on one of them today.
SAMPLES = ("components", "updates", "my-training", "subscribe")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """
[...document.querySelectorAll("header a, header summary, .button, .text-link, .help-bar__leave, .footer a")]
  .filter(element => element.checkVisibility() && element.getBoundingClientRect().height < 44)
  .map(element => element.outerHTML)
"""


def violations(page: Page) -> list[str]:
    # preload would fetch the style sheets once more, from addresses that axe gets wrong for @import
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def test_the_check_itself_finds_something(page: Page) -> None:
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><p style='color:#bbb'>pale</p></main>")
    assert [found.split(":")[0] for found in violations(page)] == ["color-contrast"]


@pytest.mark.parametrize(("width", "scheme", "prefix"), [(320, "light", "/fr"), (1280, "dark", "")])
def test_samples(
    live_server: LiveServer, new_context: Callable[..., BrowserContext], width: int, scheme: str, prefix: str
) -> None:
    page = new_context(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
    for name in SAMPLES:
        page.goto(f"{live_server.url}{prefix}/demo/gallery/{name}/")
        assert (name, violations(page)) == (name, [])
        assert (name, page.evaluate(TOO_WIDE)) == (name, 0)
        assert (name, page.locator("h1").count()) == (name, 1)
        if width == 320:
            assert (name, page.evaluate(SMALL_TARGETS)) == (name, [])


def test_the_phones_menu_opens_without_javascript(
    live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/demo/gallery/updates/")
    entry = page.locator(".menu__sheet").get_by_text("My training")
    assert not entry.is_visible()
    page.locator("details.menu > summary").click()
    assert entry.is_visible()


def test_leaving_takes_the_page_out_of_the_history(live_server: LiveServer, page: Page) -> None:
    page.route("https://weather.gc.ca/**", lambda route: route.fulfill(body="elsewhere"))
    page.goto("about:blank")
    page.goto(f"{live_server.url}/demo/gallery/my-training/")
    page.locator("[data-leave]").click()
    page.wait_for_url("https://weather.gc.ca/**")
    page.go_back()
    assert page.url == "about:blank"


def test_leaving_works_without_javascript(
    live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.route("https://weather.gc.ca/**", lambda route: route.fulfill(body="elsewhere"))
    page.goto(f"{live_server.url}/demo/gallery/my-training/")
    page.locator("[data-leave]").click()
    page.wait_for_url("https://weather.gc.ca/**")


def test_after_a_mistake_the_reader_starts_at_the_summary(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/demo/gallery/subscribe/")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash") in ("id_email", "#id_email")
