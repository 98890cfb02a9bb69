"""Claims, late workers and recovery racing each other on PostgreSQL, each with its control without the lock."""

import datetime as dt
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tasks.outbox.delivery import claim as claims
from tasks.outbox.delivery import drain, recover, recovery
from tasks.outbox.delivery.claim import Batch, claim
from tasks.outbox.delivery.outcomes import finish_accepted, renew
from tasks.outbox.delivery.progress import LostLeaseError, begin, end
from tasks.outbox.delivery.smtp import Connection
from tasks.outbox.enums import State
from tasks.outbox.models import Channel, Content, Message, Progress, Suppression

from .smtp import FaultySmtp

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.faults]
Owe = Callable[..., list[Message]]
LATER = dt.timedelta(hours=1)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a test writes is committed, so that threads see it, and deleted afterwards: a new copy takes longer."""
    with django_db_blocker.unblock():
        yield
        for model in (Message, Content, Progress, Suppression, Channel):
            model.objects.all().delete()
        connections.close_all()


@contextmanager
def own_connection() -> Iterator[None]:
    """A thread's database connection ends with its work."""
    try:
        yield
    finally:
        connections.close_all()


def together(*actions: Callable[[], Any]) -> list[Any]:
    """Run these at the same time, each in a thread of its own; what they return or raise."""

    def run(action: Callable[[], Any]) -> Any:
        with own_connection():
            try:
                return action()
            except LostLeaseError as error:
                return error

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def requeue() -> None:
    """Everything is owed again."""
    Message.objects.update(state=State.QUEUED, owner="", lease_until=None, attempts=0, sent_at=None, error="")
    Progress.objects.all().delete()


def taken(message: Message | None = None) -> Batch:
    """A batch of everything that is due."""
    batch = claim(at=timezone.now())
    assert batch is not None
    return batch


# -- two workers claim at once -------------------------------------------------------------------------------------


def doubles(rounds: int) -> int:
    """How many messages two workers both thought theirs, claiming at once in this many rounds."""
    count = 0
    for _ in range(rounds):
        requeue()
        batches = together(*[lambda: claim(at=timezone.now(), limit=10)] * 2)
        ids = [message.pk for batch in batches if batch for message in batch.messages]
        count += len(ids) - len(set(ids))
    return count


