"""Old and mistyped addresses lead on; no request can choose where."""

from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page

from cms.home.models import ContentPage
from tests import factories

pytestmark = pytest.mark.django_db


def content_page(
    slug: str, *, language: str = "en", below: Page | None = None, of: Page | None = None
) -> ContentPage:
    """A live page."""
    parent = below or factories.site()[language].home
    page = ContentPage(title=slug.title(), slug=slug, locale=Locale.objects.get(language_code=language))
    if of is not None:
        page.translation_key = of.translation_key
    parent.add_child(instance=page)
    return page


def rename(page: Page, slug: str) -> None:
    """As an editor does; Wagtail notes the old address once the change is committed."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.slug = slug
        page.save_revision().publish()
    page.refresh_from_db()


def lead(client: Client, url: str) -> tuple[int, str]:
    """Status and target."""
    answer = client.get("/", PATH_INFO=url) if url.startswith("//") else client.get(url)
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize(("language", "prefix"), [("en", ""), ("fr", "/fr")])
def test_a_renamed_page_is_found_at_its_old_address(client: Client, language: str, prefix: str) -> None:
    page = content_page("before", language=language)
    below = content_page("child", language=language, below=page)
    for slug in ("between", "after"):
        rename(page, slug)

    for old in ("before", "between"):
        assert lead(client, f"{prefix}/{old}/") == (HTTPStatus.MOVED_PERMANENTLY, f"{prefix}/after/")
        assert lead(client, f"{prefix}/{old}/child/")[1] == f"{prefix}/after/child/"
    assert client.get(f"{prefix}/after/child/").status_code == HTTPStatus.OK
    assert below.live


def test_a_moved_page_is_found_at_its_old_address(client: Client) -> None:
    section, page = content_page("section"), content_page("page")
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.move(section, pos="last-child")

    assert lead(client, "/page/") == (HTTPStatus.MOVED_PERMANENTLY, "/section/page/")


def test_the_pdf_of_a_renamed_brochure_too(client: Client) -> None:
    brochure = factories.brochure(("text", "<p>x</p>"), slug="old")
    rename(brochure, "new")

    assert lead(client, "/old/brochure.pdf") == (HTTPStatus.MOVED_PERMANENTLY, "/new/brochure.pdf")
    assert client.get("/new/brochure.pdf")["Content-Type"] == "application/pdf"


def test_what_a_link_carries_survives(client: Client) -> None:
    page = content_page("before")
    rename(page, "after")

    assert (
        lead(client, "/before/?utm_source=poster&utm_medium=qr")[1]
        == "/after/?utm_source=poster&utm_medium=qr"
    )
    assert lead(client, "/BEFORE/?utm_source=poster")[1] == "/after/?utm_source=poster"
    assert lead(client, "/After/?utm_source=poster")[1] == "/after/?utm_source=poster"


def test_an_administrators_redirect_leads_where_it_says(client: Client) -> None:
    page = content_page("here")
    Redirect.objects.create(old_path="/poster", redirect_page=page, is_permanent=False)
    Redirect.objects.create(old_path="/partner", redirect_link="https://example.org/them?a=1")

    assert lead(client, "/poster") == (HTTPStatus.FOUND, "/here/")
    assert lead(client, "/poster/?utm_source=x") == (HTTPStatus.FOUND, "/here/?utm_source=x")
    assert lead(client, "/partner/?next=//evil.example.com") == (
        HTTPStatus.MOVED_PERMANENTLY,
        "https://example.org/them?a=1",
    )


@pytest.mark.parametrize(
    "url",
    [
        "//evil.example.com/",
        "//evil.example.com",
        "/%2Fevil.example.com/",
        "/\\evil.example.com/",
        "/nothing/?next=//evil.example.com",
        "/NOTHING/?url=https://evil.example.com",
        "/fr//evil.example.com/",
        "/FR//evil.example.com/",
    ],
)
def test_a_request_never_chooses_the_target(client: Client, url: str) -> None:
    factories.site()

    status, target = lead(client, url)

    assert not target.startswith(("//", "http", "/\\")), target
    assert status in (HTTPStatus.NOT_FOUND, HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND)


def test_another_case_and_a_missing_slash(client: Client) -> None:
    content_page("what-is-it")

    assert lead(client, "/What-Is-It/") == (HTTPStatus.FOUND, "/what-is-it/")
    assert client.get("/what-is-it", follow=True).redirect_chain[-1][0] == "/what-is-it/"
    assert (
        client.get("/What-Is-It?utm_source=x", follow=True).redirect_chain[-1][0]
        == "/what-is-it/?utm_source=x"
    )


def test_a_forgotten_or_wrong_language_prefix(client: Client) -> None:
    page = content_page("what-is-it")
    content_page("qu-est-ce", language="fr", of=page)

    assert lead(client, "/qu-est-ce/") == (HTTPStatus.FOUND, "/fr/qu-est-ce/")
    assert lead(client, "/fr/what-is-it/") == (HTTPStatus.FOUND, "/what-is-it/")
    assert lead(client, "/en/what-is-it/") == (HTTPStatus.FOUND, "/what-is-it/")
    assert lead(client, "/FR/Qu-Est-Ce/") == (HTTPStatus.FOUND, "/fr/qu-est-ce/")


def test_what_is_hidden_is_not_given_away(client: Client) -> None:
    page = content_page("hidden")
    page.unpublish()

    for url in ("/hidden/", "/Hidden/", "/fr/hidden/", "/en/hidden/"):
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND, url


def test_a_redirect_to_itself_ends(client: Client) -> None:
    page = content_page("circle")
    Redirect.objects.create(old_path="/circle", redirect_page=page)
    page.unpublish()

    assert client.get("/circle/").status_code == HTTPStatus.NOT_FOUND


def test_somebody_elses_page_stays_not_found(client: Client) -> None:
    content_page("my")  # a page of the same name as the portal is no way into it
    client.force_login(factories.person())

    assert client.get("/my/cohorts/999/").status_code == HTTPStatus.NOT_FOUND
    assert client.post("/NOTHING/").status_code == HTTPStatus.NOT_FOUND


def test_the_language_switch_of_a_page_not_found(client: Client) -> None:
    factories.site()

    english = client.get("/nothing/?utm_source=x")
    french = client.get("/fr/rien/")

    assert (english.status_code, french.status_code) == (HTTPStatus.NOT_FOUND, HTTPStatus.NOT_FOUND)
    assert 'href="/fr/nothing/?utm_source=x" lang="fr-CA" hreflang="fr-CA"' in english.content.decode()
    assert 'href="/rien/" lang="en-CA" hreflang="en-CA"' in french.content.decode()
    assert '<html lang="fr-CA"' in french.content.decode()


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_what_can_be_no_address_is_not_found_at_once(client: Client, prefix: str) -> None:
    """1,200 steps were 1,200 conditions in one query, and a NUL is no text for PostgreSQL."""
    factories.site()
    content_page("real")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{prefix}/no/such/page/").status_code == HTTPStatus.NOT_FOUND
    usual = len(queries)

    for path in ("/x" * 1200 + "/", "/real" * 21 + "/", "/a%00b/", "/real/%00/", "/A%00B/", "/real%00/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(prefix + path).status_code == HTTPStatus.NOT_FOUND, path[:20]
        assert len(queries) <= usual, path[:20]
        assert all(len(query["sql"]) < 10_000 for query in queries), path[:20]


def test_nul_after_the_question_mark_is_nothing_special(client: Client) -> None:
    page = content_page("real")

    assert client.get(f"{page.get_url()}?a=%00").status_code == HTTPStatus.OK
    assert client.get("/nothing/?a=%00").status_code == HTTPStatus.NOT_FOUND
