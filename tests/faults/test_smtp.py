"""Every way in which a mail server can fail us, one message or all of them (fault 7 of reliability.md)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail.models import ModelLogEntry

from cms.demo.processes import free_port
from tasks.outbox.delivery import drain
from tasks.outbox.enums import State
from tasks.outbox.models import Channel, Message, Progress, Suppression
from tasks.outbox.operations import queue_many, resend

from .smtp import DROP, HANG, FaultySmtp, Plan

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
Owe = Callable[..., list[Message]]


def at(stage: str, reply: str, *, address: str = "", connection: int = 0) -> Plan:
    """A plan: that reply at that stage, for one address or connection only where given."""

    def plan(now: str, to: str, number: int) -> str | None:
        is_meant = (
            now == stage and (not address or to == address) and (not connection or number == connection)
        )
        return reply if is_meant else None

    return plan


def states() -> list[str]:
    """The state of every message, in the order in which they were owed."""
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def end_rest() -> None:
    """As if the channel's rest and all waits were over."""
    Channel.objects.update(paused_until=timezone.now())
    Message.objects.waiting().update(next_attempt_at=timezone.now())


@pytest.fixture(params=[True, False], ids=["pipelining", "plain"])
def either(request: pytest.FixtureRequest, faulty: FaultySmtp) -> FaultySmtp:
    """The faulty server, once with PIPELINING and once without."""
    faulty.pipelining = request.param
    return faulty


def test_nothing_wrong(either: FaultySmtp, owe: Owe) -> None:
    messages = owe(5)

    assert drain() == 5
    assert either.taken == [(message.address, message.message_id) for message in messages]
    assert states() == [State.SENT] * 5
    assert either.connections == 1
    assert drain() == 0


def test_450_for_one_address_is_tried_later(either: FaultySmtp, owe: Owe) -> None:
    owe(4)
    either.plan = at("rcpt", "450 4.2.0 greylisted", address="a1@example.org")
    before = timezone.now()

    assert drain() == 3
    assert states() == [State.SENT, State.RETRYING, State.SENT, State.SENT]
    message = Message.objects.get(address="a1@example.org")
    assert message.attempts == 1
    assert message.error == "450 4.2.0 greylisted"
    wait = message.next_attempt_at - before
    assert dt.timedelta(seconds=47) < wait < dt.timedelta(seconds=80), "a minute, spread by chance"
    assert drain() == 0, "not before its time"

    either.plan = lambda *stage: None
    end_rest()
    assert drain() == 1
    assert either.twice() == []


def test_451_after_the_body_is_tried_later(either: FaultySmtp, owe: Owe) -> None:
    owe(3)
    either.plan = at("body", "451 4.3.0 disk is slow", address="a0@example.org")

    assert drain() == 2
    assert states() == [State.RETRYING, State.SENT, State.SENT]


def test_many_attempts_end_in_failure(faulty: FaultySmtp, owe: Owe) -> None:
    owe(1)
    Message.objects.update(attempts=11)
    faulty.plan = at("rcpt", "450 4.2.0 greylisted")
    drain()

    message = Message.objects.get()
    assert message.state == State.FAILED
    assert message.error == "Given up after many attempts. 450 4.2.0 greylisted"
    assert not Suppression.objects.exists()


def test_what_was_owed_long_ago_is_tried_as_often(faulty: FaultySmtp, owe: Owe) -> None:
    """After days without a mail server, or when a person sends an old message again."""
    owe(1)
    Message.objects.update(created_at=timezone.now() - dt.timedelta(days=30))
    faulty.plan = at("rcpt", "450 4.2.0 greylisted")
    drain()

    assert states() == [State.RETRYING]


def test_who_sends_again_lifts_what_holds_it_back(faulty: FaultySmtp, owe: Owe) -> None:
    """The mailbox is there by now: a person says so by sending again, also for a message that came after."""
    owe(1)
    faulty.plan = at("rcpt", "550 5.1.1 no such user")
    drain()
    (later,) = owe(1, kind="later")
    drain()
    assert states() == [State.FAILED, State.SUPPRESSED]

    faulty.plan = lambda *stage: None
    resend(message=later, by=None)

    assert drain() == 1
    assert states() == [State.FAILED, State.SENT]
    assert ModelLogEntry.objects.filter(action="outbox.lift_suppression").count() == 1


def test_421_between_letters_only_costs_a_new_connection(either: FaultySmtp, owe: Owe) -> None:
    owe(6)
    seen: list[str] = []

    def three_a_connection(stage: str, address: str, number: int) -> str | None:
        if stage == "mail":
            seen.append(address)
            return "421 4.7.0 too many mails in one connection" if len(seen) in (4, 9) else None
        return None

    either.plan = three_a_connection
    assert drain() == 6
    assert states() == [State.SENT] * 6
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}
    assert either.twice() == []
    assert either.connections >= 2


def test_421_for_the_first_letter_rests_the_channel(either: FaultySmtp, owe: Owe) -> None:
    owe(3)
    either.plan = at("mail", "421 4.3.2 going down")

    assert drain() == 0
    assert states() == [State.RETRYING, State.QUEUED, State.QUEUED]
    channel = Channel.objects.get()
    assert channel.error == "421 4.3.2 going down"
    assert channel.paused_until is not None
    assert drain() == 0
    assert either.connections == 1, "a resting channel is left alone"

    either.plan = lambda *stage: None
    end_rest()
    assert drain() == 3
    assert Channel.objects.get().error == ""


