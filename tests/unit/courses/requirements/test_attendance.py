"""How much may be missed."""

import datetime as dt
from typing import Any

import pytest

from courses.requirements.record import Sat, Time

from .tables import AT, NO_MAKE_UPS, OUTLINE, Case, asks, check, judged

LATER = AT + dt.timedelta(days=1)


def sat(*modules: str, on: dt.date = AT, attended: int = 0, made_up: int = 0, absent: bool = True) -> Sat:
    """A session of two hours; missed unless said otherwise."""
    return Sat(on, frozenset(modules), Time(120, attended, made_up), absent)


def there(*modules: str, attended: int = 120) -> Sat:
    """A session at which they were, perhaps not from the beginning."""
    return sat(*modules, attended=attended, absent=False)


def missed(expected: int, minutes: int, made_up: int = 0) -> Time:
    """Minutes of a module or the course."""
    return Time(expected, expected - minutes - made_up, made_up)


TWO = {"most": 2}
LIVE = {"most": 0, "codes": ["M8", "M9"], "is_live": True}
THREE_HOURS = {"most": 180, "unit": "minutes"}
CASES = {
    "nobody met yet": Case(TWO, {}, True, "Nothing missed. 2 sessions may be missed."),
    "none may be missed": Case({"most": 0}, {}, True, "Nothing missed, and nothing may be."),
    "one of one": Case({"most": 1}, {"sessions": [sat("M1")]}, True, "1 session missed of 1 allowed."),
    "on the edge": Case(
        TWO, {"sessions": [sat("M1"), sat("M2"), there("M8")]}, True, "2 sessions missed of 2 allowed."
    ),
    "late is not missed": Case(
        TWO, {"sessions": [there("M1", attended=5)]}, True, "Nothing missed. 2 sessions may be missed."
    ),
    "one too many, to be made up": Case(
        TWO,
        {"sessions": [sat("M1"), sat("M2"), sat("M9")]},
        False,
        "3 sessions missed of 2 allowed.",
        "To make up: 1 session (Orientation, Roles and Sharing).",
    ),
    "made up in full": Case(
        {"most": 0}, {"sessions": [sat("M1", made_up=120)]}, True, "Nothing missed, and nothing may be."
    ),
    "made up in part": Case(
        {"most": 0},
        {"sessions": [sat("M1", made_up=119)]},
        False,
        "1 session missed. Nothing may be missed.",
        "To make up: 1 session (Orientation).",
    ),
    "a session of later does not count": Case(
        {"most": 0}, {"sessions": [sat("M1", on=LATER)]}, True, "Nothing missed, and nothing may be."
    ),
    "of other modules": Case(
        {"most": 0, "codes": ["M8"]},
        {"sessions": [sat("M1", "M2")]},
        True,
        "Nothing missed, and nothing may be.",
    ),
    "a session of two modules, one of which counts": Case(
        {"most": 0, "codes": ["M8"]},
        {"sessions": [sat("M8", "M9")]},
        False,
        "1 session missed. Nothing may be missed.",
        "To make up: 1 session (Listening).",
    ),
    "live only: made up is missed": Case(
        LIVE,
        {"sessions": [sat("M8", made_up=120), sat("M1")]},
        False,
        "1 session missed. Nothing may be missed.",
        "Cannot be met any more: Listening was missed, and making up does not count here.",
        can=False,
    ),
    "two of them": Case(
        LIVE,
        {"sessions": [sat("M8"), sat("M9")]},
        False,
        "2 sessions missed. Nothing may be missed.",
        "Cannot be met any more: Listening and Sharing were missed, and making up does not count here.",
        can=False,
    ),
    "a course without make-ups": Case(
        {"most": 0},
        {"outline": NO_MAKE_UPS, "sessions": [sat("M8")]},
        False,
        "1 session missed. Nothing may be missed.",
        "Cannot be met any more: Listening was missed. Ask about a make-up.",
        can=False,
    ),
    "a session of no module": Case(
        {"most": 0},
        {"outline": NO_MAKE_UPS, "sessions": [sat()]},
        False,
        "1 session missed. Nothing may be missed.",
        "Cannot be met any more. Ask your coordinator about a make-up.",
        can=False,
    ),
    "minutes: none missed": Case(THREE_HOURS, {}, True, "Nothing missed. Up to 3 h may be missed."),
    "minutes: some missed": Case(
        THREE_HOURS, {"course": missed(900, 130)}, True, "2 h 10 min missed of 3 h allowed."
    ),
    "minutes: on the edge": Case(
        THREE_HOURS, {"course": missed(900, 180)}, True, "3 h missed of 3 h allowed."
    ),
    "minutes: one too many": Case(
        THREE_HOURS,
        {"course": missed(900, 181), "sessions": [there("M1", attended=10)]},
        False,
        "3 h 1 min missed of 3 h allowed.",
        "To make up: 1 min (Orientation).",
    ),
    "minutes: without sessions": Case(
        THREE_HOURS,
        {"course": missed(900, 240)},
        False,
        "4 h missed of 3 h allowed.",
        "To make up: 1 h.",
    ),
    "minutes: made up": Case(
        THREE_HOURS, {"course": missed(900, 100, 300)}, True, "1 h 40 min missed of 3 h allowed."
    ),
    "minutes: live only": Case(
        THREE_HOURS | {"is_live": True},
        {"course": missed(900, 100, 300)},
        False,
        "6 h 40 min missed of 3 h allowed.",
        "Cannot be met any more: making up does not count here.",
        can=False,
    ),
    "minutes: of modules": Case(
        {"most": 0, "unit": "minutes", "codes": ["M8"]},
        {"minutes": {"M8": missed(120, 15), "M9": missed(120, 120)}},
        False,
        "15 min missed. Nothing may be missed.",
        "To make up: 15 min.",
    ),
    "minutes: of modules that nobody met for": Case(
        {"most": 0, "unit": "minutes", "codes": ["M8"]}, {}, True, "Nothing missed, and nothing may be."
    ),
    "minutes: a session of later is taken off": Case(
        THREE_HOURS,
        {"course": missed(900, 240), "sessions": [sat("M1", on=LATER)]},
        True,
        "2 h missed of 3 h allowed.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_attendance(name: str) -> None:
    check("attendance", CASES[name])


def test_the_modules_that_were_missed_come_in_the_order_of_the_edition() -> None:
    found = judged("attendance", TWO, sessions=[sat("M9"), sat("M1"), sat("M2", "M8"), there("P1")])
    assert (found.have, found.about) == (3, ("M1", "M2", "M8", "M9"))
    assert [code for code in OUTLINE.modules if code in found.about] == list(found.about)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"most": 0}, "Nothing missed."),
        ({"most": 1}, "At most 1 session missed."),
        (TWO, "At most 2 sessions missed."),
        (THREE_HOURS, "At most 3 h missed."),
        ({"most": 0, "codes": ["M8", "M8"]}, "Nothing missed of: Listening."),
        ({"most": 1, "codes": ["M8", "M9"]}, "At most 1 session missed of: Listening and Sharing."),
        ({"most": 45, "unit": "minutes", "codes": ["M8"]}, "At most 45 min missed of: Listening."),
        (
            LIVE,
            "Nothing missed of: Listening and Sharing. Being there counts: what was made up still counts as missed.",
        ),
    ],
)
def test_attendance_in_words(value: dict[str, Any], words: str) -> None:
    assert asks("attendance", value) == words
