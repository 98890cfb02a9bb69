"""Dates and times in words, in both languages, on the programme's clock."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from courses import local

PACIFIC = ZoneInfo("America/Vancouver")
EVENING = dt.datetime(2026, 11, 25, 2, 0, tzinfo=dt.UTC)  # 24 November, 6 p.m. in Vancouver


def test_a_moment_is_said_in_full() -> None:
    with override("en"):
        assert local.moment(EVENING, PACIFIC) == "Tuesday, 24 November 2026, 6:00 p.m. Pacific time"
        assert local.moment(EVENING, ZoneInfo("America/Halifax")) == (
            "Tuesday, 24 November 2026, 10:00 p.m. Atlantic time"
        )


def test_the_date_is_the_one_on_the_programmes_clock() -> None:
    with override("en"):
        assert local.moment(EVENING, ZoneInfo("UTC")).startswith("Wednesday, 25 November 2026, 2:00 a.m.")


@pytest.mark.parametrize(
    ("hour", "minute", "english", "french"),
    [
        (0, 0, "midnight", "minuit"),
        (12, 0, "noon", "midi"),
        (12, 30, "12:30 p.m.", "12\u00a0h\u00a030"),
        (0, 5, "12:05 a.m.", "0\u00a0h\u00a005"),
        (13, 0, "1:00 p.m.", "13\u00a0h"),
    ],
)
def test_noon_and_midnight_are_called_so(hour: int, minute: int, english: str, french: str) -> None:
    """Many people read 12:00 p.m. as midnight."""
    at = dt.datetime(2026, 11, 24, hour, minute, tzinfo=PACIFIC)
    with override("en"):
        assert local.clock(at, PACIFIC) == english
    with override("fr"):
        assert local.clock(at, PACIFIC) == french


def test_dates_in_french() -> None:
    with override("fr"):
        assert local.day(dt.date(2026, 11, 24)) == "mardi 24 novembre 2026"
        assert local.short_day(dt.date(2026, 5, 1)) == "1er mai 2026"
        assert local.clock(EVENING, PACIFIC) == "18\u00a0h"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (dt.date(2027, 1, 12), dt.date(2027, 4, 29), "12 January to 29 April 2027"),
        (dt.date(2026, 11, 3), dt.date(2027, 2, 1), "3 November 2026 to 1 February 2027"),
        (dt.date(2026, 11, 3), dt.date(2026, 11, 3), "3 November 2026"),
    ],
)
def test_a_span_of_days(first: dt.date, last: dt.date, words: str) -> None:
    with override("en"):
        assert local.days(first, last) == words


def test_hours_name_the_zone_once() -> None:
    with override("en"):
        assert local.hours(EVENING, EVENING + dt.timedelta(hours=3), PACIFIC) == (
            "6:00 p.m. to 9:00 p.m. Pacific time"
        )


def test_spans_in_french() -> None:
    with override("fr"):
        assert local.days(dt.date(2027, 1, 12), dt.date(2027, 5, 1)) == "du 12 janvier au 1er mai 2027"
        assert local.hours(EVENING, EVENING + dt.timedelta(hours=3), PACIFIC) == (
            "de 18\u00a0h à 21\u00a0h, heure du Pacifique"
        )
        assert local.moment(EVENING, PACIFIC) == "mardi 24 novembre 2026, 18\u00a0h, heure du Pacifique"


def test_both_sides_of_the_change_of_clocks() -> None:
    before = dt.datetime(2026, 11, 1, 8, 30, tzinfo=dt.UTC)
    with override("en"):
        assert local.clock(before, PACIFIC) == "1:30 a.m."
        assert local.clock(before + dt.timedelta(hours=1), PACIFIC) == "1:30 a.m."


def test_a_zone_without_a_name_is_called_after_its_city() -> None:
    with override("en"):
        assert local.zone_words(ZoneInfo("America/Rankin_Inlet")) == "time in Rankin Inlet"
