"""The sessions of a cohort, some days later. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from courses.rules import clocks
from courses.rules.drafting import Skipped

FARTHEST = 366


@dataclass(frozen=True)
class Old:
    """A session as it is: its id and instants."""

    pk: int
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class Shifted:
    """A session of the new cohort, made after the old one `pk`."""

    pk: int
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class Shift:
    """All of them, in their order, and the dates on which nobody teaches, with their names."""

    sessions: tuple[Shifted, ...]
    skipped: tuple[Skipped, ...]

    def last_day(self, tz: ZoneInfo) -> dt.date | None:
        """The date of the last one on the clock `tz`."""
        return max((one.starts_at.astimezone(tz).date() for one in self.sessions), default=None)


def shift(sessions: Iterable[Old], *, days: int, tz: ZoneInfo, closed: Mapping[dt.date, str]) -> Shift:
    """The same sessions so many days later, at the same times on the clock `tz`.

    One that would fall on a day that is closed takes the next day on which the cohort usually meets, and pushes those
    after it on until a free date takes up the delay. Each keeps its length; on the other weekday it begins when the
    cohort begins there.
    """
    ordered = sorted(sessions, key=lambda old: (old.starts_at, old.pk))
    begins = _usual_times(ordered, days, tz)
    made: list[Shifted] = []
    skipped: dict[dt.date, str] = {}
    free_from: dt.datetime | None = None
    for old in ordered:
        local = old.starts_at.astimezone(tz).replace(tzinfo=None) + dt.timedelta(days=days)
        at = local
        while (free_from and at < free_from) or at.date() in closed or _skipped_by_clock(at, tz):
            if at.date() in closed:
                skipped[at.date()] = closed[at.date()]
            at = _next_meeting(at, begins)
        starts_at = clocks.instant(at, tz)
        length = clocks.minutes_between(old.starts_at, old.ends_at)
        ends_at = clocks.later(starts_at, length)
        made.append(Shifted(old.pk, starts_at.astimezone(dt.UTC), ends_at))
        free_from = ends_at.astimezone(tz).replace(tzinfo=None)
    return Shift(tuple(made), tuple(Skipped(day, why) for day, why in sorted(skipped.items())))


def _usual_times(ordered: Sequence[Old], days: int, tz: ZoneInfo) -> dict[int, dt.time]:
    """By weekday, after the shift: when the cohort usually begins."""
    times: dict[int, dt.time] = {}
    for old in ordered:
        local = old.starts_at.astimezone(tz) + dt.timedelta(days=days)
        times.setdefault(local.weekday(), local.time())
    return times


def _next_meeting(at: dt.datetime, begins: Mapping[int, dt.time]) -> dt.datetime:
    """The next day after `at` on which the cohort usually meets, at its usual time."""
    for ahead in range(1, 8):
        day = at.date() + dt.timedelta(days=ahead)
        if day.weekday() in begins:
            return dt.datetime.combine(day, begins[day.weekday()])
    return at + dt.timedelta(days=7)


def _skipped_by_clock(at: dt.datetime, tz: ZoneInfo) -> bool:
    try:
        clocks.instant(at, tz)
    except clocks.NoSuchTimeError:
        return True
    return False
