"""The facts of many people in one query: marks, make-ups, completions, what they brought and what was confirmed.

Thirteen tables in one UNION ALL, as plain values with the same columns. Which column says what stands at each part of
`_parts`. One round trip instead of thirteen: a trainee's own page would ask more often for facts than for all the rest.
What only awards ask for (`_praise`) is read along where it is wanted, so that nobody else pays for it.
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
    Field,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Least

from trainees.enums import COUNTS_AS_PROOF, FilingState, MakeUpState, ProofState
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
    RenewalFiling,
    RenewalSignature,
    Signature,
    SignOff,
    Submission,
)
from trainees.models.practicum import VALUES

from .unions import part, together


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
    RENEWAL_SIGNATURE = 17


class Fact(NamedTuple):
    """One row. `key`: the session, module, item, exam or award (id) that it is about; else the row's own id."""

    key: int
    text: str | None
    number: int | None
    other: int | None
    at: dt.datetime | None
    on: dt.date | None
    until: dt.date | None


COLUMNS: Mapping[str, Field[Any, Any]] = {
    "fact_key": BigIntegerField(),
    "fact_text": TextField(),
    "fact_number": IntegerField(),
    "fact_other": BigIntegerField(),
    "fact_at": DateTimeField(),
    "fact_on": DateField(),
    "fact_until": DateField(),
    "fact_rank": BigIntegerField(),  # the order within a kind
}

OF_PEOPLE = frozenset({Kind.CERTIFICATE, Kind.RENEWAL_SIGNATURE})
"""Whose owner is the person; of all others it is the enrolment."""

PRAISE = frozenset({Kind.RECOMMENDATION, Kind.CREDENTIAL, *OF_PEOPLE})
"""What others say or have certified: read for awards alone."""

Facts = Mapping[tuple[int, int], Sequence[Fact]]
"""By enrolment (id) and kind, in the order in which they came; OF_PEOPLE by person (id)."""


class Praised(NamedTuple):
    """Whose certificates of which courses (ids) are wanted too, and what others say of the enrolments."""

    people: Sequence[int]
    courses: Sequence[int]


def facts_of(enrolments: Iterable[int], *, praised: Praised | None = None) -> Facts:
    """The standing facts of these enrolments (ids). One query.

    With `praised` also what others say of them or have certified: standing recommendations, external certificates that
    wait or were accepted, certificates that nothing has replaced, and what was signed again for a renewal.
    """
    ids = list(enrolments)
    found: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    parts = _parts(ids) + (_praise(ids, praised) if praised else [])
    for owner, kind, *values, _rank in together(parts, COLUMNS):
        found[owner, kind].append(Fact._make(values))
    return found


def _parts(ids: Sequence[int]) -> list[QuerySet[Any]]:
    """One SELECT for each table."""

    def one(kind: Kind, found: Any, owner: str = "enrolment", **columns: str) -> QuerySet[Any]:
        return _part(kind, found.filter(**{f"{owner}__in": ids}), owner, columns)

    make_ups = MakeUp.objects.exclude(state=MakeUpState.CANCELLED)
    notices = AbsenceNotice.objects.filter(taken_back_at__isnull=True)
    return [
        one(
            Kind.MARK,
            Attendance.objects.standing(),
            key="session",
            text="mark",
            number="minutes_late",
            other="minutes_early",
        ),
        one(Kind.NOTICE, notices, key="session"),
        # text: the task, where it is one; on: the day it was done, where it was.
        one(
            Kind.MAKE_UP,
            make_ups,
            key="stands_for",
            text="task",
            number="minutes",
            other="through",
            on="done_on",
        ),
        one(Kind.COMPLETION, Completion.objects.standing(), key="module", on="completed_on"),
        one(Kind.PRIOR_LEARNING, PriorLearning.objects, key="module", text="state"),
        one(Kind.SIGNATURE, Signature.objects, key="item", other="agreement", at="signed_at"),
        one(Kind.TRY, QuizAttempt.objects, key="item", number="percent", at="handed_in_at", rank="number"),
        one(Kind.SUBMISSION, Submission.objects, key="item", text="state", rank="number"),
        # text: the levels, as JSON
        one(
            Kind.OBSERVATION,
            Observation.objects.standing().annotate(said=Cast("levels", TextField())),
            key="item",
            text="said",
        ),
        one(Kind.SIGN_OFF, SignOff.objects.standing(), key="item"),
        one(
            Kind.RESULT,
            ExamResult.objects.standing(),
            key="exam",
            number="mark",
            other="attempt",
            on="taken_on",
            rank="attempt",
        ),
        one(
            Kind.HOURS,
            HoursEntry.objects.counting(),
            owner="placement__enrolment",
            key="placement__module",
            text="category",
            number="minutes",
            on="worked_on",
        ),
        # other: the lowest of its ratings
        one(
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


def _praise(enrolments: Sequence[int], praised: Praised) -> list[QuerySet[Any]]:
    """As `_parts`, with an end where there is one. `other`: 1 for yes (recommended, proven, not revoked), 0 for no."""
    recommended = Recommendation.objects.standing().annotate(yes=_one_if(Q(recommends=True)))
    credentials = ExternalCredential.objects.filter(state__in=COUNTS_AS_PROOF)
    held = Certificate.objects.filter(
        person__in=praised.people, award__edition__course__in=praised.courses, replaced_at__isnull=True
    )
    asked = RenewalFiling.objects.filter(certificate=OuterRef("pk"), state=FilingState.FILED).values(
        "filed_at"
    )[:1]
    return [
        _part(
            Kind.RECOMMENDATION,
            recommended.filter(enrolment__in=enrolments),
            "enrolment",
            {"key": "pk", "text": "by", "number": "rating", "other": "yes", "on": "given_on"},
        ),
        _part(
            Kind.CREDENTIAL,
            credentials.filter(enrolment__in=enrolments).annotate(yes=_one_if(Q(state=ProofState.ACCEPTED))),
            "enrolment",
            {"key": "pk", "text": "kind", "other": "yes", "on": "issued_on", "until": "expires_on"},
        ),
        # number: the certificate's own id; at: when its renewal was asked for, where that waits for an answer
        _part(
            Kind.CERTIFICATE,
            held.annotate(yes=_one_if(Q(revoked_at__isnull=True)), asked=Subquery(asked)),
            "person",
            {
                "key": "award",
                "text": "award__code",
                "number": "pk",
                "other": "yes",
                "at": "asked",
                "on": "first_awarded_on",
                "until": "expires_on",
            },
        ),
        _part(
            Kind.RENEWAL_SIGNATURE,
            RenewalSignature.objects.filter(
                certificate__person__in=praised.people,
                certificate__award__edition__course__in=praised.courses,
            ),
            "certificate__person",
            {"key": "pk", "other": "agreement", "at": "signed_at", "on": "signed_on"},
        ),
    ]


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=BigIntegerField())


def _part(kind: Kind, found: QuerySet[Any], owner: str, columns: Mapping[str, str]) -> QuerySet[Any]:
    return part(kind, found, owner=owner, columns=columns, wanted=COLUMNS)
