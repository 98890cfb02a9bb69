"""Make-ups: what is planned, refused, done and cancelled; "I can't come"."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from courses.enums import SessionKind
from courses.models import Cohort, Edition, Session
from courses.operations.sessions import cancel_session
from tests import factories
from trainees.enums import MakeUpState, Mark
from trainees.models import AbsenceNotice, Attendance, Enrolment, MakeUp
from trainees.operations.absences import can_come, cannot_come
from trainees.operations.attendance import mark
from trainees.operations.correcting import correct
from trainees.operations.enrolment import withdraw
from trainees.operations.make_ups import cancel, confirm, plan
from trainees.queries.attendance import attendance_of
from trainees.queries.make_ups import missed_by, sessions_that_could_stand_in
from trainees.queries.records import cohort_record
from trainees.queries.roll_call import sheet
from trainees.queries.steps import Planned, to_make_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return factories.course_edition(3, chain=False)


@pytest.fixture
def cohort(edition: Edition) -> Cohort:
    return factories.cohort(edition)


@pytest.fixture
def sam(cohort: Cohort) -> Enrolment:
    return factories.enrolment(cohort, chosen_name="Sam")


@pytest.fixture
def missed(cohort: Cohort, sam: Enrolment) -> Session:
    """Three hours of the first module, four days ago, without Sam."""
    session = factories.held_session(cohort, days_ago=4, modules=[cohort.edition.modules.first()])
    factories.closed_roll_call(session, absent=[sam])
    return session


def elsewhere(cohort: Cohort, module: int = 0, **fields: Any) -> Session:
    """A session of another cohort of the same edition that covers a module, two days ago; its roll-call is open."""
    chosen = cohort.edition.modules.order_by("position")[module]
    return factories.held_session(factories.cohort(cohort.edition), days_ago=2, modules=[chosen], **fields)


def refused(act: Any) -> dict[str, list[str]]:
    """What an act is refused with, by field."""
    with pytest.raises(ValidationError) as caught:
        act()
    found: dict[str, list[str]] = caught.value.message_dict
    return found


def planned(enrolment: Enrolment, session: Session, **facts: Any) -> MakeUp:
    return plan(enrolment=enrolment, stands_for=session, by=None, **facts)


def offered(enrolment: Enrolment) -> list[Session]:
    """Where the office offers to make up."""
    missed = missed_by(enrolment)
    return list(sessions_that_could_stand_in(enrolment, missed=missed, at=timezone.now()))


def minutes(enrolment: Enrolment) -> tuple[int, int]:
    """Made up, and still missed."""
    course = attendance_of(enrolment.cohort).of(enrolment.pk).attended.course
    return course.made_up, course.missed


def test_through_a_session_of_another_cohort(cohort: Cohort, sam: Enrolment, missed: Session) -> None:
    through = elsewhere(cohort)
    made = planned(sam, missed, through=through)
    assert (made.state, made.minutes) == (MakeUpState.PLANNED, 180)
    assert planned(sam, missed, through=through).pk == made.pk
    assert [one.session for one in missed_by(sam)] == [missed]
    factories.closed_roll_call(through, late={sam: 30})
    made.refresh_from_db()
    assert (made.state, made.done_on) == (MakeUpState.DONE, through.held_on)
    assert minutes(sam) == (150, 30)
    # What is left can be made up by a task.
    task = planned(sam, missed, task="Read chapter 2.", minutes=30)
    confirm(make_up=task, done_on=factories.today(), by=None)
    assert minutes(sam) == (180, 0)
    assert missed_by(sam) == []


def test_who_was_not_there_stays_planned_and_may_plan_anew(
    cohort: Cohort, sam: Enrolment, missed: Session
) -> None:
    through = elsewhere(cohort)
    made = planned(sam, missed, through=through)
    factories.closed_roll_call(through, absent=[sam])
    made.refresh_from_db()
    assert made.is_planned
    again = planned(sam, missed, task="Write a page.", minutes=180)
    made.refresh_from_db()
    assert (made.state, again.state) == (MakeUpState.CANCELLED, MakeUpState.PLANNED)
    # A correction there changes nothing of what was cancelled.
    correct(
        attendance=Attendance.objects.standing().get(session=through),
        mark=Mark.PRESENT,
        reason="Was.",
        by=None,
    )
    made.refresh_from_db()
    assert made.state == MakeUpState.CANCELLED


def test_a_correction_there_undoes_it_and_does_it_again(
    cohort: Cohort, sam: Enrolment, missed: Session
) -> None:
    through = elsewhere(cohort)
    made = planned(sam, missed, through=through)
    factories.closed_roll_call(through)
    for what, state, made_up in (
        (Mark.ABSENT, MakeUpState.PLANNED, 0),
        (Mark.PRESENT, MakeUpState.DONE, 180),
    ):
        standing = Attendance.objects.standing().get(session=through)
        correct(attendance=standing, mark=what, reason="Checked.", by=None)
        made.refresh_from_db()
        assert (made.state, minutes(sam)[0]) == (state, made_up)


def test_who_left_before_it_began_is_not_on_its_roll_call(
    cohort: Cohort, sam: Enrolment, missed: Session
) -> None:
    through = factories.later_session(
        factories.cohort(cohort.edition), 2, modules=[cohort.edition.modules.first()]
    )
    planned(sam, missed, through=through)
    assert [line.enrolment for line in sheet(through).guests] == [sam]
    withdraw(enrolment=sam, by=None)
    assert sheet(through).lines == []


def test_a_plan_is_shown_while_it_can_be_kept(cohort: Cohort, sam: Enrolment, missed: Session) -> None:
    def shown() -> list[Planned | None]:
        (record,) = cohort_record(cohort, at=timezone.now(), enrolments=[sam])
        return [one.planned for one in to_make_up(record)]

    modules = [cohort.edition.modules.first()]
    other = factories.cohort(cohort.edition, place_en="Room 7")
    called_off = factories.later_session(other, 2, modules=modules)
    planned(sam, missed, through=called_off)
    (made,) = shown()
    assert made == Planned(through=called_off, task="")
    assert made.through is not None
    assert made.through.where == "Room 7", "they are told where the other cohort meets"
    cancel_session(session=called_off, by=None)
    assert shown() == []
    over = elsewhere(cohort)
    planned(sam, missed, through=over)
    factories.closed_roll_call(over, absent=[sam])
    assert shown() == []
    planned(sam, missed, task="Read.", minutes=60)
    assert shown() == [Planned(through=None, task="Read.")]


def test_only_the_minutes_of_the_same_modules_count(cohort: Cohort, sam: Enrolment, missed: Session) -> None:
    both = list(cohort.edition.modules.order_by("position")[:2])
    through = factories.held_session(factories.cohort(cohort.edition), days_ago=2, modules=both)
    assert planned(sam, missed, through=through).minutes == 90


def test_a_newer_edition_knows_its_modules_by_their_code(
    cohort: Cohort, sam: Enrolment, missed: Session
) -> None:
    newer = factories.course_edition(1, of=cohort.edition.course)
    through = factories.held_session(factories.cohort(newer), days_ago=2, modules=[newer.modules.get()])
    assert planned(sam, missed, through=through).minutes == 180


def test_a_make_up_session_of_the_cohort(cohort: Cohort, sam: Enrolment, missed: Session) -> None:
    through = factories.session(cohort, hours=1)
    Session.objects.filter(pk=through.pk).update(kind=SessionKind.MAKE_UP)
    through.refresh_from_db()
    assert offered(sam) == [through]
    assert planned(sam, missed, through=through).minutes == 60


def test_only_what_covers_a_missed_module_is_offered(cohort: Cohort, sam: Enrolment, missed: Session) -> None:
    held, closed = elsewhere(cohort), elsewhere(cohort)
    factories.closed_roll_call(closed)
    elsewhere(cohort, 1)
    first = cohort.edition.modules.first()
    factories.held_session(
        factories.cohort(cohort.edition), days_ago=6, modules=[first]
    )  # before it was missed
    newer = factories.course_edition(1, of=cohort.edition.course)
    to_come = factories.later_session(factories.cohort(newer), 2, modules=[newer.modules.get()])
    factories.later_session(factories.cohort(cohort.edition), 2, modules=[cohort.edition.modules.last()])
    assert offered(sam) == [held, to_come]
    assert offered(factories.enrolment(cohort)) == [], "who missed nothing has nothing to make up"


def test_what_cannot_stand_in(cohort: Cohort, sam: Enrolment, missed: Session) -> None:
    def through(session: Session) -> dict[str, list[str]]:
        return refused(lambda: planned(sam, missed, through=session))

    fits = elsewhere(cohort)
    assert through(elsewhere(cohort, 1)) == {"through": ["This session covers none of the same modules."]}
    assert through(missed) == {"through": ["This session cannot stand in."]}
    foreign = factories.held_session(factories.cohort(), days_ago=2)
    assert through(foreign) == {"through": ["This session cannot stand in."]}
    own = factories.session(cohort)
    assert through(own) == {"through": ["They are expected at this session anyway."]}
    tomorrow = factories.session(factories.cohort(cohort.edition), modules=[cohort.edition.modules.first()])
    assert through(tomorrow) == {"through": ["They have another session at that time."]}
    called_off = elsewhere(cohort)
    cancel_session(session=called_off, by=None)
    assert through(called_off) == {"through": ["This session cannot stand in."]}
    closed = elsewhere(cohort)
    factories.closed_roll_call(closed)
    assert through(closed) == {"through": ["The roll-call of this session is closed."]}
    second = factories.held_session(cohort, days_ago=3, modules=[cohort.edition.modules.first()])
    factories.closed_roll_call(second, absent=[sam])
    planned(sam, second, through=fits)
    assert through(fits) == {"through": ["They make up for another session there already."]}


def test_what_cannot_be_made_up(cohort: Cohort, sam: Enrolment, missed: Session) -> None:
    def task(session: Session = missed, **facts: Any) -> dict[str, list[str]]:
        return refused(lambda: planned(sam, session, **({"task": "Read.", "minutes": 60} | facts)))

    was_there = factories.held_session(cohort, days_ago=3)
    factories.closed_roll_call(was_there)
    nothing = {"stands_for": ["Nothing of this session is left to make up."]}
    assert task(was_there) == nothing
    assert task(factories.session(cohort)) == nothing
    assert task(factories.held_session(factories.cohort())) == nothing
    most = {"minutes": ["Of this session, 3 h were missed. Give at most so much."]}
    assert task(minutes=181) == task(minutes=0) == task(minutes=-5) == most
    assert task(minutes=None) == {"minutes": ["Say how many minutes the task makes up for."]}
    assert task(task="x" * 501) == {"task": ["At most 500 characters."]}
    one = {"through": ["Choose a session, or write a task: one of the two."]}
    assert task(task="  ") == task(through=elsewhere(cohort)) == one
    planned(sam, missed, task="Read.", minutes=60)
    assert task(task="Something else.") == {
        "stands_for": ["A make-up is planned for it already. Cancel that one first."]
    }
    withdraw(enrolment=sam, by=None)
    assert task() == {"__all__": ["This enrolment has ended."]}


def test_where_the_edition_has_no_make_ups() -> None:
    edition = factories.course_edition(1)
    edition.allows_make_ups = False
    edition.save()
    sam = factories.enrolment(factories.cohort(edition))
    session = factories.held_session(sam.cohort)
    factories.closed_roll_call(session, absent=[sam])
    assert refused(lambda: planned(sam, session, task="Read.", minutes=60)) == {
        "__all__": ["This course has no make-ups."]
    }


def test_cancelling_takes_the_mark_of_an_open_roll_call_along(
    cohort: Cohort, sam: Enrolment, missed: Session
) -> None:
    through = elsewhere(cohort)
    made = planned(sam, missed, through=through)
    mark(session=through, enrolment=sam, mark=Mark.PRESENT, seen_version=0, by=None)
    cancel(make_up=made, by=None)
    cancel(make_up=made, by=None)
    made.refresh_from_db()
    assert made.state == MakeUpState.CANCELLED
    assert not Attendance.objects.filter(session=through).exists()
    done = planned(sam, missed, through=through)
    factories.closed_roll_call(through)
    assert refused(lambda: cancel(make_up=done, by=None)) == {
        "__all__": ["This make-up is done. Correct the roll-call instead."]
    }


def test_confirming_a_task(cohort: Cohort, sam: Enrolment, missed: Session) -> None:
    task = planned(sam, missed, task="Read.", minutes=60)
    day = dt.timedelta(days=1)
    wrong = {"done_on": ["Choose a day after the missed session, and not after today."]}
    for on in (factories.today() + day, missed.held_on - day):
        assert refused(lambda on=on: confirm(make_up=task, done_on=on, by=None)) == wrong
    confirm(make_up=task, done_on=factories.today(), by=None)
    again = confirm(make_up=task, done_on=missed.held_on, by=None)
    assert again.done_on == factories.today()
    through = planned(sam, missed, through=elsewhere(cohort))
    assert refused(lambda: confirm(make_up=through, done_on=factories.today(), by=None)) == {
        "__all__": ["The roll-call of its session decides."]
    }
    cancel(make_up=through, by=None)
    assert refused(lambda: confirm(make_up=through, done_on=factories.today(), by=None)) == {
        "__all__": ["This make-up was cancelled. Plan another one."]
    }


def test_i_cannot_come_and_i_can(cohort: Cohort, sam: Enrolment) -> None:
    session = factories.session(cohort)
    first = cannot_come(enrolment=sam, session=session, by=sam.person)
    assert cannot_come(enrolment=sam, session=session, by=sam.person).pk == first.pk
    can_come(enrolment=sam, session=session, by=sam.person)
    can_come(enrolment=sam, session=session, by=sam.person)
    first.refresh_from_db()
    assert first.taken_back_at is not None
    assert cannot_come(enrolment=sam, session=session, by=sam.person).pk != first.pk
    assert AbsenceNotice.objects.filter(taken_back_at__isnull=True).count() == 1
    begun = {"__all__": ["This session has begun. Talk to your facilitator."]}
    past = factories.held_session(cohort)
    assert refused(lambda: cannot_come(enrolment=sam, session=past, by=None)) == begun
    cancel_session(session=session, by=None)
    assert refused(lambda: can_come(enrolment=sam, session=session, by=None)) == {
        "__all__": ["This session was cancelled."]
    }
    withdraw(enrolment=sam, by=None)
    assert refused(lambda: cannot_come(enrolment=sam, session=factories.session(cohort), by=None)) == {
        "__all__": ["You are not in this course any more."]
    }
