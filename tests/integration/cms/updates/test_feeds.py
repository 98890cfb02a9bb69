"""The feed, as a feed reader understands it."""

import datetime as dt
from typing import Any

import feedparser
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from courses.enums import Intake
from courses.operations.cohorts import change_cohort
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FEED = "/updates/feed/"


def read(client: Client, path: str = FEED) -> Any:
    """The feed at `path`; it must be well formed and of the right type."""
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    found = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert (found.bozo, found.version) == (False, "atom10")
    return found


def titles(client: Client, path: str = FEED) -> list[str]:
    """What is in the feed."""
    return [entry.title for entry in read(client, path).entries]


def open_cohort() -> Any:
    """A cohort that takes applications, at a place."""
    return factories.cohort(
        place_en="Room 204",
        starts_on=factories.today() + 60 * DAY,
        ends_on=factories.today() + 150 * DAY,
        applications_open_at=timezone.now() - DAY,
        applications_close_at=timezone.now() + 20 * DAY,
    )


def test_what_an_entry_tells(client: Client) -> None:
    """The introduction and the cohort's facts, who posted it, what it is about; in words that are no code."""
    cohort = open_cohort()
    page = factories.update(
        cohort=cohort, title="Fish & <chips>", introduction="Tea & talk, <b>not</b> bold."
    )

    found = read(client)

    (entry,) = found.entries
    assert entry.title == "Fish & <chips>"
    assert entry.link == f"http://testserver{page.url}"
    assert "Tea &amp; talk, &lt;b&gt;not&lt;/b&gt; bold." in entry.summary
    for fact in ("Open for applications", "Room 204", "15 places", "Apply by"):
        assert fact in entry.summary
    assert {tag.term for tag in entry.tags} == {
        "Open for applications",
        cohort.programme.region.name,
        cohort.edition.course.stream.name,
    }
    assert entry.author_detail.name == cohort.programme.host


def test_the_feed_names_itself(client: Client) -> None:
    """Its own address, the page's, its language; both languages are two feeds."""
    page = factories.update(title="English")
    factories.update(title="Français", of=page, language="fr")

    for prefix, language, title in (("", "en-CA", "English"), ("/fr", "fr-CA", "Français")):
        found = read(client, prefix + FEED)
        links = {link.rel: link.href for link in found.feed.links}
        assert links["self"] == f"http://testserver{prefix}{FEED}"
        assert links["alternate"] == f"http://testserver{prefix}/updates/"
        assert found.feed.language == language
        assert [entry.title for entry in found.entries] == [title]
    ids = {read(client, path).entries[0].id for path in (FEED, "/fr" + FEED)}
    assert len(ids) == 2


def test_an_update_keeps_its_id(client: Client) -> None:
    """Whatever becomes of its title and address; posting again says when."""
    page = factories.update()
    before = read(client).entries[0]

    with time_machine.travel(timezone.now() + DAY, tick=False):
        page.slug, page.title = "elsewhere", "Another title"
        page.save_revision().publish()
        after = read(client).entries[0]

    assert (before.id, before.published) == (after.id, after.published)
    assert after.id.startswith("urn:uuid:")
    assert after.link != before.link
    assert after.updated_parsed > before.updated_parsed


def test_it_says_something_new_when_applications_close(client: Client) -> None:
    """Nobody publishes anything, and the entry is new all the same."""
    cohort = open_cohort()
    factories.update(cohort=cohort)
    closes = cohort.applications_close_at

    with time_machine.travel(closes + DAY, tick=False):
        entry = read(client).entries[0]
    assert "Applications closed" in entry.summary
    assert entry.updated_parsed[:6] == closes.timetuple()[:6]


def test_the_filters_are_those_of_the_page(client: Client) -> None:
    """And the page leads to the feed of what it shows; another address of the same choice names the one."""
    cohort = open_cohort()
    mine = factories.update(cohort=cohort)
    factories.update(headline=Intake.NOTHING)
    region = cohort.programme.region.slug
    chosen = f"{FEED}?region={region}&state=open"

    assert titles(client, chosen) == [mine.title]
    assert len(titles(client)) == 2
    page = client.get(f"/updates/?region={region}&state=open").content.decode()
    assert f'href="{chosen.replace("&", "&amp;")}"' in page
    assert '<link rel="alternate" type="application/atom+xml"' in page
    links = {
        link.rel: link.href for link in read(client, f"{FEED}?state=open&x=1&region={region}").feed.links
    }
    assert links["self"] == f"http://testserver{chosen}"
    assert client.get(f"{FEED}?region=nowhere").status_code == 404


def test_pages_announce_the_feed(client: Client) -> None:
    page = factories.update()
    for path in ("/updates/", page.url):
        text = client.get(path).content.decode()
        assert '<link rel="alternate" type="application/atom+xml"' in text
        assert f'href="{FEED}"' in text


def test_only_what_everybody_may_read(client: Client) -> None:
    """No draft, no private page; nothing at all when the list itself is private."""
    factories.update(live=False)
    private = factories.update()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    public = factories.update()
    assert titles(client) == [public.title]

    index = factories.site()["en"].updates
    PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(FEED).status_code == 404


def test_the_newest_twenty(client: Client) -> None:
    pages = [factories.update() for _number in range(21)]

    assert titles(client) == [page.title for page in reversed(pages)][:20]


def test_an_empty_feed_is_one(client: Client) -> None:
    """With a time that does not change by being read."""
    factories.site()
    first, second = client.get(FEED), client.get(FEED)
    assert read(client).entries == []
    assert (first["ETag"], first["Last-Modified"]) == (second["ETag"], second["Last-Modified"])


def test_who_asks_again_is_told_in_one_line(client: Client) -> None:
    """By both ways of asking, until something changes."""
    cohort = open_cohort()
    factories.update(cohort=cohort)
    first = client.get(FEED)

    for asked in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        again = client.get(FEED, headers=asked)
        assert (again.status_code, again.content) == (304, b"")
    change_cohort(cohort=cohort, by=None, place_en="Room 300")
    assert client.get(FEED, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    factories.update(cohort=open_cohort())
    client.get(FEED)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(FEED)
        return len(found)

    before = queries()
    for _number in range(10):
        factories.update(cohort=open_cohort())
    assert queries() == before <= 8
