"""The account of somebody who teaches may be removed: what they recorded stays, without their name."""

from typing import Any

import pytest
from django.utils import timezone

from courses.enums import EvidenceKind
from tests import factories
from trainees.enums import Mark, PriorLearningState, SubmissionState
from trainees.models import Attendance, Completion, ExamResult, Observation, RollCall, SignOff

pytestmark = pytest.mark.django_db
KINDS = (EvidenceKind.ASSIGNMENT, EvidenceKind.PRACTICE, EvidenceKind.SIGN_OFF)


def test_facts_outlive_who_recorded_them() -> None:
    cohort = factories.cohort_that_asks(*KINDS)
    sam, kim = factories.enrolment(cohort), factories.person("Kim")
    now, today = timezone.now(), factories.today()
    of = {kind: {"enrolment": sam, "item": factories.item_of(cohort, kind)} for kind in KINDS}
    voided: dict[str, Any] = {
        "recorded_by": kim, "voided_by": kim, "voided_at": now, "void_reason": "A mistake.",
    }  # fmt: skip
    session = factories.session(cohort)
    facts = [
        factories.handed_in(sam, state=SubmissionState.ACCEPTED, answered_by=kim, answered_at=now),
        factories.asked_for_credit(sam, state=PriorLearningState.DECLINED, answered_by=kim, answered_at=now),
        Observation.objects.create(**of[EvidenceKind.PRACTICE], observed_on=today, **voided),
        SignOff.objects.create(**of[EvidenceKind.SIGN_OFF], **voided),
        ExamResult.objects.create(
            enrolment=sam, exam=cohort.edition.exams.get(), attempt=1, mark=50, taken_on=today, **voided
        ),
        Completion.objects.create(
            enrolment=sam,
            module=cohort.edition.modules.order_by("position")[1],
            completed_on=today,
            evidence="quiz",
            **voided,
        ),
        Attendance.objects.create(enrolment=sam, session=session, mark=Mark.PRESENT, recorded_by=kim),
        RollCall.objects.create(session=session, closed_at=now, closed_by=kim),
    ]
    kim.delete()
    for fact in facts:
        fact.refresh_from_db()
        for name in ("recorded_by", "voided_by", "answered_by", "closed_by"):
            assert getattr(fact, name, None) is None, (fact, name)
