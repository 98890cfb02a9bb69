"""Workers that die, are started twice, or lose Redis or the database: faults 1 to 5, 8 and 10 of reliability.md.

Real Celery workers against the run's PostgreSQL, a Redis of the test's own and a mail server that counts.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tasks.celery import app
from tasks.outbox import wake
from tasks.outbox.delivery import recover
from tasks.outbox.enums import State
from tasks.outbox.models import Message, Progress
from tests.servers import database as databases
from tests.servers import postgres as servers
from tests.servers.redis import RedisServer
from tests.servers.stack import LiveStack

from .smtp import FaultySmtp

pytestmark = pytest.mark.faults
Owe = Callable[..., list[Message]]


class Site(LiveStack):
    """Workers and beat without a web server, and this process in the place of one."""

    smtp: FaultySmtp  # type: ignore[assignment]
    started: list[subprocess.Popen[bytes]]

    def _start(self, name: str, *args: str) -> subprocess.Popen[bytes]:
        process = super()._start(name, *args)
        self.started = [*getattr(self, "started", []), process]
        return process

    def stop(self) -> None:
        """At once: no test looks at an orderly end."""
        for process in getattr(self, "started", []):
            kill(process)

    def point_redis(self) -> None:
        """This process enqueues where the workers listen."""
        app.conf.broker_url = f"{self.redis.url}/0"
        wake.forget()


@pytest.fixture
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker: str) -> Iterator[Site]:
    """A site whose Redis, database and mail server belong to this test."""
    name = f"faults_{worker}"
    server = servers.shared_server()
    server.create_database(name)
    made = Site(
        database=databases.PostgresDatabase(server=server, name=name),
        redis=RedisServer(),
        smtp=FaultySmtp(),  # type: ignore[arg-type]
    )
    before, broker = connections["default"].settings_dict["NAME"], app.conf.broker_url
    with django_db_blocker.unblock():
        databases.point_django_at(NAME=name)
        made.point_redis()
        yield made
        made.stop()
        databases.point_django_at(NAME=before)
    app.conf.broker_url = broker
    wake.forget()
    made.smtp.stop()
    made.redis.stop()
    server.drop_database(name)


def wait_until(what: Callable[[], object], site: Site, *, seconds: float = 45) -> None:
    """Return as soon as it is true; fail with what the processes said when it never was."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, site.logs()
        time.sleep(0.02)


def kill(process: subprocess.Popen[bytes]) -> list[int]:
    """kill -9 a worker and its pool; the ids of the pool."""
    pool = children(process)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    for pid in pool:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()
    return pool


