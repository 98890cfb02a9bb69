"""What breaks the constraints and triggers of sessions, evidence, attendance, and what trainees bring."""

import datetime as dt
from typing import Any

from django.utils import timezone

from courses.enums import AbsenceUnit, EvidenceKind
from courses.models import (
    AbsenceLimit,
    Agreement,
    Cohort,
    Coverage,
    Edition,
    EvidenceItem,
    Exam,
    ExamWindow,
    Material,
    Module,
    Programme,
    Session,
)
from tests import factories
from trainees.enums import MakeUpState, SubmissionState
from trainees.models import (
    AbsenceNotice,
    Attendance,
    Enrolment,
    ExamResult,
    MakeUp,
    Observation,
    PriorLearning,
    QuizAttempt,
    RollCall,
    Signature,
    SignOff,
    Submission,
)

from .breaking import breaks

DAY = dt.timedelta(days=1)


def free(number: int = 2) -> list[Module]:
    """Modules of an edition that is free to change."""
    return list(factories.course_edition(number).modules.order_by("position"))


def agreement(programme: Programme | None = None, **fields: Any) -> Agreement:
    """An agreement, written with the ORM."""
    texts = {"title_en": "Code", "title_fr": "Code", "text_en": "I will.", "text_fr": "Je vais."}
    return Agreement.objects.create(
        programme=programme or factories.programme(), **({"code": "code", **texts} | fields)
    )


def item(module: Module | None = None, kind: str = EvidenceKind.SIGN_OFF, **fields: Any) -> EvidenceItem:
    """Something that a module asks for, of an edition that is free to change unless `module` is given."""
    return EvidenceItem.objects.create(module=module or free()[0], position=1, kind=kind, **fields)


def exam(edition: Edition | None = None, **fields: Any) -> Exam:
    """An exam."""
    words = {"title_en": "Final", "title_fr": "Final"}
    return Exam.objects.create(
        edition=edition or factories.course_edition(1), **({"position": 1, "code": "X1", **words} | fields)
    )


class World:
    """An enrolment in a cohort whose first module asks for one thing; a session; an exam."""

    def __init__(self, kind: str = EvidenceKind.SIGN_OFF, **fields: Any) -> None:
        edition = factories.course_edition(2)
        self.module = edition.modules.order_by("position")[0]
        self.agreement = agreement(edition.course.programme)
        if kind == EvidenceKind.AGREEMENT:
            fields["agreement"] = self.agreement
        self.item = item(self.module, kind, **fields)
        self.exam = exam(edition)
        self.cohort: Cohort = factories.cohort(edition)
        self.enrolment: Enrolment = factories.enrolment(self.cohort)
        self.session: Session = factories.session(self.cohort)

    @property
    def of_item(self) -> dict[str, Any]:
        """Whose fact, about what."""
        return {"enrolment": self.enrolment, "item": self.item}

    def attendance(self, **fields: Any) -> Attendance:
        """A mark at the session."""
        defaults = {"enrolment": self.enrolment, "session": self.session, "mark": "present"}
        return Attendance.objects.create(**(defaults | fields))

    def make_up(self, **fields: Any) -> MakeUp:
        """A task that stands in for the session."""
        defaults = {"enrolment": self.enrolment, "stands_for": self.session, "task": "Read chapter 2"}
        return MakeUp.objects.create(**(defaults | fields))

    def attempt(self, **fields: Any) -> QuizAttempt:
        """An attempt, handed in."""
        defaults = {"number": 1, "handed_in_at": timezone.now(), "percent": 50}
        return QuizAttempt.objects.create(**self.of_item, **(defaults | fields))

    def submission(self, **fields: Any) -> Submission:
        """Something that waits for feedback."""
        defaults = {"state": SubmissionState.WAITING, "handed_in_at": timezone.now(), "text": "My story"}
        return Submission.objects.create(**self.of_item, **(defaults | fields))

    def observation(self, **fields: Any) -> Observation:
        """Seen today."""
        return Observation.objects.create(**self.of_item, **({"observed_on": factories.today()} | fields))

    def result(self, **fields: Any) -> ExamResult:
        """A mark in the exam."""
        defaults = {"exam": self.exam, "attempt": 1, "mark": 70, "taken_on": factories.today()}
        return ExamResult.objects.create(enrolment=self.enrolment, **(defaults | fields))

    def prior_learning(self, **fields: Any) -> PriorLearning:
        """A request for credit."""
        return PriorLearning.objects.create(
            enrolment=self.enrolment, **({"module": self.module, "statement": "Elsewhere"} | fields)
        )


def elsewhere(kind: str = EvidenceKind.SIGN_OFF) -> dict[str, Any]:
    """An enrolment, and an item of another edition."""
    return {"enrolment": factories.enrolment(), "item": World(kind).item}


# Modules and sessions


@breaks("module_completes_known")
def _() -> None:
    Module.objects.filter(pk=free()[0].pk).update(completes_by="magic")


@breaks("session_kind_known")
def _() -> None:
    Session.objects.filter(pk=World().session.pk).update(kind="party")


