"""Workers that die, are started twice, or lose Redis or the database: faults 1 to 5, 8 and 10 of reliability.md.

Real Celery workers against the run's PostgreSQL, a Redis of the test's own and a mail server that counts. They are
forked from a process that has imported the product (tests.servers.nursery); the journeys start the command itself.
"""

import contextlib
import datetime as dt
import logging
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from cms.accounts.kinds import SIGN_IN_CODE
from tasks.celery import app
from tasks.outbox import wake
from tasks.outbox.delivery import recover
from tasks.outbox.enums import State
from tasks.outbox.models import Message, Progress
from tests import factories
from tests.servers import database as databases
from tests.servers import postgres as servers
from tests.servers.nursery import Nursery
from tests.servers.redis import RedisServer
from tests.servers.stack import LiveStack

from .smtp import DROP, FaultySmtp

pytestmark = pytest.mark.faults
Owe = Callable[..., list[Message]]
# Prints every command that a Redis is given.
MONITOR = """
import sys, redis
with redis.Redis.from_url(sys.argv[1]).monitor() as monitor:
    print("ready", flush=True)
    for command in monitor.listen():
        print(command["command"], flush=True)
"""


class Site(LiveStack):
    """Workers and beat without a web server, and this process in the place of one."""

    smtp: FaultySmtp  # type: ignore[assignment]
    nursery: Nursery
    started: list[subprocess.Popen[bytes]]

    def _start(self, name: str, *args: str) -> subprocess.Popen[bytes]:
        process = self.nursery.fork(*args[1:], log=self.folder / f"{name}.log")
        self.started = [*getattr(self, "started", []), process]
        return process

    def stop(self) -> None:
        """At once: no test looks at an orderly end."""
        for process in getattr(self, "started", []):
            kill(process)
        self.started = []

    def point_redis(self) -> None:
        """This process enqueues where the workers listen."""
        app.conf.update(broker_url=f"{self.redis.url}/0")
        wake.forget()

    def begin(self) -> None:
        """As new: a fresh database, an empty Redis, a mail server that does right; no log of before."""
        self.database.reset()
        self.redis.stop()
        self.redis.start()
        self.smtp.reset()
        for old in self.folder.iterdir():
            if old.is_file():
                old.unlink()


@pytest.fixture(scope="module")
def _site(django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker: str) -> Iterator[Site]:
    """What each test uses anew, always at the same addresses: the nursery knows no others."""
    server = servers.shared_server()
    name = f"faults_{worker}"
    made = Site(
        database=databases.PostgresDatabase(server=server, name=name),
        redis=RedisServer(),
        smtp=FaultySmtp(),  # type: ignore[arg-type]
    )
    made.nursery = Nursery(environment=made.environment)
    yield made
    made.nursery.close()
    made.smtp.stop()
    made.redis.stop()
    server.drop_database(name)


@pytest.fixture
def site(_site: Site, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """A site whose Redis, database and mail server belong to this test."""
    before, broker = connections["default"].settings_dict["NAME"], app.conf.broker_url
    with django_db_blocker.unblock():
        _site.begin()
        databases.point_django_at(NAME=_site.database.name)
        _site.point_redis()
        yield _site
        _site.stop()
        databases.point_django_at(NAME=before)
    app.conf.update(broker_url=broker)
    wake.forget()


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


def test_beat_down_for_three_hours_then_two_of_them(site: Site) -> None:
    """Each reminder is owed once: what beat missed is made up for, and two beats ask for it at the same time."""
    noon_there = 12 - timezone.now().hour  # hours that a zone must be ahead of UTC to have its noon now
    programme = factories.programme(time_zone=f"Etc/GMT{-noon_there:+d}")
    tomorrow = factories.today(programme.tz) + dt.timedelta(days=1)
    cohort = factories.cohort(
        programme=programme, starts_on=tomorrow, ends_on=tomorrow + dt.timedelta(days=30)
    )
    factories.session(cohort, factories.instant(tomorrow, tz=programme.tz))
    factories.enrolments(cohort, 3)
    Message.objects.waiting().delete()
    for name in ("beat1", "beat2"):
        site.stop_the_clock(beat=name, hours=3)
    site.start_worker()
    site.start_beat(name="beat1")
    site.start_beat(name="beat2")

    wait_until(lambda: len(site.smtp.taken) == 3 and count(State.SENT) == 3, site)
    wait_until(lambda: reminders_done(site) >= 2, site)
    time.sleep(0.5)
    assert Message.objects.count() == 3
    assert len(site.smtp.taken) == len(set(site.smtp.addresses())) == 3


def reminders_done(site: Site) -> int:
    """How often the job was finished, by the worker's own log."""
    return len(re.findall(r"Task tasks\.jobs\.reminders\[\S+\] succeeded", site.logs(last=10**7)))


def test_no_secret_leaves_the_outbox_but_in_the_mail(
    site: Site, owe: Owe, caplog: pytest.LogCaptureFixture
) -> None:
    """A planted code is searched for in everything that Redis and the logs hold, also when sending goes wrong."""
    caplog.set_level(logging.DEBUG)
    canary = "canary-4711"
    site.smtp.plan = lambda stage, address, number: {
        ("rcpt", f"{canary}1@example.org"): f"450 4.2.0 {canary} is busy",
        ("body", f"{canary}2@example.org"): DROP,
    }.get((stage, address))
    owe(3, kind=SIGN_IN_CODE, prefix=canary)
    Message.objects.update(fields={"name": canary})
    monitor = subprocess.Popen(
        [sys.executable, "-c", MONITOR, site.redis.url], stdout=subprocess.PIPE, text=True, cwd=site.folder
    )
    try:
        assert monitor.stdout is not None
        assert monitor.stdout.readline() == "ready\n"
        site.start_worker()
        wake.send_task(wake.DRAIN)
        wait_until(lambda: count(State.SENT) == 1 and count(State.RETRYING) == 2, site)
        assert canary in site.smtp.addresses()[0], "the mail itself has it"
        with site.redis.client() as redis:
            dumps = b"".join(key + (redis.dump(key) or b"") for key in redis.scan_iter())
    finally:
        monitor.kill()
        heard = monitor.communicate()[0]

    assert "tasks.jobs.drain" in heard
    assert "tasks.jobs.drain" in site.logs(last=10**7)
    for name, text in (("traffic", heard), ("logs", site.logs(last=10**7)), ("own log", caplog.text)):
        assert canary not in text, name
    assert canary.encode() not in dumps
    assert Message.objects.get(state=State.SENT).fields == {}
    assert not Message.objects.listable().exists()
