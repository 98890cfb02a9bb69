"""What follows from new facts: a module that completes by itself is completed when everything it asks for is there."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from courses.enums import CompletesBy
from courses.models import Cohort, Module
from courses.operations.checks import log_many
from trainees.enums import ACTIVE, Evidence
from trainees.models import Completion, Enrolment
from trainees.queries.records import Record, cohort_record

from .completion import log_data


def settle(*, cohort: Cohort, enrolments: Collection[Enrolment], by: Any) -> list[Completion]:
    """Complete what completes by itself, for these enrolments of `cohort`; return what is new.

    Before: in the transaction that recorded the facts, with the cohort locked. A module whose evidence is there and
    that needs another one first is completed together with that one. `by` is who recorded the last fact. A completion
    that stands is left alone, also where a correction has taken its evidence away: the facilitators' inbox says so.
    A fixed number of queries.
    """
    ids = {enrolment.pk for enrolment in enrolments if enrolment.state in ACTIVE}
    if not ids:
        return []
    at = timezone.now()
    people = Enrolment.objects.filter(pk__in=ids, cohort=cohort).select_related("person").order_by("pk")
    new = [
        (record, module)
        for record in cohort_record(cohort, at=at, enrolments=people)
        for module in _ready(record)
    ]
    today = at.astimezone(cohort.programme.tz).date()
    rows = Completion.objects.bulk_create(
        Completion(
            enrolment=record.enrolment,
            module=module,
            completed_on=today,
            evidence=Evidence.STATED,
            recorded_by=by,
        )
        for record, module in new
    )
    log_many(
        entries=((row.enrolment, log_data(row)) for row in rows),
        action="trainees.completion.record",
        by=by,
    )
    return rows


def _ready(record: Record) -> list[Module]:
    """The modules that complete by themselves now, in the edition's order: each may rest on one before it."""
    done = set(record.completions)
    ready = []
    for module in record.plan.modules:
        if module.pk in done or module.completes_by != CompletesBy.ITSELF:
            continue
        if set(record.plan.needs.get(module.pk, ())) <= done and record.evidence(module).is_met:
            ready.append(module)
            done.add(module.pk)
    return ready
