"""Dates as people paste them: each understood, or its line named."""

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from courses import local
from courses.rules.typed_dates import read, read_days

SIX, NINE = dt.time(18), dt.time(21)
JANUARY = dt.date(2027, 1, 12)


@pytest.mark.parametrize(
    ("line", "begins", "ends"),
    [
        ("2027-01-12", SIX, NINE),
        ("  12 January 2027  ", SIX, NINE),
        ("January 12, 2027", SIX, NINE),
        ("Tuesday, 12 January 2027", SIX, NINE),
        ("Tues. Jan. 12th 2027", SIX, NINE),
        ("12 janvier 2027", SIX, NINE),
        ("mardi 12 janvier 2027", SIX, NINE),
        ("le mardi 12 janv. 2027", SIX, NINE),
        ("MARDI 12 JANVIER 2027", SIX, NINE),
        ("2027-01-12 9:00-12:00", dt.time(9), dt.time(12)),
        ("2027-01-12, 09:30 – 12:15", dt.time(9, 30), dt.time(12, 15)),
        ("12 January 2027 6:00 p.m. to 9:00 p.m.", SIX, NINE),
        ("12 January 2027 6 to 9 pm", SIX, NINE),
        ("12 January 2027 11 a.m. to 1 p.m.", dt.time(11), dt.time(13)),
        ("12 janvier 2027 de 18 h à 21 h", SIX, NINE),
        ("12 janvier 2027, 18 h 30 à 21 h", dt.time(18, 30), NINE),
        ("12\N{NO-BREAK SPACE}janvier\N{NO-BREAK SPACE}2027", SIX, NINE),
    ],
)  # fmt: skip
def test_a_date_is_understood(line: str, begins: dt.time, ends: dt.time) -> None:
    typed = read(line, begins=SIX, ends=NINE)
    assert typed.words() == []
    (found,) = typed.lines
    assert (found.day, found.begins, found.ends) == (JANUARY, begins, ends)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("tomorrow", "this is not a date. An example: 2027-01-12"),
        ("12/01/2027", "this is not a date. An example: 2027-01-12"),
        ("2027-02-30", "there is no such day."),
        ("2027-13-01", "there is no such day."),
        ("31 Brumaire 2027", "there is no such day."),
        ("9999-12-31", "this year is too far away."),
        ("0000-01-01", "there is no such day."),
        ("Monday 2027-01-12", "this day is Tuesday, 12 January 2027."),
        ("2027-01-12 at noon", "the times are not clear. An example: 18:00-21:00"),
        ("2027-01-12 25:00-26:00", "the times are not clear. An example: 18:00-21:00"),
        ("2027-01-12 13 pm to 14 pm", "the times are not clear. An example: 18:00-21:00"),
        ("2027-01-12 21:00-18:00", "it must end after it starts."),
        ("=2027-01-12", "this is not a date. An example: 2027-01-12"),
        ("20270112", "this is not a date. An example: 2027-01-12"),
        ("2027-01-123", "this is not a date. An example: 2027-01-12"),
    ],
)
def test_a_bad_line_is_named(line: str, why: str) -> None:
    assert read(f"2027-03-02\n\n{line}", begins=SIX, ends=NINE).words() == [f"Line 3: {why}"]


def test_missing_times_and_the_same_time_twice() -> None:
    assert read("2027-01-12").words() == ["Line 1: the times are missing. An example: 2027-01-12 18:00-21:00"]
    text = "2027-01-12 9:00-12:00\n2027-01-12 13:00-15:00\n12 January 2027 11:00-14:00"
    assert read(text).words() == ["Line 3: this is at the same time as line 1."]


def test_what_is_far_too_long_is_not_read() -> None:
    for text in ("2027-01-12\n" * 100_000, "x" * 10_000_000, "\n" * 5_000):
        assert read(text, begins=SIX, ends=NINE).words() == ["Line 1: At most 400 dates can be read."]
    many = read("\n".join(["nonsense"] * 30)).words()
    assert (len(many), many[-1]) == (21, "10 more lines have a mistake.")


@given(some.text(max_size=300))
def test_anything_is_read_or_named(text: str) -> None:
    """NUL, other scripts, right-to-left marks: never an exception."""
    typed = read(text, begins=SIX, ends=NINE)
    rows = sum(bool(row.strip()) for row in text.splitlines())
    assert len(typed.lines) + len(typed.mistakes) == rows


@given(some.dates(dt.date(2000, 1, 1), dt.date(2098, 12, 31)), some.sampled_from(["en", "fr"]))
def test_every_date_that_we_write_is_read(day: dt.date, language: str) -> None:
    with translation.override(language):
        for words in (local.day(day), local.short_day(day), day.isoformat()):
            assert [line.day for line in read_days(words).lines] == [day], words
