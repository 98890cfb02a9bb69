"""What modules ask for. The edition must be free to change: make its cohort afterwards."""

from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Max
from wagtail.documents.models import Document

from courses.enums import EvidenceKind
from courses.models import Agreement, EvidenceItem, Material, Module, Programme, Question, Quiz

from .confirming import exam

_numbers = count(1)


def agreement(programme: Programme, **fields: Any) -> Agreement:
    """An agreement of a programme, in its first version unless one is given."""
    number = next(_numbers)
    defaults = {
        "code": f"agreement-{number}",
        "title_en": f"Agreement {number}",
        "title_fr": f"Entente {number}",
        "text_en": "We listen to each other.\n\nWhat is said here stays here.",
        "text_fr": "Nous nous écoutons.\n\nCe qui est dit ici reste ici.",
    }
    return Agreement.objects.create(programme=programme, **(defaults | fields))


def quiz(course: Any, *, questions: int = 3, **fields: Any) -> Quiz:
    """A quiz with questions of which the answer "a" is right; the last one wants "a" and "b"."""
    number = next(_numbers)
    made = Quiz.objects.create(
        course=course, **({"title_en": f"Quiz {number}", "title_fr": f"Questionnaire {number}"} | fields)
    )
    for position in range(1, questions + 1):
        question(made, position=position, is_multiple=position == questions)
    return made


def question(of: Quiz, *, position: int = 1, is_multiple: bool = False, **fields: Any) -> Question:
    """One question of a quiz with three answers."""
    right = ("a", "b") if is_multiple else ("a",)
    defaults = {
        "text_en": f"Question {position}?",
        "text_fr": f"Question {position} en français?",
        "choices": [
            {
                "key": key,
                "en": f"Answer {key} to {position}",
                "fr": f"Réponse {key} à {position}",
                "is_right": key in right,
            }
            for key in "abc"
        ],
        "why_en": f"Because of {position}.",
        "why_fr": f"À cause de {position}.",
    }
    return Question.objects.create(quiz=of, position=position, is_multiple=is_multiple, **(defaults | fields))


def evidence(module: Module, kind: EvidenceKind, **fields: Any) -> EvidenceItem:
    """Something that a module of a free edition asks for, after what it asks for already; it brings what it names."""
    course = module.edition.course
    needed: dict[str, Any] = {}
    if kind == EvidenceKind.AGREEMENT and "agreement" not in fields:
        needed = {"agreement": agreement(course.programme)}
    elif kind == EvidenceKind.QUIZ:
        needed = {"percent": 80} | ({} if "quiz" in fields else {"quiz": quiz(course)})
    elif kind == EvidenceKind.EXAM and "exam" not in fields:
        needed = {"exam": exam(module.edition)}
    elif kind in (EvidenceKind.ASSIGNMENT, EvidenceKind.PRACTICE):
        needed = {"prompt_en": "Say it in your own words.", "prompt_fr": "Dites-le dans vos mots."}
    last = module.evidence.aggregate(last=Max("position"))["last"] or 0
    return EvidenceItem.objects.create(module=module, kind=kind, **({"position": last + 1} | needed | fields))


def document(
    title: str = "Handout", *, body: bytes = b"%PDF-1.7 handout", name: str = "handout.pdf"
) -> Document:
    """A document of the office."""
    return Document.objects.create(title=title, file=ContentFile(body, name=name))


def material(module: Module, **fields: Any) -> Material:
    """Something to read for a module: a document of its own unless a page or document is given."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "position": number,
        "title_en": f"Handout {number}",
        "title_fr": f"Document {number}",
    }
    if "page" not in fields and "document" not in fields:
        defaults["document"] = document()
    return Material.objects.create(module=module, **(defaults | fields))
