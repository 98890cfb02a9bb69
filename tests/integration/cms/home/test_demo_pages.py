"""The demo's pages: each in both languages, as an editor would have translated it, and no link that leads nowhere."""

import datetime as dt
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from cms.demo.world import programmes
from cms.home.demo.build import build as build_pages
from cms.home.demo.pages import FRAME, PAGES
from cms.home.demo.translate import NotAlikeError, translate
from cms.home.demo.updates import UPDATES
from cms.home.models import ContentPage
from cms.updates.models import UpdateNotice
from cms.updates.operations import notices
from courses.models import Cohort, Programme
from tests import factories

pytestmark = pytest.mark.django_db

COUNT = len(FRAME) + len(PAGES) + len(UPDATES)


def _build() -> None:
    """What load_demo does, with small cohorts."""
    now = timezone.now()
    admin = factories.person(is_superuser=True)
    editions = programmes.build(by=admin)
    later: dict[str, Any] = {
        "starts_on": factories.today() + dt.timedelta(days=60),
        "ends_on": factories.today() + dt.timedelta(days=180),
    }
    opened: dict[str, Any] = {
        "applications_open_at": now - dt.timedelta(days=7),
        "applications_close_at": now + dt.timedelta(days=21),
    }
    coming: dict[str, Any] = {
        "applications_open_at": now + dt.timedelta(days=20),
        "applications_close_at": now + dt.timedelta(days=40),
    }
    cohorts: dict[str, Cohort] = {
        "open": factories.cohort(edition=editions["vancouver"], seats=15, **later, **opened),
        "full": factories.cohort(edition=editions["richmond"], seats=1, **later, **opened),
        "coming": factories.cohort(edition=editions["north-shore"], **later, **coming),
    }
    factories.enrolment(cohorts["full"])
    build_pages(cohorts=cohorts, people={"rosa": admin, "admin": admin})


