"""One address for each page, its translation beside it, and a preview where its link is shared."""

import io
import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from tests import factories

pytestmark = pytest.mark.django_db

META = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')


def head(client: Client, url: str) -> tuple[dict[str, str], list[str], dict[str, str]]:
    """Meta elements by name, canonical addresses, alternates by language."""
    html = client.get(url).content.decode()
    meta = {name: unescape(content) for name, content in META.findall(html)}
    return meta, CANONICAL.findall(html), dict(ALTERNATE.findall(html))


def test_an_update_as_a_shared_link(client: Client) -> None:
    english = factories.update(title='The "spring" group & more', introduction="Apply by <May>.")
    french = factories.update(
        of=english, language="fr", title="Le groupe du printemps", introduction="Dès mai."
    )

    meta, canonical, alternates = head(client, english.get_url())

    assert canonical == [f"http://testserver{english.get_url()}"]
    assert alternates == {
        "en-CA": f"http://testserver{english.get_url()}",
        "fr-CA": f"http://testserver{french.get_url()}",
        "x-default": f"http://testserver{english.get_url()}",
    }
    assert meta["og:title"] == 'The "spring" group & more'
    assert meta["og:description"] == meta["description"] == "Apply by <May>."
    assert (meta["og:type"], meta["og:url"]) == ("article", canonical[0])
    assert (meta["og:locale"], meta["og:locale:alternate"]) == ("en_CA", "fr_CA")
    assert meta["article:published_time"] == english.first_published_at.isoformat(timespec="seconds")
    assert meta["twitter:card"] == "summary_large_image"
    assert "robots" not in meta

    meta, canonical, turned = head(client, french.get_url())
    assert turned == alternates
    assert (meta["og:locale"], meta["og:locale:alternate"]) == ("fr_CA", "en_CA")
    assert meta["og:image"].startswith("http://testserver/static/share/share-fr")


def test_a_page_in_one_language_has_no_alternate(client: Client) -> None:
    update = factories.update()

    meta, _canonical, alternates = head(client, update.get_url())

    assert alternates == {}
    assert "og:locale:alternate" not in meta


def test_every_page_shown_to_search_engines_has_a_description(client: Client) -> None:
    factories.update()
    factories.brochure(("text", "<p>x</p>"))
    factories.site()
    for url in ("/", "/fr/", "/updates/", "/fr/updates/"):
        meta, _canonical, _alternates = head(client, url)
        assert meta.get("description"), url
        assert meta["og:description"] == meta["description"]


def test_a_campaign_or_a_filter_makes_no_page_of_its_own(client: Client) -> None:
    factories.site()

    factories.site()
    for path, query in (("/", "?utm_source=poster"), ("/updates/", "?state=open")):
        _meta, canonical, _alternates = head(client, path + query)
        assert canonical == [f"http://testserver{path}"], query


def test_the_second_part_of_a_list_has_its_own_address(client: Client) -> None:
    for _number in range(21):
        factories.update()

    _meta, canonical, _alternates = head(client, "/updates/?page=2")

    assert canonical == ["http://testserver/updates/?page=2"]


def test_a_forged_host_is_not_repeated(client: Client) -> None:
    factories.site()
    settings_hosts = client.get("/", headers={"host": "evil.example.com"})
    assert settings_hosts.status_code == 400

    html = client.get("/", headers={"host": "localhost"}).content.decode()
    assert "localhost" not in "".join(CANONICAL.findall(html))


@pytest.mark.parametrize(
    "url",
    ["/accounts/login/", "/updates/subscribe/", "/nothing-here/", "/fr/rien-ici/", "/accessibility/report/"],
)
def test_what_is_no_page_of_the_site_is_not_for_search_engines(client: Client, url: str) -> None:
    factories.site()

    meta, canonical, alternates = head(client, url)

    assert (meta["robots"], canonical, alternates) == ("noindex", [], {})
    assert not any(name.startswith(("og:", "twitter:")) for name in meta)


def test_ones_own_pages_are_not_for_search_engines(client: Client) -> None:
    factories.site()
    client.force_login(factories.person())

    meta, canonical, _alternates = head(client, "/my/")

    assert (meta["robots"], canonical) == ("noindex", [])


def test_the_pictures_are_small_and_of_the_size_that_is_said(client: Client) -> None:
    factories.site()
    meta, _canonical, _alternates = head(client, "/")
    for language in ("en", "fr"):
        path = finders.find(f"share/share-{language}.png")
        assert isinstance(path, str)
        file = Path(path).read_bytes()
        assert len(file) < 60_000
        assert Image.open(io.BytesIO(file)).size == (
            int(meta["og:image:width"]),
            int(meta["og:image:height"]),
        )


def test_the_icons_are_there(client: Client) -> None:
    factories.site()
    html = client.get("/").content.decode()
    assert (settings.BASE_DIR / "cms/static/icons/mark.svg").exists()
    for pattern in ('<link rel="icon" href="/static/icons/mark.svg" type="image/svg+xml">',
                    '<link rel="icon" href="/favicon.ico" sizes="48x48">',
                    '<link rel="apple-touch-icon" href="/static/icons/apple-touch-icon.png">',
                    '<link rel="manifest" href="/manifest.webmanifest">'):  # fmt: skip
        assert pattern in html
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/x-icon")
    assert Image.open(io.BytesIO(answer.content)).format == "ICO"
    for icon in client.get("/manifest.webmanifest").json()["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        assert isinstance(path, str)
        if icon["type"] == "image/png":
            assert "{}x{}".format(*Image.open(path).size) == icon["sizes"]