def test_550_fails_and_suppresses_the_address(either: FaultySmtp, owe: Owe) -> None:
    owe(3)
    either.plan = at("rcpt", "550 5.1.1 no such user", address="a1@example.org")

    assert drain() == 2
    assert states() == [State.SENT, State.FAILED, State.SENT]
    assert Suppression.objects.in_force().get().address == "a1@example.org"

    owe(3, kind="later")
    assert drain() == 2
    later = Message.objects.get(kind="later", address="a1@example.org")
    assert (later.state, later.error, later.attempts) == (State.SUPPRESSED, "550 5.1.1 no such user", 0)
    assert "a1@example.org" not in either.addresses()


@pytest.mark.parametrize(
    ("stage", "reply"),
    [
        ("rcpt", "550 5.7.1 relaying denied"),
        ("rcpt", "552 5.2.2 mailbox full"),
        ("data", "554 5.6.0 no"),
        ("body", "554 5.7.1 looks like spam"),
    ],
)
def test_other_refusals_fail_but_do_not_suppress(
    either: FaultySmtp, owe: Owe, stage: str, reply: str
) -> None:
    owe(3)
    either.plan = at(stage, reply, address="a1@example.org")

    assert drain() == 2
    assert states() == [State.SENT, State.FAILED, State.SENT]
    assert Message.objects.get(address="a1@example.org").error == reply
    assert not Suppression.objects.exists()


@pytest.mark.parametrize(
    ("stage", "reply"),
    [
        ("auth", "535 5.7.8 wrong password"),
        ("mail", "530 5.7.0 authentication required"),
        ("mail", "553 5.7.1 this sender is not yours"),
        ("rcpt", "530 5.7.0 authentication required"),
        ("banner", "554 5.7.1 you are on a list"),
    ],
)
def test_refusing_us_rests_the_channel_and_spends_nothing(
    either: FaultySmtp, owe: Owe, settings: Settings, stage: str, reply: str
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "training", "not right"
    owe(3)
    either.plan = at(stage, reply)

    assert drain() == 0
    assert states() == [State.QUEUED] * 3
    assert set(Message.objects.values_list("attempts", flat=True)) == {0}
    assert Channel.objects.get().error == reply
    assert not Suppression.objects.exists()

    either.plan = lambda *stage: None
    end_rest()
    assert drain() == 3


def test_a_server_that_is_not_there_spends_nothing(owe: Owe, settings: Settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    owe(2)

    assert drain() == 0
    assert states() == [State.QUEUED] * 2
    assert set(Message.objects.values_list("attempts", flat=True)) == {0}
    rests = []
    for _ in range(8):
        channel = Channel.objects.get()
        assert channel.paused_until is not None
        rests.append(round((channel.paused_until - channel.changed_at).total_seconds()))
        end_rest()
        drain()
    assert rests == [10, 20, 40, 80, 160, 300, 300, 300]


@pytest.mark.parametrize("stage", ["banner", "ehlo"])
def test_hanging_before_anything_was_sent_spends_nothing(
    faulty: FaultySmtp, owe: Owe, settings: Settings, stage: str
) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    owe(2)
    faulty.plan = at(stage, HANG)

    assert drain() == 0
    assert states() == [State.QUEUED] * 2
    assert set(Message.objects.values_list("attempts", flat=True)) == {0}
    assert Channel.objects.get().error == "The mail server did not answer in time."


@pytest.mark.parametrize("what", [DROP, HANG])
@pytest.mark.parametrize("stage", ["mail", "rcpt", "data"])
def test_ending_before_the_body_is_tried_later(
    either: FaultySmtp, owe: Owe, settings: Settings, stage: str, what: str
) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    owe(3)
    either.plan = at(stage, what, connection=1)

    assert drain() == 0
    assert states() == [State.RETRYING, State.QUEUED, State.QUEUED]
    end_rest()
    assert drain() == 3
    assert either.twice() == []


@pytest.mark.parametrize("what", [DROP, HANG])
def test_ending_after_the_last_dot_is_uncertain_and_never_sent_again(
    either: FaultySmtp, owe: Owe, settings: Settings, what: str
) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    owe(4)
    either.plan = at("body", what, address="a1@example.org")

    assert drain() == 1
    assert states() == [State.SENT, State.UNCERTAIN, State.QUEUED, State.QUEUED]
    uncertain = Message.objects.get(state=State.UNCERTAIN)
    assert uncertain.error == "The connection broke before the mail server confirmed it."
    for _ in range(3):
        end_rest()
        drain()
    assert states() == [State.SENT, State.UNCERTAIN, State.SENT, State.SENT]
    assert either.twice() == []
    assert not Progress.objects.exists()


def test_a_code_that_may_be_lost_is_sent_once_more_with_the_same_id(
    faulty: FaultySmtp, owe: Owe, kind: Callable[..., Any]
) -> None:
    kind(name="code", resend_once=True, is_secret=True)
    (message,) = owe(1, kind="code")
    faulty.plan = at("body", DROP)
    drain()

    assert states() == [State.RETRYING]
    assert Message.objects.get().fields == {"name": "Sam 0"}
    end_rest()
    drain()
    assert states() == [State.UNCERTAIN], "once, not for ever"
    assert Message.objects.get().fields == {}
    end_rest()
    drain()
    assert faulty.taken == [(message.address, message.message_id)] * 2


def test_what_cannot_be_composed_fails_alone(faulty: FaultySmtp, owe: Owe) -> None:
    owe(3)
    Message.objects.filter(address="a1@example.org").update(fields={})

    assert drain() == 2
    assert states() == [State.SENT, State.FAILED, State.SENT]
    assert queue_many([]) == 0
