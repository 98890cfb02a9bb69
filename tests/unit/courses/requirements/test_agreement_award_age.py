"""Agreements signed, other awards held, the age of the record."""

import datetime as dt
from typing import Any

import pytest

from courses.requirements.record import Held, Signed

from .tables import ALL, AT, Case, asks, check, day, done, judged

CODE: dict[str, Any] = {"agreement": "code"}
SIGN, AGAIN = "Read and sign: Code of ethics.", "Code of ethics: to be signed again."


def signed(on: str = "06-15", version: int = 3) -> dict[str, Any]:
    """One signature."""
    return {"signed": [Signed("code", version, day(on))]}


AGREEMENTS = {
    "not signed": Case(CODE, {}, False, "Code of ethics: not signed yet.", SIGN),
    "signed": Case(CODE, signed(), True, "Code of ethics: signed."),
    "tomorrow": Case(CODE, signed("06-16"), False, "Code of ethics: not signed yet.", SIGN),
    "an old version": Case(CODE, signed(version=2), False, AGAIN, SIGN),
    "an old version is enough": Case(
        CODE | {"version": 2}, signed(version=2), True, "Code of ethics: signed."
    ),
    "not too long ago": Case(
        CODE | {"not_older_months": 12}, signed("2026-06-15"), True, "Code of ethics: signed."
    ),
    "too long ago": Case(CODE | {"not_older_months": 12}, signed("2026-06-14"), False, AGAIN, SIGN),
    "before the event": Case(
        CODE | {"from_event": "term"},
        {"events": {"term": day("06-01")}} | signed("05-31"),
        False,
        AGAIN,
        SIGN,
    ),
    "on its day": Case(
        CODE | {"from_event": "term"},
        {"events": {"term": day("06-01")}} | signed("06-01"),
        True,
        "Code of ethics: signed.",
    ),
    "the event is to come": Case(
        CODE | {"from_event": "finish"},
        signed(),
        False,
        AGAIN,
        "It counts from a later day on: the last module.",
    ),
    "one that nobody knows": Case({"agreement": "x"}, {"signed": [Signed("x", 1, AT)]}, True, "x: signed."),
}


@pytest.mark.parametrize("name", AGREEMENTS)
def test_agreement(name: str) -> None:
    check("agreement", AGREEMENTS[name])


LEVEL: dict[str, Any] = {"award": "level-1"}
FIRST = "First earn this: Level 1."
RENEW = "Ask your coordinator how to renew this: Level 1."


POSSIBLE = "Ask your coordinator what is possible now."


def held(on: str = "06-15", until: str | None = None, *, valid: bool = True) -> dict[str, Any]:
    """One certificate."""
    return {"held": [Held("level-1", day(on), day(until) if until else None, valid)]}


AWARDS = {
    "not earned": Case(LEVEL, {}, False, "Level 1: not earned yet.", FIRST),
    "held": Case(LEVEL, held(), True, "Level 1: held."),
    "from tomorrow on": Case(LEVEL, held("06-16"), False, "Level 1: not earned yet.", FIRST),
    "on its last day": Case(LEVEL, held("01-01", "06-15"), True, "Level 1: held."),
    "expired": Case(LEVEL, held("01-01", "06-14"), False, "Level 1: not valid any more.", RENEW),
    "expired is enough": Case(LEVEL | {"is_valid": False}, held("01-01", "06-14"), True, "Level 1: held."),
    "revoked": Case(LEVEL, held(valid=False), False, "Level 1: it was revoked.", POSSIBLE),
    "revoked once, then expired": Case(
        LEVEL,
        {"held": held(valid=False)["held"] + held("01-01", "06-14")["held"]},
        False,
        "Level 1: not valid any more.",
        RENEW,
    ),
    "revoked is never enough": Case(
        LEVEL | {"is_valid": False}, held(valid=False), False, "Level 1: it was revoked.", POSSIBLE
    ),
    "another one": Case(
        {"award": "certified"}, held(), False, "Certified: not earned yet.", "First earn this: Certified."
    ),
}


@pytest.mark.parametrize("name", AWARDS)
def test_award(name: str) -> None:
    check("award", AWARDS[name])


YEAR: dict[str, Any] = {"months": 12}
RECENT: dict[str, Any] = {"sort": "recent", "months": 6, "from_event": "module:M8"}
OVER = (
    "The time for it is over. What was done before can still be entered. "
    "If there is nothing, ask your coordinator what is possible."
)
GONE = "The time for it is over. Ask your coordinator what is possible."


