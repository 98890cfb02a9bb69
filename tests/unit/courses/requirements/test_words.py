"""Words that several kinds share, and the arithmetic of months."""

import datetime as dt

import pytest

from courses.requirements.base import month_later, months_between
from courses.requirements.words import event_words, few

from .tables import ALL, AT, OUTLINE, day, done, record


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("enrolment", "the enrolment"),
        ("start", "the first day of the course"),
        ("end", "the last day of the course"),
        ("finish", "the last module"),
        ("hours", "the first logged hours"),
        ("issued", "the day of the certificate"),
        ("term", "the first day of the certificate’s term"),
        ("expires", "the last day of the certificate’s term"),
        ("module:M8", "Listening"),
        ("module:X", "X"),
        ("award:level-1", "Level 1"),
        ("agreement:code", "Code of ethics, signed"),
        ("exam:final", "Final exam, passed"),
        ("exam:oral", "oral, passed"),
        ("credential:first-aid", "first-aid"),
        ("graduation day", "graduation day"),
    ],
)
def test_events(code: str, words: str) -> None:
    assert event_words(code, OUTLINE) == words


def test_a_list_that_a_sentence_can_hold() -> None:
    assert [few("ABCDE"[:n]) for n in range(6)] == [
        "",
        "A",
        "A and B",
        "A, B and C",
        "A, B, C and D",
        "A, B, C and 2 more",
    ]


def test_an_event_of_later_has_not_happened() -> None:
    facts = record(completed=done(*ALL, on=day("06-16")))
    assert facts.event("finish") == day("06-16")
    assert facts.happened("finish", at=AT) is None
    assert facts.happened("finish", at=day("06-16")) == day("06-16")


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-03-31", -1, "2027-02-28"),
        ("2027-01-15", 12, "2028-01-15"),
        ("2027-01-15", -1, "2026-12-15"),
        ("2027-01-15", 0, "2027-01-15"),
        ("9999-06-01", 12, "9999-12-31"),
        ("0001-01-01", -1, "0001-01-01"),
    ],
)
def test_months_later(first: str, months: int, last: str) -> None:
    assert month_later(dt.date.fromisoformat(first), months) == dt.date.fromisoformat(last)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2027-01-31", "2027-02-27", 0),
        ("2027-01-31", "2027-02-28", 1),
        ("2027-01-15", "2027-02-14", 0),
        ("2027-01-15", "2028-01-15", 12),
    ],
)
def test_months_between(first: str, last: str, months: int) -> None:
    assert months_between(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == months
