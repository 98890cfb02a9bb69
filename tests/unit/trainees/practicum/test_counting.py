"""What counts is said twice, in Python and in SQL: both say the same."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from courses.models import Cohort
from tests import factories
from trainees.models import Placement
from trainees.operations import hours
from trainees.queries.practicum import cohort_practicum
from trainees.queries.records import cohort_record
from trainees.queries.steps import progress
from trainees.rules.evidence import Practised

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def both(placement: Placement) -> tuple[int, int]:
    """The minutes by the rule, and by the record's query."""
    enrolment = placement.enrolment
    cohort: Cohort = Cohort.objects.with_course().get(pk=enrolment.cohort_id)
    [record] = cohort_record(cohort, at=timezone.now(), enrolments=[enrolment])
    [practicum] = cohort_practicum(cohort)[enrolment.pk]
    return practicum.minutes, record.practised.get(placement.module_id, Practised()).minutes


def test_confirmed_entries_that_stand_and_are_not_too_early() -> None:
    placement = factories.placement()
    assert both(placement) == (0, 0)
    factories.entry(placement, 60)  # waits
    old = factories.entry(placement, 30, days_ago=9, confirmed=True)
    kept = factories.entry(placement, 90, days_ago=3, confirmed=True)
    queried = factories.entry(placement, 45, days_ago=2)
    hours.query(placement=placement, entry=queried.pk, question="Which day was that?")
    assert both(placement) == (120, 120)
    Placement.objects.filter(pk=placement.pk).update(counts_from=kept.worked_on)
    placement.refresh_from_db()
    assert both(placement) == (90, 90)
    Placement.objects.filter(pk=placement.pk).update(counts_from=old.worked_on)
    placement.refresh_from_db()
    hours.correct(
        entry=kept, token=uuid.uuid4(), worked_on=kept.worked_on, minutes=80, category=kept.category,
        note="", by=placement.enrolment.person,
    )  # fmt: skip
    assert both(placement) == (30, 30)  # the correction waits, what it replaces counts no more


def test_my_training_says_them_up_to_what_the_module_wants() -> None:
    placement = factories.placement()
    module = placement.module
    factories.entry(placement, 90, confirmed=True)
    found = progress(enrolment=placement.enrolment, at=timezone.now()).practicum
    assert (found.done, found.required) == (min(90, module.minutes), module.minutes)
    for days_ago in range(2, 12):
        factories.entry(placement, 6 * 60, days_ago=days_ago, confirmed=True)
    found = progress(enrolment=placement.enrolment, at=timezone.now()).practicum
    assert found.done == min(90 + 60 * 60, module.minutes)
