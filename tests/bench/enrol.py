"""Enrolling 1,000 and 10,000 people from a CSV file, beside a bare bulk_create of the same rows.

Ours, from the bytes of the file to the commit: reading, cleaning and judging every row (the dry run, saved), then
applying: judging again under the cohort's lock, accounts, seats, enrolments, the audit log, the welcome messages.

Bare: the very rows that ours inserted (people, enrolments, log entries, messages), read back, their ids taken off and
made unique again, inserted in a fresh cohort by one bulk_create for each table in one transaction. The objects are
made before the clock starts, so the ratio says what everything around the inserting costs.

PostgreSQL with durable commits; ours and the bare one in turn, medians of the rounds and of their ratios.
"""

import statistics
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from courses.models import Cohort
from tasks.outbox.models import Message
from tests import factories
from tests.bench.servers import Servers
from tests.unit.trainees.lists import csv_of
from trainees.models import Enrolment
from trainees.operations import batches

SIZES = {1_000: 5, 10_000: 3}  # people: rounds


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def enrol(cohort: Cohort, data: bytes) -> None:
    """Everything a coordinator's list goes through."""
    batch = batches.read(cohort=cohort, source="list.csv", data=data, by=None)
    batches.apply(batch=batch, by=None)


def copies(cohort: Cohort, other: Cohort) -> list[tuple[type[models.Model], list[Any]]]:
    """The rows that enrolling into `cohort` wrote, as new rows about new people in `other`."""
    mark = uuid.uuid4().hex[:8]
    enrolments = list(Enrolment.objects.filter(cohort=cohort).select_related("person").order_by("pk"))
    people = [enrolment.person for enrolment in enrolments]
    ids = {str(record.pk) for record in [*enrolments, *people]}
    entries = list(
        ModelLogEntry.objects.filter(object_id__in=ids, content_type__model__in=["person", "enrolment"])
    )
    messages = list(Message.objects.topic(f"cohort:{cohort.pk}"))
    for person in people:
        person.email = f"{mark}-{person.email}"
    for enrolment in enrolments:
        enrolment.cohort = other
    for message in messages:
        message.dedup_key = f"{mark}:{message.dedup_key}"
        message.message_id = f"{mark}-{message.message_id}"
    tables: list[tuple[type[models.Model], list[Any]]] = [
        (get_user_model(), people), (Enrolment, enrolments), (ModelLogEntry, entries), (Message, messages),
    ]  # fmt: skip
    for _model, records in tables:
        for record in records:
            record.pk = None
            record._state.adding = True
    return tables


def insert_bare(tables: list[tuple[type[models.Model], list[Any]]]) -> None:
    """Insert them, one statement a table, and commit."""
    with transaction.atomic():
        for model, records in tables:
            for record in records if model is Enrolment else ():
                record.person_id = record.person.pk
            model._default_manager.bulk_create(records)


def run(servers: Servers) -> dict[str, float]:
    """The keys of issue 8 for 1,000 and 10,000 people."""
    measures: dict[str, float] = {}
    with servers.database("enrol"):
        start = 0
        for size, rounds in SIZES.items():
            ours, theirs = [], []
            for _ in range(rounds):
                cohort, other = (factories.cohort(seats=size) for _ in range(2))
                factories.session(cohort)
                data = csv_of(size, start=start)
                start += size
                ours.append(seconds(lambda: enrol(cohort, data)))  # noqa: B023 - called at once
                tables = copies(cohort, other)
                expected = {"Person": 1, "Enrolment": 1, "ModelLogEntry": 2, "Message": 1}
                assert {model.__name__: len(rows) // size for model, rows in tables} == expected
                theirs.append(seconds(lambda: insert_bare(tables)))  # noqa: B023 - called at once
            cohort = factories.cohort(seats=size)
            with CaptureQueriesContext(connection) as captured:
                enrol(cohort, csv_of(size, start=start))
            start += size
            queries = len(captured)
            measures |= {
                f"enrol_{size}.queries": queries,
                f"enrol_{size}.seconds": round(statistics.median(ours), 3),
                f"enrol_{size}.vs_bulk_create": round(
                    statistics.median(mine / bare for mine, bare in zip(ours, theirs, strict=True)), 2
                ),
            }
    return measures
