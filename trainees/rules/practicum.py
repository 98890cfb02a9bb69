"""What a log of practicum hours comes to, and which reports are due. Facts in, numbers out: no database here."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from courses.enums import HoursCategory

K = TypeVar("K")
OVERDUE_AFTER = dt.timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry of the log as the rules see it. `confirmed_on` is a date on the programme's calendar, None before."""

    pk: int
    worked_on: dt.date
    minutes: int
    category: str
    confirmed_on: dt.date | None = None
    is_queried: bool = False
    is_replaced: bool = False

    @property
    def is_confirmed(self) -> bool:
        """Whether a supervisor said that it is so."""
        return self.confirmed_on is not None


@dataclass(frozen=True, kw_only=True)
class Goal:
    """Minutes to reach, in some categories; none named means all."""

    pk: int
    minutes: int
    categories: frozenset[str] = frozenset()

    def counts(self, category: str) -> bool:
        """Whether time of this category leads towards it."""
        return not self.categories or category in self.categories


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Minutes, none of them twice.

    by_category: what counts; its sum is `minutes`. toward: what counts for each goal, by the goal's id. waiting,
    queried: standing entries that a supervisor has still to answer, or asked about. too_early: confirmed, and before
    the date from which hours count.
    """

    by_category: Mapping[str, int] = field(default_factory=dict)
    toward: Mapping[int, int] = field(default_factory=dict)
    waiting: int = 0
    queried: int = 0
    too_early: int = 0

    @property
    def minutes(self) -> int:
        """All that counts."""
        return sum(self.by_category.values())

    def __add__(self, other: "Totals") -> "Totals":
        """Of two placements together."""
        return Totals(
            by_category=_sums(self.by_category, other.by_category),
            toward=_sums(self.toward, other.toward),
            waiting=self.waiting + other.waiting,
            queried=self.queried + other.queried,
            too_early=self.too_early + other.too_early,
        )


def _sums(one: Mapping[K, int], other: Mapping[K, int]) -> dict[K, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in (*one, *other)}


def counting(entries: Iterable[Entry], counts_from: dt.date | None) -> list[Entry]:
    """The entries that count: confirmed, not replaced, and not before `counts_from`."""
    return [
        entry
        for entry in entries
        if entry.is_confirmed
        and not entry.is_replaced
        and (counts_from is None or entry.worked_on >= counts_from)
    ]


def totals(entries: Iterable[Entry], goals: Iterable[Goal], counts_from: dt.date | None) -> Totals:
    """What the log of one placement comes to. The order of the entries never matters."""
    standing = [entry for entry in entries if not entry.is_replaced]
    counted = counting(standing, counts_from)
    by_category = {category.value: 0 for category in HoursCategory}
    for entry in counted:
        by_category[entry.category] += entry.minutes
    confirmed = sum(entry.minutes for entry in standing if entry.is_confirmed)
    queried = sum(entry.minutes for entry in standing if entry.is_queried and not entry.is_confirmed)
    return Totals(
        by_category=by_category,
        toward={
            goal.pk: sum(minutes for category, minutes in by_category.items() if goal.counts(category))
            for goal in goals
        },
        waiting=sum(entry.minutes for entry in standing if not entry.is_confirmed) - queried,
        queried=queried,
        too_early=confirmed - sum(by_category.values()),
    )


def report_dates(counted: Iterable[Entry], *, required: int, reports: int) -> Sequence[dt.date]:
    """When each report became due, the first one first; those that are not due yet are missing at the end.

    Report k of n is due when the minutes that count reach k/n of `required`: on the day on which they were confirmed.
    A report that was written stays, also when a correction takes minutes away again.
    """
    dates: list[dt.date] = []
    reached = 0
    for entry in sorted(counted, key=lambda entry: (entry.confirmed_on or dt.date.min, entry.pk)):
        reached += entry.minutes
        # Whole numbers: 3/5 of 2,160 minutes is met by 1,296 and not by 1,295.
        while len(dates) < reports and reached * reports >= (len(dates) + 1) * required:
            dates.append(entry.confirmed_on or dt.date.min)
    return dates


def is_overdue(due_on: dt.date, *, today: dt.date) -> bool:
    """Whether a report that became due on `due_on` and was not written is late by now."""
    return today > due_on + OVERDUE_AFTER