@breaks("coverage_once")
def _() -> None:
    world = World()
    for _time in range(2):
        Coverage.objects.create(session=world.session, module=world.module)


@breaks("coverage_minutes_positive")
def _() -> None:
    world = World()
    Coverage.objects.create(session=world.session, module=world.module, minutes=0)


# What modules ask for


@breaks("agreement_version_once")
def _() -> None:
    agreement(agreement().programme)


@breaks("exam_code_once")
def _() -> None:
    exam(exam().edition, position=2)


@breaks("exam_pass_mark_percent")
def _() -> None:
    exam(pass_mark=101)


@breaks("exam_window_once")
def _() -> None:
    world, now = World(), timezone.now()
    for _time in range(2):
        ExamWindow.objects.create(cohort=world.cohort, exam=world.exam, opens_at=now, closes_at=now + DAY)


@breaks("exam_window_closes_after_open")
def _() -> None:
    world, now = World(), timezone.now()
    ExamWindow.objects.create(cohort=world.cohort, exam=world.exam, opens_at=now, closes_at=now)


@breaks("evidence_kind_known")
def _() -> None:
    item(kind="rumour")


@breaks("evidence_percent")
def _() -> None:
    item(kind=EvidenceKind.ATTENDANCE, percent=101)


@breaks("evidence_not_within_itself")
def _() -> None:
    found = item(kind=EvidenceKind.ALL_OF)
    EvidenceItem.objects.filter(pk=found.pk).update(within=found)


@breaks("evidence_names_its_thing")
def _() -> None:
    item(kind=EvidenceKind.QUIZ)


@breaks("evidence_within_module_insert")
def _() -> None:
    first, second = free()
    item(second, within=item(first, EvidenceKind.ALL_OF))


@breaks("evidence_within_module_update")
def _() -> None:
    first = free()[0]
    EvidenceItem.objects.filter(pk=item(first).pk).update(within=item(first))  # no group


@breaks("evidence_frozen_insert")
def _() -> None:
    item(World().module)


@breaks("evidence_frozen_update")
def _() -> None:
    EvidenceItem.objects.filter(pk=World().item.pk).update(position=2)


@breaks("evidence_frozen_delete")
def _() -> None:
    World().item.delete()


@breaks("exam_frozen_insert")
def _() -> None:
    exam(World().cohort.edition, code="X2")


@breaks("exam_frozen_update")
def _() -> None:
    Exam.objects.filter(pk=World().exam.pk).update(pass_mark=1)


@breaks("exam_frozen_delete")
def _() -> None:
    World().exam.delete()


def limit(edition: Edition, **fields: Any) -> AbsenceLimit:
    """Two sessions may be missed."""
    return AbsenceLimit.objects.create(
        edition=edition, **({"unit": AbsenceUnit.SESSIONS, "most": 2} | fields)
    )


@breaks("absence_unit_known")
def _() -> None:
    limit(factories.course_edition(1), unit="moons")


@breaks("absence_modules_of_the_course")
def _() -> None:
    module = free()[0]
    limit(module.edition, unit=AbsenceUnit.MODULES, module=module)


@breaks("absence_limit_frozen_insert")
def _() -> None:
    limit(World().cohort.edition)


def frozen_limit() -> AbsenceLimit:
    """A limit of an edition that a cohort uses."""
    made = limit(factories.course_edition(1))
    factories.cohort(made.edition)
    return made


@breaks("absence_limit_frozen_update")
def _() -> None:
    AbsenceLimit.objects.filter(pk=frozen_limit().pk).update(most=9)


@breaks("absence_limit_frozen_delete")
def _() -> None:
    frozen_limit().delete()


@breaks("material_page_or_document")
def _() -> None:
    Material.objects.create(module=free()[0], position=1, title_en="Reading", title_fr="Lecture")


# Attendance


@breaks("attendance_once")
def _() -> None:
    world = World()
    world.attendance()
    world.attendance(mark="absent")


@breaks("attendance_mark_known")
def _() -> None:
    World().attendance(mark="asleep")


@breaks("attendance_minutes_of_present")
def _() -> None:
    World().attendance(mark="absent", minutes_late=5)


@breaks("attendance_of_cohort")
def _() -> None:
    World().attendance(session=World().session)


def closed(world: World) -> Attendance:
    """A mark whose roll-call is closed."""
    made = world.attendance()
    RollCall.objects.create(session=world.session, closed_at=timezone.now())
    return made


@breaks("attendance_fact_kept")
def _() -> None:
    Attendance.objects.filter(pk=closed(World()).pk).update(mark="absent")


@breaks("attendance_never_deleted")
def _() -> None:
    closed(World()).delete()


@breaks("roll_call_stays_closed")
def _() -> None:
    world = World()
    closed(world)
    RollCall.objects.filter(session=world.session).update(closed_at=None)


@breaks("absence_notice_once")
def _() -> None:
    world = World()
    for _time in range(2):
        AbsenceNotice.objects.create(enrolment=world.enrolment, session=world.session)


@breaks("make_up_state_known")
def _() -> None:
    World().make_up(state="perhaps")


