"""A change empties the cache of exactly the pages whose bytes it changes. The heart of the page cache's promise.

For each change: which kept pages differ when they are made anew, and which were thrown away? What differs and was kept
is a stale page and always a failure. What was thrown away and does not differ must stand in MORE, with its reason.
"""

import re
import time
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from cms.pagecache import reading
from tests import factories
from tests.servers.database import PostgresDatabase

from .changes import CHANGES
from .site import Site, addresses, kept

# Lists that choose by more than the cache can tell apart, and pages that count sessions and modules.
LISTS = r"/(fr/)?(|updates/.*|the-training/.*|la-formation/.*|programmes/.*|calendar/.*)|/sitemap.xml"
# Pages that show something of every programme: its contact, its region.
CONTACTS = r"|/(fr/)?(contact/|nous-joindre/|le-soutien-par-les-pairs/.*|what-is-peer-support/.*)"
CALENDARS = r"/(fr/)?calendar/.*"  # they read the row of a cohort and do not tell its seats
EVERYTHING = r".*"
NOTHING = r"(?!)"
# By how a change's name begins, what else may be emptied; the first that matches.
MORE = {
    "an update is edited|a draft of|a cohort is (drafted|changed)|a redirect|an award|the crisis": NOTHING,
    "a seat is": CALENDARS,
    "a page is edited": EVERYTHING,  # pages that link to it read it in full
    # A menu is found by the depth of its pages, in both languages; a restriction, a page that moves, by nothing narrow.
    "a page ": EVERYTHING,
    "": LISTS + CONTACTS,
}


def more(name: str) -> str:
    """The pattern of the addresses that this change may empty besides those that it changes."""
    return next(pattern for words, pattern in MORE.items() if re.match(words, name))


@pytest.fixture
def site(demo_database: PostgresDatabase, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The demo's site, in a copy of the demo's database that no other test uses."""
    with django_db_blocker.unblock():
        yield Site()


@pytest.mark.timeout(1_500)
def test_a_change_empties_what_it_changes(site: Site) -> None:
    before = site.fill()
    assert {"/", "/fr/", "/updates/", "/fr/updates/"} <= before.keys()
    assert len(before) > len(addresses()) / 2
    stale: dict[str, list[str]] = {}
    needless: dict[str, list[str]] = {}
    for name, act in CHANGES.items():
        held = before.keys()
        act()
        if "past django" in name:
            time.sleep(1.1)
            site.read("/no-such-page/")
        left = kept()
        purged = held - left
        # Each page is made once: what was thrown away to be kept again, what is still kept past the cache.
        fresh = site.fill() | site.fresh(held & left)
        fresh |= site.fresh(held - fresh.keys())  # gone, or no longer fit to be kept
        changed = {address for address in held if fresh[address] != before[address]}
        if changed - purged:
            stale[name] = sorted(changed - purged)
        if wrong := [
            address for address in sorted(purged - changed) if not re.fullmatch(more(name), address)
        ]:
            needless[name] = wrong
        before = {address: fresh[address] for address in kept()}
    assert stale == {}
    assert "\n".join(f"{name}: {' '.join(found)}" for name, found in needless.items()) == ""


@pytest.mark.django_db(transaction=True)
def test_without_the_purge_pages_would_be_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above can fail."""
    monkeypatch.setattr(reading, "_settle_after", lambda connection: None)
    monkeypatch.setattr("cms.pagecache.purging.LOOK_EVERY", 1_000_000)
    site, url = Site(), factories.update().url
    site.read(url)  # looks once whether something is owed
    before = site.read(url)
    CHANGES["the crisis line is changed"]()
    assert kept() == {url}
    assert site.fresh([url])[url] != before
    assert site.read(url) == before
