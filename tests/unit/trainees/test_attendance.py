"""Roll-calls: what is marked, refused, closed and corrected, and what follows from it."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.models import Cohort, Course, Session
from courses.operations.cohorts import cancel_cohort
from courses.operations.sessions import cancel_session
from tests import factories
from tests.counting import statements
from trainees.enums import Mark
from trainees.models import Attendance, Enrolment, RollCall
from trainees.operations.absences import cannot_come
from trainees.operations.attendance import (
    StaleMarkError,
    Tap,
    close_roll_call,
    mark,
    mark_all,
)
from trainees.operations.correcting import add_mark, correct
from trainees.operations.enrolment import withdraw
from trainees.queries.attendance import attendance_of
from trainees.queries.roll_call import sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return factories.cohort()


@pytest.fixture
def session(cohort: Cohort) -> Session:
    """Three hours of the first module, yesterday."""
    return factories.held_session(cohort, modules=[cohort.edition.modules.first()])


def people(cohort: Cohort, *names: str) -> list[Enrolment]:
    return [factories.enrolment(cohort, chosen_name=name) for name in names]


def refused(act: Any) -> dict[str, list[str]]:
    """What an act is refused with, by field."""
    with pytest.raises(ValidationError) as caught:
        act()
    found: dict[str, list[str]] = caught.value.message_dict
    return found


def standing(session: Session, enrolment: Enrolment) -> Attendance:
    found: Attendance = Attendance.objects.standing().get(session=session, enrolment=enrolment)
    return found


def test_the_first_mark_opens_the_roll_call_and_changes_count(cohort: Cohort, session: Session) -> None:
    (sam,) = people(cohort, "Sam")
    kim = factories.person("Kim")
    assert not RollCall.objects.exists()
    made = mark(session=session, enrolment=sam, mark=Mark.PRESENT, seen_version=0, by=kim)
    assert (made.version, made.recorded_by) == (1, kim)
    assert not RollCall.objects.get(session=session).is_closed
    changed = mark(session=session, enrolment=sam, mark=Mark.PRESENT, minutes_late=10, seen_version=1, by=kim)
    assert (changed.pk, changed.version, changed.minutes_late) == (made.pk, 2, 10)
    assert Attendance.objects.count() == 1


def test_who_saw_an_older_mark_is_told_what_stands(cohort: Cohort, session: Session) -> None:
    (sam,) = people(cohort, "Sam")
    kim, lee = factories.person("Kim"), factories.person("Lee")
    mark(session=session, enrolment=sam, mark=Mark.PRESENT, seen_version=0, by=kim)
    with pytest.raises(StaleMarkError) as caught:
        mark(session=session, enrolment=sam, mark=Mark.ABSENT, seen_version=0, by=lee)
    (words,) = caught.value.message_dict["mark"]
    assert words.startswith("Kim marked Sam at ")
    assert words.endswith(": Present")
    assert standing(session, sam).mark == Mark.PRESENT
    # The same from both is no conflict, and nobody's name changes.
    same = mark(session=session, enrolment=sam, mark=Mark.PRESENT, seen_version=0, by=lee)
    assert (same.version, same.recorded_by) == (1, kim)
    # Having seen it, Lee may change it.
    assert mark(session=session, enrolment=sam, mark=Mark.ABSENT, seen_version=1, by=lee).recorded_by == lee


def test_marks_that_make_no_sense_are_refused(cohort: Cohort, session: Session) -> None:
    (sam,) = people(cohort, "Sam")
    foreign = factories.enrolment()

    def tap(enrolment: Enrolment = sam, what: str = Mark.PRESENT, **more: int) -> dict[str, list[str]]:
        facts = {"seen_version": 0} | more
        return refused(lambda: mark(session=session, enrolment=enrolment, mark=what, by=None, **facts))

    assert tap(foreign) == {"enrolment": ["This person is not expected at this session."]}
    assert tap(what="asleep") == {"mark": ["Choose one of the marks."]}
    assert tap(minutes_late=181) == {"minutes_late": ["The session has 3 h, not more."]}
    assert tap(minutes_late=100, minutes_early=81) == {"minutes_late": ["The session has 3 h, not more."]}
    assert tap(minutes_late=-1) == {"minutes_late": ["Minutes are a number from 0 on."]}
    assert tap(what=Mark.ABSENT, minutes_late=5) == {
        "minutes_late": ["Minutes are for those who were there."]
    }
    assert tap(seen_version=1) == {"seen_version": ["The form was changed on its way. Please try again."]}
    assert tap(seen_version=-1) == {"seen_version": ["The form was changed on its way. Please try again."]}
    assert Attendance.objects.count() == RollCall.objects.count() == 0


def test_one_wrong_tap_writes_nothing(cohort: Cohort, session: Session) -> None:
    sam, camille = people(cohort, "Sam", "Camille")
    taps = [
        Tap(enrolment=sam.pk, mark=Mark.PRESENT, seen_version=0),
        Tap(enrolment=camille.pk, mark=Mark.PRESENT, seen_version=0, minutes_late=999),
    ]
    with pytest.raises(ValidationError) as caught:
        mark_all(session=session, taps=taps, by=None)
    (error,) = caught.value.error_dict["minutes_late"]
    assert error.params == {"enrolment": camille.pk}
    assert not Attendance.objects.exists()


def test_when_a_roll_call_can_be_taken(cohort: Cohort) -> None:
    (sam,) = people(cohort, "Sam")
    now = dt.datetime.now(dt.UTC)
    soon = factories.session(cohort, now + dt.timedelta(minutes=29))
    later = factories.session(cohort, now + dt.timedelta(minutes=31))
    gone = factories.held_session(cohort)
    cancel_session(session=gone, by=None)
    assert mark(session=soon, enrolment=sam, mark=Mark.PRESENT, seen_version=0, by=None)
    early = refused(lambda: mark(session=later, enrolment=sam, mark=Mark.PRESENT, seen_version=0, by=None))
    assert early == {
        "__all__": [
            "The roll-call opens half an hour before the session. It can be closed once the session has begun."
        ]
    }
    assert "__all__" in refused(lambda: close_roll_call(session=soon, by=None))
    assert refused(lambda: mark(session=gone, enrolment=sam, mark=Mark.PRESENT, seen_version=0, by=None)) == {
        "__all__": ["This session was cancelled: it has no roll-call."]
    }
    assert refused(lambda: close_roll_call(session=gone, by=None)) == {
        "__all__": ["This session was cancelled: it has no roll-call."]
    }


def test_closing_names_those_without_a_mark(cohort: Cohort, session: Session) -> None:
    sam, camille = people(cohort, "Sam", "Camille")
    people(cohort, "Alex")
    mark(session=session, enrolment=sam, mark=Mark.PRESENT, seen_version=0, by=None)
    assert refused(lambda: close_roll_call(session=session, by=None)) == {
        "__all__": ["Still without a mark: Alex, Camille."]
    }
    assert not RollCall.objects.get().is_closed
    assert camille


def test_how_the_lines_begin(cohort: Cohort, session: Session) -> None:
    told, joined, left, gone = people(cohort, "Told", "Joined", "Left", "Gone")
    Enrolment.objects.filter(pk=joined.pk).update(enrolled_at=dt.datetime.now(dt.UTC))
    withdraw(enrolment=left, by=None)
    withdraw(enrolment=gone, by=None)
    Enrolment.objects.filter(pk=gone.pk).update(ended_at=session.starts_at - dt.timedelta(hours=1))
    later = factories.session(cohort)
    cannot_come(enrolment=told, session=later, by=told.person)
    assert [(line.enrolment.person.chosen_name, line.mark) for line in sheet(session).lines] == [
        ("Joined", Mark.NOT_EXPECTED), ("Left", ""), ("Told", ""),
    ]  # fmt: skip
    assert [(line.enrolment.person.chosen_name, line.mark) for line in sheet(later).lines] == [
        ("Joined", ""), ("Told", Mark.EXCUSED),
    ]  # fmt: skip
    Course.objects.update(present_by_default=True)
    shown = sheet(Session.objects.get(pk=session.pk)).lines
    assert [line.mark for line in shown] == [Mark.NOT_EXPECTED, Mark.PRESENT, Mark.PRESENT]


def test_closing_writes_how_lines_begin_and_counts(session: Session, cohort: Cohort) -> None:
    Course.objects.update(present_by_default=True)
    sam, camille = people(cohort, "Sam", "Camille")
    kim = factories.person("Kim")
    mark(session=session, enrolment=camille, mark=Mark.ABSENT, seen_version=0, by=None)
    closed = close_roll_call(session=session, by=kim)
    again = close_roll_call(session=session, by=factories.person("Lee"))
    assert (again.pk, again.closed_by, again.closed_at) == (closed.pk, kim, closed.closed_at)
    assert (standing(session, sam).mark, standing(session, camille).mark) == (Mark.PRESENT, Mark.ABSENT)
    entry = ModelLogEntry.objects.for_instance(cohort).get(action="trainees.roll_call.close")
    assert entry.data == {"session": session.pk, "held_on": str(session.held_on), "present": 1, "absent": 1}
    assert refused(
        lambda: mark(session=session, enrolment=sam, mark=Mark.ABSENT, seen_version=1, by=None)
    ) == {"__all__": ["This roll-call is closed. Marks are corrected one by one."]}


def test_nothing_is_closed_that_was_not_seen(session: Session, cohort: Cohort) -> None:
    (sam,) = people(cohort, "Sam")
    mark(session=session, enrolment=sam, mark=Mark.PRESENT, seen_version=0, by=None)
    seen = sheet(session).digest
    mark(session=session, enrolment=sam, mark=Mark.ABSENT, seen_version=1, by=None)
    assert refused(lambda: close_roll_call(session=session, by=None, seen=seen)) == {
        "__all__": ["Somebody changed a mark just now. Please look again."]
    }
    assert close_roll_call(session=session, by=None, seen=sheet(session).digest).is_closed


def test_a_correction_keeps_the_old_mark(session: Session, cohort: Cohort) -> None:
    (sam,) = people(cohort, "Sam")
    factories.closed_roll_call(session, absent=[sam])
    old, kim = standing(session, sam), factories.person("Kim")
    new = correct(attendance=old, mark=Mark.PRESENT, minutes_late=20, reason=" Came late. ", by=kim)
    old.refresh_from_db()
    assert (old.mark, old.reason, old.replaced_at is not None) == (Mark.ABSENT, "", True)
    assert (new.mark, new.minutes_late, new.reason, new.recorded_by) == (Mark.PRESENT, 20, "Came late.", kim)
    entry = ModelLogEntry.objects.for_instance(sam).get(action="trainees.attendance.correct")
    assert entry.data == {
        "from": "absent", "late": 0, "early": 0, "held_on": str(session.held_on), "mark": "present",
        "reason": "Came late.",
    }  # fmt: skip
    # A double click, also one that names the old mark.
    assert correct(attendance=old, mark=Mark.PRESENT, minutes_late=20, reason="Again.", by=kim).pk == new.pk
    assert correct(attendance=new, mark=Mark.PRESENT, minutes_late=20, reason="Again.", by=kim).pk == new.pk
    with pytest.raises(StaleMarkError):
        correct(attendance=old, mark=Mark.EXCUSED, reason="Told us.", by=None)
    assert Attendance.objects.filter(session=session).count() == 2


def test_what_a_correction_needs(session: Session, cohort: Cohort) -> None:
    (sam,) = people(cohort, "Sam")
    made = mark(session=session, enrolment=sam, mark=Mark.PRESENT, seen_version=0, by=None)
    assert refused(lambda: correct(attendance=made, mark=Mark.ABSENT, reason="Away.", by=None)) == {
        "__all__": ["The roll-call is still open. Change the mark there."]
    }
    close_roll_call(session=session, by=None)
    assert refused(lambda: correct(attendance=made, mark="x", reason="  ", by=None)) == {
        "mark": ["Choose one of the marks."],
        "reason": ["Say what was wrong. The old mark stays in the history."],
    }
    assert refused(lambda: correct(attendance=made, mark=Mark.ABSENT, reason="x" * 501, by=None)) == {
        "reason": ["At most 500 characters."]
    }


def test_somebody_who_joined_after_closing_can_be_added(session: Session, cohort: Cohort) -> None:
    people(cohort, "Sam")
    factories.closed_roll_call(session)
    (late,) = people(cohort, "Late")
    assert attendance_of(cohort).of(late.pk).attended.course.expected == 0
    made = add_mark(session=session, enrolment=late, mark=Mark.PRESENT, reason="Was there.", by=None)
    again = add_mark(session=session, enrolment=late, mark=Mark.PRESENT, reason="Was there.", by=None)
    assert again.pk == made.pk
    assert attendance_of(cohort).of(late.pk).attended.course.attended == 180
    with pytest.raises(StaleMarkError):
        add_mark(session=session, enrolment=late, mark=Mark.ABSENT, reason="No.", by=None)
    foreign = factories.enrolment()
    assert refused(
        lambda: add_mark(session=session, enrolment=foreign, mark=Mark.PRESENT, reason="x", by=None)
    ) == {"enrolment": ["This person is not expected at this session."]}


def test_queries_do_not_grow_with_people(cohort: Cohort) -> None:
    counts = []
    for number, days in ((2, 3), (8, 2)):
        factories.enrolments(cohort, number)
        session = factories.held_session(cohort, days_ago=days)
        taps = [
            Tap(enrolment=line.enrolment.pk, mark=Mark.ABSENT, seen_version=0)
            for line in sheet(session).lines
        ]
        with CaptureQueriesContext(connection) as marking:
            mark_all(session=session, taps=taps, by=None)
        with CaptureQueriesContext(connection) as closing:
            close_roll_call(session=session, by=None)
        with CaptureQueriesContext(connection) as reading:
            found = attendance_of(cohort)
            assert all(
                found.of(pk).attended.course.missed for pk in cohort.enrolments.values_list("pk", flat=True)
            )
        counts.append((statements(marking), statements(closing), len(reading) - 1))
    assert counts[0] == counts[1]
    assert counts[0][2] == 5


def test_what_was_marked_stays_when_the_cohort_is_called_off_before_it_is_over(cohort: Cohort) -> None:
    sam = people(cohort, "Sam")[0]
    running, other = (
        factories.session(cohort, timezone.now() - dt.timedelta(hours=1), hours=2) for _number in range(2)
    )
    factories.closed_roll_call(running)
    cancel_cohort(cohort=cohort, by=None)
    running.refresh_from_db()
    other.refresh_from_db()
    assert (running.is_cancelled, other.is_cancelled) == (False, True)
    assert attendance_of(cohort).of(sam.pk).attended.course.attended == 120
