"""Two coordinators at the same moment; each race with the locks taken out as well, which must go wrong."""

import datetime as dt
import uuid
from typing import Any

import pytest

from courses.models import Cohort
from courses.operations import cohorts
from tasks.outbox.models import Message
from tests import factories
from tests.races import Meeting, at_once, kinds
from trainees.models import Announcement, Completion, Enrolment
from trainees.operations import announcement, completion, enrolment, reminders

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 50


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """Where the two meet."""
    return Meeting(monkeypatch)


def unlocked(monkeypatch: pytest.MonkeyPatch, *modules: Any) -> None:
    """Take the locks out of the operations in these modules."""
    for module in modules:
        monkeypatch.setattr(module, "locked", lambda pk: Cohort.objects.with_course().get(pk=pk))
    monkeypatch.setattr(completion, "fresh", lambda record: type(record).objects.get(pk=record.pk))
    everybody = Enrolment.objects.all
    monkeypatch.setattr(Enrolment.objects, "select_for_update", lambda **_: everybody(), raising=False)


def record_twice(person: Enrolment) -> list[Any]:
    """Two coordinators record the same module of the same person."""
    pair = (person.pk, person.cohort.edition.modules.order_by("position")[0].pk)
    facts: dict[str, Any] = {"completed_on": factories.today(), "evidence": "quiz", "by": None}
    results = at_once(*[lambda: completion.record(cohort=person.cohort, pairs=[pair], **facts)] * 2)
    assert Completion.objects.standing().filter(enrolment=person).count() == 1
    return results


def test_what_two_record_at_once_is_recorded_once(meeting: Meeting) -> None:
    meeting.after(completion, "_missing")
    for person in factories.enrolments(factories.cohort(seats=ROUNDS), ROUNDS):
        meeting.again()
        assert sorted(len(made) for made in record_twice(person)) == [0, 1]


def test_without_the_lock_only_the_constraint_is_left(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.after(completion, "_missing")
    unlocked(monkeypatch, completion)
    assert kinds(record_twice(factories.enrolment())) == ["IntegrityError", "list"]


def void_twice(person: Enrolment) -> list[Any]:
    """Two coordinators void the same completion, each with a reason of their own."""
    made = Completion.objects.create(
        enrolment=person,
        module=person.cohort.edition.modules.order_by("position")[0],
        completed_on=factories.today(),
        evidence="quiz",
    )
    results = at_once(
        lambda: completion.void(completion=made, reason="First", by=None),
        lambda: completion.void(completion=made, reason="Second", by=None),
    )
    winner = next(result for result in results if isinstance(result, Completion))
    made.refresh_from_db()
    assert made.void_reason == winner.void_reason
    return results


def test_of_two_who_void_one_is_told_that_it_was_done(meeting: Meeting) -> None:
    meeting.after(completion, "fresh")
    for person in factories.enrolments(factories.cohort(seats=ROUNDS), ROUNDS):
        meeting.again()
        assert kinds(void_twice(person)) == ["Completion", "ValidationError"]


def test_without_the_lock_only_the_trigger_is_left(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked(monkeypatch, completion)
    meeting.after(completion, "fresh")
    assert kinds(void_twice(factories.enrolment())) == ["Completion", "IntegrityError"]


def send_twice(cohort: Cohort) -> list[Any]:
    """A double click on "send"."""
    token = uuid.uuid4()
    written = {"subject_en": "The room", "text_en": "We meet in room 204."}
    results = at_once(*[lambda: announcement.send(cohort=cohort, token=token, by=None, **written)] * 2)
    assert Announcement.objects.filter(token=token).count() == 1
    return results


def test_a_double_click_sends_once(meeting: Meeting) -> None:
    meeting.after(announcement, "_recipients")
    cohort = factories.cohort()
    factories.enrolments(cohort, 3)
    for number in range(1, 11):
        meeting.again()
        first, second = send_twice(cohort)
        assert first == second
        assert Message.objects.count() == 3 * number


def test_without_the_lock_only_the_token_is_left(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting.after(announcement, "_recipients")
    unlocked(monkeypatch, announcement)
    cohort = factories.cohort()
    factories.enrolments(cohort, 3)
    assert kinds(send_twice(cohort)) == ["Announcement", "IntegrityError"]
    assert Message.objects.count() == 3


def test_two_beats_owe_each_reminder_once(meeting: Meeting) -> None:
    """No lock: both find the same people without a reminder, and the key that exists once decides."""
    meeting.after(reminders, "_unknown")
    day = factories.today() + dt.timedelta(days=1)
    cohort = factories.cohort(seats=40)
    factories.enrolments(cohort, 40)
    for number in range(1, 11):
        meeting.again()
        factories.session(cohort, factories.instant(day, 8 + number))
        nine = factories.instant(day - dt.timedelta(days=1), 9)
        results = at_once(*[lambda nine=nine: reminders.owe_session_reminders(at=nine)] * 2)
        assert sum(results) == 40
        assert Message.objects.count() == 40 * number


def cut_and_enrol(number: int) -> list[Any]:
    """One of two seats is taken: one coordinator cuts the cohort to one seat while another enrols somebody."""
    cohort = factories.cohort(seats=2)
    factories.enrolment(cohort)
    results = at_once(
        lambda: cohorts.change_cohort(cohort=cohort, by=None, capacity=1),
        lambda: enrolment.enrol(cohort=cohort, email=f"x{number}@example.org", chosen_name="X", by=None),
    )
    cohort.refresh_from_db()
    assert cohort.seats_held == cohort.enrolments.holding_a_seat().count() <= cohort.capacity
    return results


def test_a_cut_of_seats_and_an_enrolment_have_one_winner(meeting: Meeting) -> None:
    meeting.after(cohorts, "_check_dates")
    meeting.after(enrolment, "judge_rows")
    for number in range(10):
        meeting.again()
        assert sum(name == "ValidationError" for name in kinds(cut_and_enrol(number))) == 1
