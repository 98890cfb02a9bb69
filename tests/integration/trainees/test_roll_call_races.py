"""Two facilitators at the same moment; each race with the locks taken out as well, which must go wrong."""

from functools import partial
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from courses.models import Cohort, Session
from tests import factories
from tests.races import Meeting, at_once, kinds
from trainees.enums import Mark
from trainees.models import Attendance, Enrolment, RollCall
from trainees.operations import attendance, correcting

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 20


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """Where the two meet: after both have read the sheet."""
    made = Meeting(monkeypatch)
    made.after(attendance, "sheet")
    return made


@pytest.fixture
def _unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the locks out."""
    monkeypatch.setattr(attendance, "locked", lambda pk: Cohort.objects.with_course().get(pk=pk))
    for module in (attendance, correcting):
        monkeypatch.setattr(module, "fresh", lambda record: type(record).objects.get(pk=record.pk))


def somebody() -> tuple[Session, Enrolment]:
    """Somebody who is expected at a session that has begun."""
    enrolment = factories.enrolment()
    return factories.held_session(enrolment.cohort), enrolment


def mark_twice(session: Session, enrolment: Enrolment) -> list[Any]:
    """Kim says present, Lee says absent; neither has seen the other's mark."""

    def say(what: str) -> Attendance:
        return attendance.mark(session=session, enrolment=enrolment, mark=what, seen_version=0, by=None)

    results = at_once(lambda: say(Mark.PRESENT), lambda: say(Mark.ABSENT))
    winner = next(result for result in results if isinstance(result, Attendance))
    assert Attendance.objects.get(enrolment=enrolment).mark == winner.mark
    return results


def test_of_two_who_mark_one_is_told_what_stands(meeting: Meeting) -> None:
    for _round in range(ROUNDS):
        meeting.again()
        assert kinds(mark_twice(*somebody())) == ["Attendance", "StaleMarkError"]


@pytest.mark.usefixtures("_unlocked")
def test_without_the_lock_only_the_constraint_is_left(meeting: Meeting) -> None:
    assert kinds(mark_twice(*somebody())) == ["Attendance", "IntegrityError"]


def close_and_mark(session: Session, enrolment: Enrolment) -> list[Any]:
    """Kim closes while Lee changes a mark."""
    attendance.mark(session=session, enrolment=enrolment, mark=Mark.PRESENT, seen_version=0, by=None)
    results = at_once(
        lambda: attendance.close_roll_call(session=session, by=None),
        lambda: attendance.mark(
            session=session, enrolment=enrolment, mark=Mark.ABSENT, seen_version=1, by=None
        ),
    )
    assert RollCall.objects.get(session=session).is_closed
    changed = isinstance(results[1], Attendance)
    assert Attendance.objects.get(session=session).mark == (Mark.ABSENT if changed else Mark.PRESENT)
    return results


def test_a_mark_comes_before_the_closing_or_is_refused(meeting: Meeting) -> None:
    for _round in range(ROUNDS):
        meeting.again()
        closing, marking = close_and_mark(*somebody())
        assert isinstance(closing, RollCall)
        assert type(marking).__name__ in ("Attendance", "ValidationError")


@pytest.mark.usefixtures("_unlocked")
def test_without_the_lock_a_mark_can_meet_the_trigger(meeting: Meeting) -> None:
    """Or slip in between what was read and what was closed: both are wrong, and one of them happens."""
    meeting.seconds = 0.1  # twenty rounds, and in most of them the other does not come
    found = set()
    for _round in range(ROUNDS):
        meeting.again()
        found.add(type(close_and_mark(*somebody())[1]).__name__)
    assert found & {"IntegrityError", "Attendance"}
    assert "ValidationError" not in found


def test_a_double_click_closes_once(meeting: Meeting) -> None:
    for _round in range(5):
        meeting.again()
        session, enrolment = somebody()
        attendance.mark(session=session, enrolment=enrolment, mark=Mark.PRESENT, seen_version=0, by=None)
        close = partial(attendance.close_roll_call, session=session, by=None)
        results = at_once(close, close)
        assert kinds(results) == ["RollCall", "RollCall"]
        entries = ModelLogEntry.objects.for_instance(session.cohort).filter(action="trainees.roll_call.close")
        assert entries.count() == 1


def correct_twice(session: Session, enrolment: Enrolment) -> list[Any]:
    """Kim and Lee correct the same mark, differently."""
    factories.closed_roll_call(session)
    old = Attendance.objects.get(session=session)

    def say(what: str) -> Attendance:
        return correcting.correct(attendance=old, mark=what, reason="It was not so.", by=None)

    return at_once(lambda: say(Mark.ABSENT), lambda: say(Mark.EXCUSED))


def test_of_two_who_correct_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(monkeypatch)
    meeting.after(correcting, "_check")
    for _round in range(5):
        meeting.again()
        assert kinds(correct_twice(*somebody())) == ["Attendance", "StaleMarkError"]


@pytest.mark.usefixtures("_unlocked")
def test_without_the_lock_two_corrections_meet_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(monkeypatch)
    meeting.after(correcting, "_check")
    assert kinds(correct_twice(*somebody())) == ["Attendance", "IntegrityError"]
