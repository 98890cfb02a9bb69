"""A cohort in words, on both databases."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import override

from cms.updates.facts import describe
from courses.enums import Intake
from courses.models import Cohort
from tests import factories

pytestmark = pytest.mark.django_db


def facts_of(cohort: Cohort) -> dict[str, str]:
    """Label and value of each fact."""
    known = describe(cohort, at=timezone.now())
    assert known is not None
    return {fact.label: fact.value for fact in known.facts}


def test_a_draft_is_nobodys_business() -> None:
    """Until it is announced."""
    assert describe(factories.cohort(announced=False), at=timezone.now()) is None


def test_the_window_is_said_on_the_programmes_clock() -> None:
    """With its zone, in the reader's language."""
    closes = dt.datetime(2099, 12, 4, 17, 0, tzinfo=factories.LOCAL)
    cohort = factories.cohort(
        starts_on=dt.date(2100, 1, 12),
        ends_on=dt.date(2100, 4, 29),
        applications_open_at=timezone.now() - dt.timedelta(days=1),
        applications_close_at=closes,
    )

    with override("en"):
        assert facts_of(cohort)["Apply by"] == "Friday, 4 December 2099, 5:00 p.m. Pacific time"


@pytest.mark.parametrize(
    ("seats", "taken", "words"),
    [
        (15, 0, "15 places"),
        (1, 0, "1 place"),
        (15, 9, "6 of 15 left"),
        (15, 15, "All 15 places are taken"),
        (1, 1, "The one place is taken"),
    ],
)
def test_places_are_said_plainly(seats: int, taken: int, words: str) -> None:
    """A number that is left, or that none is."""
    cohort = factories.cohort(
        seats=seats,
        starts_on=factories.today() + dt.timedelta(days=60),
        ends_on=factories.today() + dt.timedelta(days=90),
        applications_open_at=timezone.now() - dt.timedelta(days=1),
        applications_close_at=timezone.now() + dt.timedelta(days=1),
    )
    factories.enrolments(cohort, taken)
    cohort.refresh_from_db()

    with override("en"):
        assert facts_of(cohort)["Places"] == words
    known = describe(cohort, at=timezone.now())
    assert known is not None
    assert known.intake == (Intake.FULL if taken == seats else Intake.OPEN)


def test_a_full_cohort_invites_nobody_to_apply() -> None:
    """There is no "Apply by" where there is no place; a place that comes free brings it back."""
    cohort = factories.cohort(
        seats=1,
        starts_on=factories.today() + dt.timedelta(days=60),
        ends_on=factories.today() + dt.timedelta(days=90),
        applications_open_at=timezone.now() - dt.timedelta(days=1),
        applications_close_at=timezone.now() + dt.timedelta(days=1),
    )
    with override("en"):
        assert "Apply by" in facts_of(cohort)
        factories.enrolment(cohort)
        cohort.refresh_from_db()
        assert set(facts_of(cohort)) == {"Classes", "Where", "Places"}
