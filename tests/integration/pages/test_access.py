"""For every row of the register and every kind of person: access, query budget, GET changes nothing, headers; and
nothing that a person saw is kept by the page cache, or given to another.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from copy import deepcopy
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any, ClassVar
from unittest import mock

from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from cms.pagecache import purging, store
from tests.integration.cms.pagecache.site import everything_in_redis, kept
from tests.integration.pages.world import World, build
from tests.pages import EVERYBODY, PAGES, Page, Who

REFUSED = (HTTPStatus.FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
# Sessions, and the row of defaults that Wagtail makes when somebody first opens its own settings, hold nothing that
# people entrusted to the product.
NOT_COMPARED = ("django_session", "wagtailusers_userprofile")


CANARIES = {who: f"Canary{who.value.title().replace('_', '')}" for who in Who}
PERSONAL = ("/my/", "/fr/my/", "/accounts/", "/fr/accounts/", "/office/")

NEVER_KEPT = (*CANARIES.values(), "csrfmiddlewaretoken")

LOG = "wagtailcore_modellogentry"


def contents(*, logs: str = "") -> dict[str, str]:
    """A digest of every table; `logs`: the action whose entries in the audit log are left out."""
    tables = [name for name in connection.introspection.table_names() if name not in NOT_COMPARED]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{name}\" t"
                + (" WHERE action <> %(logs)s" if name == LOG else "")
                for name in tables
            ),
            {"logs": logs},
        )
        return dict(cursor.fetchall())


class TestEveryPage(TestCase):
    """One test method per row, made below."""

    world: ClassVar[World]
    signed_in: ClassVar[dict[Who, Client]]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = build()
        for who, person in cls.world.people.items():
            if person is not None:
                person.chosen_name = CANARIES[who]
                person.save()
        purging.settle()
        cls.signed_in = {who: Client() for who in Who}
        for who, client in cls.signed_in.items():
            if person := cls.world.people[who]:
                client.force_login(person)

    def client_of(self, who: Who) -> Client:
        """A browser of their own, in which they have signed in."""
        client = Client()
        client.cookies = deepcopy(self.signed_in[who].cookies)
        return client

    def check(self, page: Page) -> None:
        clients = {who: self.client_of(who) for who in Who}
        store.come_back()
        before = contents(logs=page.logs)
        self.visit(page)  # so that there is something in the cache which nobody who is signed in may be given
        wrong: list[str] = []
        for who, client in clients.items():
            for language in page.languages:
                url = self.world.url(page, language)
                # A visitor's page is made here, not taken from the cache, so that its queries are counted.
                with nullcontext() if who is Who.VISITOR else keeping():
                    response, queries = answer(client, url)
                    if who in page.opens and queries > page.queries:
                        response, queries = answer(client, url)  # the budget is not that of a first visit
                if who is not Who.VISITOR and "X-Cache" in response.headers:
                    wrong.append(f"{who} {url}: comes from the cache, or was kept")
                wrong += [
                    f"{who} {url}: {problem}" for problem in self.problems(page, who, response, queries)
                ]
        assert wrong == []
        assert contents(logs=page.logs) == before
        self.check_kept(page)

    def visit(self, page: Page) -> list[str]:
        """As a visitor, with the cache at work: the addresses that it answered itself."""
        urls = [self.world.url(page, language) for language in page.languages]
        with keeping():
            return [url for url in urls if self.client.get(url).headers.get("X-Cache") == "hit"]

    def check_kept(self, page: Page) -> None:
        """After everybody has opened it: nothing of theirs is in the cache; what the next visitor is given is."""
        given = self.visit(page)
        everything = everything_in_redis()
        assert [word for word in NEVER_KEPT if word.encode() in everything] == []
        assert not [url for url in kept() if url.startswith(PERSONAL)]
        if page.name.startswith("page:") and page.opens == EVERYBODY:
            assert given == [self.world.url(page, language) for language in page.languages]

    def test_who_is_signed_in_is_named_on_their_pages(self) -> None:
        """What the cache is searched for is what it could have kept."""
        pages = {Who.TRAINEE: "/my/", Who.COORDINATOR: "/office/", Who.ADMIN: "/office/"}
        for who, url in pages.items():
            assert CANARIES[who] in self.client_of(who).get(url).content.decode()

    def problems(self, page: Page, who: Who, response: Any, queries: int) -> list[str]:
        status, found = response.status_code, []
        if who not in page.opens:
            if page.ids and who is Who.STRANGER and status != HTTPStatus.NOT_FOUND:
                found.append(f"another programme's object answers {status}, not 404")
            elif status not in REFUSED:
                found.append(f"opens ({status}), and should not")
            if who is Who.VISITOR and (
                status != HTTPStatus.FOUND or "/accounts/login/" not in response["Location"]
            ):
                found.append(f"a visitor is not sent to sign in ({status})")
            if (
                who is not Who.VISITOR
                and status == HTTPStatus.FOUND
                and "/accounts/login/" in response["Location"]
            ):
                found.append("is sent to sign in again, which sends a signed-in person back")
            return found
        if page.closed:
            return (
                []
                if status == HTTPStatus.FOUND and "/accounts/" in response["Location"]
                else [f"is open: {status}"]
            )
        if page.post_only:
            return (
                []
                if status in (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FOUND)
                else [f"GET answers {status}"]
            )
        if status != page.answers:
            return [f"answers {status}"]
        if queries > page.queries:
            found.append(f"{queries} queries, {page.queries} at most")
        return found + list(header_problems(page, who, response))


@contextmanager
def keeping() -> Iterator[None]:
    """The cache answers and keeps as it does outside of transactions: the one here is the test's, not the page's."""
    with mock.patch("cms.pagecache.middleware.connection", SimpleNamespace(in_atomic_block=False)):
        yield


def answer(client: Client, url: str) -> tuple[Any, int]:
    """What a GET is answered, and how many queries that took."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    return response, len(queries)


def header_problems(page: Page, who: Who, response: Any) -> list[str]:
    """What a browser is told with each answer."""
    found = []
    policy = response.headers.get("Content-Security-Policy", "")
    scripts = next(
        (part for part in policy.split(";") if part.strip().startswith(("script-src", "default-src"))), ""
    )
    if not policy or (not page.is_office and ("unsafe-inline" in policy or "unsafe-eval" in policy)):
        found.append(f"content security policy: {scripts or policy or 'none'}")
    expected = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": ("DENY", "SAMEORIGIN")}
    for name, value in expected.items():
        if response.headers.get(name) not in (value if isinstance(value, tuple) else (value,)):
            found.append(f"{name}: {response.headers.get(name)}")
    if "Referrer-Policy" not in response.headers or "Permissions-Policy" not in response.headers:
        found.append("Referrer-Policy or Permissions-Policy is missing")
    if who is not Who.VISITOR and "no-store" not in response.headers.get("Cache-Control", ""):
        found.append(f"a personal answer may be stored: {response.headers.get('Cache-Control')}")
    return found


def _test_of(page: Page) -> Callable[[TestEveryPage], None]:
    def test(self: TestEveryPage) -> None:
        self.check(page)

    return test


for _page in PAGES:
    setattr(TestEveryPage, f"test_{_page.id}", _test_of(_page))


def test_the_rows_try_both_sides() -> None:
    """A register in which nobody is refused, or nobody let in, would prove nothing."""
    assert any(page.opens == EVERYBODY for page in PAGES)
    assert any(Who.STRANGER not in page.opens and page.ids for page in PAGES)
