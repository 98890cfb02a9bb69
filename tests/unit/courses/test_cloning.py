"""A cohort like another one: the same, later, without people."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.enums import CohortState, SessionKind
from courses.models import Cohort
from courses.operations.cloning import clone_cohort
from courses.operations.drafting import draft_sessions
from courses.operations.sessions import cancel_session
from tests import factories
from tests.counting import statements

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
FALL = dt.date(2026, 10, 19)  # a Monday
WINTER = dt.date(2027, 2, 1)
NAMES: dict[str, Any] = {"name_en": "Winter", "name_fr": "Hiver", "by": None}


@pytest.fixture
def cohort() -> Cohort:
    """Four Mondays in fall, across the end of summer time."""
    made = factories.cohort(
        factories.course_edition(6), starts_on=FALL, ends_on=FALL + 40 * DAY, seats=9, place_en="Room 1",
        pattern_en="Mondays", pattern_fr="Les lundis",
    )  # fmt: skip
    ana = factories.facilitator(made.programme)
    slots = factories.slots(FALL, 4, join_url="https://example.org/join")
    draft_sessions(cohort=made, slots=slots, by=None, facilitators=[ana])
    factories.enrolment(made)
    return made


def test_the_same_later_without_people(cohort: Cohort) -> None:
    made, moved = clone_cohort(cohort=cohort, starts_on=WINTER, **NAMES)
    assert (made.edition, made.capacity, made.seats_held, made.state) == (
        cohort.edition,
        9,
        0,
        CohortState.DRAFT,
    )
    assert (made.place_en, made.pattern_en, made.applications_open_at) == ("Room 1", "Mondays", None)
    sessions = list(made.sessions.order_by("starts_at"))
    assert [(session.held_on, session.starts_at) for session in sessions] == [
        (day, factories.instant(day))
        for day in (WINTER, dt.date(2027, 2, 8), dt.date(2027, 2, 22), dt.date(2027, 3, 1))
    ], "Family Day is on 15 February"
    assert [one.day for one in moved.skipped] == [dt.date(2027, 2, 15)]
    assert [list(s.coverage.values_list("module__code", "minutes")) for s in sessions] == [
        list(s.coverage.values_list("module__code", "minutes")) for s in cohort.sessions.order_by("starts_at")
    ]
    assert {s.join_url for s in sessions} == {"https://example.org/join"}
    assert not any(s.facilitators.exists() for s in sessions)
    assert not made.enrolments.exists()
    assert not any(s.changes.exists() for s in sessions), "nobody knows of it"


def test_another_weekday_a_day_off_and_a_window(cohort: Cohort) -> None:
    opens = factories.instant(dt.date(2026, 12, 1), 12)
    made, moved = clone_cohort(
        cohort=cohort, starts_on=WINTER + DAY, days_off_too=[WINTER + DAY], applications_open_at=opens,
        applications_close_at=opens + 20 * DAY, **NAMES,
    )  # fmt: skip
    assert made.pattern_en == "", "it would not be true"
    assert made.applications_open_at == opens
    first = made.sessions.earliest("starts_at")
    assert first.held_on == WINTER + 8 * DAY
    assert [one.why for one in moved.skipped] == ["Day off"]


def test_cancelled_and_make_up_sessions_are_left_out(cohort: Cohort) -> None:
    cancel_session(session=cohort.sessions.latest("starts_at"), by=None)
    factories.session(cohort, factories.instant(FALL + DAY), kind=SessionKind.MAKE_UP)
    made, _moved = clone_cohort(cohort=cohort, starts_on=WINTER, **NAMES)
    assert made.sessions.count() == 3


@pytest.mark.parametrize("starts_on", [FALL, dt.date(1999, 1, 1), dt.date.max])
def test_a_start_that_cannot_be(cohort: Cohort, starts_on: dt.date) -> None:
    with pytest.raises(ValidationError) as caught:
        clone_cohort(cohort=cohort, starts_on=starts_on, **NAMES)
    assert list(caught.value.message_dict) == ["starts_on"]
    assert Cohort.objects.count() == 1


def test_a_cohort_without_sessions_keeps_its_length() -> None:
    cohort = factories.cohort()
    made, _moved = clone_cohort(cohort=cohort, starts_on=cohort.starts_on + 100 * DAY, **NAMES)
    assert made.ends_on - made.starts_on == cohort.ends_on - cohort.starts_on


def test_queries_do_not_grow(cohort: Cohort) -> None:
    counts = []
    for number in (4, 40):
        edition = factories.course_edition(number)
        other = factories.cohort(edition, starts_on=FALL, ends_on=FALL + 400 * DAY)
        draft_sessions(cohort=other, slots=factories.slots(FALL, number, hours=2), by=None)
        with CaptureQueriesContext(connection) as queries:
            clone_cohort(cohort=other, starts_on=WINTER, **NAMES)
        counts.append(statements(queries))
    assert counts[0] == counts[1]
