"""A cohort in the middle of its course with everything in it, made quickly and large."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from courses.enums import CompletesBy, EvidenceKind
from courses.models import Cohort, Coverage, Edition, EvidenceItem, Exam, Session
from tests import factories
from trainees.enums import Evidence, Mark, SubmissionState
from trainees.models import (
    Attendance,
    Completion,
    Enrolment,
    ExamResult,
    Observation,
    RollCall,
    SignOff,
    Submission,
)

SESSIONS_OF_A_MODULE = 3
ALTERNATIVES = (EvidenceKind.ASSIGNMENT, EvidenceKind.PRACTICE)


def cohort_in_the_middle(
    people: int, modules: int, *, prepare: Callable[[Edition], object] = lambda edition: None
) -> Cohort:
    """Every module asks for attendance, a sign-off, and an assignment or observed practice; half of the modules are
    over, with marks and what was handed in; of those every second person has everything but one thing. `prepare` may
    add to the edition before the cohort freezes it."""
    edition = factories.course_edition(modules, chain=False)
    listed = list(edition.modules.order_by("position"))
    edition.modules.update(completes_by=CompletesBy.ITSELF)
    EvidenceItem.objects.bulk_create(
        item
        for module in listed
        for item in (
            EvidenceItem(module=module, position=1, kind=EvidenceKind.ATTENDANCE, percent=80),
            EvidenceItem(module=module, position=2, kind=EvidenceKind.SIGN_OFF),
            EvidenceItem(module=module, position=3, kind=EvidenceKind.ANY_OF),
        )
    )
    EvidenceItem.objects.bulk_create(
        EvidenceItem(module=group.module, within=group, position=number, kind=kind, criteria=[{}, {}])
        for group in EvidenceItem.objects.filter(kind=EvidenceKind.ANY_OF, module__in=listed)
        for number, kind in enumerate(ALTERNATIVES, 1)
    )
    Exam.objects.create(edition=edition, position=1, code="X1", title_en="Mid-term", title_fr="Mi-parcours")
    prepare(edition)
    cohort = factories.cohort(
        edition,
        seats=people,
        starts_on=factories.today() - dt.timedelta(days=200),
        ends_on=factories.today() + dt.timedelta(days=200),
    )
    _sessions(cohort, listed)
    _facts(cohort, factories.enrolments(cohort, people), listed[: modules // 2])
    return cohort


def _sessions(cohort: Cohort, modules: list[Any]) -> None:
    first = factories.instant(factories.today() - dt.timedelta(days=len(modules) // 2 * 9))
    sessions = Session.objects.bulk_create(
        Session(
            cohort=cohort,
            held_on=(start := first + dt.timedelta(days=3 * number)).date(),
            starts_at=start,
            ends_at=start + dt.timedelta(hours=3),
        )
        for number in range(len(modules) * SESSIONS_OF_A_MODULE)
    )
    Coverage.objects.bulk_create(
        Coverage(session=session, module=modules[number // SESSIONS_OF_A_MODULE])
        for number, session in enumerate(sessions)
    )
    RollCall.objects.bulk_create(
        RollCall(session=session) for session in sessions[: len(modules) // 2 * SESSIONS_OF_A_MODULE]
    )


def _facts(cohort: Cohort, enrolments: list[Enrolment], over: list[Any]) -> None:
    dice = random.Random(4)
    closed = Session.objects.filter(cohort=cohort, roll_call__isnull=False)
    Attendance.objects.bulk_create(
        Attendance(
            enrolment=enrolment,
            session=session,
            mark=Mark.PRESENT if (lot := dice.random()) < 0.9 else Mark.ABSENT,
            minutes_late=15 if lot < 0.1 else 0,
        )
        for session in closed
        for enrolment in enrolments
    )
    RollCall.objects.filter(session__cohort=cohort).update(closed_at=timezone.now())
    items = {(item.module_id, item.kind): item for item in EvidenceItem.objects.filter(module__in=over)}
    at, today = timezone.now(), factories.today()
    pairs = [(number, enrolment, module) for module in over for number, enrolment in enumerate(enrolments)]
    Submission.objects.bulk_create(
        Submission(
            enrolment=enrolment,
            item=items[module.pk, EvidenceKind.ASSIGNMENT],
            state=SubmissionState.ACCEPTED if number % 2 else SubmissionState.WAITING,
            handed_in_at=at,
        )
        for number, enrolment, module in pairs
    )
    Observation.objects.bulk_create(
        Observation(
            enrolment=enrolment,
            item=items[module.pk, EvidenceKind.PRACTICE],
            levels=[2, number % 4],
            observed_on=today,
        )
        for number, enrolment, module in pairs
    )
    SignOff.objects.bulk_create(
        SignOff(enrolment=enrolment, item=items[module.pk, EvidenceKind.SIGN_OFF])
        for number, enrolment, module in pairs
    )
    Completion.objects.bulk_create(
        Completion(enrolment=enrolment, module=module, completed_on=today, evidence=Evidence.STATED)
        for number, enrolment, module in pairs
        if number % 2
    )
    exam = cohort.edition.exams.get()
    ExamResult.objects.bulk_create(
        ExamResult(enrolment=enrolment, exam=exam, attempt=1, mark=60 + number % 41, taken_on=today)
        for number, enrolment in enumerate(enrolments)
    )
