"""Every page of the register in its languages, in both schemes, at three widths: axe finds nothing, by all its rules.

Run with `make axe`. Each page is loaded once and then shown in six ways. Pages that only an error or a code leads to
are looked at by the tests of their own subjects.
"""

from collections.abc import Callable
from itertools import product
from typing import Any, get_args

import pytest
from playwright.sync_api import BrowserContext

from tests.fixtures.axe import Scheme, faults_of, show
from tests.integration.pages.test_browser import LOOKED_AT, opened_by, sign_in
from tests.integration.pages.world import World, build
from tests.pages import Page, Who
from tests.servers.database import PostgresDatabase

WIDTHS = (320, 768, 1280)
WAYS = tuple(product(get_args(Scheme), WIDTHS))
AT_A_TIME = 12  # pages in one test, so that two processes share the work


def portions() -> list[tuple[Who, list[Page]]]:
    """Every page that is looked at, by who looks, some at a time."""
    found = []
    for who in Who:
        pages = [page for page in LOOKED_AT if opened_by(page) is who]
        found += [(who, pages[at : at + AT_A_TIME]) for at in range(0, len(pages), AT_A_TIME)]
    return found


@pytest.fixture(scope="module")
def world(file_database: PostgresDatabase) -> World:
    """The register's world, committed, so that the server sees it."""
    return build()


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("who", "pages"), portions(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_pages(
    who: Who,
    pages: list[Page],
    world: World,
    live_server: Any,
    new_context: Callable[..., BrowserContext],
) -> None:
    context = new_context()
    context.set_default_timeout(30_000)
    sign_in(context, live_server, world, who)
    tab = context.new_page()
    wrong = []
    for page in pages:
        for language in page.languages:
            url = live_server.url + world.url(page, language)
            tab.goto(url)
            for scheme, width in WAYS:
                show(tab, scheme, width)
                wrong += [f"{url} {scheme} at {width} px: {fault}" for fault in faults_of(tab)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_page_is_looked_at() -> None:
    assert sum(len(pages) for _who, pages in portions()) == len(LOOKED_AT) > 60
