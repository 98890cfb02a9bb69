"""Is the process alive, and is everything there that it needs? For supervisors and monitors; tells no secret."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis
from redis.exceptions import RedisError

from tasks.jobs.upkeep import HEARTBEAT

_migrated: set[str] = set()  # a process that was once up to date stays so: its code does not change


def _database() -> str:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    if DEFAULT_DB_ALIAS in _migrated:
        return ""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations are to be run"
    _migrated.add(DEFAULT_DB_ALIAS)
    return ""


def _redis() -> str:
    # Not through the cache, which goes on without Redis.
    with Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as client:
        client.ping()
    return ""


def _worker() -> str:
    return "" if cache.get(HEARTBEAT) else "no worker gave a sign of life"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "redis": _redis,
    "worker": _worker,
}


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 when every part is there, else 503 with a word for each that is not."""
    parts: dict[str, str] = {}
    for name, check in CHECKS.items():
        try:
            parts[name] = check() or "ok"
        except (OSError, RedisError, Error):
            # The reason may hold an address or a password; it is in the log of the part itself.
            parts[name] = "not reached"
    is_ready = all(state == "ok" for state in parts.values())
    return JsonResponse({"ready": is_ready, **parts}, status=200 if is_ready else 503)