@pytest.fixture
def meet_before_marking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both workers have chosen their rows before either marks them."""
    barrier = threading.Barrier(2)
    choose = claims.choose

    def choose_and_wait(**options: Any) -> list[int]:
        ids = choose(**options)
        barrier.wait(timeout=20)
        return ids

    monkeypatch.setattr(claims, "choose", choose_and_wait)


@pytest.mark.usefixtures("meet_before_marking")
def test_no_message_is_claimed_twice(owe: Owe) -> None:
    owe(20)
    assert doubles(50) == 0


@pytest.mark.usefixtures("meet_before_marking")
def test_control_without_skip_locked_the_conditional_update_still_decides(
    owe: Owe, monkeypatch: pytest.MonkeyPatch
) -> None:
    owe(20)
    monkeypatch.setattr(connection.features.__class__, "has_select_for_update_skip_locked", False)
    assert doubles(10) == 0


@pytest.mark.usefixtures("meet_before_marking")
def test_control_without_both_messages_are_claimed_twice(owe: Owe, monkeypatch: pytest.MonkeyPatch) -> None:
    owe(20)
    monkeypatch.setattr(connection.features.__class__, "has_select_for_update_skip_locked", False)
    monkeypatch.setattr(claims, "only_if_waiting", lambda: Message.objects.all())
    assert doubles(10) > 0


# -- a worker begins while its batch is judged -----------------------------------------------------------------------


def begun_and_given_back(owe: Owe, monkeypatch: pytest.MonkeyPatch, *, rounds: int) -> int:
    """How often a message was begun by its worker and also given back to be sent by another."""
    (message,) = owe(1)
    looked = threading.Event()
    look = recovery.look

    def look_slowly(*, owner: str) -> int | None:
        begun = look(owner=owner)
        looked.set()
        time.sleep(0.01)
        return begun

    monkeypatch.setattr(recovery, "look", look_slowly)
    count = 0
    for _ in range(rounds):
        requeue()
        looked.clear()
        batch = taken()

        def start(batch: Batch = batch) -> None:
            looked.wait(timeout=20)
            begin(owner=batch.owner, pk=message.pk)

        result, _judged = together(start, lambda: recover(at=timezone.now() + LATER))
        was_begun = not isinstance(result, LostLeaseError)
        count += was_begun and Message.objects.get().state == State.QUEUED
    return count


def test_what_was_begun_is_never_given_back(owe: Owe, monkeypatch: pytest.MonkeyPatch) -> None:
    assert begun_and_given_back(owe, monkeypatch, rounds=50) == 0


def test_control_without_the_lock_it_is(owe: Owe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        recovery,
        "look",
        lambda *, owner: Progress.objects.filter(owner=owner).values_list("begun", flat=True).first(),
    )
    assert begun_and_given_back(owe, monkeypatch, rounds=5) > 0


# -- late workers ----------------------------------------------------------------------------------------------------


def test_recovery_tells_sent_begun_and_not_begun_apart(owe: Owe) -> None:
    messages = owe(5)
    batch = taken()
    begin(owner=batch.owner, pk=messages[2].pk)

    assert recover() == 0, "the lease still runs"
    assert recover(at=timezone.now() + LATER) == 5
    states = [State.SENT, State.SENT, State.UNCERTAIN, State.QUEUED, State.QUEUED]
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == states
    assert list(Message.objects.order_by("pk").values_list("attempts", flat=True)) == [1, 1, 1, 0, 0]
    assert not Progress.objects.exists()
    assert recover(at=timezone.now() + LATER) == 0


def test_without_its_progress_a_batch_cannot_be_judged(owe: Owe) -> None:
    owe(3)
    taken()
    Progress.objects.all().delete()  # as a crash of PostgreSQL does

    assert recover(at=timezone.now() + LATER) == 3
    assert set(Message.objects.values_list("state", flat=True)) == {State.UNCERTAIN}


def test_a_late_worker_changes_nothing(owe: Owe) -> None:
    messages = owe(2)
    batch = taken()
    begin(owner=batch.owner, pk=messages[0].pk)
    recover(at=timezone.now() + LATER)
    before = list(Message.objects.values())

    with pytest.raises(LostLeaseError):
        begin(owner=batch.owner, pk=messages[1].pk)
    assert finish_accepted(owner=batch.owner, ids=[message.pk for message in messages]) == 0
    assert not renew(owner=batch.owner, lease_until=timezone.now() + LATER)
    assert list(Message.objects.values()) == before


def test_a_worker_that_slept_through_its_lease_sends_nothing_more(owe: Owe, faulty: FaultySmtp) -> None:
    owe(5)

    def sleep_through(stage: str, address: str, number: int) -> None:
        if stage == "body" and address == "a1@example.org":
            with own_connection():
                recover(at=timezone.now() + LATER)

    faulty.plan = sleep_through
    assert drain(seconds=0.01) in (0, 1)
    assert faulty.addresses() == ["a0@example.org", "a1@example.org"]
    states = [State.SENT, State.UNCERTAIN, State.QUEUED, State.QUEUED, State.QUEUED]
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == states

    faulty.plan = lambda *stage: None
    assert drain() == 3
    assert faulty.twice() == []


@pytest.mark.parametrize("notices_when", ["it renews its lease", "it begins a letter"])
def test_what_follows_a_lost_lease_goes_to_its_own_address(
    owe: Owe, faulty: FaultySmtp, monkeypatch: pytest.MonkeyPatch, notices_when: str
) -> None:
    """The envelope of the letter that is not sent any more is on its way: no other body may follow it."""
    messages = owe(5)
    slept: list[str] = []

    def sleep_through(stage: str, address: str, number: int) -> None:
        if stage == "body" and address == "a1@example.org" and not slept:
            slept.append(address)
            with own_connection():
                recover(at=timezone.now() + LATER)
                Message.objects.filter(pk=messages[2].pk).update(state=State.CANCELLED)  # no more to be sent

    if notices_when == "it renews its lease":
        waits = itertools.count(100, 100)
        monkeypatch.setattr(Connection, "longest_wait", lambda connection: next(waits))
    faulty.plan = sleep_through

    began = time.monotonic()
    drain()
    sent = [message for message in messages if message != messages[2]]
    assert faulty.taken == [(message.address, message.message_id) for message in sent]
    assert time.monotonic() - began < 2, "and nobody waits for an answer that will not come"


@transaction.atomic
def finish(batch: Batch, ids: list[int]) -> int:
    """What a worker does at the end of a batch."""
    end(owner=batch.owner)
    return finish_accepted(owner=batch.owner, ids=ids)


def test_finishing_and_judging_at_once_agree(owe: Owe) -> None:
    messages = owe(3)
    ids = [message.pk for message in messages]
    for _ in range(50):
        requeue()
        batch = taken()
        begin(owner=batch.owner, pk=ids[-1])
        finished, judged = together(
            partial(finish, batch, ids),
            lambda: recover(at=timezone.now() + LATER),
        )
        states = list(Message.objects.order_by("pk").values_list("state", flat=True))
        assert states[:2] == [State.SENT] * 2
        assert states[2] == (State.SENT if finished == 3 else State.UNCERTAIN)
        assert finished + judged == 3


def test_a_slow_server_keeps_the_lease(owe: Owe, faulty: FaultySmtp, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a lease shorter than the batch, it is renewed on the way."""
    monkeypatch.setattr(claims, "LEASE", dt.timedelta(seconds=0))
    faulty.body_seconds = 0.02
    owe(10)
    assert drain() == 10
    assert faulty.twice() == []


def test_a_code_does_not_wait_behind_a_slow_batch(
    owe: Owe, faulty: FaultySmtp, kind: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.outbox.delivery.draining.LONGEST_BATCH", 0.3)
    kind(name="code", is_secret=True)
    faulty.body_seconds = 0.02
    owe(60)

    def code_arrives(stage: str, address: str, number: int) -> None:
        if address == "a3@example.org" and stage == "body":
            with own_connection():
                owe(1, kind="code", prefix="code")

    faulty.plan = code_arrives
    assert drain() == 61
    assert faulty.addresses().index("code0@example.org") < 40
    assert faulty.twice() == []
