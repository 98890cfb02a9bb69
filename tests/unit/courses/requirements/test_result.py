"""An exam passed."""

import datetime as dt
from typing import Any

import pytest

from courses.requirements.record import Hours, Result

from .tables import ALL, AT, Case, asks, check, day, done

FINAL: dict[str, Any] = {"exam": "final"}
TWICE = FINAL | {"attempts": 2}
IN_TIME = FINAL | {"from_event": "finish", "within_months": 3}
FINISHED = {"completed": done(*ALL, on=day("03-15"))}


def mark(percent: int, attempt: int = 1, on: dt.date = AT, exam: str = "final") -> Result:
    """A mark."""
    return Result(exam, attempt, percent, on)


OVER = (
    "Final exam: the time for it is over. A mark from before can still be entered. "
    "If there is none, ask your coordinator what is possible."
)
GONE = "Final exam: it cannot be taken again for this. Ask your coordinator about it."
CASES = {
    "not taken": Case(FINAL, {}, False, "Final exam: not taken yet, 80 % needed.", "Next: Final exam."),
    "just enough": Case(FINAL, {"results": [mark(80)]}, True, "Final exam: 80 %, 80 % needed."),
    "just not": Case(
        FINAL, {"results": [mark(79)]}, False, "Final exam: 79 %, 80 % needed.", "Next: Final exam."
    ),
    "the best one counts": Case(
        FINAL, {"results": [mark(90), mark(50, 2)]}, True, "Final exam: 90 %, 80 % needed."
    ),
    "another exam": Case(
        FINAL,
        {"results": [mark(100, exam="mid")]},
        False,
        "Final exam: not taken yet, 80 % needed.",
        "Next: Final exam.",
    ),
    "a mark of its own": Case(
        FINAL | {"mark": 95},
        {"results": [mark(90)]},
        False,
        "Final exam: 90 %, 95 % needed.",
        "Next: Final exam.",
    ),
    "no percent needed, but taken": Case(
        FINAL | {"mark": 0}, {}, False, "Final exam: not taken yet, 0 % needed.", "Next: Final exam."
    ),
    "tomorrow": Case(
        FINAL,
        {"results": [mark(90, on=AT + dt.timedelta(days=1))]},
        False,
        "Final exam: not taken yet, 80 % needed.",
        "Next: Final exam.",
    ),
    "two attempts left": Case(
        TWICE, {}, False, "Final exam: not taken yet, 80 % needed.", "Next: Final exam. 2 attempts left."
    ),
    "one attempt left": Case(
        TWICE,
        {"results": [mark(70)]},
        False,
        "Final exam: 70 %, 80 % needed.",
        "Next: Final exam. 1 attempt left.",
    ),
    "none left": Case(
        TWICE, {"results": [mark(70), mark(71, 2)]}, False, "Final exam: 71 %, 80 % needed.", GONE, can=False
    ),
    "a third one does not count": Case(
        TWICE,
        {"results": [mark(70), mark(71, 2), mark(99, 3)]},
        False,
        "Final exam: 71 %, 80 % needed.",
        GONE,
        can=False,
    ),
    "the second one, where the first was voided": Case(
        TWICE,
        {"results": [mark(70, 2)]},
        False,
        "Final exam: 70 %, 80 % needed.",
        "Next: Final exam. 1 attempt left.",
    ),
    "the exam's own limit": Case(
        {"exam": "mid"},
        {"results": [mark(10, exam="mid"), mark(20, 2, exam="mid")]},
        False,
        "Mid-term: 20 %, 70 % needed.",
        "Mid-term: it cannot be taken again for this. Ask your coordinator about it.",
        can=False,
    ),
    "a good mark that counts once the event is entered": Case(
        IN_TIME | {"attempts": 1},
        {"results": [mark(90, on=day("06-14"))]},
        False,
        "Final exam: no result that counts yet, 80 % needed.",
        "It counts from a later day on: the last module.",
        over=True,
    ),
    "a good mark before the first hours, of which earlier ones may be entered": Case(
        FINAL | {"attempts": 1, "from_event": "hours"},
        {"results": [mark(90, on=day("06-01"))], "hours": [Hours("law", 60, day("06-02"))]},
        False,
        "Final exam: no result that counts yet, 80 % needed.",
        "Ask your coordinator about it.",
        over=True,
    ),
    "the event is to come": Case(
        IN_TIME,
        {"results": [mark(90)]},
        False,
        "Final exam: no result that counts yet, 80 % needed.",
        "It counts from a later day on: the last module.",
    ),
    "on the event's day": Case(
        IN_TIME, FINISHED | {"results": [mark(90, on=day("03-15"))]}, True, "Final exam: 90 %, 80 % needed."
    ),
    "before it": Case(
        IN_TIME,
        FINISHED | {"results": [mark(90, on=day("03-14"))]},
        False,
        "Final exam: no result that counts yet, 80 % needed.",
        "Next: Final exam.",
    ),
    "on the last day": Case(
        IN_TIME, FINISHED | {"results": [mark(90, on=day("06-15"))]}, True, "Final exam: 90 %, 80 % needed."
    ),
    "the time is over": Case(
        IN_TIME,
        {"completed": done(*ALL, on=day("03-14")), "results": [mark(90)]},
        False,
        "Final exam: no result that counts yet, 80 % needed.",
        OVER,
        over=True,
    ),
    "within months of the enrolment": Case(
        FINAL | {"within_months": 6},
        {"events": {"enrolment": day("01-01")}, "results": [mark(80)]},
        True,
        "Final exam: 80 %, 80 % needed.",
    ),
    "an exam that the edition does not have": Case(
        {"exam": "x"}, {"results": [mark(99, exam="x")]}, False, "x: 99 %, 100 % needed.", "Next: x."
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_result(name: str) -> None:
    check("result", CASES[name])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (FINAL, "Final exam: 80 % or more."),
        (FINAL | {"mark": 90, "attempts": 1}, "Final exam: 90 % or more. In 1 attempt at most."),
        (TWICE, "Final exam: 80 % or more. In 2 attempts at most."),
        (
            IN_TIME,
            "Final exam: 80 % or more. Counted from: the last module. Within 3 months from then on.",
        ),
        (
            FINAL | {"within_months": 1},
            "Final exam: 80 % or more. Counted from: the enrolment. Within 1 month from then on.",
        ),
        (FINAL | {"from_event": "module:M8"}, "Final exam: 80 % or more. Counted from: Listening."),
    ],
)
def test_result_in_words(value: dict[str, Any], words: str) -> None:
    assert asks("result", value) == words