def count(*states: State) -> int:
    """How many messages are in these states."""
    return Message.objects.filter(state__in=states).count()


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The pool processes of a worker."""
    found = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
    return [int(pid) for pid in found.stdout.split()]


def end_leases() -> None:
    """As if the time of every lease were over."""
    Message.objects.filter(state=State.SENDING).update(lease_until=timezone.now())


@pytest.mark.parametrize("victim", ["pool child", "worker"])
def test_kill_9_in_a_batch_costs_at_most_the_one_in_flight(site: Site, owe: Owe, victim: str) -> None:
    site.smtp.body_seconds = 0.01
    owe(120)
    process = site.start_worker()
    wait_until(lambda: len(site.smtp.taken) >= 30, site)
    if victim == "worker":
        kill(process)
        site.start_worker(name="second")
    else:
        for pid in children(process):
            os.kill(pid, signal.SIGKILL)
    assert count(State.SENDING) > 80

    end_leases()
    assert recover() == 120
    assert count(State.SENDING) == 0
    assert count(State.UNCERTAIN) <= 1
    wake.send_task(wake.DRAIN)
    wait_until(lambda: count(State.SENT) >= 119, site)

    assert site.smtp.twice() == [], "nobody got two"
    taken = set(site.smtp.addresses())
    assert set(Message.objects.filter(state=State.SENT).values_list("address", flat=True)) <= taken
    assert count(State.SENT, State.UNCERTAIN) == 120, "nothing is lost"
    assert count(State.SENT) == 120 or Message.objects.get(state=State.UNCERTAIN).error
    wait_until(lambda: not Progress.objects.exists(), site)


def test_beat_alone_brings_everything_back_after_a_killed_worker(site: Site, owe: Owe) -> None:
    """Nobody is woken, no lease is touched up by hand but to spare the test its 100 seconds."""
    site.smtp.body_seconds = 0.01
    owe(60)
    process = site.start_worker()
    wait_until(lambda: len(site.smtp.taken) >= 10, site)
    kill(process)
    with site.redis.client() as redis:
        redis.flushall()
    end_leases()
    site.start_worker(name="second")
    site.start_beat()

    wait_until(lambda: count(State.SENT) >= 59, site, seconds=60)
    assert site.smtp.twice() == []
    assert count(State.SENT, State.UNCERTAIN) == 60


def test_redis_down_when_something_is_owed(site: Site, owe: Owe) -> None:
    site.redis.stop()
    started = time.monotonic()
    owe(3)
    assert time.monotonic() - started < 5
    assert count(State.QUEUED) == 3

    site.redis.start()
    site.start_worker()  # which drains as it starts; one that runs already is told by beat
    wait_until(lambda: count(State.SENT) == 3, site)
    assert site.smtp.twice() == []


def test_redis_hung_when_something_is_owed(site: Site, owe: Owe) -> None:
    wake.send_task(wake.DRAIN)  # a connection that was fine
    site.redis.pause()
    started = time.monotonic()
    owe(3)
    first = time.monotonic() - started
    owe(3, kind="other")
    second = time.monotonic() - started - first
    site.redis.resume()

    assert first < 5, "the request goes on"
    assert second < 1, "and the next one does not even try"
    assert count(State.QUEUED) == 6


def test_redis_stops_and_comes_back_under_a_running_worker(site: Site, owe: Owe) -> None:
    site.start_worker()
    owe(2)
    wait_until(lambda: count(State.SENT) == 2, site)
    site.redis.stop()
    owe(2, kind="meanwhile")
    site.redis.start()
    wake.forget()

    def woken() -> bool:
        wake.forget()
        wake.send_task(wake.DRAIN)
        return count(State.SENT) == 4

    wait_until(woken, site)
    assert site.smtp.twice() == []


def test_redis_emptied_under_a_running_worker(site: Site, owe: Owe) -> None:
    site.smtp.body_seconds = 0.01
    site.start_worker()
    owe(50)
    wait_until(lambda: len(site.smtp.taken) >= 10, site)
    site.redis.flush()
    owe(3, kind="later")
    wait_until(lambda: count(State.SENT) == 53, site)

    assert site.smtp.twice() == []
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_two_workers_on_the_same_rows(site: Site, owe: Owe) -> None:
    site.smtp.body_seconds = 0.002
    owe(700)
    site.start_worker(name="one")
    site.start_worker(name="two")
    until = time.monotonic() + 60
    while count(State.SENT) < 700 and time.monotonic() < until:
        wake.send_task(wake.DRAIN)
        time.sleep(0.1)

    assert count(State.SENT) == 700, site.logs()
    assert len(site.smtp.taken) == 700
    assert site.smtp.twice() == []
    assert site.smtp.connections >= 2, "both took part"


def test_two_beats_and_a_worker_named_twice(site: Site, owe: Owe) -> None:
    owe(20)
    site.start_worker(name="same")
    site.start_worker(name="same")
    site.start_beat(name="beat1")
    site.start_beat(name="beat2")

    wait_until(lambda: count(State.SENT) == 20, site)
    time.sleep(1)
    assert len(site.smtp.taken) == 20
    assert site.smtp.twice() == []
