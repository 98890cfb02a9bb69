"""Two tabs, two coordinators, two beats at the same moment; each race with the locks taken out as well."""

import datetime as dt
import itertools
import uuid
from typing import Any

import pytest

from tasks.outbox.models import Message
from tests import factories
from tests.races import Meeting, at_once, kinds
from trainees.models import Certificate, ContinuingHours, RenewalFiling
from trainees.operations import certificates, continuing, holding, renewal_reminders, renewing
from trainees.queries.renewals import WITH
from trainees.rules import keys

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10


def unlock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the locks out."""

    def unlocked(pk: int) -> Certificate:
        found: Certificate = Certificate.objects.select_related(*WITH).get(pk=pk)
        return found

    def fresh(record: Any) -> Any:
        return type(record).objects.get(pk=record.pk)

    for module in (holding, continuing):
        monkeypatch.setattr(module, "locked", unlocked)
    monkeypatch.setattr(renewing, "locked_with_cohort", unlocked)
    for other in (renewing, continuing, certificates):
        monkeypatch.setattr(other, "fresh", fresh)


def file_twice(meeting: Meeting) -> list[Any]:
    held = factories.held_certificate(**factories.in_window())
    factories.enough_learned(held)
    meeting.again()
    results = at_once(*[lambda: renewing.file_renewal(certificate=held, by=held.person)] * 2)
    assert RenewalFiling.objects.filter(certificate=held).count() == 1
    return results


def test_two_tabs_ask_once(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(monkeypatch)
    meeting.after(renewing, "_check_window")
    for _round in range(ROUNDS):
        first, second = file_twice(meeting)
        assert first == second


def test_two_tabs_without_the_lock_meet_the_constraint(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(monkeypatch)
    meeting.after(renewing, "_check_window")
    unlock(monkeypatch)
    assert kinds(file_twice(meeting)) == ["IntegrityError", "RenewalFiling"]


def approve_twice(meeting: Meeting) -> list[Any]:
    filing = factories.filed()
    meeting.again()
    results = at_once(*[lambda: renewing.approve(filing=filing, by=None)] * 2)
    assert Certificate.objects.filter(replaces=filing.certificate).count() == 1
    assert Message.objects.filter(kind="certificate_replaced").count() == 1
    Message.objects.all().delete()
    return results


def test_two_coordinators_renew_once(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(monkeypatch)
    meeting.after(renewing, "_check_still_met")
    for _round in range(ROUNDS):
        first, second = approve_twice(meeting)
        assert first == second


def test_two_coordinators_without_the_lock_meet_the_constraint(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(monkeypatch)
    meeting.after(renewing, "_check_still_met")
    unlock(monkeypatch)
    monkeypatch.setattr(certificates, "held", lambda pk: None)
    found = kinds(approve_twice(meeting))
    assert "Certificate" in found
    assert found != ["Certificate", "Certificate"]


def answer_both_ways(meeting: Meeting) -> list[Any]:
    held = factories.held_certificate()
    entry = factories.learned(held, 60, source="course")
    meeting.again()
    results = at_once(
        lambda: continuing.accept(hours=entry, by=None),
        lambda: continuing.decline(hours=entry, answer="Not this one.", by=None),
    )
    entry.refresh_from_db()
    return results


def test_of_two_answers_one_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(monkeypatch)
    meeting.after(continuing, "_check_waiting")
    for _round in range(ROUNDS):
        assert kinds(answer_both_ways(meeting)) == ["ContinuingHours", "ValidationError"]


def test_two_answers_without_the_lock_are_both_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(monkeypatch)
    meeting.after(continuing, "_check_waiting")
    unlock(monkeypatch)
    assert kinds(answer_both_ways(meeting)) != ["ContinuingHours", "ValidationError"]


def test_a_double_click_logs_once() -> None:
    for _round in range(ROUNDS):
        held, token = factories.held_certificate(), uuid.uuid4()
        first, second = at_once(*[lambda: factories.learned(held, 60, token=token)] * 2)  # noqa: B023 – run at once
        assert first == second
        assert ContinuingHours.objects.filter(certificate=held).count() == 1


def remind_twice(ends: dt.date) -> int:
    factories.held_certificate(issued_on=ends - dt.timedelta(days=700), expires_on=ends)
    nine = factories.instant(ends - dt.timedelta(days=30), 9)
    Message.objects.all().delete()
    at_once(*[lambda: renewal_reminders.owe_renewal_reminders(at=nine)] * 2)
    return Message.objects.count()


def test_two_beats_remind_once(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(monkeypatch)
    meeting.after(renewal_reminders, "_unknown")
    for number in range(ROUNDS):
        meeting.again()
        assert remind_twice(dt.date(2028, 3, 1) + number * dt.timedelta(days=200)) == 1


def test_two_beats_without_their_key_would_remind_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: it is the key that makes it once."""
    meeting = Meeting(monkeypatch)
    meeting.seconds = 1
    meeting.after(renewal_reminders, "_unknown")
    numbers = itertools.count()
    monkeypatch.setattr(keys, "renewal", lambda root, stage: f"renewal:{root.pk}:{stage}:{next(numbers)}")
    assert remind_twice(dt.date(2028, 3, 1)) == 2
