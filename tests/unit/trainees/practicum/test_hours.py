"""The hours log: what is refused, what a second click does, what a correction leaves."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.outbox.models import Message
from tests import factories
from tests.unit.trainees.practicum.test_placing import refused
from trainees.enums import EntryState, PlacementState
from trainees.models import HoursEntry, Placement
from trainees.operations import hours, placing
from trainees.queries.practicum import cohort_practicum, practicum_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement() -> Placement:
    return factories.placement()


def log(placement: Placement, **fields: Any) -> HoursEntry:
    defaults: dict[str, Any] = {
        "token": uuid.uuid4(),
        "worked_on": factories.today(),
        "minutes": 60,
        "category": "group",
        "by": None,
    }
    return hours.log_hours(placement=placement, **(defaults | fields))


def correct(entry: HoursEntry, **fields: Any) -> HoursEntry:
    defaults: dict[str, Any] = {
        "token": uuid.uuid4(),
        "worked_on": entry.worked_on,
        "minutes": 90,
        "category": entry.category,
        "by": None,
    }
    return hours.correct(entry=entry, **(defaults | fields))


def test_a_second_click_finds_the_first_entry(placement: Placement) -> None:
    token = uuid.uuid4()
    first = log(placement, token=token)
    assert log(placement, token=token, minutes=90) == first
    assert [entry.minutes for entry in placement.entries.all()] == [60]


def test_a_form_of_another_placement_is_no_entry_of_this_one(placement: Placement) -> None:
    """Sent again after the placement was followed by another, or by somebody else: told, and nothing breaks."""
    token = uuid.uuid4()
    first = log(placement, token=token)
    placing.end(placement=placement, by=None)
    next_one = factories.placement(placement.enrolment)
    other = factories.placement()
    for elsewhere in (next_one, other):
        refused("__all__", lambda elsewhere=elsewhere: log(elsewhere, token=token))
        entry = log(elsewhere)
        refused("__all__", lambda entry=entry: correct(entry, token=token))
    assert HoursEntry.objects.get(token=token) == first


def test_what_is_refused(placement: Placement) -> None:
    day = dt.timedelta(days=1)
    refused("worked_on", lambda: log(placement, worked_on=factories.today() + day))
    refused("worked_on", lambda: log(placement, worked_on=placement.starts_on - day))
    refused("minutes", lambda: log(placement, minutes=0))
    refused("minutes", lambda: log(placement, minutes=-5))
    refused("category", lambda: log(placement, category="travel"))
    refused("note", lambda: log(placement, note="x" * 201))
    log(placement, minutes=1_400)
    assert refused("minutes", lambda: log(placement, minutes=41)) == "That is more than this day has."
    log(placement, minutes=40)
    assert placement.entries.count() == 2


def test_only_while_the_placement_is_agreed() -> None:
    proposed = factories.placement(agreed=False)
    refused("__all__", lambda: log(proposed))
    ended = factories.placement()
    entry = factories.entry(ended)
    placing.end(placement=ended, by=None)
    refused("__all__", lambda: log(ended))
    refused("__all__", lambda: correct(entry))
    # What was logged before can still be confirmed.
    assert hours.confirm(placement=ended, entries=[entry.pk]) == 1
    assert practicum_of(Placement.objects.with_names().get(pk=ended.pk)).minutes == 120


def test_confirming(placement: Placement) -> None:
    one, two = factories.entry(placement), factories.entry(placement, days_ago=2)
    other = factories.entry(factories.placement())
    refused("entries", lambda: hours.confirm(placement=placement, entries=[]))
    refused("entries", lambda: hours.confirm(placement=placement, entries=[one.pk, other.pk]))
    assert hours.confirm(placement=placement, entries=[one.pk]) == 1
    assert hours.confirm(placement=placement, entries=[one.pk, two.pk]) == 1
    one.refresh_from_db()
    assert (one.state, one.settled_by) == (EntryState.CONFIRMED, placement.supervisor)
    other.refresh_from_db()
    assert other.state == EntryState.LOGGED


def test_a_question_and_the_answer(placement: Placement) -> None:
    entry = factories.entry(placement)
    refused("question", lambda: hours.query(placement=placement, entry=entry.pk, question="  "))
    refused("question", lambda: hours.query(placement=placement, entry=entry.pk, question="x" * 201))
    refused("entry", lambda: hours.query(placement=placement, entry=0, question="Which day?"))
    foreign = factories.entry(factories.placement())
    refused("entry", lambda: hours.query(placement=placement, entry=foreign.pk, question="Which day?"))
    hours.query(placement=placement, entry=entry.pk, question="Which day?")
    hours.query(placement=placement, entry=entry.pk, question="Which day?")
    entry.refresh_from_db()
    assert (entry.state, entry.question) == (EntryState.QUERIED, "Which day?")
    assert Message.objects.filter(kind="hours_queried").count() == 1
    corrected = correct(entry, minutes=100)
    assert (corrected.replaces, corrected.state) == (entry, EntryState.LOGGED)
    refused("entry", lambda: hours.query(placement=placement, entry=entry.pk, question="Again?"))
    assert hours.confirm(placement=placement, entries=[entry.pk]) == 0
    assert hours.confirm(placement=placement, entries=[corrected.pk]) == 1
    assert practicum_of(placement).minutes == 100


def test_a_confirmed_entry_is_corrected_and_stays(placement: Placement) -> None:
    entry = factories.entry(placement, confirmed=True)
    assert practicum_of(placement).minutes == 120
    token = uuid.uuid4()
    corrected = correct(entry, token=token)
    assert correct(entry, token=token) == corrected
    refused("__all__", lambda: correct(entry))
    refused("entry", lambda: hours.query(placement=placement, entry=entry.pk, question="Which day?"))
    found = practicum_of(placement)
    assert (found.minutes, found.totals.waiting) == (0, 90)
    entry.refresh_from_db()
    assert (entry.state, entry.minutes) == (EntryState.CONFIRMED, 120)
    hours.confirm(placement=placement, entries=[corrected.pk])
    assert practicum_of(placement).minutes == 90
    back = correct(corrected, minutes=0)
    hours.confirm(placement=placement, entries=[back.pk])
    assert practicum_of(placement).minutes == 0


def test_hours_before_an_approval_do_not_count(placement: Placement) -> None:
    factories.entry(placement, days_ago=5, confirmed=True)
    factories.entry(placement, 60, days_ago=2, confirmed=True)
    since = factories.today() - dt.timedelta(days=3)
    placing.set_counts_from(placement=placement, counts_from=since, by=None)
    totals = practicum_of(Placement.objects.with_names().get(pk=placement.pk)).totals
    assert (totals.minutes, totals.too_early) == (60, 120)


def test_goals_count_their_categories(placement: Placement) -> None:
    factories.entry(placement, 100, confirmed=True)
    factories.entry(placement, 50, category="supervision", confirmed=True)
    toward = {goal.name_en: have for goal, have in practicum_of(placement).toward()}
    assert toward == {"All hours": 150, "Support of people": 100}


def test_two_placements_count_together(placement: Placement) -> None:
    factories.entry(placement, 100, confirmed=True)
    placing.end(placement=placement, by=None)
    second = factories.placement(placement.enrolment)
    factories.entry(second, 50, confirmed=True)
    found = practicum_of(second)
    assert found.minutes == 150
    current = found.current
    assert current is not None
    assert (current.placement, current.placement.state) == (second, PlacementState.AGREED)


@pytest.mark.parametrize("people", [1, 6])
def test_a_whole_cohort_in_four_queries(people: int) -> None:
    cohort = factories.practicum_cohort()
    for _ in range(people):
        placement = factories.placement(factories.enrolment(cohort))
        factories.entry(placement, confirmed=True)
        factories.entry(placement, days_ago=3)
    cohort = type(cohort).objects.with_course().get(pk=cohort.pk)
    with CaptureQueriesContext(connection) as queries:
        found = cohort_practicum(cohort)
        assert [one.minutes for practicums in found.values() for one in practicums] == [120] * people
        assert all(len(one.reports) == 2 for practicums in found.values() for one in practicums)
    assert len(queries) == 4


def test_a_question_cannot_be_put_before_both_have_agreed() -> None:
    placement = factories.placement(agreed=False)
    with pytest.raises(ValidationError):
        hours.confirm(placement=placement, entries=[1])
