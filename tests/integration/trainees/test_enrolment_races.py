"""Two coordinators, or one who clicks twice, at the same moment; each race with the lock taken out as well."""

import signal
import subprocess
import sys
import threading
from typing import Any

import pytest
from django.db import transaction

from cms.accounts.models import Person
from courses.models import Cohort
from courses.operations import seats
from tasks.outbox.models import Message
from tests import factories
from tests.races import Meeting, at_once
from tests.servers import run
from tests.unit.trainees.lists import csv_of, outcomes, read
from trainees.enums import BatchState
from trainees.models import Enrolment, EnrolmentBatch
from trainees.operations import batches, enrolment, seating

# A worker that is killed while it prepares the messages of a list.
DIES = """
import os, signal, sys
import django
django.setup()
from trainees.operations import batches
def die(stage):
    if stage == "messages":
        os.kill(os.getpid(), signal.SIGKILL)
batches.list_progress.steps = lambda batch: die
batches.apply_waiting(batch_id=int(sys.argv[1]))
"""
pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 50


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    return Meeting(monkeypatch)


def last_seat(number: int) -> list[str]:
    """Two people, one seat: the names of what came out, sorted."""
    cohort = factories.cohort(seats=1)
    results = at_once(
        *(
            lambda who=who: enrolment.enrol(cohort=cohort, email=who, chosen_name="Sam", by=None)
            for who in (f"a{number}@example.org", f"b{number}@example.org")
        )
    )
    cohort.refresh_from_db()
    assert cohort.seats_held == Enrolment.objects.filter(cohort=cohort).count() == 1
    assert Message.objects.topic(f"cohort:{cohort.pk}").count() == 1
    return sorted(type(result).__name__ for result in results)


def test_the_last_seat_goes_to_one_and_the_other_is_told(meeting: Meeting) -> None:
    meeting.after(enrolment, "judge_rows")
    for number in range(ROUNDS):
        meeting.again()
        assert last_seat(number) == ["Enrolment", "ValidationError"]


def test_without_the_lock_only_the_constraint_is_left(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seats, "locked", lambda pk: Cohort.objects.with_course().get(pk=pk))
    meeting.after(enrolment, "judge_rows")
    assert last_seat(0) == ["Enrolment", "IntegrityError"]


def apply_twice(start: int) -> tuple[EnrolmentBatch, int]:
    """One list, started in two tabs; the list as it is then, and how many people are in."""
    cohort = factories.cohort(seats=10)
    batch = read(cohort, csv_of(3, start=start))
    at_once(*[lambda: batches.start_apply(batch=batch, by=None)] * 2)
    batch.refresh_from_db()
    return batch, Enrolment.objects.filter(cohort=cohort).count()


def test_a_list_that_is_started_twice_is_applied_once(meeting: Meeting) -> None:
    meeting.after(batches, "_check_can_apply")
    for number in range(10):
        meeting.again()
        batch, enrolled = apply_twice(10 * number)
        assert (batch.state, outcomes(batch), enrolled) == (BatchState.APPLIED, ["new"] * 3, 3)


def test_without_its_lock_the_second_overwrites_the_first(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        EnrolmentBatch.objects, "select_for_update", EnrolmentBatch.objects.all, raising=False
    )
    meeting.after(batches, "_check_can_apply")
    batch, enrolled = apply_twice(0)
    assert (outcomes(batch), enrolled) == (["enrolled"] * 3, 3)


def test_one_new_person_on_two_lists_gets_one_account(meeting: Meeting) -> None:
    """Different cohorts, so no lock keeps them apart: the address does."""
    meeting.after(seating, "_found")
    for number in range(10):
        meeting.again()
        data = csv_of(3, start=10 * number)
        lists = [read(factories.cohort(), data) for _ in range(2)]
        results = at_once(*(lambda one=one: batches.start_apply(batch=one, by=None) for one in lists))
        assert [result.state for result in results] == [BatchState.APPLIED] * 2
        enrolled = Enrolment.objects.filter(batch__in=lists)
        assert enrolled.count() == 6
        assert enrolled.filter(is_new_person=True).count() == 3
        assert Person.objects.filter(enrolments__batch__in=lists).distinct().count() == 3


def test_the_same_people_in_another_order_do_not_lock_each_other_out() -> None:
    """Addresses are taken in one order: the second list waits for the first, and never the first for the second."""
    cohort = factories.cohort()
    batch = read(cohort, "name,email\nB,b@example.org\nA,a@example.org\n")
    results: list[Any] = []
    second = threading.Thread(
        target=lambda: results.extend(at_once(lambda: batches.start_apply(batch=batch, by=None)))
    )
    with transaction.atomic():
        factories.person(email="a@example.org")
        second.start()
        second.join(timeout=1)
        factories.person(email="b@example.org")
    second.join(timeout=30)
    assert [result.state for result in results] == [BatchState.APPLIED]
    assert Enrolment.objects.filter(cohort=cohort, is_new_person=False).count() == 2


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_does_all() -> None:
    cohort = factories.cohort(seats=300)
    batch = read(cohort, csv_of(250))
    assert batches.start_apply(batch=batch, by=None).state == BatchState.APPLYING
    # A process of its own, not a fork of this one: it shares neither threads nor connections with earlier tests.
    done = subprocess.run(
        [sys.executable, "-c", DIES, str(batch.pk)], check=False, capture_output=True, text=True, cwd=run.ROOT
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    batch.refresh_from_db()
    assert (batch.state, batch.attempts, Enrolment.objects.count(), Person.objects.count()) == (
        BatchState.APPLYING, 1, 0, 0,
    )  # fmt: skip
    assert batches.apply_waiting(batch_id=batch.pk)
    assert not batches.apply_waiting(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.counts, Message.objects.count()) == (BatchState.APPLIED, {"new": 250}, 250)


def test_two_workers_at_once_apply_a_list_once() -> None:
    batch = read(factories.cohort(seats=300), csv_of(250))
    batches.start_apply(batch=batch, by=None)
    at_once(*[lambda: batches.apply_waiting(batch_id=batch.pk)] * 3)
    batch.refresh_from_db()
    assert (batch.state, batch.counts, Enrolment.objects.count()) == (BatchState.APPLIED, {"new": 250}, 250)
