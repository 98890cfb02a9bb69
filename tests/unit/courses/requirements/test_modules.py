"""Modules completed."""

import datetime as dt

import pytest

from courses.requirements.record import Outline

from .tables import ALL, AT, Case, asks, check, done, judged

NEXT_DAY = AT + dt.timedelta(days=1)
CASES = {
    "all done, the optional one is not needed": Case(
        {}, {"completed": done(*ALL)}, True, "5 of 5 modules done."
    ),
    "none done: the next three, the others counted": Case(
        {}, {}, False, "0 of 5 modules done.", "Still to do: Orientation, Roles, Listening and 2 more."
    ),
    "one left": Case(
        {}, {"completed": done(*ALL[:4])}, False, "4 of 5 modules done.", "Still to do: Practicum."
    ),
    "done tomorrow is not done today": Case(
        {"codes": ["M1"]},
        {"completed": done("M1", on=NEXT_DAY)},
        False,
        "0 of 1 module done.",
        "Still to do: Orientation.",
    ),
    "listed, an optional one too": Case(
        {"codes": ["M1", "F1"]}, {"completed": done("M1", "F1")}, True, "2 of 2 modules done."
    ),
    "the same one twice counts once": Case(
        {"codes": ["M1", "M1"]}, {"completed": done("M1")}, True, "1 of 1 module done."
    ),
    "two of three": Case(
        {"codes": ["M1", "M8", "M9"], "at_least": 2},
        {"completed": done("M9")},
        False,
        "1 of 2 modules done.",
        "Still to do: 1 of these: Orientation and Listening.",
    ),
    "two of three, with all three": Case(
        {"codes": ["M1", "M8", "M9"], "at_least": 2},
        {"completed": done("M1", "M8", "M9")},
        True,
        "2 of 2 modules done.",
    ),
    "more than there are": Case(
        {"codes": ["M1"], "at_least": 2},
        {"completed": done("M1")},
        False,
        "1 of 2 modules done.",
        "Ask your coordinator about it.",
        can=False,
    ),
    "one that the edition does not have": Case(
        {"codes": ["M1", "X"]},
        {},
        False,
        "0 of 2 modules done.",
        "Ask your coordinator about it.",
        can=False,
    ),
    "an edition without modules": Case(
        {}, {"outline": Outline()}, False, "0 of 1 module done.", "Ask your coordinator about it.", can=False
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_modules(name: str) -> None:
    check("modules", CASES[name])


def test_they_say_which_are_missing() -> None:
    assert judged("modules", {}, completed=done("M1", "M9")).about == ("M2", "M8", "P1")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, "All modules that are not optional."),
        ({"codes": ["M8"]}, "This module: Listening."),
        ({"codes": ["M8", "M9"]}, "These modules: Listening and Sharing."),
        (
            {"codes": ["M1", "M8", "M9"], "at_least": 2},
            "At least 2 of these modules: Orientation, Listening and Sharing.",
        ),
        ({"at_least": 1}, "At least 1 module that is not optional."),
        ({"at_least": 4}, "At least 4 modules that are not optional."),
    ],
)
def test_modules_in_words(value: dict[str, object], words: str) -> None:
    assert asks("modules", value) == words
