"""The production settings on real servers, as docs/operations/deploy.md starts them, behind a pretended proxy."""

import http.client
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cms.demo.processes import free_port, wait_for_port
from tests import deploy_check
from tests.servers import run
from tests.servers.postgres import PostgresServer
from tests.servers.redis import RedisServer
from tests.servers.stack import BIN

HOST = "training.example.com"
Get = Callable[..., tuple[int, http.client.HTTPMessage, str]]


@pytest.fixture(scope="module")
def get(
    postgres: PostgresServer,
    redis_server: RedisServer,
    worker: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Get]:
    """Asks the running site: (status, headers, text)."""
    folder = tmp_path_factory.mktemp("production")
    environment = deploy_check.environment() | {
        "DATABASE_URL": postgres.create_database(f"production_{worker}"),
        "REDIS_URL": redis_server.url,
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "PRIVATE_ROOT": str(folder / "private"),
    }
    for command in (["collectstatic", "--noinput", "--verbosity=0"], ["setup_site"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=run.ROOT, env=environment, check=True)
    port = free_port()
    process = run.leash().start(
        [
            BIN / "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "cms.wsgi:application",
        ],
        env=environment,
        cwd=run.ROOT,
        log=Path(folder / "web.log"),
    )
    wait_for_port(port, process=process, seconds=60)

    def ask(
        path: str, *, host: str = HOST, scheme: str = "https"
    ) -> tuple[int, http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": scheme})
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()

    yield ask
    run.leash().end(process)
    postgres.drop_database(f"production_{worker}")


def test_plain_http_is_sent_to_https(get: Get) -> None:
    status, headers, _ = get("/", scheme="http")

    assert (status, headers["Location"]) == (301, f"https://{HOST}/")


def test_a_page_with_its_headers_and_files(get: Get) -> None:
    status, headers, text = get("/")

    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    style = re.search(r'href="(/static/css/site\.[0-9a-f]+\.css)"', text)
    assert style
    status, headers, _ = get(style[1])
    assert status == 200
    assert "immutable" in headers["Cache-Control"]


def test_cookies_belong_to_this_host_alone(get: Get) -> None:
    cookies = get("/accounts/login/")[1].get_all("Set-Cookie") or []

    assert cookies
    for cookie in cookies:
        assert re.match(r"__Host-(csrf|session)=", cookie)
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


def test_a_forged_host_is_refused(get: Get) -> None:
    assert get("/", host="evil.example.net")[0] == 400


def test_what_is_not_there_says_so_without_detail(get: Get) -> None:
    status, _, text = get("/no-such-page/")

    assert status == 404
    assert "urlpatterns" not in text


def test_health_needs_no_https(get: Get) -> None:
    assert get("/health/live", scheme="http")[0] == 200


def test_the_demo_is_not_there(get: Get) -> None:
    assert get("/demo/mail/")[0] == 404
