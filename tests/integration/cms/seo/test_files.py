"""sitemap.xml, robots.txt and the manifest."""

import datetime as dt
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(client: Client) -> dict[str, tuple[str | None, dict[str, str]]]:
    """Last change and translations, by address."""
    answer = client.get("/sitemap.xml")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    found: dict[str, Any] = {}
    for url in ElementTree.fromstring(answer.content).findall("s:url", NAMES):
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
        found[url.findtext("s:loc", "", NAMES)] = (url.findtext("s:lastmod", None, NAMES), links)
    return found


def test_the_sitemap_has_every_public_page_in_both_languages(client: Client) -> None:
    factories.site()
    english = factories.update()
    french = factories.update(of=english, language="fr")
    alone = factories.update()
    factories.update(live=False, slug="draft")
    private = factories.update(slug="private")
    private.view_restrictions.create(restriction_type="password", password="x")

    found = entries(client)

    root = "http://testserver"
    assert set(found) == {
        f"{root}{path}"
        for path in (
            "/",
            "/fr/",
            "/updates/",
            "/fr/updates/",
            english.get_url(),
            french.get_url(),
            alone.get_url(),
        )
    }
    twins = {"en-CA": root + english.get_url(), "fr-CA": root + french.get_url()}
    changed, links = found[root + english.get_url()]
    assert links == found[root + french.get_url()][1] == twins
    assert dt.datetime.fromisoformat(changed or "") == english.last_published_at.replace(microsecond=0)
    assert found[root + alone.get_url()][1] == {}
    for url in found:
        assert client.get(url.removeprefix(root)).status_code == 200


def test_a_change_shows_in_the_sitemap_at_once(client: Client) -> None:
    update = factories.update()
    before = entries(client)["http://testserver" + update.get_url()][0]
    assert before is not None
    update.last_published_at = timezone.now() + dt.timedelta(hours=1)
    update.save()
    assert entries(client)["http://testserver" + update.get_url()][0] != before
    update.unpublish()
    assert "http://testserver" + update.get_url() not in entries(client)


def test_robots_may_read_the_site_and_nothing_personal(client: Client) -> None:
    factories.site()
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(answer.content.decode().splitlines())

    open_to_all = [
        "/",
        "/fr/",
        "/updates/",
        "/fr/updates/",
        "/updates/spring/",
        "/what/brochure.pdf",
        "/static/css/site.css",
    ]
    closed = ["/office/", "/office/x", "/my/", "/fr/my/", "/accounts/login/", "/fr/accounts/login/", "/search/?q=x",
              "/fr/search/?q=x", "/updates/subscribe/confirm/x/", "/demo/mail/", "/health/ready"]  # fmt: skip
    assert [url for url in open_to_all if not rules.can_fetch("Anybot", url)] == []
    assert [url for url in closed if rules.can_fetch("Anybot", url)] == []
    assert rules.site_maps() == ["http://testserver/sitemap.xml"]


@override_settings(SEARCH_ENGINES=False)
def test_a_copy_for_trials_is_closed(client: Client) -> None:
    factories.site()
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    assert entries(client) == {}


def test_the_manifest_says_who_it_is(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    known = answer.json()
    assert (known["name"], known["display"], known["start_url"]) == ("Alongside", "browser", "/")
    assert {icon["sizes"] for icon in known["icons"]} == {"any", "192x192", "512x512"}
    assert [icon["purpose"] for icon in known["icons"] if "purpose" in icon] == ["maskable"]
