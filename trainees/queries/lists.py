"""What an enrolment list has to be compared with, and how its pages read it."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, ManyToOneRel, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort
from trainees.enums import BatchState, RowOutcome
from trainees.lists import Row
from trainees.models import Completion, Enrolment, EnrolmentBatch, Placement
from trainees.rules.verdicts import Known, Verdict, judge

CHUNK = 5_000
"""Values in one query; databases take 32,000 and more."""


def chunks(values: Collection[Any]) -> Iterator[list[Any]]:
    """The values in lists of at most CHUNK."""
    everything = list(values)
    for start in range(0, len(everything), CHUNK):
        yield everything[start : start + CHUNK]


def known_people(addresses: Collection[str]) -> dict[str, Known]:
    """Who of these addresses (in their kept form) has an account. One query for each 5,000."""
    people = get_user_model()._default_manager
    return {
        email: Known(pk=pk, is_active=is_active)
        for some in chunks(addresses)
        for email, pk, is_active in people.filter(email__in=some).values_list("email", "pk", "is_active")
    }


def judge_rows(cohort: Cohort, rows: Collection[Row]) -> list[Verdict]:
    """What would become of these rows now. Final only while the cohort is locked."""
    known = known_people({row.email for row in rows if not row.errors})
    enrolled = set(
        Enrolment.objects.filter(cohort=cohort).holding_a_seat().values_list("person_id", flat=True)
    )
    return judge(rows, known=known, enrolled=enrolled, seats_left=cohort.seats_left)


@dataclass(frozen=True)
class Line:
    """One row of a list as its page shows it. `name` and `email` are empty once the list was tidied away."""

    row: int
    outcome: RowOutcome
    name: str
    email: str
    language: str
    phone: str
    errors: dict[str, list[str]]
    note: str

    @property
    def words(self) -> str:
        """The outcome in words."""
        return str(self.outcome.label)

    @property
    def language_words(self) -> str:
        """The language in words; what a row with a mistake holds there, as it was written."""
        return str(dict(settings.LANGUAGES).get(self.language, self.language))


def lines(batch: EnrolmentBatch) -> list[Line]:
    """The rows of a list with their verdicts, in the order of the list. No query."""
    rows = [Row.from_json(row) for row in batch.rows]
    return [
        Line(
            row=row.number,
            outcome=RowOutcome(verdict["outcome"]),
            name=row.name,
            email=row.email,
            language=row.language,
            phone=row.phone,
            errors=verdict["errors"],
            note=verdict["note"],
        )
        for row, verdict in zip(rows, batch.verdicts, strict=True)
    ]


def who_has_begun(enrolments: Collection[Enrolment], cohort: Cohort, *, at: dt.datetime) -> dict[int, str]:
    """Of these enrolments in one cohort, those who have begun by `at`: {enrolment id: why, in words}.

    Begun means: something was ever recorded as completed; a session was held, at least in part, since they were
    enrolled; a placement was proposed; they signed in since they were enrolled; or any other row names them. `person`
    must be loaded. One query and three for each 5,000.
    """
    named = {pk for some in chunks([enrolment.pk for enrolment in enrolments]) for pk in _named(some)}
    placed = {
        pk
        for some in chunks([enrolment.pk for enrolment in enrolments])
        for pk in Placement.objects.filter(enrolment__in=some).values_list("enrolment_id", flat=True)
    }
    completed = {
        pk
        for some in chunks([enrolment.pk for enrolment in enrolments])
        for pk in Completion.objects.filter(enrolment__in=some).values_list("enrolment_id", flat=True)
    }
    last_start = (
        cohort.sessions.standing()
        .filter(starts_at__lte=at)
        .order_by("-starts_at")
        .values_list("starts_at", flat=True)
    ).first()
    begun: dict[int, str] = {}
    for enrolment in enrolments:
        since = enrolment.enrolled_at
        if enrolment.pk in completed:
            begun[enrolment.pk] = str(_("A module is recorded as completed."))
        elif enrolment.pk in placed:
            begun[enrolment.pk] = str(_("A placement was proposed."))
        elif last_start and last_start >= since:
            begun[enrolment.pk] = str(_("A session was held since."))
        elif enrolment.person.last_login and enrolment.person.last_login >= since:
            begun[enrolment.pk] = str(_("They have signed in since."))
        elif enrolment.pk in named:
            begun[enrolment.pk] = str(_("Something is recorded about them."))
    return begun


def _named(enrolments: Collection[int]) -> "QuerySet[Any]":
    """Those of these enrolments (ids) that a row of any table names, whatever is added later. One query."""
    something = Q()
    for relation in Enrolment._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            table: Any = relation.related_model
            something |= Exists(table._base_manager.filter(**{relation.field.name: OuterRef("pk")}))
    return Enrolment.objects.filter(something, pk__in=enrolments).order_by().values_list("pk", flat=True)


def being_applied() -> list[int]:
    """The lists that a coordinator has started and no worker has finished, oldest first."""
    return list(
        EnrolmentBatch.objects.filter(state=BatchState.APPLYING).order_by("pk").values_list("pk", flat=True)
    )
