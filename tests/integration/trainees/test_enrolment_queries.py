"""How many queries lists take. Counted on PostgreSQL: SQLite takes fewer values in one statement."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.unit.trainees.lists import csv_of, read
from trainees.enums import BatchState
from trainees.models import EnrolmentBatch
from trainees.operations import batches

pytestmark = pytest.mark.django_db


def count(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def stages(number: int) -> tuple[int, int, int]:
    """Queries of reading, applying and undoing a list of `number` people, five of them known."""
    cohort = factories.cohort(seats=2_000)
    start = 10_000 * number
    for at in range(5):
        factories.person(email=f"list{start + at}@example.org")
    held: list[EnrolmentBatch] = []
    counts = (
        count(lambda: held.append(read(cohort, csv_of(number, start=start)))),
        count(lambda: batches.apply(batch=held[0], by=None)),
        count(lambda: batches.undo(batch=held[0], by=None)),
    )
    held[0].refresh_from_db()
    assert (held[0].state, held[0].left_behind) == (BatchState.UNDONE, [])
    return counts


def test_they_do_not_grow_with_the_list() -> None:
    stages(6)  # what a process looks up once is looked up now
    ten, hundred, thousand = stages(10), stages(100), stages(1_000)
    assert ten == hundred == thousand
    assert sum(thousand[:2]) <= 60


def test_one_person_takes_few() -> None:
    from trainees.operations.enrolment import enrol

    cohort = factories.cohort()
    assert count(lambda: enrol(cohort=cohort, email="sam@example.org", chosen_name="Sam", by=None)) <= 40
