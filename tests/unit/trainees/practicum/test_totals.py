"""What a log comes to, whatever is in it: compared with a plain recomputation."""

import datetime as dt
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from courses.enums import HoursCategory
from trainees.rules.practicum import Entry, Goal, Totals, counting, is_overdue, report_dates, totals

DAY_ONE = dt.date(2026, 9, 1)
days = st.integers(0, 120).map(lambda number: DAY_ONE + dt.timedelta(days=number))
categories = st.sampled_from(HoursCategory.values)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """A log: logged, queried, confirmed, some replaced."""
    return [
        Entry(
            pk=pk,
            worked_on=draw(days),
            minutes=draw(st.integers(0, 1_440)),
            category=draw(categories),
            confirmed_on=draw(st.none() | days),
            is_queried=draw(st.booleans()),
            is_replaced=draw(st.booleans()),
        )
        for pk in range(draw(st.integers(0, 12)))
    ]


goals = st.lists(
    st.builds(
        Goal,
        pk=st.integers(1, 9),
        minutes=st.integers(1, 15_000),
        categories=st.frozensets(categories),
    ),
    max_size=4,
    unique_by=lambda goal: goal.pk,
)


@given(entries(), goals, st.none() | days, st.randoms())
def test_the_order_never_matters(
    log: list[Entry], wanted: list[Goal], since: dt.date | None, by: object
) -> None:
    mixed = list(log)
    by.shuffle(mixed)  # type: ignore[attr-defined]  # random.Random
    assert totals(mixed, wanted, since) == totals(log, wanted, since)


@given(entries(), goals, st.none() | days)
def test_they_equal_a_plain_recomputation(
    log: list[Entry], wanted: list[Goal], since: dt.date | None
) -> None:
    found = totals(log, wanted, since)
    minutes = too_early = waiting = queried = 0
    for entry in log:
        if entry.is_replaced:
            continue
        if entry.confirmed_on is None:
            if entry.is_queried:
                queried += entry.minutes
            else:
                waiting += entry.minutes
        elif since is not None and entry.worked_on < since:
            too_early += entry.minutes
        else:
            minutes += entry.minutes
    assert found.minutes == sum(found.by_category.values()) == minutes
    assert (found.too_early, found.waiting, found.queried) == (too_early, waiting, queried)
    for goal in wanted:
        assert found.toward[goal.pk] == sum(
            entry.minutes
            for entry in log
            if entry.confirmed_on
            and not entry.is_replaced
            and (since is None or entry.worked_on >= since)
            and (not goal.categories or entry.category in goal.categories)
        )
        assert found.toward[goal.pk] <= minutes


@given(entries(), entries(), goals)
def test_two_logs_together(one: list[Entry], other: list[Entry], wanted: list[Goal]) -> None:
    assert totals(one, wanted, None) + totals(other, wanted, None) == totals(one + other, wanted, None)
    assert (Totals() + totals(one, wanted, None)).minutes == totals(one, wanted, None).minutes


@given(entries(), st.integers(1, 5_000), st.integers(0, 10))
def test_reports_are_due_at_equal_shares(log: list[Entry], required: int, reports: int) -> None:
    counted = counting(log, None)
    dates = report_dates(counted, required=required, reports=reports)
    assert list(dates) == sorted(dates)
    minutes = sum(entry.minutes for entry in counted)
    reached = sum(1 for k in range(1, reports + 1) if Fraction(minutes, required) >= Fraction(k, reports))
    # Without any entry nothing is due, and no goal is ever nothing.
    assert len(dates) == (reached if counted else 0)
    for number, day in enumerate(dates, start=1):
        before = sum(entry.minutes for entry in counted if entry.confirmed_on and entry.confirmed_on < day)
        assert Fraction(before, required) < Fraction(number, reports)


def test_five_reports_of_36_hours() -> None:
    def of(*minutes: int) -> int:
        log = [
            Entry(pk=n, worked_on=DAY_ONE, minutes=m, category="group", confirmed_on=DAY_ONE)
            for n, m in enumerate(minutes)
        ]
        return len(report_dates(log, required=2_160, reports=5))

    assert [of(431), of(432), of(432, 863), of(432, 864), of(2_159), of(2_160), of(9_999)] == [
        0,
        1,
        2,
        3,
        4,
        5,
        5,
    ]
    assert report_dates([], required=2_160, reports=5) == []


def test_overdue_after_a_week() -> None:
    assert not is_overdue(DAY_ONE, today=DAY_ONE + dt.timedelta(days=7))
    assert is_overdue(DAY_ONE, today=DAY_ONE + dt.timedelta(days=8))
