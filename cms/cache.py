"""The cache: Redis while it answers, this process's own memory while it does not.

What is kept here can be lost (throttles, hints, Wagtail's look-ups), so no page may fail or wait because Redis is away.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

AWAY_SECONDS = 10  # how long Redis is left alone once it failed: a hung one costs one time-out
TIMEOUT_SECONDS = 1

_away_until: dict[str, float] = {}  # monotonic, by server; for the whole process


def _or_local(name: str) -> Callable[..., Any]:
    """The client's method `name`, on Redis or, while that is away, on local memory."""
    on_redis = getattr(RedisCacheClient, name)

    def method(self: "PatientClient", *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= _away_until.get(self.name, 0):
            try:
                return on_redis(self, *args, **kwargs)
            except (RedisError, OSError) as error:
                _away_until[self.name] = time.monotonic() + AWAY_SECONDS
                logger.warning("The cache is away (%s); using this process's memory.", type(error).__name__)
        return getattr(self.local, name)(*args, **kwargs)

    return method


class PatientClient(RedisCacheClient):
    """Django's client; local memory has the same methods. Throttles then count for each process alone."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **options)
        self.name = ",".join(servers)
        self.local = LocMemCache(
            self.name, {"OPTIONS": {"MAX_ENTRIES": 10_000}}
        )  # one for each name and process

    add = _or_local("add")
    get = _or_local("get")
    set = _or_local("set")
    touch = _or_local("touch")
    delete = _or_local("delete")
    get_many = _or_local("get_many")
    has_key = _or_local("has_key")
    incr = _or_local("incr")
    set_many = _or_local("set_many")
    delete_many = _or_local("delete_many")
    clear = _or_local("clear")


class PatientCache(RedisCache):
    """For CACHES. Redis is given one second to answer."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        waits = {"socket_timeout": TIMEOUT_SECONDS, "socket_connect_timeout": TIMEOUT_SECONDS}
        super().__init__(server, params | {"OPTIONS": waits | params.get("OPTIONS", {})})
        self._class = PatientClient
