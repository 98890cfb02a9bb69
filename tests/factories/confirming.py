"""What modules ask for and what people brought, as facilitators and coordinators meet it."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from courses.enums import CompletesBy, EvidenceKind
from courses.models import Cohort, Edition, EvidenceItem, Exam, Module, Question, Quiz
from courses.operations.evidence import add_item
from courses.operations.exams import add_exam
from courses.operations.quizzes import add_question, add_quiz
from trainees.enums import SubmissionState
from trainees.models import Enrolment, PriorLearning, Submission

from . import people, teaching

_numbers = count(1)
CRITERIA = [
    {"en": "Listens without fixing", "fr": "Écoute sans chercher à régler"},
    {"en": "Asks open questions", "fr": "Pose des questions ouvertes"},
]
ASKED: dict[str, dict[str, Any]] = {
    EvidenceKind.ATTENDANCE: {"percent": 80},
    EvidenceKind.ASSIGNMENT: {
        "title_en": "A story",
        "title_fr": "Un récit",
        "prompt_en": "Share a story with a purpose.",
        "prompt_fr": "Racontez une histoire qui a un but.",
    },
    EvidenceKind.PRACTICE: {"title_en": "Role-play", "title_fr": "Jeu de rôle", "criteria": CRITERIA},
    EvidenceKind.SIGN_OFF: {"title_en": "Goal plan", "title_fr": "Plan d’objectifs"},
}


def asks(module: Module, kind: str, **fields: Any) -> EvidenceItem:
    """Something that a module of an edition that is free to change asks for."""
    return add_item(module=module, kind=kind, by=None, **(ASKED.get(kind, {}) | fields))


def exam(edition: Edition, **fields: Any) -> Exam:
    """An exam of an edition that is free to change: 80 % to pass, as often as is wished."""
    number = next(_numbers)
    words = {"code": f"X{number}", "title_en": f"Exam {number}", "title_fr": f"Examen {number}"}
    return add_exam(edition=edition, by=None, **(words | fields))


def a_quiz(edition: Edition, *, questions: int = 1) -> Quiz:
    """A quiz of the edition's course, with questions."""
    number = next(_numbers)
    made = add_quiz(course=edition.course, by=None, title_en=f"Quiz {number}", title_fr=f"Jeu {number}")
    for index in range(questions):
        a_question(made, text_en=f"Question {index + 1}?")
    return made


def a_question(quiz: Quiz, **fields: Any) -> Question:
    """A question with two answers, the first of them right."""
    defaults = {
        "text_en": "What is scope?",
        "text_fr": "Quelle est la portée ?",
        "choices": [
            {"en": "What the role does", "fr": "Ce que fait le rôle", "is_right": True},
            {"en": "A kind of soap", "fr": "Un savon", "is_right": False},
        ],
    }
    return add_question(quiz=quiz, by=None, **(defaults | fields))


def cohort_that_asks(*kinds: str, completes_by: str = CompletesBy.FACILITATOR, **fields: Any) -> Cohort:
    """A cohort whose first of two modules asks for one thing of each kind, and which has one exam, X1."""
    edition = teaching.course_edition(2, programme=fields.pop("programme", None), chain=False)
    first = edition.modules.order_by("position")[0]
    edition.modules.filter(pk=first.pk).update(completes_by=completes_by)
    for kind in kinds:
        asks(first, kind)
    exam(edition, code="X1", attempts=2)
    return teaching.cohort(edition, **fields)


def item_of(cohort: Cohort, kind: str) -> EvidenceItem:
    """What its edition asks for of this kind."""
    return EvidenceItem.objects.get(module__edition=cohort.edition_id, kind=kind)


def handed_in(
    enrolment: Enrolment, *, days_ago: int = 0, state: str = SubmissionState.WAITING, **fields: Any
) -> Submission:
    """Something that was handed in for the assignment of the enrolment's cohort."""
    at = timezone.now() - dt.timedelta(days=days_ago)
    defaults = {
        "item": fields.pop("item", None) or item_of(enrolment.cohort, EvidenceKind.ASSIGNMENT),
        "text": "Once I was asked to listen.",
        "handed_in_at": None if state == SubmissionState.DRAFT else at,
    }
    return Submission.objects.create(enrolment=enrolment, state=state, **(defaults | fields))


def asked_for_credit(enrolment: Enrolment | None = None, **fields: Any) -> PriorLearning:
    """A request for credit for the first module."""
    enrolment = enrolment or people.enrolment()
    module = enrolment.cohort.edition.modules.order_by("position")[0]
    defaults = {"module": module, "statement": "I learned this in another course."}
    return PriorLearning.objects.create(enrolment=enrolment, **(defaults | fields))
