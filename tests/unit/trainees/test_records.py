"""A cohort's record: everybody's own facts, in as many queries for many as for one; and what follows from new facts."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.enums import CompletesBy, EvidenceKind
from courses.models import Cohort, Coverage, EvidenceItem, Module
from courses.operations.seats import locked
from tests import factories
from tests.bench.worlds import cohort_in_the_middle
from trainees.enums import Evidence, Mark, Standing
from trainees.models import Attendance, Enrolment, MakeUp, RollCall, SignOff
from trainees.operations.completion import record
from trainees.operations.evidence import settle
from trainees.queries.records import Record, cohort_record
from trainees.rules.minutes import Time

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def records(cohort: Cohort) -> dict[int, Record]:
    """By enrolment."""
    return {found.enrolment.pk: found for found in cohort_record(cohort, at=timezone.now())}


def test_as_many_queries_for_many_as_for_one() -> None:
    counts = []
    for people, modules in ((1, 2), (12, 6)):
        cohort = cohort_in_the_middle(people, modules)
        with CaptureQueriesContext(connection) as queries:
            for found in records(cohort).values():
                assert [found.evidence(module).need for module in found.plan.modules] == [3] * modules
                assert found.allowances == []
                assert [found.exam(exam).have for exam in found.plan.exams]
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


@pytest.fixture
def cohort() -> Cohort:
    """Two modules: the first completes by itself when it is attended and signed off, the second only waits."""
    edition = factories.course_edition(2)
    for module in edition.modules.order_by("position"):
        EvidenceItem.objects.create(module=module, position=1, kind=EvidenceKind.ATTENDANCE, percent=100)
        EvidenceItem.objects.create(module=module, position=2, kind=EvidenceKind.SIGN_OFF)
    edition.modules.filter(code="M01").update(completes_by=CompletesBy.ITSELF, must_attend=True)
    return factories.cohort(edition)


def held(cohort: Cohort, module: Module, days_ago: int, **marks: Any) -> Any:
    """A session of three hours with a closed roll-call; `marks` by "e" and the enrolment's id."""
    session = factories.session(
        cohort, factories.instant(factories.today() - days_ago * DAY), modules=[module]
    )
    for key, mark in marks.items():
        Attendance.objects.create(enrolment_id=int(key[1:]), session=session, **mark)
    RollCall.objects.create(session=session, closed_at=timezone.now())
    return session


def modules_of(cohort: Cohort) -> list[Module]:
    return list(cohort.edition.modules.order_by("position"))


def test_everybody_has_their_own(cohort: Cohort) -> None:
    """What one did is not the other's; another cohort's people are not there."""
    sam, noor = factories.enrolment(cohort), factories.enrolment(cohort)
    factories.enrolment(factories.cohort(cohort.edition))
    first, _second = modules_of(cohort)
    present, late = {"mark": Mark.PRESENT}, {"mark": Mark.PRESENT, "minutes_late": 30}
    missed = held(cohort, first, 9, **{f"e{sam.pk}": present, f"e{noor.pk}": {"mark": Mark.ABSENT}})
    held(cohort, first, 8, **{f"e{sam.pk}": late, f"e{noor.pk}": present})
    found = records(cohort)
    assert found.keys() == {sam.pk, noor.pk}
    assert found[sam.pk].attended.modules == {first.pk: Time(expected=360, attended=330)}
    assert found[noor.pk].attended.course == Time(expected=360, attended=180)
    assert found[noor.pk].attended.missed_sessions == (missed.pk,)
    assert [allowance.is_over for allowance in found[sam.pk].allowances] == [False]
    assert [allowance.is_over for allowance in found[noor.pk].allowances] == [True]


def test_what_was_made_up_elsewhere_counts_as_what_was_attended_there(cohort: Cohort) -> None:
    """Half an hour late at the make-up: half an hour is still missing."""
    sam = factories.enrolment(cohort)
    other = factories.cohort(cohort.edition)
    first, _second = modules_of(cohort)
    missed = held(cohort, first, 9, **{f"e{sam.pk}": {"mark": Mark.EXCUSED}})
    through = factories.session(other, factories.instant(factories.today() - 3 * DAY), modules=[first])
    made = MakeUp.objects.create(enrolment=sam, stands_for=missed, through=through)
    Attendance.objects.create(enrolment=sam, session=through, mark=Mark.PRESENT, minutes_late=30)
    RollCall.objects.create(session=through, closed_at=timezone.now())
    assert records(cohort)[sam.pk].attended.course == Time(expected=180)
    made.state, made.done_on = "done", factories.today()
    made.save()
    found = records(cohort)[sam.pk]
    assert found.attended.course == Time(expected=180, made_up=150)
    assert found.attended.modules == {first.pk: Time(expected=180, made_up=150)}


