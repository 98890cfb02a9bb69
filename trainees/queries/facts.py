"""The facts of many people in one query: marks, make-ups, completions, what they brought and what was confirmed.

Thirteen tables in one UNION ALL, as plain values with the same columns. Which column says what stands at each part of
`_parts`. One round trip instead of thirteen: a trainee's own page would ask more often for facts than for all the rest.
What only awards ask for is read by `praise_of`, so that nobody else pays for it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Least

from trainees.enums import COUNTS_AS_PROOF, MakeUpState, ProofState
from trainees.models import (
    AbsenceNotice,
    Attendance,
    Certificate,
    Completion,
    ExamResult,
    ExternalCredential,
    HoursEntry,
    MakeUp,
    Observation,
    PracticumReport,
    PriorLearning,
    QuizAttempt,
    Recommendation,
    Signature,
    SignOff,
    Submission,
)
from trainees.models.practicum import VALUES


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
    RECOMMENDATION = 14
    CREDENTIAL = 15
    CERTIFICATE = 16


class Fact(NamedTuple):
    """One row. `key`: the session, module, item or exam (id) that it is about."""

    key: int
    text: str | None
    number: int | None
    other: int | None
    at: dt.datetime | None
    on: dt.date | None


class Said(NamedTuple):
    """One row of what others say or have certified. `key`: the award (id) of a certificate, else the row's own id."""

    key: int
    text: str | None
    number: int | None
    other: int | None
    on: dt.date | None
    until: dt.date | None


COLUMNS: Mapping[str, Field[Any, Any]] = {
    "fact_key": BigIntegerField(),
    "fact_text": TextField(),
    "fact_number": IntegerField(),
    "fact_other": BigIntegerField(),
    "fact_at": DateTimeField(),
    "fact_on": DateField(),
    "fact_rank": BigIntegerField(),  # the order within a kind
}

SAID: Mapping[str, Field[Any, Any]] = {
    "fact_key": BigIntegerField(),
    "fact_text": TextField(),
    "fact_number": IntegerField(),
    "fact_other": BigIntegerField(),
    "fact_on": DateField(),
    "fact_until": DateField(),
    "fact_rank": BigIntegerField(),
}

Facts = Mapping[tuple[int, int], Sequence[Fact]]
"""By enrolment (id) and kind, in the order in which they came."""
Praise = Mapping[tuple[int, int], Sequence[Said]]
"""The same of what others say; certificates by person (id)."""


def facts_of(enrolments: Iterable[int]) -> Facts:
    """The standing facts of these enrolments (ids). One query."""
    first, *others = _parts(list(enrolments))
    found: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for enrolment, kind, *values, _rank in first.union(*others, all=True).order_by("fact_rank"):
        found[enrolment, kind].append(Fact._make(values))
    return found


def praise_of(enrolments: Iterable[int], *, people: Iterable[int], courses: Iterable[int]) -> Praise:
    """What others say of these enrolments (ids) or have certified, and what these people (ids) hold from these courses.

    Standing recommendations, external certificates that wait or were accepted, certificates that nothing has replaced.
    One query.
    """
    first, *others = _praise(list(enrolments), list(people), list(courses))
    found: dict[tuple[int, int], list[Said]] = defaultdict(list)
    for owner, kind, *values, _rank in first.union(*others, all=True).order_by("fact_rank"):
        found[owner, kind].append(Said._make(values))
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
        part(Kind.SIGNATURE, Signature.objects, key="item", other="agreement", at="signed_at"),
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
        part(
            Kind.RESULT,
            ExamResult.objects.standing(),
            key="exam",
            number="mark",
            other="attempt",
            on="taken_on",
            rank="attempt",
        ),
        part(
            Kind.HOURS,
            HoursEntry.objects.counting(),
            owner="placement__enrolment",
            key="placement__module",
            text="category",
            number="minutes",
            on="worked_on",
        ),
        # other: the lowest of its ratings
        part(
            Kind.REPORT,
            PracticumReport.objects.annotate(lowest=Least(*VALUES)),
            owner="placement__enrolment",
            key="placement__module",
            text="author",
            number="number",
            other="lowest",
            at="submitted_at",
        ),
    ]


def _praise(enrolments: Sequence[int], people: Sequence[int], courses: Sequence[int]) -> list[QuerySet[Any]]:
    """As `_parts`, with an end where there is one. `other`: 1 for yes (recommended, proven, not revoked), 0 for no."""
    recommended = Recommendation.objects.standing().annotate(yes=_one_if(Q(recommends=True)))
    credentials = ExternalCredential.objects.filter(state__in=COUNTS_AS_PROOF)
    held = Certificate.objects.filter(
        person__in=people, award__edition__course__in=courses, replaced_at__isnull=True
    )
    return [
        _part(
            Kind.RECOMMENDATION,
            recommended.filter(enrolment__in=enrolments),
            {"key": "pk", "text": "by", "number": "rating", "other": "yes", "on": "given_on"},
            "enrolment",
            SAID,
        ),
        _part(
            Kind.CREDENTIAL,
            credentials.filter(enrolment__in=enrolments).annotate(yes=_one_if(Q(state=ProofState.ACCEPTED))),
            {"key": "pk", "text": "kind", "other": "yes", "on": "issued_on", "until": "expires_on"},
            "enrolment",
            SAID,
        ),
        _part(
            Kind.CERTIFICATE,
            held.annotate(yes=_one_if(Q(revoked_at__isnull=True))),
            {
                "key": "award",
                "text": "award__code",
                "other": "yes",
                "on": "first_awarded_on",
                "until": "expires_on",
            },
            "person",
            SAID,
        ),
    ]


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=BigIntegerField())


def _part(
    kind: Kind,
    found: QuerySet[Any],
    columns: Mapping[str, str],
    owner: str,
    wanted: Mapping[str, Field[Any, Any]] = COLUMNS,
) -> QuerySet[Any]:
    """The rows of one table with all columns, those that it has not as NULL of the right type."""
    named = {"rank": "pk", **columns}
    values = {name: _column(named.get(name.removeprefix("fact_")), field) for name, field in wanted.items()}
    rows = found.order_by().annotate(fact_kind=Value(int(kind)), **values)
    return rows.values_list(owner, "fact_kind", *wanted)


def _column(name: str | None, field: Field[Any, Any]) -> Any:
    # A plain column is not converted row by row; a cast to a number would be.
    return F(name) if name else Cast(Value(None), field)
