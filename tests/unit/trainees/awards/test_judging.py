"""What the awards of an edition say about its people, from the facts in the database."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from courses.enums import EvidenceKind, HoursCategory
from courses.queries.outlines import edition_outline
from courses.requirements.record import Credential, Evaluation, Held, Hours, Result, Signed, Time
from tests import factories
from tests.bench.judging import judging_cohort
from trainees.enums import CertificateKind, Evidence, MakeUpState, ProofState, ReportAuthor
from trainees.models import Completion, Enrolment, ExamResult, MakeUp, PracticumReport, Signature
from trainees.models.practicum import VALUES
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


def test_as_many_queries_for_500_as_for_50() -> None:
    counts = []
    for people in (50, 500):
        cohort = judging_cohort(people)
        with CaptureQueriesContext(connection) as queries:
            found = judged(cohort, at=timezone.now())
        assert len({one.enrolment.pk for one in found}) == people
        assert all(len(one.verdicts) == 4 for one in found)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


TODAY = factories.today
DAY = dt.timedelta(days=1)


def test_the_outline_names_what_rules_can_name() -> None:
    edition = factories.course_edition(1)
    factories.practicum_module(edition)
    factories.exam(edition, code="X", title_en="Final", title_fr="Final F", pass_mark=75, attempts=2)
    for version in (2, 1):
        factories.agreement(edition.course.programme, code="rules", version=version, title_en=f"V{version}")
    factories.agreement(factories.programme(), code="elsewhere")
    factories.renewal(factories.award_that_asks(edition, name_en="Certified", name_fr="Certification"))
    outline = edition_outline(edition)
    assert [(code, unit.minutes, unit.is_practicum) for code, unit in outline.modules.items()] == [
        ("M01", 120, False),
        ("P1", 600, True),
    ]
    assert {code: (str(one.title), one.pass_mark, one.attempts) for code, one in outline.exams.items()} == {
        "X": ("Final", 75, 2)
    }
    assert {code: (str(title), version) for code, (title, version) in outline.agreements.items()} == {
        "rules": ("V2", 2)
    }
    assert [str(name) for name in outline.awards.values()] == ["Certified"]
    assert list(outline.categories) == ["class", *HoursCategory.values, "general", "law_and_ethics"]
    with translation.override("fr"):
        assert str(outline.categories["law_and_ethics"]) == "Droit et éthique"
        assert str(outline.categories["one_to_one"]) == str(HoursCategory.ONE_TO_ONE.label)


def test_the_outline_takes_four_queries() -> None:
    edition = factories.awarding_cohort(renews=True).edition
    assert edition.course
    with CaptureQueriesContext(connection) as queries:
        edition_outline(edition)
    assert len(queries) == 4


def test_time_in_class_is_seen_session_by_session() -> None:
    cohort = factories.awarding_cohort(modules=2)
    trainee, other = factories.enrolment(cohort), factories.enrolment(cohort)
    modules = list(cohort.edition.modules.order_by("position"))
    factories.closed_roll_call(
        factories.held_session(cohort, days_ago=3, modules=modules[:1]), late={trainee: 20}
    )
    factories.closed_roll_call(
        factories.held_session(cohort, days_ago=2, modules=modules[1:]), absent=[trainee]
    )
    factories.session(cohort, factories.instant(TODAY() + DAY), hours=3, modules=modules[1:])
    found = now(trainee).record
    assert [
        (sat.on, set(sat.modules), sat.time, sat.was_absent, sat.is_missed) for sat in found.sessions
    ] == [
        (TODAY() - 3 * DAY, {"M01"}, Time(180, 160), False, False),
        (TODAY() - 2 * DAY, {"M02"}, Time(180), True, True),
    ]
    assert found.minutes == {"M01": Time(180, 160), "M02": Time(180)}
    assert (found.course, found.to_come) == (Time(360, 160), {"M02": 180})
    assert [sat.is_missed for sat in now(other).record.sessions] == [False, False]


def test_hours_are_those_that_the_portal_shows_and_confirmed_practice() -> None:
    trainee = factories.enrolment(factories.practicum_cohort())
    completed(trainee, "M01", on=TODAY() - 5 * DAY)
    placement = factories.placement(trainee)
    factories.entry(placement, 90, days_ago=2, confirmed=True, category=HoursCategory.SUPERVISION.value)
    factories.entry(placement, 60, days_ago=1)
    found = now(trainee).record
    assert found.hours == [
        Hours("class", 120, TODAY() - 5 * DAY),
        Hours("supervision", 90, TODAY() - 2 * DAY),
    ]
    assert found.event("hours") == TODAY() - 2 * DAY
    completed(trainee, "P1")
    assert len(now(trainee).record.hours) == 2  # a practicum's time is that of its log


def test_results_signatures_and_reports() -> None:
    edition = factories.course_edition(1)
    exam = factories.exam(edition, code="X")
    practicum = factories.practicum_module(edition)
    item = factories.evidence(edition.modules.get(code="M01"), EvidenceKind.AGREEMENT)
    assert item.agreement is not None
    trainee = factories.enrolment(factories.cohort(edition))
    ExamResult.objects.create(enrolment=trainee, exam=exam, attempt=1, mark=60, taken_on=TODAY() - 9 * DAY)
    ExamResult.objects.create(enrolment=trainee, exam=exam, attempt=2, mark=90, taken_on=TODAY() - 2 * DAY)
    ExamResult.objects.create(
        enrolment=trainee,
        exam=exam,
        attempt=3,
        mark=99,
        taken_on=TODAY(),
        voided_at=timezone.now(),
        void_reason="Somebody else's",
    )
    Signature.objects.create(
        enrolment=trainee, item=item, agreement=item.agreement, language="en", signed_as="Ana"
    )
    placement = factories.placement(trainee, module=practicum)
    for number, lowest in ((1, 2), (2, 4)):
        ratings = dict.fromkeys(VALUES, 4) | {"wholeness": lowest}
        PracticumReport.objects.create(
            placement=placement,
            number=number,
            author=ReportAuthor.SUPERVISOR,
            supervisor=placement.supervisor,
            **ratings,
        )
    found = now(trainee).record
    assert found.results == [
        Result("X", 1, 60, TODAY() - 9 * DAY),
        Result("X", 2, 90, TODAY() - 2 * DAY),
    ]
    assert found.event("exam:X") == TODAY() - 2 * DAY
    assert found.signed == [Signed(item.agreement.code, 1, TODAY())]
    assert found.evaluations == [
        Evaluation("report", "supervisor", TODAY(), rating=2),
        Evaluation("report", "supervisor", TODAY(), rating=4),
    ]


def test_what_others_say_and_have_certified() -> None:
    trainee = factories.enrolment(factories.awarding_cohort())
    factories.recommendation(trainee, recommends=False, rating=None, by="coordinator")
    factories.recommendation(trainee, rating=4)
    factories.recommendation(trainee, voided_at=timezone.now(), void_reason="Another person was meant")
    factories.recommendation(factories.enrolment(trainee.cohort))
    ends = TODAY() + 300 * DAY
    factories.credential(trainee, expires_on=ends)
    answered = {"answered_at": timezone.now()}
    factories.credential(trainee, kind="food-safe", state=ProofState.ACCEPTED, **answered)
    factories.credential(trainee, kind="no", state=ProofState.DECLINED, **answered)
    factories.credential(trainee, kind="gone", state=ProofState.WITHDRAWN, **answered)
    found = now(trainee).record
    assert found.evaluations == [
        Evaluation("recommendation", "coordinator", TODAY(), recommends=False),
        Evaluation("recommendation", "facilitator", TODAY(), recommends=True, rating=4),
    ]
    assert found.credentials == [
        Credential("first-aid", TODAY(), ends),
        Credential("food-safe", TODAY(), is_proven=True),
    ]


def test_certificates_are_those_of_the_person_in_the_course() -> None:
    trainee = factories.enrolment(factories.awarding_cohort())
    edition = trainee.cohort.edition
    award = edition.awards.get()
    ended = TODAY() - 400 * DAY
    earlier = factories.enrolment(factories.cohort(edition), held_by=trainee.person)
    first = factories.certificate(earlier, issued_on=ended, first_awarded_on=ended)
    factories.certificate(factories.enrolment(trainee.cohort))
    factories.certificate(factories.enrolment(factories.awarding_cohort(), held_by=trainee.person))
    assert now(trainee).record.held == [Held(award.code, ended)]
    type(first).objects.filter(pk=first.pk).update(replaced_at=timezone.now())
    factories.certificate(
        earlier,
        kind=CertificateKind.RENEWED,
        replaces=first,
        first_awarded_on=ended,
        expires_on=TODAY() + DAY,
        revoked_at=timezone.now(),
        revoke_reason="Asked for by the holder",
    )
    assert now(trainee).record.held == [Held(award.code, ended, TODAY() + DAY, is_valid=False)]


def test_events_are_dates_on_the_programmes_clock() -> None:
    cohort = factories.awarding_cohort()
    late = dt.datetime(
        2026, 11, 3, 7, 30, tzinfo=dt.UTC
    )  # half past eleven in the evening before, in Vancouver
    trainee = factories.enrolment(cohort, enrolled_at=late)
    assert now(trainee).record.events == {
        "enrolment": dt.date(2026, 11, 2),
        "start": cohort.starts_on,
        "end": cohort.ends_on,
    }


def test_what_comes_after_the_day_does_not_count() -> None:
    trainee = factories.enrolment(factories.awarding_cohort(modules=1))
    completed(trainee, "M01", on=TODAY() - DAY)
    before = timezone.now() - 3 * DAY
    assert [one.is_met for one in judge_person(trainee, at=before).verdicts.values()] == [False]
    assert [one.is_met for one in now(trainee).verdicts.values()] == [True]


def test_minutes_of_later_sessions_and_make_ups_do_not_count() -> None:
    trainee = factories.enrolment(factories.awarding_cohort(modules=1))
    modules = list(trainee.cohort.edition.modules.all())
    missed = factories.held_session(trainee.cohort, days_ago=5, modules=modules)
    factories.closed_roll_call(missed, absent=[trainee])
    factories.closed_roll_call(factories.held_session(trainee.cohort, days_ago=2, modules=modules))
    MakeUp.objects.create(
        enrolment=trainee,
        stands_for=missed,
        task="Read on",
        minutes=180,
        state=MakeUpState.DONE,
        done_on=TODAY() - DAY,
    )
    seen: dict[int, Any] = {}
    for days in (0, 3, 6):
        found = judge_person(trainee, at=timezone.now() - days * DAY).record
        seen[days] = (found.course, found.minutes.get("M01"), [sat.is_missed for sat in found.sessions])
    assert seen == {
        0: (Time(360, 180, 180), Time(360, 180, 180), [False, False]),
        3: (Time(180), Time(180), [True]),
        6: (Time(), None, []),
    }


def test_nobody_is_no_query_too_many() -> None:
    assert judged(factories.awarding_cohort(), at=timezone.now()) == []
