"""A cache in front is told to forget exactly what was thrown away; what is kept is answered before Django begins."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any

import pytest
import requests
from django.conf import settings as site_settings
from django.test import Client
from django.test.client import FakePayload
from django.utils.module_loading import import_string
from pytest_django.fixtures import Settings

from cms.pagecache import purging, store
from cms.pagecache.front import KeptFirst
from cms.pagecache.fronts import ProxyBackend, RefusedError, configured
from cms.pagecache.models import FrontPurge
from courses.models import Cohort
from tests import factories

from .site import kept

pytestmark = pytest.mark.django_db(transaction=True)


class Proxy(ThreadingHTTPServer):
    """Takes PURGE, and notes the address; `status` is what it answers."""

    def __init__(self) -> None:
        self.purged: list[tuple[str, str]] = []
        self.status = 200
        self.refused: set[str] = set()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:
                status = 400 if self.path in proxy.refused else proxy.status
                if status == 200:
                    proxy.purged.append((self.headers["Host"], self.path))
                self.send_response(status)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Quiet."""

        super().__init__(("127.0.0.1", 0), Handler)


@pytest.fixture
def proxy(settings: Settings) -> Iterator[Proxy]:
    server = Proxy()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WAGTAILFRONTENDCACHE = configured(f"http://127.0.0.1:{server.server_port}")
    store.come_back()
    yield server
    server.shutdown()
    server.server_close()


def test_it_is_told_exactly_what_was_thrown_away(proxy: Proxy) -> None:
    page, other = factories.update(cohort=factories.cohort(seats=5)), factories.update()
    for url in (page.url, other.url, "/fr/updates/"):
        Client().get(url)
    held = kept()

    Cohort.objects.filter(pk=page.cohort_id).update(place_en="Another hall", place_fr="Une autre salle")

    assert held - kept() == {page.url}
    assert purging.purge_in_front() == 1
    assert proxy.purged == [("testserver", page.url)]
    assert purging.purge_in_front() == 0


def test_what_it_did_not_take_stays_owed(proxy: Proxy) -> None:
    page = factories.update()
    Client().get(page.url)
    proxy.status = 500
    page.introduction = "New."
    page.save_revision().publish()

    assert purging.purge_in_front() == 0
    assert [row.url for row in FrontPurge.objects.all()] == [site_settings.SITE_URL + page.url]
    proxy.status = 200
    assert purging.purge_in_front() == 1
    assert not FrontPurge.objects.exists()


def test_an_address_that_is_refused_keeps_back_no_other(proxy: Proxy) -> None:
    FrontPurge.objects.bulk_create(FrontPurge(url=f"http://testserver/{n}/") for n in range(40))
    proxy.refused = {"/0/", "/35/"}
    assert purging.purge_in_front() == 38
    assert [row.url[-4:] for row in FrontPurge.objects.all()] == ["r/0/", "/35/"]