@breaks("make_up_session_or_task")
def _() -> None:
    World().make_up(task="")


@breaks("make_up_done_has_a_date")
def _() -> None:
    World().make_up(state=MakeUpState.DONE)


@breaks("make_up_once")
def _() -> None:
    world = World()
    world.make_up()
    world.make_up()


@breaks("make_up_session_used_once")
def _() -> None:
    world = World()
    through, other = factories.session(world.cohort), factories.session(world.cohort)
    world.make_up(task="", through=through)
    world.make_up(task="", through=through, stands_for=other)


# What trainees bring, and what facilitators confirm


@breaks("signature_once")
def _() -> None:
    world = World(EvidenceKind.AGREEMENT)
    for _time in range(2):
        Signature.objects.create(**world.of_item, agreement=world.agreement, signed_as="Sam")


@breaks("signature_item_of_edition")
def _() -> None:
    Signature.objects.create(**elsewhere(), agreement=agreement(), signed_as="Sam")


def signature() -> Signature:
    """Signed."""
    world = World(EvidenceKind.AGREEMENT)
    return Signature.objects.create(**world.of_item, agreement=world.agreement, signed_as="Sam")


@breaks("signature_kept")
def _() -> None:
    Signature.objects.filter(pk=signature().pk).update(signed_as="Kim")


@breaks("signed_agreement_kept")
def _() -> None:
    Agreement.objects.filter(pk=signature().agreement_id).update(text_en="I will not.")


@breaks("quiz_attempt_number_once")
def _() -> None:
    world = World()
    world.attempt()
    world.attempt()


@breaks("quiz_attempt_open_once")
def _() -> None:
    world = World()
    for number in (1, 2):
        world.attempt(number=number, handed_in_at=None, percent=None)


@breaks("quiz_attempt_percent_when_handed_in")
def _() -> None:
    World().attempt(handed_in_at=None)


@breaks("quizattempt_item_of_edition")
def _() -> None:
    QuizAttempt.objects.create(**elsewhere(), number=1)


@breaks("quiz_attempt_kept")
def _() -> None:
    QuizAttempt.objects.filter(pk=World().attempt().pk).update(percent=100)


@breaks("submission_number_once")
def _() -> None:
    world = World()
    world.submission(state=SubmissionState.REVISE)
    world.submission()


@breaks("submission_open_once")
def _() -> None:
    world = World()
    world.submission()
    world.submission(number=2)


@breaks("submission_state_known")
def _() -> None:
    World().submission(state="lost")


@breaks("submission_handed_in_iff_not_draft")
def _() -> None:
    World().submission(handed_in_at=None)


@breaks("submission_item_of_edition")
def _() -> None:
    Submission.objects.create(**elsewhere())


@breaks("submission_kept")
def _() -> None:
    Submission.objects.filter(pk=World().submission().pk).update(text="Somebody else's")


@breaks("observation_voided_with_reason")
def _() -> None:
    Observation.objects.filter(pk=World().observation().pk).update(voided_at=timezone.now())


@breaks("observation_item_of_edition")
def _() -> None:
    Observation.objects.create(**elsewhere(), observed_on=factories.today())


@breaks("observation_kept")
def _() -> None:
    Observation.objects.filter(pk=World().observation().pk).update(comment="Changed")


def sign_off(world: World) -> SignOff:
    """Signed off."""
    return SignOff.objects.create(**world.of_item)


@breaks("signoff_voided_with_reason")
def _() -> None:
    SignOff.objects.filter(pk=sign_off(World()).pk).update(void_reason="Not so")


@breaks("sign_off_once")
def _() -> None:
    world = World()
    sign_off(world)
    sign_off(world)


@breaks("signoff_item_of_edition")
def _() -> None:
    SignOff.objects.create(**elsewhere())


@breaks("sign_off_kept")
def _() -> None:
    SignOff.objects.filter(pk=sign_off(World()).pk).update(note="Changed")


@breaks("examresult_voided_with_reason")
def _() -> None:
    ExamResult.objects.filter(pk=World().result().pk).update(voided_at=timezone.now())


@breaks("exam_attempt_once")
def _() -> None:
    world = World()
    world.result()
    world.result(mark=90)


@breaks("exam_mark_percent")
def _() -> None:
    World().result(mark=101)


@breaks("exam_attempt_positive")
def _() -> None:
    World().result(attempt=0)


@breaks("exam_result_of_edition")
def _() -> None:
    World().result(exam=exam())


@breaks("exam_result_kept")
def _() -> None:
    ExamResult.objects.filter(pk=World().result().pk).update(mark=100)


@breaks("prior_learning_once")
def _() -> None:
    world = World()
    world.prior_learning()
    world.prior_learning()


@breaks("prior_learning_state_known")
def _() -> None:
    World().prior_learning(state="maybe")


@breaks("prior_learning_of_edition")
def _() -> None:
    World().prior_learning(module=free()[0])


@breaks("prior_learning_kept")
def _() -> None:
    answered = World().prior_learning(state="declined")
    PriorLearning.objects.filter(pk=answered.pk).update(state="granted")
