"""The facts of many people in one query: marks, make-ups, completions, what they brought and what was confirmed.

Thirteen tables in one UNION ALL, as plain values with the same columns. Which column says what stands at each part of
`_parts`. One round trip instead of thirteen: a trainee's own page would ask more often for facts than for all the rest.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from trainees.enums import MakeUpState
from trainees.models import (
    AbsenceNotice,
    Attendance,
    Completion,
    ExamResult,
    HoursEntry,
    MakeUp,
    Observation,
    PracticumReport,
    PriorLearning,
    QuizAttempt,
    Signature,
    SignOff,
    Submission,
)


class Kind(IntEnum):
    """From which table a row is."""

    MARK = 1
    NOTICE = 2
    MAKE_UP = 3
    COMPLETION = 4
    PRIOR_LEARNING = 5
    SIGNATURE = 6
    TRY = 7
    SUBMISSION = 8
    OBSERVATION = 9
    SIGN_OFF = 10
    RESULT = 11
    HOURS = 12
    REPORT = 13


class Fact(NamedTuple):
    """One row. `key`: the session, module, item or exam (id) that it is about."""

    key: int
    text: str | None
    number: int | None
    other: int | None
    at: dt.datetime | None
    on: dt.date | None


COLUMNS: Mapping[str, Field[Any, Any]] = {
    "fact_key": BigIntegerField(),
    "fact_text": TextField(),
    "fact_number": IntegerField(),
    "fact_other": BigIntegerField(),
    "fact_at": DateTimeField(),
    "fact_on": DateField(),
    "fact_rank": BigIntegerField(),  # the order within a kind
}

Facts = Mapping[tuple[int, int], Sequence[Fact]]
"""By enrolment (id) and kind, in the order in which they came."""


def facts_of(enrolments: Iterable[int]) -> Facts:
    """The standing facts of these enrolments (ids). One query."""
    first, *others = _parts(list(enrolments))
    found: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for enrolment, kind, *values, _rank in first.union(*others, all=True).order_by("fact_rank"):
        found[enrolment, kind].append(Fact._make(values))
    return found


def _parts(ids: Sequence[int]) -> list[QuerySet[Any]]:
    """One SELECT for each table."""

    def part(kind: Kind, found: Any, owner: str = "enrolment", **columns: str) -> QuerySet[Any]:
        return _part(kind, found.filter(**{f"{owner}__in": ids}), columns, owner)

    make_ups = MakeUp.objects.exclude(state=MakeUpState.CANCELLED)
    notices = AbsenceNotice.objects.filter(taken_back_at__isnull=True)
    return [
        part(
            Kind.MARK,
            Attendance.objects.standing(),
            key="session",
            text="mark",
            number="minutes_late",
            other="minutes_early",
        ),
        part(Kind.NOTICE, notices, key="session"),
        # text: the task, where it is one; on: the day it was done, where it was.
        part(
            Kind.MAKE_UP,
            make_ups,
            key="stands_for",
            text="task",
            number="minutes",
            other="through",
            on="done_on",
        ),
        part(Kind.COMPLETION, Completion.objects.standing(), key="module", on="completed_on"),
        part(Kind.PRIOR_LEARNING, PriorLearning.objects, key="module", text="state"),
        part(Kind.SIGNATURE, Signature.objects, key="item"),
        part(Kind.TRY, QuizAttempt.objects, key="item", number="percent", at="handed_in_at", rank="number"),
        part(Kind.SUBMISSION, Submission.objects, key="item", text="state", rank="number"),
        # text: the levels, as JSON
        part(
            Kind.OBSERVATION,
            Observation.objects.standing().annotate(said=Cast("levels", TextField())),
            key="item",
            text="said",
        ),
        part(Kind.SIGN_OFF, SignOff.objects.standing(), key="item"),
        part(Kind.RESULT, ExamResult.objects.standing(), key="exam", number="mark", rank="attempt"),
        part(
            Kind.HOURS,
            HoursEntry.objects.counting(),
            owner="placement__enrolment",
            key="placement__module",
            text="category",
            number="minutes",
            on="worked_on",
        ),
        part(
            Kind.REPORT,
            PracticumReport.objects,
            owner="placement__enrolment",
            key="placement__module",
            text="author",
            number="number",
        ),
    ]


def _part(kind: Kind, found: QuerySet[Any], columns: Mapping[str, str], owner: str) -> QuerySet[Any]:
    """The rows of one table with all columns, those that it has not as NULL of the right type."""
    named = {"rank": "pk", **columns}
    values = {name: _column(named.get(name.removeprefix("fact_")), field) for name, field in COLUMNS.items()}
    rows = found.order_by().annotate(fact_kind=Value(int(kind)), **values)
    return rows.values_list(owner, "fact_kind", *COLUMNS)


def _column(name: str | None, field: Field[Any, Any]) -> Any:
    # A plain column is not converted row by row; a cast to a number would be.
    return F(name) if name else Cast(Value(None), field)
