"""Times on a clock, turned into instants (design.md, rule 6)."""

import datetime as dt
from zoneinfo import ZoneInfo


class NoSuchTimeError(ValueError):
    """The clock skips this hour in spring."""


def instant(naive: dt.datetime, tz: ZoneInfo) -> dt.datetime:
    """The instant at which the clock `tz` shows `naive`; of two (clocks going back), the first.

    Raises NoSuchTimeError for an hour that the clock skips in spring.
    """
    aware = naive.replace(tzinfo=tz)
    if aware.astimezone(dt.UTC).astimezone(tz).replace(tzinfo=None) != naive:
        raise NoSuchTimeError(naive)
    return aware


def span(day: dt.date, begins: dt.time, ends: dt.time, tz: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """The instants of a meeting of one day, from and to these times on the clock; NoSuchTimeError as `instant`."""
    return instant(dt.datetime.combine(day, begins), tz), instant(dt.datetime.combine(day, ends), tz)


def minutes_between(first: dt.datetime, last: dt.datetime) -> int:
    """Whole minutes that pass; clocks that go forward or back do not count."""
    return round((last.astimezone(dt.UTC) - first.astimezone(dt.UTC)).total_seconds() / 60)


def later(at: dt.datetime, minutes: int) -> dt.datetime:
    """The instant so many minutes after `at`, whatever the clocks do meanwhile."""
    return at.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
