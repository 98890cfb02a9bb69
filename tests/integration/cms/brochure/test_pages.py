"""The brochure on the site, and the link to its PDF in other pages."""

import json
import re
from html import unescape

import pytest
from django.test import Client
from wagtail.models import Locale

from cms.brochure.models import BrochurePage
from cms.home.models import ContentPage
from tests import factories

pytestmark = pytest.mark.django_db

DOWNLOAD = re.compile(
    r'<a class="download__link"[^>]*>.*?</a>\s*<span class="download__facts">[^<]*</span>', re.S
)


def page_with(brochure: BrochurePage, *, language: str = "en", label: str = "") -> ContentPage:
    """A live page with the block."""
    home = factories.site()[language].home
    page = ContentPage(title="Join", slug="join", locale=Locale.objects.get(language_code=language))
    page.body = json.dumps([{"type": "brochure", "value": {"page": brochure.pk, "label": label}}])
    home.add_child(instance=page)
    return page


def downloads(client: Client, url: str) -> list[str]:
    """Each link with the words behind it, as read."""
    html = client.get(url).content.decode().replace("\u00a0", " ")
    return [unescape(" ".join(re.sub(r"<[^>]+>", " ", found).split())) for found in DOWNLOAD.findall(html)]


def test_the_link_says_kind_pages_size_and_language(client: Client) -> None:
    brochure = factories.brochure(("text", "<p>Hello.</p>"), title="Peer support for two")
    size = round(len(client.get(brochure.get_url() + "brochure.pdf").content) / 1024, 1)

    assert downloads(client, page_with(brochure).get_url()) == [
        f"Peer support for two PDF, 1 page, {size} KB, in English"
    ]
    assert downloads(client, brochure.get_url()) == [
        f"Download it to print or to share PDF, 1 page, {size} KB, in English"
    ]


def test_a_reader_of_french_gets_the_french_one(client: Client) -> None:
    english = factories.brochure(("text", "<p>Hello.</p>"), title="Peer support")
    french = factories.brochure(("text", "<p>Bonjour.</p>"), title="L’entraide", language="fr", of=english)
    url = page_with(english, language="fr").get_url()

    assert (
        f'href="{french.get_url()}brochure.pdf" type="application/pdf">' in client.get(url).content.decode()
    )

    french.unpublish()
    html = client.get(url).content.decode()
    assert f'href="{english.get_url()}brochure.pdf" type="application/pdf" hreflang="en-CA"' in html
    assert '<span lang="en-CA">Peer support</span>' in html


def test_nothing_is_offered_that_cannot_be_read(client: Client) -> None:
    brochure = factories.brochure(("text", "<p>Hello.</p>"))
    url = page_with(brochure, label="Take it along").get_url()
    assert len(downloads(client, url)) == 1

    brochure.view_restrictions.create(restriction_type="password", password="x")
    assert downloads(client, url) == []
    brochure.view_restrictions.all().delete()
    brochure.unpublish()
    assert downloads(client, url) == []


def test_the_page_has_the_words_of_the_paper(client: Client) -> None:
    brochure = factories.brochure(
        ("text", "<h2>What it is</h2><p>Somebody <b>walks</b> with you.</p>"),
        ("steps", [{"title": "Ask", "text": "<p>Tell your team.</p>"}]),
        title="Peer support for two",
    )

    html = client.get(brochure.get_url()).content.decode()

    assert re.findall(r"<h([123])[^>]*>([^<]+)</h\1>", html) == [
        ("1", "Peer support for two"),
        ("2", "What it is"),
        ("3", "Ask"),
    ]
    assert "Tell your team." in html