@pytest.fixture(scope="module", autouse=True)
def _site(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Built once for the whole module; each test works in a savepoint above it."""
    with django_db_blocker.unblock(), transaction.atomic():
        _build()
        yield
        transaction.set_rollback(True)


def pages(language: str) -> list[Page]:
    """The site's pages in a language."""
    return list(Page.objects.filter(locale__language_code=language, depth__gte=2).order_by("path").specific())


class Links(HTMLParser):
    """Where a page leads, and what can be led to in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and "href" in found:
            # A calendar to follow names our own host, for the calendar program knows no other.
            self.hrefs.append(re.sub(r"^(https?|webcal)://testserver", "", found["href"] or ""))
        if found.get("id"):
            self.ids.append(found["id"] or "")


def test_every_english_page_has_a_live_french_one_at_the_same_place() -> None:
    english, french = pages("en"), pages("fr")

    assert len(english) == COUNT
    assert [page.translation_key for page in french] == [page.translation_key for page in english]
    assert all(page.live and not page.has_unpublished_changes for page in [*english, *french])
    assert [page.show_in_menus for page in french] == [page.show_in_menus for page in english]
    for here, there in zip(english, french, strict=True):
        assert type(here) is type(there)
        assert here.introduction != there.introduction, here.title


def test_every_sentence_is_a_translation_in_the_office() -> None:
    """Editors see each French page as translated in full, from the English page."""
    french = Locale.objects.get(language_code="fr")

    translations = Translation.objects.filter(target_locale=french, enabled=True)

    assert translations.count() == COUNT
    for translation in translations:
        done, total = translation.get_progress()[::-1]
        assert (translation.source.object_repr, done) == (translation.source.object_repr, total)
        assert translation.get_status_display() == "Up to date"
    assert not StringTranslation.objects.filter(has_error=True).exists()
    for row in StringTranslation.objects.select_related("translation_of"):
        row.full_clean()


def test_what_is_chosen_from_the_database_is_the_same_in_both_languages() -> None:
    for here, there in zip(pages("en"), pages("fr"), strict=True):
        for name in ("course_id", "programme_id", "cohort_id", "stream_id", "headline"):
            assert getattr(here, name, None) == getattr(there, name, None), here.title


def test_a_changed_english_sentence_waits_for_its_translation() -> None:
    """What editors rely on when they press "Sync translated pages"."""
    page = ContentPage.objects.get(slug="our-values")
    translation = Translation.objects.get(source__object__translation_key=page.translation_key)
    total = translation.get_progress()[0]

    page.introduction = "Four values guide us."
    page.save_revision().publish()
    translation.source.update_from_db()

    assert translation.get_progress() == (total, total - 1)
    assert translation.get_status_display() == "Waiting for translations"


def test_languages_that_differ_in_structure_are_refused() -> None:
    """Otherwise a French sentence would be kept as the translation of another."""
    page = ContentPage(
        title="One", slug="one", introduction="Two.", locale=Locale.objects.get(language_code="en")
    )
    Page.objects.get(slug="home").add_child(instance=page)
    mirror = ContentPage(title="Un", slug="un", introduction="")

    with pytest.raises(NotAlikeError, match="introduction"):
        translate(page, mirror, to=Locale.objects.get(language_code="fr"), by=factories.person())


def test_every_page_opens_and_shows_its_own_words(client: Client) -> None:
    for page in [*pages("en"), *pages("fr")]:
        response = client.get(page.get_url())
        html = response.content.decode()

        assert (page.url, response.status_code) == (page.url, 200)
        assert html.count("<h1") == 1
        assert re.search(r'href="page:|linktype=', html) is None, page.url


def test_every_link_of_the_site_leads_somewhere(client: Client) -> None:
    """Crawled from both home pages: each address answers, each anchor exists, French pages lead to French ones."""
    found: dict[str, Links] = {}
    waiting = ["/", "/fr/"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        response = client.get(path)
        if response.status_code in (301, 302):
            found[path] = Links("")
            waiting.append(urlsplit(urljoin(path, response["Location"])).path)
            continue
        assert (path, response.status_code) == (path, 200)
        is_page = response["Content-Type"].startswith("text/html")
        found[path] = Links(response.content.decode() if is_page else "")
        assert len(found[path].ids) == len(set(found[path].ids)), path
        for href in found[path].hrefs:
            parts = urlsplit(urljoin(path, href))
            if not parts.netloc and parts.scheme in ("", "http") and not parts.path.startswith("/accounts/"):
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    for path, links in found.items():
        for href in links.hrefs:
            parts = urlsplit(urljoin(path, href))
            if parts.fragment and not parts.netloc:
                target = parts.path + (f"?{parts.query}" if parts.query else "")
                assert unquote(parts.fragment) in found[target].ids, f"{path} → {href}"
    visited = {path for path in found if "?" not in path}
    assert {page.url for page in [*pages("en"), *pages("fr")]} <= visited


def test_only_addresses_that_belong_to_nobody(client: Client) -> None:
    """Mail addresses and phone numbers of the demo reach no real person; other sites are named on purpose."""
    known = {
        "https://doi.org",
        "https://www.example.org",
        "https://meet.example.org",
        "https://weather.gc.ca",
    }
    for page in [*pages("en"), *pages("fr")]:
        for href in Links(client.get(page.get_url()).content.decode()).hrefs:
            parts = urlsplit(href)
            if parts.scheme == "mailto":
                assert parts.path.endswith("@example.org"), href
            elif parts.scheme in ("tel", "sms"):
                assert re.fullmatch(r"(\+?1?60455501\d\d|988|911)", parts.path.replace("-", "")), href
            elif parts.netloc:
                assert f"{parts.scheme}://{parts.netloc}" in known, f"{page.url} → {href}"
    assert Programme.objects.exclude(email__endswith="@example.org").count() == 0


def test_french_is_set_as_canadian_french_is() -> None:
    """A space that cannot break before a colon and inside quotation marks; none before ; ? and !"""
    wrong = re.compile(r"[\w»] :|« | »| [;?!]|[\u00a0\u202f][;?!]|\w:(?=\s|$)")
    for row in StringTranslation.objects.filter(locale__language_code="fr"):
        if row.data != row.translation_of.data:
            assert wrong.search(row.data) is None, row.data


def test_nobody_is_told_of_the_demos_old_updates() -> None:
    """Somebody who subscribes in the demo hears of new updates only."""
    factories.subscriber(confirmed_at=timezone.now())
    factories.subscriber(language="fr", confirmed_at=timezone.now())

    assert notices.tell_all() == 0
    assert UpdateNotice.objects.count() == 2 * len(UPDATES)