def enrolled(on: str, finished: str | None = None) -> dict[str, Any]:
    """When somebody began, and finished."""
    completed = done(*ALL, on=day(finished)) if finished else {}
    return {"events": {"enrolment": day(on)}, "completed": completed}


AGES = {
    "not begun": Case(YEAR, {}, False, "Not begun yet. 12 months are allowed.", "Next: the enrolment."),
    "begins tomorrow": Case(
        {"months": 1}, enrolled("06-16"), False, "Not begun yet. 1 month is allowed.", "Next: the enrolment."
    ),
    "on the first day": Case(
        YEAR, enrolled("06-15"), False, "Month 1 of 12.", "There is still time for it: the last module."
    ),
    "on the last day": Case(
        YEAR, enrolled("2026-06-15"), False, "Month 12 of 12.", "There is still time for it: the last module."
    ),
    "a day later": Case(
        YEAR, enrolled("2026-06-14"), False, "Month 13. 12 months are allowed.", OVER, over=True
    ),
    "finished on the last day": Case(
        YEAR, enrolled("2026-01-31", "01-31"), True, "Done in month 12. 12 months are allowed."
    ),
    "finished a day later": Case(
        YEAR,
        enrolled("2026-01-31", "02-01"),
        False,
        "Done in month 13. 12 months are allowed.",
        GONE,
        can=False,
    ),
    "finishes tomorrow": Case(
        YEAR,
        enrolled("01-01", "06-16"),
        False,
        "Month 6 of 12.",
        "There is still time for it: the last module.",
    ),
    "in one month": Case(
        {"months": 1}, enrolled("06-01", "06-10"), True, "Done in month 1. 1 month is allowed."
    ),
    "recent": Case(RECENT, {"completed": done("M8", on=day("2026-12-15"))}, True, "Month 6 of 6."),
    "not any more": Case(
        RECENT,
        {"completed": done("M8", on=day("2026-12-14"))},
        False,
        "Month 7. 6 months are allowed.",
        GONE,
        can=False,
    ),
    "not there yet": Case(RECENT, {}, False, "Not begun yet. 6 months are allowed.", "Next: Listening."),
    "signed once more on a later day": Case(
        {"sort": "recent", "months": 6, "from_event": "agreement:code"},
        {"signed": [Signed("code", 3, day("06-01")), Signed("code", 3, day("06-20"))]},
        True,
        "Month 1 of 6.",
    ),
    "signed again, it is recent again": Case(
        RECENT | {"from_event": "agreement:code"},
        signed("2026-12-14"),
        False,
        "Month 7. 6 months are allowed.",
        "Next: Code of ethics, signed.",
    ),
}


@pytest.mark.parametrize("name", AGES)
def test_age(name: str) -> None:
    check("age", AGES[name])


def test_what_was_finished_before_it_began_is_not_in_time() -> None:
    found = judged("age", YEAR, **enrolled("06-15", "06-14"))
    assert (found.is_met, found.have) == (False, 0)


def test_the_end_of_february_is_a_month_after_the_end_of_january() -> None:
    value = {"months": 1}
    facts = {"events": {"enrolment": dt.date(2027, 1, 31)}}
    assert judged("age", value, at=dt.date(2027, 2, 28), **facts).have == 1
    assert judged("age", value, at=dt.date(2027, 3, 1), **facts).have == 2


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("agreement", CODE, "Signed: Code of ethics."),
        (
            "agreement",
            CODE | {"version": 2, "not_older_months": 12, "from_event": "term"},
            "Signed: Code of ethics. Version 2 or a later one. At most 12 months ago. "
            "Not before: the first day of the certificate’s term.",
        ),
        ("award", LEVEL, "Level 1, still valid."),
        ("award", LEVEL | {"is_valid": False}, "The award Level 1."),
        ("age", YEAR, "Finished within 12 months. Counted from: the enrolment."),
        (
            "age",
            {"months": 1, "from_event": "module:M1", "to_event": "exam:final"},
            "Within 1 month: Final exam, passed. Counted from: Orientation.",
        ),
        ("age", RECENT, "At most 6 months ago: Listening."),
    ],
)
def test_in_words(kind: str, value: dict[str, Any], words: str) -> None:
    assert asks(kind, value) == words
