"""A cache in front is told to forget exactly what was thrown away; what is kept is answered before Django begins."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.test.client import FakePayload
from pytest_django.fixtures import Settings

from cms.pagecache import purging, store
from cms.pagecache.front import KeptFirst
from cms.pagecache.fronts import configured
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
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:
                if proxy.status == 200:
                    proxy.purged.append((self.headers["Host"], self.path))
                self.send_response(proxy.status)
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


def test_a_content_delivery_network() -> None:
    (one,) = configured("cloudflare://zone1:secret").values()
    assert (one["ZONEID"], one["BEARER_TOKEN"]) == ("zone1", "secret")
    assert configured("") == {}


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
