"""What others say."""

import datetime as dt
from typing import Any

import pytest

from courses.requirements.record import Evaluation

from .tables import AT, Case, asks, check


def praise(
    by: str = "facilitator", *, yes: bool = True, on: dt.date = AT, rating: int | None = None
) -> Evaluation:
    """A recommendation."""
    return Evaluation("recommendation", by, on, recommends=yes, rating=rating)


def report(by: str = "supervisor", rating: int | None = None) -> Evaluation:
    """A report on a practicum."""
    return Evaluation("report", by, AT, rating=rating)


ONE: dict[str, Any] = {"by": "facilitator"}
FIVE: dict[str, Any] = {"sort": "report", "by": "supervisor", "number": 5}
RATED = {"sort": "report", "number": 2, "rating": 3}
TO_COME = "1 recommendation by a facilitator is still to come."
CASES = {
    "none": Case(ONE, {}, False, "No recommendation yet.", TO_COME),
    "by nobody in particular": Case(
        {},
        {},
        False,
        "No recommendation yet.",
        "1 recommendation by somebody who knows your work is still to come.",
    ),
    "recommended": Case(ONE, {"evaluations": [praise()]}, True, "The recommendation is there."),
    "by somebody else": Case(
        ONE, {"evaluations": [praise("coordinator")]}, False, "No recommendation yet.", TO_COME
    ),
    "not yet": Case(ONE, {"evaluations": [praise(yes=False)]}, False, "No recommendation yet.", TO_COME),
    "not yet takes nothing away": Case(
        ONE, {"evaluations": [praise(), praise(yes=False)]}, True, "The recommendation is there."
    ),
    "tomorrow": Case(
        ONE,
        {"evaluations": [praise(on=AT + dt.timedelta(days=1))]},
        False,
        "No recommendation yet.",
        TO_COME,
    ),
    "one of two": Case(
        ONE | {"number": 2}, {"evaluations": [praise()]}, False, "1 of 2 recommendations.", TO_COME
    ),
    "not rated": Case(
        ONE | {"rating": 3}, {"evaluations": [praise()]}, False, "No recommendation yet.", TO_COME
    ),
    "rated": Case(
        ONE | {"rating": 3}, {"evaluations": [praise(rating=3)]}, True, "The recommendation is there."
    ),
    "a report is no recommendation": Case(
        {},
        {"evaluations": [report()]},
        False,
        "No recommendation yet.",
        "1 recommendation by somebody who knows your work is still to come.",
    ),
    "three of five reports": Case(
        FIVE,
        {"evaluations": [report(), report(), report(), report("trainee")]},
        False,
        "3 of 5 reports.",
        "2 reports by a practicum supervisor are still to come.",
    ),
    "six of five": Case(FIVE, {"evaluations": [report()] * 6}, True, "5 of 5 reports."),
    "one report by anybody": Case(
        {"sort": "report"}, {}, False, "0 of 1 report.", "1 report is still to come."
    ),
    "rated well enough": Case(
        RATED,
        {"evaluations": [report(rating=4), report(rating=2), report()]},
        False,
        "1 of 2 reports, rated 3 or better.",
        "1 report is still to come.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_evaluation(name: str) -> None:
    check("evaluation", CASES[name])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, "Recommended."),
        (ONE, "Recommended by a facilitator."),
        (ONE | {"rating": 3}, "Recommended by a facilitator. Rated 3 of 4 or better."),
        ({"number": 2}, "2 recommendations."),
        (ONE | {"number": 2}, "2 recommendations by a facilitator."),
        ({"sort": "report"}, "1 report."),
        (FIVE, "5 reports by a practicum supervisor."),
        (RATED, "2 reports. Each value rated 3 of 4 or better."),
    ],
)
def test_evaluation_in_words(value: dict[str, Any], words: str) -> None:
    assert asks("evaluation", value) == words
