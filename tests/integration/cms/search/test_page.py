"""The search page: what it says, leads to and keeps to itself."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.home.models import ContentPage
from cms.models import SiteSettings
from cms.search.index import rebuild
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages() -> None:
    """Pages in both languages, in the index."""
    trees = factories.site()
    for language, titles in {"en": ("Boundaries",), "fr": ("Limites du rôle",)}.items():
        home = trees[language].home
        body = [
            {
                "type": "text",
                "value": "<p>Keep <b>clear</b> boundaries &lt;always&gt; &amp; kindly.</p>",
            },
            {"type": "questions", "value": [{"question": "Is there a fee?", "answer": "<p>No.</p>"}]},
        ]
        for title in titles:
            page = ContentPage(title=title, locale=home.locale, body=json.dumps(body))
            home.add_child(instance=page)
    rebuild()


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_at_first_it_asks_and_shows_ways_to_go_on(client: Client) -> None:
    page = text(client, "/search/")
    assert '<form class="search" role="search" method="get" action="/search/">' in page
    assert "/updates/subscribe/" in page
    assert "Boundaries" in page
    assert "<mark>" not in page
    assert 'action="/fr/search/"' in text(client, "/fr/search/")


@pytest.mark.parametrize(
    ("address", "words", "link"),
    [
        (
            "/search/?q=boundary",
            "1 result for “boundary”",
            '<a href="/boundaries/"><mark>Boundaries</mark></a>',
        ),
        (
            "/fr/search/?q=role",
            "1 résultat pour « role »",
            '<a href="/fr/limites-du-role/">Limites du <mark>rôle</mark></a>',
        ),
        ("/search/?q=fee", "1 result for “fee”", 'href="/boundaries/#question-is-there-a-fee"'),
    ],
)
def test_what_is_found_is_said_and_leads_there(client: Client, address: str, words: str, link: str) -> None:
    page = text(client, address)
    assert words in " ".join(page.split())
    assert link in page


def test_each_result_s_anchor_is_on_its_page(client: Client) -> None:
    for link in re.findall(r'href="(/boundaries/)#([\w-]+)"', text(client, "/search/?q=fee")):
        assert f'id="{link[1]}"' in text(client, link[0])
        break
    else:
        pytest.fail("no result with an anchor")


def test_what_was_typed_and_found_stays_text(client: Client) -> None:
    page = text(client, "/search/?q=" + "%3Cscript%3Ealert(1)%3C/script%3E+boundaries")
    assert "<script>alert" not in page
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt; boundaries"' in page
    assert "clear <mark>boundaries</mark> &lt;always&gt; &amp; kindly" in text(
        client, "/search/?q=boundaries"
    )


def test_some_words_are_better_than_nothing_and_said_so(client: Client) -> None:
    page = " ".join(text(client, "/search/?q=boundaries+zebra").split())
    assert "1 result has some of your words" in page
    assert "Nothing here has all of them." in page


def test_nothing_found_offers_ways_to_go_on(client: Client) -> None:
    page = text(client, "/search/?q=zebra")
    assert "Nothing found for “zebra”" in page
    assert "/updates/subscribe/" in page
    assert 'value="zebra"' in page


@pytest.mark.parametrize(
    "query",
    ["%00", "%00%00boundary", "a" * 5_000, "+".join(f"w{n}" for n in range(100)), "%27)%3B--", "%F0%9F%8D%B0", "%FF",
     "boundary&page=999", "boundary&page=x", "boundary&page=-1", "%26%7C!:*", "%E2%80%AE"],
)  # fmt: skip
def test_whatever_is_typed_there_is_an_answer(client: Client, query: str) -> None:
    page = text(client, f"/search/?q={query}")
    assert "</html>" in page
    assert ("<mark>" in page) == ("boundary" in query)


def test_many_words_are_cut_and_it_is_said(client: Client) -> None:
    page = text(client, "/search/?q=" + "+".join(f"boundary{n}" for n in range(13)))
    assert "We looked for the first 12 words." in page


def test_it_is_kept_by_nobody_and_changes_nothing(client: Client) -> None:
    response = client.get("/search/?q=boundary")
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert client.post("/search/", {"q": "boundary"}).status_code == 405
    assert not response.cookies


def test_pages_of_results_in_as_many_queries(client: Client) -> None:
    home = factories.site()["en"].home
    client.get("/search/?q=boundary")
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            text(client, "/search/?q=zebra+wood")
        counts.append(len(queries))
        for number in range(25):
            home.add_child(instance=ContentPage(title=f"Zebra {number}", locale=home.locale))
        rebuild()
    assert max(counts) <= 12
    assert counts[1] <= counts[0] + 1
    page = text(client, "/search/?q=zebra&page=3")
    assert "50 results for “zebra”" in " ".join(page.split())
    assert '<ol class="results" role="list" start="41">' in page
    assert page.count('<li class="result">') == 10
    assert "?q=zebra&amp;page=2" in page


def test_the_language_switch_keeps_the_words(client: Client) -> None:
    assert "/fr/search/?q=boundary" in text(client, "/search/?q=boundary")


@pytest.mark.parametrize(
    "address", ["/search/?q=crisis+boundaries", "/search/?q=zzz+suicide", "/fr/search/?q=urgence"]
)
def test_who_may_need_help_now_reads_the_crisis_line_first(client: Client, address: str) -> None:
    SiteSettings.objects.create(crisis_number="1-833-555-0199")

    page = text(client, address)

    assert page.index("<h1") < page.index('id="crisis-line"') < page.index('class="search"')
    assert page.count('href="tel:18335550199"') == 2  # and in the help bar


def test_who_looks_for_something_else_does_not(client: Client) -> None:
    assert 'id="crisis-line"' not in text(client, "/search/?q=boundaries")
    assert 'id="crisis-line"' not in text(client, "/search/")


def test_the_search_is_in_the_foot_of_every_page(client: Client) -> None:
    foot = text(client, "/").split("<footer")[1]
    assert 'href="/search/"' in foot
