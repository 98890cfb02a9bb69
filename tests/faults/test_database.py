"""PostgreSQL that crashes while a batch is being sent."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tasks.outbox.delivery import drain, recover
from tasks.outbox.delivery.claim import claim
from tasks.outbox.delivery.progress import begin
from tasks.outbox.enums import State
from tasks.outbox.models import Message, Progress
from tests.servers import database as databases
from tests.servers.postgres import PostgresServer

from .smtp import FaultySmtp

pytestmark = pytest.mark.faults
Owe = Callable[..., list[Message]]


@pytest.fixture
def cluster(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, own_postgres: Callable[..., PostgresServer]
) -> Iterator[PostgresServer]:
    """A PostgreSQL of this test's own, to which Django is connected."""
    server = own_postgres(durable=True)  # else the crash would undo what was committed
    before = dict(connections["default"].settings_dict)
    with django_db_blocker.unblock():
        databases.point_django_at(NAME="alongside_template", PORT=server.port)
        yield server
        databases.point_django_at(NAME=before["NAME"], PORT=before["PORT"])


def crash_and_start(server: PostgresServer) -> None:
    """What a power cut does, and then power."""
    server.stop(crash=True)
    server.start()


def test_a_crash_in_a_batch_and_one_with_the_worker_gone_too(
    cluster: PostgresServer, faulty: FaultySmtp, owe: Owe
) -> None:
    owe(60)
    faulty.body_seconds = 0.01
    crash = threading.Thread(target=crash_and_start, args=(cluster,))

    def crash_at_the_tenth(stage: str, address: str, number: int) -> None:
        if address == "a9@example.org" and stage == "body":
            crash.start()

    faulty.plan = crash_at_the_tenth
    with pytest.raises((DatabaseError, InterfaceError)):
        drain()
    crash.join()
    connections.close_all()
    # The worker knew what it had sent, and said so as soon as it could.
    assert sorted(Message.objects.filter(state=State.SENT).values_list("address", flat=True)) == sorted(
        faulty.addresses()
    )
    assert Message.objects.filter(state=State.QUEUED).count() == 60 - len(faulty.taken)
    faulty.plan = lambda *stage: None
    drain()
    assert Message.objects.filter(state=State.SENT).count() == 60
    assert faulty.twice() == []

    # Now the worker dies with the database: nobody is left who knows.
    messages = owe(3, kind="second")
    batch = claim(at=timezone.now())
    assert batch is not None
    begin(owner=batch.owner, pk=messages[0].pk)
    connections.close_all()
    crash_and_start(cluster)
    assert not Progress.objects.exists(), "an UNLOGGED table is emptied by a crash"
    Message.objects.filter(state=State.SENDING).update(lease_until=timezone.now())
    recover()
    assert set(Message.objects.filter(kind="second").values_list("state", flat=True)) == {State.UNCERTAIN}
