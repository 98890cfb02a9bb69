"""Health: what is missing is named, and nothing else is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client

from cms import health
from tasks.jobs.upkeep import heartbeat
from tests.servers.redis import RedisServer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unknown_migrations() -> None:
    health._migrated.clear()


def ready(client: Client) -> tuple[int, dict[str, Any]]:
    response = client.get("/health/ready")
    assert "no-store" in response["Cache-Control"]
    return response.status_code, response.json()


def test_alive_asks_nobody(client: Client, django_assert_num_queries: Callable[..., Any]) -> None:
    with django_assert_num_queries(0):
        response = client.get("/health/live")

    assert (response.status_code, response.json()) == (200, {"status": "alive"})


def test_ready_when_everything_is_there(client: Client) -> None:
    heartbeat()

    parts = {"database": "ok", "migrations": "ok", "redis": "ok", "worker": "ok"}
    assert ready(client) == (200, {"ready": True, **parts})


def test_without_a_worker(client: Client) -> None:
    status, parts = ready(client)

    assert (status, parts["ready"], parts["worker"]) == (503, False, "no worker gave a sign of life")


def test_without_redis(client: Client, own_redis: Callable[[], RedisServer], settings: Any) -> None:
    server = own_redis()
    settings.REDIS_URL = server.url
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": server.url}}
    server.stop()

    status, parts = ready(client)

    assert status == 503
    assert (parts["redis"], parts["worker"]) == ("not reached", "no worker gave a sign of life")


def test_with_a_migration_to_run(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'trainees'")

    status, parts = ready(client)

    assert (status, parts["migrations"]) == (503, "migrations are to be run")


def test_without_a_database_no_secret_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise OperationalError("password canary for host db.example.com")

    monkeypatch.setitem(health.CHECKS, "database", refuse)
    heartbeat()

    status, parts = ready(client)

    assert (status, parts["database"]) == (503, "not reached")
    assert "canary" not in str(parts)


def test_only_reading(client: Client) -> None:
    assert client.post("/health/ready").status_code == 405
    assert cache.get("heartbeat") is None