def sign_off(enrolment: Enrolment, module: Module) -> None:
    SignOff.objects.create(enrolment=enrolment, item=module.evidence.get(kind=EvidenceKind.SIGN_OFF))


def test_a_module_completes_by_itself_once_everything_is_there(cohort: Cohort) -> None:
    """Once, for those who have it all; the one that waits for a facilitator waits."""
    sam, noor = factories.enrolment(cohort), factories.enrolment(cohort)
    first, second = modules_of(cohort)
    present = {"mark": Mark.PRESENT}
    for module in (first, second):
        held(cohort, module, 9, **{f"e{sam.pk}": present, f"e{noor.pk}": present})
        sign_off(sam, module)
    rosa = factories.person("Rosa")
    new = settle(cohort=locked(cohort.pk), enrolments=[sam, noor], by=rosa)
    assert [(row.enrolment, row.module, row.evidence, row.recorded_by) for row in new] == [
        (sam, first, Evidence.STATED, rosa)
    ]
    assert settle(cohort=locked(cohort.pk), enrolments=[sam, noor], by=rosa) == []
    found = records(cohort)[sam.pk]
    assert found.completions == {first.pk: factories.today()}
    assert found.evidence(second).standing == Standing.DONE
    assert records(cohort)[noor.pk].evidence(first).standing == Standing.WAITING


def test_what_comes_first_holds_it_back_and_both_complete_together() -> None:
    """M02 is there and needs M01: nothing happens before M01 is complete, then both are."""
    edition = factories.course_edition(2)
    for module in edition.modules.all():
        EvidenceItem.objects.create(module=module, position=1, kind=EvidenceKind.SIGN_OFF)
    edition.modules.update(completes_by=CompletesBy.ITSELF)
    cohort = factories.cohort(edition)
    sam = factories.enrolment(cohort)
    first, second = modules_of(cohort)
    sign_off(sam, second)
    assert settle(cohort=locked(cohort.pk), enrolments=[sam], by=None) == []
    sign_off(sam, first)
    assert [row.module for row in settle(cohort=locked(cohort.pk), enrolments=[sam], by=None)] == [
        first,
        second,
    ]


def test_who_left_completes_nothing(cohort: Cohort) -> None:
    sam = factories.enrolment(cohort, state="withdrawn", ended_at=timezone.now())
    first, _second = modules_of(cohort)
    held(cohort, first, 9, **{f"e{sam.pk}": {"mark": Mark.PRESENT}})
    sign_off(sam, first)
    assert settle(cohort=locked(cohort.pk), enrolments=[sam], by=None) == []


def test_minutes_of_a_session_with_several_modules(cohort: Cohort) -> None:
    """Typed minutes are kept, the rest is shared; lateness is spread in proportion."""
    sam = factories.enrolment(cohort)
    first, second = modules_of(cohort)
    session = held(cohort, first, 9, **{f"e{sam.pk}": {"mark": Mark.PRESENT, "minutes_late": 90}})
    Coverage.objects.filter(session=session).update(minutes=120)
    Coverage.objects.create(session=session, module=second)
    assert records(cohort)[sam.pk].attended.modules == {
        first.pk: Time(expected=120, attended=60),
        second.pk: Time(expected=60, attended=30),
    }


def test_recorded_by_hand_counts_for_what_needs_it(cohort: Cohort) -> None:
    sam = factories.enrolment(cohort)
    first, second = modules_of(cohort)
    assert records(cohort)[sam.pk].missing(second) == [first.pk]
    record(
        cohort=cohort, pairs=[(sam.pk, first.pk)], completed_on=factories.today(),
        evidence=Evidence.SIGN_OFF, by=None,
    )  # fmt: skip
    assert records(cohort)[sam.pk].missing(second) == []
