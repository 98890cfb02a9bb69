"""The draft: minutes add up, the order is kept, nothing is on a day off, across both changes of clock."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from courses.rules.clocks import minutes_between
from courses.rules.cloning import Old, shift
from courses.rules.days_off import days_off
from courses.rules.drafting import Draft, Lesson, Slot, Weekly, dated, overlap, plan, weekly
from courses.rules.minutes import divide

TZ = ZoneInfo("America/Vancouver")
SIX, NINE = dt.time(18), dt.time(21)
DAY = dt.timedelta(days=1)

lessons = some.lists(some.integers(1, 900), min_size=1, max_size=18).map(
    lambda minutes: [Lesson(index, f"M{index:02}", part) for index, part in enumerate(minutes, start=1)]
)
patterns = some.dictionaries(
    some.integers(0, 6),
    some.tuples(some.integers(0, 20), some.integers(1, 200)).map(
        lambda pair: (
            dt.time(pair[0]),
            dt.time(pair[0] + pair[1] // 60, pair[1] % 60),
        )
    ),
    min_size=1,
).map(Weekly)
first_days = some.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))


def local_days(draft: Draft) -> list[dt.date]:
    return [one.slot.starts_at.astimezone(TZ).date() for one in draft.planned]


@given(
    lessons,
    patterns,
    first_days,
    some.sampled_from(["", "BC", "QC", "ON"]),
    some.sets(first_days, max_size=9),
)
def test_every_module_gets_its_minutes_in_order_and_nothing_is_on_a_day_off(
    wanted: list[Lesson], pattern: Weekly, first: dt.date, province: str, named: set[dt.date]
) -> None:
    """What is planned and what is left are together what was asked for, module by module."""
    closed = days_off(province, range(first.year, first.year + 5), named)
    total = sum(lesson.minutes for lesson in wanted)
    found = weekly(pattern, first=first, minutes=total, tz=TZ, closed=closed)
    draft = plan(wanted, found.slots, found.skipped)

    left = {lesson.pk: lesson.minutes for lesson in draft.left}
    for lesson in wanted:
        assert draft.minutes_of(lesson.pk) + left.get(lesson.pk, 0) == lesson.minutes
    for one in draft.planned:
        assert sum(minutes for _pk, minutes in one.parts) == one.slot.minutes
    taught = [pk for one in draft.planned for pk, _minutes in one.parts]
    assert taught == sorted(taught)
    days = local_days(draft)
    assert days == sorted(set(days))
    assert not set(days) & set(closed)
    for one, day in zip(draft.planned, days, strict=True):
        assert day.weekday() in pattern.times
        assert one.slot.starts_at.astimezone(TZ).time() == pattern.times[day.weekday()][0]
    assert all(skip.why == closed[skip.day] for skip in draft.skipped if skip.day in closed)
    assert draft.unused == 0


@given(
    lessons, some.lists(some.tuples(first_days, some.integers(1, 300)), max_size=30, unique_by=lambda p: p[0])
)
def test_pasted_dates_hold_what_they_can(wanted: list[Lesson], dates: list[tuple[dt.date, int]]) -> None:
    typed = [(day, dt.time(9), dt.time(9 + n // 60, n % 60)) for day, n in dates]
    found = dated(typed, tz=TZ, closed={})
    draft = plan(wanted, found.slots)
    asked, room = sum(lesson.minutes for lesson in wanted), sum(slot.minutes for slot in found.slots)
    assert draft.minutes == min(asked, room)
    assert sum(lesson.minutes for lesson in draft.left) == asked - draft.minutes
    assert len(draft.planned) + draft.unused == len(dates)
    assert bool(draft.shortfall()) == bool(draft.left)
    assert overlap([one.slot for one in draft.planned]) is None


def test_a_module_goes_on_and_the_last_session_is_shorter() -> None:
    slots = weekly(
        Weekly({1: (SIX, NINE), 3: (SIX, NINE)}), first=dt.date(2027, 1, 12), minutes=480, tz=TZ, closed={}
    ).slots
    draft = plan([Lesson(1, "M01", 240), Lesson(2, "M02", 240)], slots)
    assert [one.parts for one in draft.planned] == [((1, 180),), ((1, 60), (2, 120)), ((2, 120),)]
    assert minutes_between(draft.planned[2].slot.starts_at, draft.planned[2].slot.ends_at) == 120
    assert draft.shortfall() == ""


def test_what_does_not_fit_is_said_in_words() -> None:
    slots = dated([(dt.date(2027, 1, 12), SIX, NINE)], tz=TZ, closed={}).slots
    draft = plan([Lesson(1, "M01", 240), Lesson(2, "M02", 90)], slots)
    assert draft.shortfall() == (
        "There is no room for M01 (1 hour), M02 (1 hour 30 minutes). Add dates or longer sessions."
    )


def test_sessions_keep_their_hour_when_the_clock_changes() -> None:
    for first, hours in ((dt.date(2027, 3, 9), {-8, -7}), (dt.date(2027, 11, 2), {-7, -8})):
        slots = weekly(Weekly({1: (SIX, NINE)}), first=first, minutes=360, tz=TZ, closed={}).slots
        assert [slot.starts_at.astimezone(TZ).time() for slot in slots] == [SIX, SIX]
        offsets = {slot.starts_at.astimezone(TZ).utcoffset() for slot in slots}
        assert offsets == {dt.timedelta(hours=hour) for hour in hours}
        assert [slot.minutes for slot in slots] == [180, 180]


def test_an_hour_that_does_not_exist_is_skipped_and_said() -> None:
    found = weekly(
        Weekly({6: (dt.time(2), dt.time(4))}), first=dt.date(2027, 3, 14), minutes=120, tz=TZ, closed={}
    )
    assert [(one.day, one.why) for one in found.skipped] == [
        (dt.date(2027, 3, 14), "The clocks go forward at that hour.")
    ]
    assert found.slots[0].starts_at.astimezone(TZ).date() == dt.date(2027, 3, 21)
    night = dated([(dt.date(2027, 3, 14), dt.time(1), dt.time(4))], tz=TZ, closed={}).slots
    assert night[0].minutes == 120


def test_holidays_have_names_in_the_reader_s_language() -> None:
    named = [dt.date(2027, 2, 1)]
    assert days_off("BC", [2027], named)[dt.date(2027, 2, 15)] == "Family Day"
    assert days_off("BC", [2027], named)[dt.date(2027, 2, 1)] == "Day off"
    with translation.override("fr"):
        assert days_off("QC", [2027])[dt.date(2027, 6, 24)] == "Fête nationale du Québec"
    assert days_off("", [2027], named) == {dt.date(2027, 2, 1): "Day off"}
    assert days_off("BC", [9999]) == {}


@pytest.mark.parametrize("first", [dt.date(9998, 12, 31), dt.date.max])
def test_the_end_of_time_ends_the_pattern(first: dt.date) -> None:
    assert len(weekly(Weekly({}), first=first, minutes=9, tz=TZ, closed={}).slots) == 0


def test_a_module_of_a_million_minutes_ends() -> None:
    daily = Weekly(dict.fromkeys(range(7), (SIX, NINE)))
    found = weekly(daily, first=dt.date(2027, 1, 1), minutes=10**6, tz=TZ, closed={})
    assert len(found.slots) == 400


@given(
    some.dictionaries(some.integers(1, 30), some.integers(1, 500), max_size=8),
    some.integers(0, 5000),
)
def test_dividing_keeps_every_minute_and_the_order(parts: dict[int, int], first: int) -> None:
    head, tail = divide(first, parts)
    assert {key: head.get(key, 0) + tail.get(key, 0) for key in parts} == parts
    assert sum(head.values()) == min(first, sum(parts.values()))
    assert len(set(head) & set(tail)) <= 1
    assert [*head, *(key for key in tail if key not in head)] == list(parts)


starts = some.lists(
    some.tuples(first_days, some.sampled_from([(9, 0), (13, 30), (18, 0)])),
    min_size=1,
    max_size=20,
    unique=True,
)


@given(starts, some.integers(-800, 800), some.sets(first_days, max_size=5))
def test_a_shifted_cohort_keeps_order_length_and_days_off(
    dates: list[tuple[dt.date, tuple[int, int]]], days: int, named: set[dt.date]
) -> None:
    """In the old order, none before its date, none on a day off, none at the same time as another."""
    old = [
        Old(index, start.astimezone(dt.UTC), start.astimezone(dt.UTC) + dt.timedelta(hours=2))
        for index, (day, (hour, minute)) in enumerate(sorted(dates))
        for start in [dt.datetime.combine(day, dt.time(hour, minute), TZ)]
    ]
    closed = days_off("BC", range(2022, 2033), named)
    made = shift(old, days=days, tz=TZ, closed=closed)
    assert [one.pk for one in made.sessions] == [one.pk for one in old]
    for one, before in zip(made.sessions, old, strict=True):
        assert one.ends_at - one.starts_at == dt.timedelta(hours=2)
        day = one.starts_at.astimezone(TZ).date()
        assert day >= before.starts_at.astimezone(TZ).date() + days * DAY
        assert day not in closed
    assert overlap([Slot(one.starts_at, one.ends_at) for one in made.sessions]) is None


def test_a_holiday_pushes_the_sessions_on_until_a_free_week() -> None:
    """Family Day takes a Monday; the sessions after it move on by one, and a week without a session takes it up."""
    mondays = [dt.date(2026, 10, 19), dt.date(2026, 10, 26), dt.date(2026, 11, 9)]
    old = [
        Old(n, dt.datetime.combine(day, SIX, TZ), dt.datetime.combine(day, NINE, TZ))
        for n, day in enumerate(mondays)
    ]
    made = shift(old, days=17 * 7, tz=TZ, closed=days_off("BC", [2027]))
    assert [one.starts_at.astimezone(TZ).date() for one in made.sessions] == [
        dt.date(2027, 2, 22), dt.date(2027, 3, 1), dt.date(2027, 3, 8),
    ]  # fmt: skip
    assert [(one.day, one.why) for one in made.skipped] == [(dt.date(2027, 2, 15), "Family Day")]
    assert {one.starts_at.astimezone(TZ).time() for one in made.sessions} == {SIX}
