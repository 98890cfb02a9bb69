"""What waits for whom, since when; the matrix; and that what is shared among people is what each would get alone."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.enums import CompletesBy, EvidenceKind, RoleKind
from courses.models import Cohort, EvidenceItem
from courses.operations.cohorts import cancel_cohort
from courses.operations.editions import set_needs
from tests import factories
from tests.bench.worlds import cohort_in_the_middle
from trainees.enums import Mark, Standing, SubmissionState
from trainees.models import SignOff
from trainees.operations import sign_offs
from trainees.operations.completion import record
from trainees.operations.enrolment import withdraw
from trainees.queries.inbox import waiting_for
from trainees.queries.matrix import matrix
from trainees.queries.records import cohort_record, records_of
from trainees.queries.roster import everybody
from trainees.rules.evidence import judge
from trainees.rules.minutes import Marked, Meeting, StandsIn, attended

DAY = dt.timedelta(days=1)
KINDS = (EvidenceKind.ASSIGNMENT, EvidenceKind.PRACTICE, EvidenceKind.SIGN_OFF)


def teacher(cohort: Cohort, kind: RoleKind = RoleKind.FACILITATOR) -> Any:
    return factories.role(kind, cohort.programme).person


def waits(person: Any) -> list[tuple[str, str]]:
    """What waits, and for whom."""
    return [(one.wait.value, one.person.chosen_name) for one in waiting_for(person, at=timezone.now())]


def held(cohort: Cohort, days_ago: int) -> None:
    """A session of the first module."""
    module = cohort.edition.modules.order_by("position")[0]
    factories.session(cohort, factories.instant(factories.today() - days_ago * DAY), modules=[module])


@pytest.mark.django_db
def test_what_was_handed_in_waits_oldest_first() -> None:
    cohort = factories.cohort_that_asks(EvidenceKind.ASSIGNMENT)
    sam, kit, noor, lee = (
        factories.enrolment(cohort, chosen_name=name) for name in ("Sam", "Kit", "Noor", "Lee")
    )
    factories.handed_in(sam, days_ago=2)
    factories.handed_in(kit, days_ago=9)
    factories.handed_in(noor, state=SubmissionState.DRAFT)
    factories.handed_in(lee, days_ago=20)
    withdraw(enrolment=lee, by=None)
    assert waits(teacher(cohort)) == [("feedback", "Kit"), ("feedback", "Sam")]
    assert waits(teacher(factories.cohort())) == []
    assert waits(sam.person) == []
    cancel_cohort(cohort=cohort, by=None)
    assert waits(teacher(cohort)) == []


@pytest.mark.django_db
def test_what_only_a_facilitator_can_do_waits_once_nothing_else_is_missing() -> None:
    cohort = factories.cohort_that_asks(*KINDS)
    sam = factories.enrolment(cohort, chosen_name="Sam")
    by = teacher(cohort)
    assert waits(by) == []  # the story is still to be written
    held(cohort, 4)
    story = factories.handed_in(sam, state=SubmissionState.ACCEPTED, answered_at=timezone.now() - DAY)
    assert story.answered_at is not None
    assert waits(by) == [("observe", "Sam"), ("sign_off", "Sam")]
    assert {one.since.date() for one in waiting_for(by, at=timezone.now())} == {story.answered_at.date()}


@pytest.mark.django_db
def test_a_module_that_asks_for_nothing_lost_nothing() -> None:
    """Somebody recorded it by hand, with whichever words they chose."""
    cohort = factories.cohort_that_asks(EvidenceKind.SIGN_OFF)
    sam = factories.enrolment(cohort)
    second = cohort.edition.modules.order_by("position")[1]
    today = factories.today()
    record(cohort=cohort, pairs=[(sam.pk, second.pk)], completed_on=today, evidence="stated", by=None)
    assert ("undone", sam.person.chosen_name) not in waits(teacher(cohort))


@pytest.mark.django_db
def test_before_its_session_nothing_is_watched() -> None:
    cohort = factories.cohort_that_asks(EvidenceKind.PRACTICE)
    factories.enrolment(cohort)
    held(cohort, -3)
    assert waits(teacher(cohort)) == []


@pytest.mark.django_db
def test_a_module_without_sessions_waits_once_it_is_its_turn_and_since_then() -> None:
    edition = factories.course_edition(1)
    practicum = factories.practicum_module(edition)
    (first,) = edition.modules.exclude(pk=practicum.pk)
    set_needs(module=practicum, needs=[first], by=None)
    factories.asks(practicum, EvidenceKind.SIGN_OFF)
    cohort = factories.cohort(edition)
    held(cohort, 6)
    earlier = timezone.now() - 20 * DAY
    sam = factories.enrolment(cohort, chosen_name="Sam", enrolled_at=earlier)
    factories.enrolment(cohort, chosen_name="Kit", enrolled_at=earlier)
    by = teacher(cohort)
    assert waits(by) == []
    assert [row.states[1] for row in matrix(cohort, everybody(cohort), at=timezone.now()).rows] == [
        Standing.LATER,
        Standing.LATER,
    ]
    day = factories.today() - 4 * DAY
    record(cohort=cohort, pairs=[(sam.pk, first.pk)], completed_on=day, evidence="attendance", by=None)
    assert waits(by) == [("sign_off", "Sam")]
    (one,) = waiting_for(by, at=timezone.now())
    assert one.since == factories.instant(day, 0)
    assert [row.states[1] for row in matrix(cohort, everybody(cohort), at=timezone.now()).rows] == [
        Standing.LATER,
        Standing.WAITING,
    ]


@pytest.mark.django_db
def test_a_complete_module_waits_to_be_confirmed_and_what_lost_its_evidence_is_named() -> None:
    cohort = factories.cohort_that_asks(EvidenceKind.SIGN_OFF)
    sam, by = factories.enrolment(cohort, chosen_name="Sam"), teacher(cohort)
    module = cohort.edition.modules.order_by("position")[0]
    made = sign_offs.sign_off(enrolment=sam, item=factories.item_of(cohort, EvidenceKind.SIGN_OFF), by=by)
    assert waits(by) == [("confirm", "Sam")]
    sign_offs.confirm_module(enrolment=sam, module=module, by=by)
    assert waits(by) == []
    sign_offs.void_sign_off(sign_off=made, reason="Not yet.", by=by)
    assert waits(by) == [("undone", "Sam")]


@pytest.mark.django_db
def test_what_was_recorded_by_hand_rests_on_a_persons_word() -> None:
    cohort = factories.cohort_that_asks(EvidenceKind.SIGN_OFF)
    sam, by = factories.enrolment(cohort), teacher(cohort)
    module = cohort.edition.modules.order_by("position")[0]
    record(
        cohort=cohort,
        pairs=[(sam.pk, module.pk)],
        completed_on=factories.today(),
        evidence="quiz",
        by=by,
    )
    assert waits(by) == []


@pytest.mark.django_db
def test_requests_for_credit_wait_for_coordinators_alone_and_nobody_answers_their_own() -> None:
    cohort = factories.cohort(modules=2)
    asked = factories.asked_for_credit(factories.enrolment(cohort, chosen_name="Sam"))
    assert waits(teacher(cohort)) == []
    assert waits(teacher(cohort, RoleKind.COORDINATOR)) == [("credit", "Sam")]
    factories.role(RoleKind.COORDINATOR, cohort.programme, held_by=asked.enrolment.person)
    assert waits(asked.enrolment.person) == []


@pytest.mark.django_db
def test_as_many_queries_for_many_cohorts_as_for_one() -> None:
    programme, counts = factories.programme(), []
    by = factories.role(RoleKind.FACILITATOR, programme).person
    for number in (1, 3):
        for _round in range(number):
            cohort = factories.cohort_that_asks(*KINDS, programme=programme)
            held(cohort, 3)
            for one in factories.enrolments(cohort, 3):
                factories.handed_in(one)
        with CaptureQueriesContext(connection) as queries:
            found = waiting_for(by, at=timezone.now())
            assert all(
                line.title and line.person.chosen_name and line.enrolment.cohort.name for line in found
            )
        counts.append(len(queries))
    assert len(found) == 4 * 3 * 3  # of each of the three kinds one, for each person
    assert counts[0] == counts[1] <= 32


@pytest.mark.django_db
def test_several_cohorts_read_together_are_as_each_alone() -> None:
    cohorts = [cohort_in_the_middle(3, 4), cohort_in_the_middle(2, 3)]
    together = {one.enrolment.pk: one for one in records_of(cohorts, at=timezone.now())}
    at = timezone.now()
    for cohort in cohorts:
        for alone in cohort_record(cohort, at=at):
            other = together[alone.enrolment.pk]
            assert (alone.attended, alone.facts) == (other.attended, other.facts)
            for module in alone.plan.modules:
                plain = judge(alone.plan.trees[module.pk], alone.facts, module=module.pk, at=at)
                assert str(plain) == str(alone.evidence(module)) == str(other.evidence(module))
            assert [e.pk for e in alone.plan.exams] == [e.pk for e in other.plan.exams]
            assert list(alone.plan.sessions) == list(other.plan.sessions)


MARKS = st.builds(
    Marked,
    mark=st.sampled_from([Mark.PRESENT]),
    minutes_late=st.integers(0, 90),
    minutes_early=st.integers(0, 90),
) | st.builds(Marked, mark=st.sampled_from([Mark.EXCUSED, Mark.ABSENT, Mark.NOT_EXPECTED]))
MEETINGS = [
    Meeting(pk=1, minutes=120, modules={1: 120}),
    Meeting(pk=2, minutes=90, modules={1: 30, 2: 60}),
    Meeting(pk=3, minutes=60, modules={2: 25, 3: 25}),
    Meeting(pk=4, minutes=45, modules={}),
    Meeting(pk=5, minutes=60, modules={1: 60}, is_closed=False),
    Meeting(pk=6, minutes=60, modules={1: 60}, is_for_everybody=False),
]
PEOPLE = st.lists(
    st.tuples(
        st.dictionaries(st.integers(1, 6), MARKS),
        st.lists(st.builds(StandsIn, stands_for=st.integers(1, 4), minutes=st.integers(0, 100)), max_size=4),
    ),
    max_size=6,
)


@given(people=PEOPLE)
def test_minutes_that_are_shared_among_people_are_those_of_each_alone(people: Any) -> None:
    shares: dict[Any, Any] = {}
    for marks, stands_in in people:
        found = attended(MEETINGS, marks, stands_in, shares=shares)
        assert found == attended(MEETINGS, marks, stands_in)
        times = list(found.sessions.values())
        assert found.course.expected == sum(time.expected for time in times)
        assert found.course.attended == sum(time.attended for time in times)
        assert found.course.made_up == sum(time.made_up for time in times)
        assert all(time.missed >= 0 for time in (*times, *found.modules.values()))


@pytest.mark.django_db
def test_the_matrix_says_where_everybody_stands() -> None:
    cohort = factories.cohort_that_asks(EvidenceKind.SIGN_OFF, completes_by=CompletesBy.FACILITATOR)
    sam, kit, noor = (factories.enrolment(cohort, chosen_name=name) for name in ("Sam", "Kit", "Noor"))
    module, _second = cohort.edition.modules.order_by("position")
    record(
        cohort=cohort, pairs=[(sam.pk, module.pk)], completed_on=factories.today(), evidence="quiz", by=None
    )
    item = EvidenceItem.objects.get(kind=EvidenceKind.SIGN_OFF)
    SignOff.objects.create(enrolment=kit, item=item)
    exam = cohort.edition.exams.get()
    for mark in (60, 70):
        noor.exam_results.create(exam=exam, attempt=mark // 10 - 5, mark=mark, taken_on=factories.today())
    found = matrix(cohort, everybody(cohort), at=timezone.now())
    assert [module.code for module in found.modules] == ["M01", "M02"]
    assert {row.enrolment.person.chosen_name: list(row.states) for row in found.rows} == {
        "Kit": [Standing.WAITING, Standing.WAITING, Standing.TO_DO],
        "Noor": [Standing.WAITING, Standing.WAITING, Standing.CLOSED],
        "Sam": [Standing.DONE, Standing.WAITING, Standing.TO_DO],
    }


@pytest.mark.django_db
def test_the_matrix_costs_as_many_queries_for_many() -> None:
    counts = []
    for people, modules in ((1, 2), (9, 5)):
        cohort = cohort_in_the_middle(people, modules)
        with CaptureQueriesContext(connection) as queries:
            assert len(matrix(cohort, everybody(cohort), at=timezone.now()).rows) == people
        counts.append(len(queries))
    assert counts[0] == counts[1]
