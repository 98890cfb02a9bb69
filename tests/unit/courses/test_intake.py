"""The database's answer about a cohort's intake is the cohort's own, on both databases."""

import datetime as dt
from itertools import product
from typing import Any

import pytest

from courses.enums import CohortState, Intake
from courses.models import Cohort
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
# The evening before a date in Vancouver is that date in UTC already, and in Tokyo the next morning.
NOON = dt.datetime(2027, 3, 10, 20, tzinfo=dt.UTC)
INSTANTS = (NOON, dt.datetime(2027, 3, 11, 2, tzinfo=dt.UTC), dt.datetime(2027, 3, 11, 8, tzinfo=dt.UTC))
ZONES = ("America/Vancouver", "America/St_Johns", "Asia/Tokyo", "UTC")


def cohorts_of_every_kind() -> None:
    """Every combination of zone, state, dates, window and seats that the constraints allow."""
    windows = ((None, None), (-2, -1), (-1, 0), (-1, 1), (0, 1), (1, 2))
    dates = ((-40, -1), (-40, 0), (-1, 30), (0, 0), (1, 30), (2, 30))
    rows = []
    for zone in ZONES:
        edition = factories.cohort(programme=factories.programme(time_zone=zone)).edition  # so it is frozen
        for number, (state, (first, last), (opens, closes), held) in enumerate(
            product(CohortState, dates, windows, (0, 2))
        ):
            rows.append(
                Cohort(
                    edition=edition,
                    slug=f"{edition.pk}-{number}",
                    name_en="x",
                    name_fr="x",
                    starts_on=NOON.date() + first * DAY,
                    ends_on=NOON.date() + last * DAY,
                    applications_open_at=None if opens is None else NOON + opens * DAY,
                    applications_close_at=None if closes is None else NOON + closes * DAY,
                    capacity=2,
                    seats_held=held,
                    state=state,
                )
            )
    Cohort.objects.bulk_create(rows)


def test_the_database_says_what_the_cohort_says() -> None:
    cohorts_of_every_kind()
    seen = set()

    for at in INSTANTS:
        cohorts: Any = Cohort.objects.with_course().with_intake(at=at)
        for cohort in cohorts:
            said = cohort.intake(at=at)
            assert cohort.intake_now == said, (at, cohort.__dict__)
            seen.add(said)

    assert seen == set(Intake) - {Intake.NOTHING}  # every answer was tried


def test_the_zone_decides() -> None:
    """At one instant the day is another one in Vancouver than in Tokyo."""
    for zone in ("America/Vancouver", "Asia/Tokyo"):
        factories.cohort(
            factories.course_edition(1, programme=factories.programme(time_zone=zone)),
            starts_on=dt.date(2027, 3, 1),
            ends_on=dt.date(2027, 3, 10),
        )
    at = dt.datetime(2027, 3, 11, 2, tzinfo=dt.UTC)

    cohorts: Any = Cohort.objects.with_intake(at=at)
    found = cohorts.values_list("edition__course__programme__time_zone", "intake_now")
    assert dict(found) == {"America/Vancouver": Intake.RUNNING, "Asia/Tokyo": Intake.ENDED}
