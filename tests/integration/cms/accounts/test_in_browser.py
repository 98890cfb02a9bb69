"""allauth's pages in our frame, in Chromium: axe finds nothing, 320 px suffices, no script is needed."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab

from cms.accounts.models import Person
from tasks.outbox.models import Message
from tests import factories
from tests.factories.people import PASSWORD

AXE = Axe()
# preload would fetch the style sheets once more, from addresses that axe gets wrong for @import
RULES = {
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDTHS = (320, 1280)
OUTSIDE = (
    "login/", "login/code/", "password/reset/", "password/reset/done/", "signup/", "inactive/",
)  # fmt: skip
INSIDE = (
    "2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "2fa/webauthn/", "email/", "password/change/", "logout/",
    "reauthenticate/",
)  # fmt: skip
WITH_SECOND_STEP = ("2fa/", "2fa/totp/deactivate/", "2fa/recovery-codes/generate/", "2fa/recovery-codes/")


def faults(tab: Tab) -> list[str]:
    """What is wrong with the open page, at each width."""
    found = []
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        for violation in AXE.run(tab, options=RULES).response["violations"]:
            targets = [node["target"] for node in violation["nodes"]]
            found.append(f"{tab.url} at {width}: {violation['id']} {targets[:4]}")
        if (over := tab.evaluate(SIDEWAYS)) > 0:
            found.append(f"{tab.url} at {width}: {over} px too wide")
    return found


@pytest.fixture
def person(transactional_db: None) -> Person:
    """Somebody with a password."""
    return factories.person("Sam", email="sam@example.org", password=PASSWORD)


def sign_in(tab: Tab, base: str) -> None:
    """By password; the form is folded away."""
    tab.goto(f"{base}login/")
    tab.locator("details.details summary").click()
    tab.fill("#id_login", "sam@example.org")
    tab.fill("#id_password", PASSWORD)
    tab.locator("details button[type=submit]").click()
    tab.wait_for_load_state()


def prove(tab: Tab, base: str) -> None:
    """Enter the password once more."""
    tab.goto(f"{base}reauthenticate/")
    tab.fill("#id_password", PASSWORD)
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_load_state()


@pytest.mark.parametrize(("prefix", "scheme"), [("", "light"), ("fr/", "dark")])
def test_account_pages(
    person: Person, live_server: Any, new_context: Callable[..., BrowserContext], prefix: str, scheme: str
) -> None:
    base = f"{live_server.url}/{prefix}accounts/"
    tab = new_context(color_scheme=scheme).new_page()
    wrong = []
    for path in OUTSIDE:
        tab.goto(base + path)
        wrong += faults(tab)
    sign_in(tab, base)
    for path in INSIDE:
        if path == "2fa/totp/activate/":
            prove(tab, base)
        tab.goto(base + path)
        assert tab.url.startswith(base + path), tab.url
        wrong += faults(tab)
    TOTP.activate(person, generate_totp_secret())
    for path in WITH_SECOND_STEP:
        tab.goto(base + path)
        wrong += faults(tab)
    fresh = new_context(color_scheme=scheme).new_page()
    sign_in(fresh, base)
    assert fresh.url.endswith("2fa/authenticate/")
    wrong += faults(fresh)
    fresh.fill("#id_code", "000000")
    fresh.locator("main form button[type=submit]").first.click()
    fresh.wait_for_selector(".error-summary")
    wrong += faults(fresh)
    assert wrong == []


def test_by_code_without_a_script(
    person: Person, live_server: Any, new_context: Callable[..., BrowserContext]
) -> None:
    """From the front page of signing in to one's own page on a phone, JavaScript off."""
    tab = new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()
    tab.goto(f"{live_server.url}/my/")
    tab.get_by_label("E-mail").first.fill("sam@example.org")
    tab.get_by_role("button", name="Send me a code").click()
    tab.get_by_label("Code").fill("1234-5678")
    tab.get_by_role("button", name="Continue").click()
    assert tab.locator(".field__error").first.inner_text()
    message = Message.objects.get(address="sam@example.org")
    tab.get_by_label("Code").fill(message.fields["code"])
    tab.get_by_role("button", name="Continue").click()
    assert tab.url == f"{live_server.url}/my/"
    assert tab.get_by_role("heading", level=1).inner_text() == "Hello, Sam"
