"""Drawing a quiz and scoring it. Facts in, facts out: no database here.

A question as it was asked is {"id": text, "text_en", "text_fr", "is_multiple", "choices": [{"key", "en", "fr",
"is_right"}], "why_en", "why_fr"}. Answers are {id of a question: [keys]}.
"""

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from courses.models import Question

Asked = Mapping[str, Any]
Answers = Mapping[str, Sequence[str]]


def as_asked(question: Question) -> dict[str, Any]:
    """What an attempt keeps of a question, so that it can be improved at any time."""
    return {
        "id": str(question.pk),
        "text_en": question.text_en,
        "text_fr": question.text_fr,
        "is_multiple": question.is_multiple,
        "choices": list(question.choices),
        "why_en": question.why_en,
        "why_fr": question.why_fr,
    }


def draw(questions: Iterable[Question], *, number: int, chance: Random) -> list[dict[str, Any]]:
    """`number` of the questions (0, or more than there are: all), in an order of chance, and their answers too."""
    bank = list(questions)
    drawn = [
        as_asked(question)
        for question in chance.sample(bank, min(number, len(bank)) if number else len(bank))
    ]
    for asked in drawn:
        chance.shuffle(asked["choices"])
    return drawn


def known_answers(asked: Iterable[Asked], given: Answers) -> dict[str, list[str]]:
    """Of what was sent, what can be an answer: questions that were asked, keys that stand there, each once, in their
    order; where one answer is right, no more than one.
    """
    answers = {}
    for question in asked:
        sent = set(given.get(question["id"], ()))
        keys = [choice["key"] for choice in question["choices"] if choice["key"] in sent]
        if keys:
            answers[question["id"]] = keys if question["is_multiple"] else keys[:1]
    return answers


def is_right(question: Asked, keys: Iterable[str]) -> bool:
    """Whether exactly the right answers are chosen."""
    return set(keys) == {choice["key"] for choice in question["choices"] if choice["is_right"]}


def number_right(asked: Iterable[Asked], answers: Answers) -> int:
    """How many of the questions are answered rightly."""
    return sum(is_right(question, answers.get(question["id"], ())) for question in asked)


def percent(right: int, of: int) -> int:
    """Rounded down: nobody reads 80 % and has less. Nothing asked is nothing right."""
    return right * 100 // of if of else 0
