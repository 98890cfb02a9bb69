"""Loading a profile in a browser: what only a POST shows, looked at by axe and at 320 px; and without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from courses.models import Edition
from tests import factories
from tests.fixtures.axe import Scheme
from tests.integration.pages.test_browser import NARROW, RULES, WIDE, faults_of, show, sign_in
from tests.integration.pages.world import World, build
from tests.pages import Who
from tests.unit.courses.profiles.expectations import RECORDS, SHIPPED

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = (SHIPPED / "california.yaml").read_text()
SHOWN: tuple[tuple[Scheme, int], ...] = (("light", WIDE), ("dark", WIDE), ("light", NARROW))
PEOPLE = (RECORDS / "california.yaml").read_text()


@pytest.fixture
def world(transactional_db: None) -> World:
    """The register's world, with the streams that the file names."""
    made = build()
    for slug in ("peer", "family"):
        factories.stream(slug=slug)
    return made


def press(tab: Any, name: str, **texts: str) -> None:
    for field, text in texts.items():
        tab.locator(f"[name={field}]").fill(text)
    tab.locator(f"button[name={name}]").click()
    tab.wait_for_load_state()


def test_each_step_has_no_fault(
    world: World, live_server: Any, new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context()
    sign_in(context, live_server, world, Who.COORDINATOR)
    tab = context.new_page()
    show(tab, *SHOWN[0])
    tab.goto(f"{live_server.url}/office/courses/load-profile/")
    steps: tuple[dict[str, str], ...] = (
        {},
        {"text": TEXT.replace("slug:", "slugg:", 1)},
        {"text": TEXT},
        {"people_text": PEOPLE},
    )
    wrong = []
    for step, texts in enumerate(steps):
        if texts:
            press(tab, "try" if "people_text" in texts else "look", **texts)
        for scheme, width in SHOWN:
            show(tab, scheme, width)
            wrong += [f"step {step} {scheme} at {width} px: {fault}" for fault in faults_of(tab, RULES)]
        show(tab, *SHOWN[0])
    assert not wrong, "\n" + "\n".join(wrong)


def test_it_works_without_javascript(
    world: World, live_server: Any, new_context: Callable[..., BrowserContext]
) -> None:
    """On a wide screen: on a narrow one, Wagtail's own menu covers the page until its script runs."""
    context = new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    sign_in(context, live_server, world, Who.COORDINATOR)
    tab = context.new_page()
    tab.goto(f"{live_server.url}/office/courses/load-profile/")
    press(tab, "look", text=TEXT)
    before = Edition.objects.count()
    press(tab, "load")
    assert Edition.objects.count() == before + 1
    assert "is made." in tab.content()
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Download as a profile").click()
    assert download.value.suggested_filename.endswith("-edition-1.yaml")
