"""Fixtures that every test may use. Servers are real, private to the run, and end with it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from cms.static_files import BUNDLES, bundled
from cms.translations import compile_catalogue
from tests.races import Meeting
from tests.servers import run
from tests.servers.redis import RedisServer

# Playwright's synchronous interface keeps an event loop in the main thread; Django would refuse its ORM there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# How long one example takes says more about the machine than about the rule; pytest-timeout watches over hanging.
hypothesis_settings.register_profile("alongside", deadline=None)
hypothesis_settings.load_profile("alongside")
IS_CONTROLLER = run.RUN_VARIABLE not in os.environ
run.leash()

pytest_plugins = [
    "tests.fixtures.databases",
    "tests.fixtures.browsers",
    "tests.fixtures.processes",
    "tests.fixtures.clock",
]


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this test process: gw0, gw1 … under xdist, else main."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """The Redis of this test process, which the settings point to; emptied before each test.

    Stop, hang or restart your own (`own_redis`), since others share this one.
    """
    server = RedisServer(port=urlsplit(settings.REDIS_URL).port)
    os.environ["REDIS_URL"] = server.url
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _empty_redis(request: pytest.FixtureRequest, redis_server: RedisServer) -> None:
    """No test meets what another left in the cache or the broker; running processes keep their heartbeat."""
    if "live_stack" not in request.fixturenames:
        redis_server.flush()


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """No test speaks the language of the request that another one made."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _negative_controls_meet(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the lock was taken out both come: one waits for the other as long as a busy machine may need."""
    if "_without_the_lock_" in request.node.name or "_without_its_lock_" in request.node.name:
        monkeypatch.setattr(Meeting, "seconds", 3)


@pytest.fixture
def own_redis() -> Iterator[Callable[[], RedisServer]]:
    """Makes Redis servers that this test may stop, pause, resume and start: `server = own_redis()`."""
    made: list[RedisServer] = []

    def make() -> RedisServer:
        made.append(RedisServer())
        return made[-1]

    yield make
    for server in made:
        server.stop()


def pytest_configure() -> None:
    """French is read from the compiled catalogue, which git does not keep; pages link the sheet of production."""
    if IS_CONTROLLER:
        compile_catalogue()
        for name in BUNDLES:
            target = run.CACHE / "static" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            sheet = bundled(run.ROOT / "cms" / "static" / name)
            if not target.exists() or target.read_text() != sheet:
                target.write_text(sheet)


# Minutes, not seconds: begun first, so that the other process still has something to do beside them.
LONG = (
    "tests/integration/cms/test_stack.py",  # beside the journeys, for it needs the same running product
    "tests/integration/pages/test_browser.py",
    "tests/journeys/",
    "tests/faults/",
    "tests/integration/cms/test_demo.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, those with a running product at their head: each process then starts it once.

    Within these groups everything keeps its order.
    """
    live: dict[Path, set[bool]] = {}
    for item in items:
        live.setdefault(item.path, set()).add("live_stack" in getattr(item, "fixturenames", ()))
    # A file with both kinds ends the product, so it comes after those that only use it.
    places = {path: [{True}, {True, False}, {False}].index(kinds) for path, kinds in live.items()}
    items.sort(key=lambda item: (not item.nodeid.startswith(LONG), places[item.path]))


def pytest_unconfigure() -> None:
    """The first process ends every server of the run; if it is killed, the leash's reaper does."""
    if IS_CONTROLLER:
        run.leash().close()
