"""Scoring and drawing: the score depends on nothing but which answers were chosen."""

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from courses.models import Question
from trainees.rules import quizzes

KEYS = "abcd"


@st.composite
def asked(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A quiz as it was asked: each question has one right answer at least, and not more than one where it says so."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        right = draw(st.sets(st.sampled_from(KEYS), min_size=1))
        choices = [{"key": key, "en": key, "fr": key, "is_right": key in right} for key in KEYS]
        found.append({"id": str(number), "is_multiple": len(right) > 1, "choices": choices})
    return found


def right_keys(question: dict[str, Any]) -> list[str]:
    return [choice["key"] for choice in question["choices"] if choice["is_right"]]


@given(asked(), st.data())
def test_the_score_depends_on_the_set_of_right_answers_alone(
    questions: list[dict[str, Any]], data: Any
) -> None:
    """Not on the order of questions, choices or keys, nor on keys sent twice."""
    rightly = data.draw(st.sets(st.sampled_from([question["id"] for question in questions])))
    answers = {}
    for question in questions:
        keys = set(right_keys(question))
        if question["id"] not in rightly:
            others = [set(some) for some in ({"a"}, {"b"}, {"c"}, {"d"}, set()) if set(some) != keys]
            keys = data.draw(st.sampled_from(others))
        answers[question["id"]] = data.draw(st.permutations(sorted(keys) * 2))
    shuffled = data.draw(st.permutations(questions))
    for question in shuffled:
        question["choices"] = data.draw(st.permutations(question["choices"]))
    known = quizzes.known_answers(shuffled, answers)
    assert quizzes.number_right(shuffled, known) == len(rightly)


@given(asked(), st.dictionaries(st.text(max_size=3), st.lists(st.text(max_size=3))))
def test_whatever_is_sent_only_answers_are_kept(questions: list[dict[str, Any]], sent: Any) -> None:
    known = quizzes.known_answers(questions, sent)
    by_id = {question["id"]: question for question in questions}
    for name, keys in known.items():
        assert set(keys) <= set(KEYS)
        assert len(keys) == len(set(keys)) >= 1
        assert by_id[name]["is_multiple"] or len(keys) == 1
    assert quizzes.known_answers(questions, known) == known


@given(st.integers(0, 40), st.integers(1, 40))
def test_percent_is_rounded_down(right: int, of: int) -> None:
    right = min(right, of)
    found = quizzes.percent(right, of)
    assert found * of <= right * 100 < (found + 1) * of
    assert quizzes.percent(of, of) == 100
    assert quizzes.percent(0, 0) == 0


@given(st.integers(0, 12), st.integers(0, 12), st.integers())
def test_as_many_are_drawn_as_are_wanted_and_there_are(bank: int, number: int, seed: int) -> None:
    questions = [
        Question(pk=pk, choices=[{"key": key, "is_right": key == "a"} for key in KEYS]) for pk in range(bank)
    ]
    drawn = quizzes.draw(questions, number=number, chance=random.Random(seed))
    assert len(drawn) == (min(number, bank) if number else bank)
    assert len({one["id"] for one in drawn}) == len(drawn)
    assert all(sorted(choice["key"] for choice in one["choices"]) == list(KEYS) for one in drawn)
