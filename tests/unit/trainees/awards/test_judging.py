"""What the awards of an edition say about its people, from the facts in the database."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import Cohort
from courses.requirements.record import Hours
from tests import factories
from trainees.enums import Evidence
from trainees.models import Completion, Enrolment
from trainees.queries.judging import Judged, judge_person, judged

pytestmark = pytest.mark.django_db


def now(of: Enrolment) -> Judged:
    return judge_person(of, at=timezone.now())


def completed(of: Enrolment, *codes: str, on: dt.date | None = None) -> None:
    """These modules of somebody."""
    for module in of.cohort.edition.modules.filter(code__in=codes):
        Completion.objects.create(
            enrolment=of,
            module=module,
            completed_on=on or factories.today(),
            evidence=Evidence.ATTENDANCE,
        )


def test_all_modules_make_the_award() -> None:
    trainee = factories.enrolment(factories.awarding_cohort(modules=2))
    [verdict] = now(trainee).verdicts.values()
    assert (verdict.is_met, [part.text for part in verdict.parts]) == (False, ["0 of 2 modules done."])
    completed(trainee, "M01", "M02")
    found = now(trainee)
    [verdict] = found.verdicts.values()
    assert (verdict.is_met, [part.text for part in verdict.parts]) == (True, ["2 of 2 modules done."])
    assert found.record.hours == [Hours("class", 120, factories.today())] * 2
    assert found.record.finished_on == factories.today()


def test_awards_are_judged_in_rank_order() -> None:
    edition = factories.course_edition(1)
    first = factories.award_that_asks(edition, name_en="Level 1")
    second = factories.award_that_asks(edition, name_en="Level 2")
    trainee = factories.enrolment(factories.cohort(edition))
    assert list(now(trainee).verdicts) == [first.pk, second.pk]


def test_as_many_queries_for_many_as_for_one() -> None:
    counts = []
    for people, modules in ((1, 2), (12, 6)):
        cohort = factories.awarding_cohort(modules=modules)
        for trainee in factories.enrolments(cohort, people):
            completed(trainee, "M01")
            factories.recommendation(trainee)
            factories.credential(trainee)
        fresh = Cohort.objects.get(pk=cohort.pk)
        with CaptureQueriesContext(connection) as queries:
            assert len(judged(fresh, at=timezone.now())) == people
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
