"""A cohort judged: 500 people, 16 modules, 4 awards with nested rules. All of the reading is included."""

import datetime as dt
import time
import uuid
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.enums import HoursCategory, ModuleKind
from courses.models import Award, Cohort, Edition
from tests import factories
from tests.bench.servers import Servers
from tests.bench.worlds import cohort_in_the_middle
from trainees.enums import EntryState, PlacementState, Recommender, ReportAuthor
from trainees.models import (
    Enrolment,
    ExternalCredential,
    HoursEntry,
    Placement,
    PracticumReport,
    Recommendation,
)
from trainees.models.practicum import VALUES
from trainees.queries.judging import judged

PEOPLE, MODULES, ROUNDS = 500, 16, 5
ENTRIES = 20


def requirement(kind: str, **value: Any) -> dict[str, Any]:
    """One, as it is stored."""
    return {"type": kind, "value": value}


def group(kind: str, *parts: dict[str, Any], **value: Any) -> dict[str, Any]:
    """Several in a group."""
    return requirement(kind, parts=list(parts), **value)


RULES: list[list[dict[str, Any]]] = [
    [
        requirement("modules", codes=["M01", "M02", "M03", "M04"], at_least=3),
        requirement("attendance", most=2, unit="sessions"),
    ],
    [
        requirement("modules"),
        group(
            "all_of",
            requirement("attendance", most=180, unit="minutes"),
            requirement("attendance", most=0, codes=["M06", "M08"], is_live=True),
        ),
        requirement("evaluation", sort="recommendation", by="facilitator", number=1),
    ],
    [
        requirement("result", exam="X1", attempts=2, from_event="start", within_months=12),
        requirement("hours", kinds=["one_to_one", "group"], hours="36", from_event="module:M03"),
        group(
            "at_least",
            requirement("hours", kinds=["supervision"], hours="6", sources=[]),
            requirement("evaluation", sort="report", by="supervisor", rating=2, number=5),
            requirement("credential", sort="first-aid", name_en="First aid", name_fr="Secourisme"),
            number=2,
        ),
    ],
    [
        requirement("award", award="level-1", is_valid=True),
        group(
            "any_of",
            group(
                "all_of",
                requirement("hours", hours="200", over_months=6),
                requirement("age", sort="finished", months=24),
            ),
            group("all_of", requirement("modules"), requirement("result", exam="X1", mark=90)),
        ),
    ],
]


def awards(edition: Edition) -> None:
    """Four awards, and a practicum, in an edition that is free to change."""
    factories.practicum_module(edition, minutes=36 * 60)
    Award.objects.bulk_create(
        Award(
            edition=edition,
            position=number,
            code=f"level-{number}",
            name_en=f"Level {number}",
            name_fr=f"Niveau {number}",
            requirements=rules,
        )
        for number, rules in enumerate(RULES, 1)
    )


def judging_cohort(people: int) -> Cohort:
    """A cohort in the middle of its course, with a practicum, whose people were recommended and sent something in."""
    cohort = cohort_in_the_middle(people, MODULES - 1, prepare=awards)
    enrolments = list(Enrolment.objects.filter(cohort=cohort))
    today, at = factories.today(), timezone.now()
    supervisor = factories.supervisor(factories.placement_site(cohort.programme, capacity=people))
    placements = Placement.objects.bulk_create(
        Placement(
            enrolment=enrolment,
            module=cohort.edition.modules.get(kind=ModuleKind.PRACTICUM),
            site=supervisor.site,
            supervisor=supervisor,
            starts_on=today - dt.timedelta(days=60),
            ends_on=today + dt.timedelta(days=60),
            state=PlacementState.AGREED,
            trainee_agreed_at=at,
            supervisor_agreed_at=at,
            supervisor_agreed_by=supervisor,
        )
        for enrolment in enrolments
    )
    HoursEntry.objects.bulk_create(
        HoursEntry(
            placement=placement,
            token=uuid.uuid4(),
            worked_on=today - dt.timedelta(days=number),
            minutes=90,
            category=HoursCategory.values[number % 4],
            state=EntryState.CONFIRMED,
            settled_at=at,
            settled_by=supervisor,
        )
        for placement in placements
        for number in range(ENTRIES)
    )
    PracticumReport.objects.bulk_create(
        PracticumReport(
            placement=placement,
            number=number,
            author=ReportAuthor.SUPERVISOR,
            supervisor=supervisor,
            **dict.fromkeys(VALUES, number),
        )
        for placement in placements
        for number in range(1, 4)
    )
    Recommendation.objects.bulk_create(
        Recommendation(enrolment=enrolment, by=Recommender.FACILITATOR, recommends=True, given_on=today)
        for enrolment in enrolments
    )
    ExternalCredential.objects.bulk_create(
        ExternalCredential(enrolment=enrolment, token=uuid.uuid4(), kind="first-aid", issued_on=today)
        for enrolment in enrolments
    )
    return Cohort.objects.get(pk=cohort.pk)


def run(servers: Servers) -> dict[str, float]:
    """`judge_500.queries` and `judge_500.ms_per_person_award`: of the best round, CPU of this process alone."""
    settings.DEBUG = False
    with servers.database("judging"):
        cohort = judging_cohort(PEOPLE)
        with CaptureQueriesContext(connection) as queries:
            assert len(judged(cohort, at=timezone.now())) == PEOPLE
        taken = []
        for _round in range(ROUNDS):
            start = time.process_time()
            judged(cohort, at=timezone.now())
            taken.append(time.process_time() - start)
    per_award = min(taken) * 1_000 / (PEOPLE * len(RULES))
    return {"judge_500.queries": len(queries), "judge_500.ms_per_person_award": per_award}
