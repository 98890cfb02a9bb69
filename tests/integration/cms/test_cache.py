"""No page waits for a cache that is away."""

import time
from collections.abc import Callable

import pytest

from cms.cache import PatientCache
from tests.servers.redis import RedisServer


@pytest.fixture
def server(own_redis: Callable[[], RedisServer]) -> RedisServer:
    """A Redis that may be stopped and hung."""
    return own_redis()


def cache_of(server: RedisServer) -> PatientCache:
    """A cache on it."""
    return PatientCache(f"{server.url}/1", {})


def test_it_is_redis_while_redis_answers(server: RedisServer) -> None:
    """What one process keeps, another finds."""
    cache_of(server).set("a", [1, "ʔ"], 60)
    assert cache_of(server).get("a") == [1, "ʔ"]
    assert server.client(db=1).dbsize() == 1


@pytest.mark.parametrize("fault", ["stop", "pause"])
def test_it_is_memory_while_redis_is_away(server: RedisServer, fault: str) -> None:
    """Stopped or hung, every method answers, and all of them together within three seconds."""
    cache = cache_of(server)
    cache.set("before", 1, 60)
    getattr(server, fault)()
    begun = time.monotonic()
    assert cache.get("before") is None
    assert cache.add("a", 1, 60) is True
    assert cache.add("a", 2, 60) is False
    assert cache.get("a") == 1
    assert cache.incr("a", 2) == 3
    cache.set_many({"b": 1, "c": 2}, 60)
    assert cache.get_many(["a", "b", "x"]) == {"a": 3, "b": 1}
    assert cache.touch("b", 60)
    assert cache.has_key("b")
    assert cache.get_or_set("d", 4, 60) == 4
    cache.delete("a")
    cache.delete_many(["b"])
    assert cache.get_many(["a", "b", "c"]) == {"c": 2}
    cache.clear()
    assert cache.get("c") is None
    assert time.monotonic() - begun < 3


def test_it_is_redis_again_afterwards(server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while it asks again."""
    monkeypatch.setattr("cms.cache.AWAY_SECONDS", 0.2)
    cache = cache_of(server)
    server.stop()
    cache.set("a", "local", 60)
    server.start()
    time.sleep(0.3)
    assert cache.get("a") is None
    cache.set("a", "shared", 60)
    assert cache_of(server).get("a") == "shared"