def test_what_changes_while_the_front_is_told_stays_owed(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "http://testserver/" + "%C3%A9" * 300 + "/"  # longer than most columns
    FrontPurge.objects.create(url=url)
    told = ProxyBackend.purge

    def meanwhile(self: ProxyBackend, address: str) -> None:
        told(self, address)
        monkeypatch.setattr(ProxyBackend, "purge", told)
        FrontPurge.objects.create(url=url)

    monkeypatch.setattr(ProxyBackend, "purge", meanwhile)
    monkeypatch.setattr(purging, "BATCH_IN_FRONT", 1)
    assert purging.purge_in_front() == 2
    assert [path for _, path in proxy.purged] == [url.removeprefix("http://testserver")] * 2


def test_addresses_are_written_down_before_redis_forgets_them(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = factories.update()
    Client().get(page.url)

    def dies(tags: object) -> list[str]:
        raise SystemExit

    monkeypatch.setattr(store, "purge", dies)
    with pytest.raises(SystemExit):
        type(page).objects.filter(pk=page.pk).update(introduction="New.")
    assert FrontPurge.objects.filter(url=site_settings.SITE_URL + page.url).exists()


class TestWhoIsTold:
    """`s-maxage` only for what Redis knows of under the very address that the front asked for."""

    def said(self, url: str) -> str:
        return Client().get(url).headers["Cache-Control"]

    def test_a_campaigns_address_is_not_for_the_front(self, proxy: Proxy) -> None:
        page = factories.update()
        assert "s-maxage" not in self.said(f"{page.url}?utm_source=mail")
        assert "s-maxage=600" in self.said(page.url)
        assert "s-maxage" not in self.said(f"{page.url}?utm_source=mail")
        assert "s-maxage=600" in self.said(page.url)

    def test_nor_is_what_redis_did_not_keep(self, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
        page = factories.update()
        assert "s-maxage" not in Client().head(page.url).headers["Cache-Control"]
        monkeypatch.setattr(store, "keep", lambda *args, **kwargs: False)
        assert "s-maxage" not in self.said(page.url)

    def test_what_is_not_kept_says_so(self) -> None:
        for url in ("/no-such-page/", "/updates/subscribe/", f"{factories.update().url}?utm_source=mail"):
            assert self.said(url) == "no-cache"


@pytest.mark.parametrize(
    ("status", "said", "is_done"),
    [(200, {"success": True}, True), (200, {"success": False}, False), (403, None, False)],
)
def test_a_content_delivery_network(
    monkeypatch: pytest.MonkeyPatch, status: int, said: object, is_done: bool
) -> None:
    assert configured("") == {}
    (one,) = configured("cloudflare://zone1:secret").values()
    backend = import_string(one.pop("BACKEND"))(one)
    answer = requests.Response()
    answer.status_code, answer._content = status, json.dumps(said).encode() if said else b"no"
    asked: dict[str, Any] = {}
    monkeypatch.setattr(requests, "post", lambda url, **rest: asked.update(rest, url=url) or answer)

    with nullcontext() if is_done else pytest.raises(RefusedError):
        backend.purge("https://example.org/a/")

    assert "zone1" in asked["url"]
    assert asked["json"] == {"files": ["https://example.org/a/"]}
    assert asked["headers"] == {"Authorization": "Bearer secret"}


class TestBeforeDjango:
    """cms.wsgi puts it around Django's handler."""

    def ask(self, path: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
        """The answer of the front alone; `passed on` where Django would be asked."""
        said: list[Any] = []

        def django(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
            start_response("passed on", [])
            return [b""]

        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "testserver",
            "SERVER_PORT": "80", "wsgi.url_scheme": "http", "wsgi.input": FakePayload(), "wsgi.errors": BytesIO(),
        }  # fmt: skip
        body = b"".join(KeptFirst(django)(environ | headers, lambda *args: said.extend(args)))
        return said[0], dict(said[1]), body

    def test_a_kept_page_is_the_same_as_through_django(self) -> None:
        page = factories.update()
        assert self.ask(page.url)[0] == "passed on"
        through = Client().get(page.url)

        status, headers, body = self.ask(page.url)

        assert (status, headers["X-Cache"], body) == ("200 OK", "hit", through.content)
        assert headers["Content-Security-Policy"] == through.headers["Content-Security-Policy"]
        assert self.ask(page.url, HTTP_IF_NONE_MATCH=headers["ETag"])[0] == "304 Not Modified"

    @pytest.mark.parametrize(
        "headers",
        [
            {"HTTP_COOKIE": "sessionid=x"},
            {"HTTP_COOKIE": "messages=x"},
            {"HTTP_HOST": "evil.example.net"},
            {"HTTP_AUTHORIZATION": "x"},
            {"REQUEST_METHOD": "POST"},
        ],
    )
    def test_everything_else_is_djangos(self, headers: dict[str, str]) -> None:
        page = factories.update()
        Client().get(page.url)
        assert self.ask(page.url, **headers)[0] == "passed on"
