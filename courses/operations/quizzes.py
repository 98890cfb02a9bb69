"""Quizzes and their questions. Attempts keep what they were asked, so questions may be improved at any time."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import Course, Question, Quiz

from .checks import assign, fresh, refuse, save
from .used import is_used

TITLES = ("title_en", "title_fr")
QUESTION_FIELDS = ("text_en", "text_fr", "choices", "is_multiple", "why_en", "why_fr", "is_retired")
LEAST_CHOICES, MOST_CHOICES = 2, 10


@transaction.atomic
def add_quiz(*, course: Course, by: Any, **fields: Any) -> Quiz:
    """A new quiz without questions. `fields` are those of TITLES. Raises ValidationError keyed by field."""
    quiz = Quiz(course=course)
    assign(quiz, fields, allowed=TITLES)
    save(quiz)
    log(instance=quiz, action="courses.quiz.add", user=by)
    return quiz


@transaction.atomic
def change_quiz(*, quiz: Quiz, by: Any, **fields: Any) -> Quiz:
    """Change its titles. Raises ValidationError keyed by field."""
    quiz = fresh(quiz)
    if changes := assign(quiz, fields, allowed=TITLES):
        save(quiz)
        log(instance=quiz, action="courses.quiz.change", user=by, data={"changes": changes})
    return quiz


@transaction.atomic
def add_question(*, quiz: Quiz, by: Any, **fields: Any) -> Question:
    """Add a question after the others. `fields` are those of QUESTION_FIELDS.

    `choices` are [{"en": words, "fr": words, "is_right": bool}, …]; keys are given here. Raises ValidationError keyed
    by field: fewer than two answers, none right, several right without is_multiple, a language missing.
    """
    quiz = fresh(quiz)
    last = quiz.questions.aggregate(last=Max("position"))["last"] or 0
    question = Question(quiz=quiz, position=last + 1)
    _write(question, fields)
    save(question)
    log(instance=quiz, action="courses.question.add", user=by, data=_data(question))
    return question


@transaction.atomic
def change_question(*, question: Question, by: Any, position: int | None = None, **fields: Any) -> Question:
    """Change a question, also one that was asked; `position` (from 1) moves it there. Errors as in add_question."""
    quiz = fresh(question.quiz)
    question = fresh(question)
    changed = bool(_write(question, fields))
    if changed:
        save(question)
    if position is not None:
        changed = _move(quiz, question, position) or changed
    if changed:
        log(instance=quiz, action="courses.question.change", user=by, data=_data(question))
    return question


@transaction.atomic
def remove_question(*, question: Question, by: Any) -> bool:
    """Ask it no more. Deleted where nobody was asked it yet (True); else retired and kept (False)."""
    quiz = fresh(question.quiz)
    question = fresh(question)
    data = _data(question)
    if is_used(question):
        if not question.is_retired:
            question.is_retired = True
            question.save(update_fields=["is_retired"])
            log(instance=quiz, action="courses.question.retire", user=by, data=data)
        return False
    question.delete()
    log(instance=quiz, action="courses.question.remove", user=by, data=data)
    return True


def _move(quiz: Quiz, question: Question, position: int) -> bool:
    others = list(quiz.questions.exclude(pk=question.pk).order_by("position", "pk"))
    others.insert(min(max(position, 1), len(others) + 1) - 1, question)
    moved = False
    for number, one in enumerate(others, start=1):
        if one.position != number:
            moved = moved or one.pk == question.pk
            one.position = number
            one.save(update_fields=["position"])
    return moved


def _write(question: Question, fields: dict[str, Any]) -> dict[str, list[str]]:
    """Set what was given, answers with their keys; refuse at its field what cannot be asked."""
    if "choices" in fields:
        fields = fields | {"choices": _keyed(fields["choices"], question.choices)}
    changes = assign(question, fields, allowed=QUESTION_FIELDS)
    errors: dict[str, Any] = {
        name: ValidationError(_("This is needed here."), code="required")
        for name in ("text_en", "text_fr")
        if not str(getattr(question, name)).strip()
    }
    if wrong := _wrong_with(question):
        errors["choices"] = wrong
    if bool(question.why_en.strip()) != bool(question.why_fr.strip()):
        missing = "why_fr" if question.why_en.strip() else "why_en"
        errors[missing] = ValidationError(_("Write it in both languages, or in none."), code="language")
    if errors:
        raise ValidationError(errors)
    return changes


def _wrong_with(question: Question) -> ValidationError | None:
    choices = question.choices
    if not LEAST_CHOICES <= len(choices) <= MOST_CHOICES:
        return ValidationError(_("Give at least two answers, and at most ten."), code="number")
    for language in ("en", "fr"):
        words = [choice[language] for choice in choices]
        if not all(words):
            return ValidationError(_("Write each answer in both languages."), code="language")
        if len({word.casefold() for word in words}) < len(words):
            return ValidationError(_("Two answers are the same."), code="same")
    right = sum(choice["is_right"] for choice in choices)
    if not right:
        return ValidationError(_("Say which answer is right."), code="right")
    if right > 1 and not question.is_multiple:
        return ValidationError(
            _("Several answers are right here. Say so below, or leave one."), code="multiple"
        )
    return None


def _keyed(choices: Sequence[Any], before: Sequence[Any]) -> list[dict[str, Any]]:
    """The answers, cleaned, each with a key: that of the same English words before, else the first free letter."""
    if not isinstance(choices, Sequence) or not all(isinstance(choice, dict) for choice in choices):
        raise refuse("choices", _("Give at least two answers, and at most ten."), code="number")
    keys = {str(choice["en"]): str(choice["key"]) for choice in before}
    taken = {
        keys[str(choice.get("en") or "").strip()]
        for choice in choices
        if str(choice.get("en") or "").strip() in keys
    }
    free = iter(key for key in "abcdefghijklmnopqrstuvwxyz" if key not in taken)
    made = []
    for choice in choices[:26]:
        words = {code: " ".join(str(choice.get(code) or "").split()) for code in ("en", "fr")}
        key = keys.pop(words["en"], None) or next(free, "z")
        made.append({"key": key, **words, "is_right": bool(choice.get("is_right"))})
    return made


def _data(question: Question) -> dict[str, Any]:
    return {"question": question.pk, "text": question.text_en[:120]}
