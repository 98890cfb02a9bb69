"""Every row that is looked at, in Chromium: axe finds nothing, 320 px needs no sideways scrolling, no script is needed.

The product's answers are those of a server in this process on the world of the register. Each page is loaded once in
each language: in English it is shown wide, in both schemes, and asked for its width when narrow; in French it is shown
narrow, where its longer words have the least room. `make axe` shows it in six ways in each, with every rule in all.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext

from tests.fixtures.axe import RULES, Scheme, faults_of, show
from tests.integration.pages.world import World, build
from tests.pages import EVERYBODY, PAGES, Page, Who
from tests.servers.database import PostgresDatabase

LOOKED_AT = [page for page in PAGES if page.look and not page.post_only]
# Who opens a page in the browser: the one for whom it was made.
ORDER = (Who.VISITOR, Who.TRAINEE, Who.COORDINATOR, Who.ADMIN)
NARROW, WIDE = 320, 1280
AT_ONCE = 25
Way = tuple[Scheme, int, tuple[str, ...]]
"""Colours, width, and axe's rules: all, only those about colour where nothing else differs, or none but the width."""
COLOURS = ("color-contrast",)
WAYS: dict[str, tuple[Way, ...]] = {
    "en": (("light", WIDE, RULES), ("dark", WIDE, COLOURS), ("light", NARROW, ())),
    "fr": (("light", NARROW, RULES),),
}
WAYS[""] = WAYS["en"]


def opened_by(page: Page) -> Who:
    """The first of ORDER who may."""
    return next(who for who in ORDER if who in page.opens)


@pytest.fixture(scope="module")
def world(file_database: PostgresDatabase) -> World:
    """The register's world, committed, so that the server sees it. Nobody changes it: GETs do not."""
    return build()


def sign_in(context: BrowserContext, server: Any, world: World, who: Who) -> None:
    """Give the browser the session of `who`."""
    if person := world.people[who]:
        client = Client()
        client.force_login(person)
        cookies = [
            {"name": name, "value": cookie.value, "url": server.url}
            for name, cookie in client.cookies.items()
        ]
        context.add_cookies(cookies)  # type: ignore[arg-type]  # plain dicts of its own shape


def parts() -> Iterator[Any]:
    """Who looks at which pages: at most AT_ONCE in one test, so that none runs into its time limit."""
    for who in ORDER:
        pages = [page for page in LOOKED_AT if opened_by(page) is who]
        for first in range(0, len(pages), AT_ONCE):
            yield pytest.param(who, pages[first : first + AT_ONCE], id=f"{who}-{first // AT_ONCE + 1}")


@pytest.mark.parametrize(("who", "pages"), list(parts()))
def test_axe_and_width(
    who: Who,
    pages: list[Page],
    world: World,
    live_server: Any,
    new_context: Callable[..., BrowserContext],
) -> None:
    context = new_context()
    sign_in(context, live_server, world, who)
    tab = context.new_page()
    wrong = []
    for page in pages:
        for language in page.languages:
            url = live_server.url + world.url(page, language)
            show(tab, *WAYS[language][0][:2])
            tab.goto(url)
            for scheme, width, rules in WAYS[language]:
                show(tab, scheme, width)
                found = faults_of(tab, rules)
                wrong += [f"{url} {scheme} at {width} px: {fault}" for fault in found]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("who", [Who.VISITOR, Who.TRAINEE])
def test_without_javascript(
    who: Who, world: World, live_server: Any, new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    sign_in(context, live_server, world, who)
    tab = context.new_page()
    for page in LOOKED_AT:
        if opened_by(page) is who and not page.is_office:
            for language in page.languages:
                tab.goto(live_server.url + world.url(page, language))
                assert tab.locator("h1:visible").count() == 1, page.name
                assert tab.locator("html").get_attribute("lang") == f"{language}-CA"
                assert tab.get_by_role("link", name="9-8-8").first.is_visible(), page.name
                for form in tab.locator("main form").all():
                    assert form.locator("button, input[type=submit]").count() >= 1, page.name


def test_somebody_looks_at_every_page() -> None:
    assert all(any(who in page.opens for who in ORDER) for page in LOOKED_AT)
    assert any(page.opens == EVERYBODY for page in LOOKED_AT)
