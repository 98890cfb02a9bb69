"""A time zone as calendars carry it (VTIMEZONE, RFC 5545 section 3.6.5).

Written here because readers want a yearly rule where there is one, and the onset of summer time on the clock that was
valid before it: icalendar's own gives a list of dates, an hour late (measured in ADR 12).
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

import icalendar

FIRST, LAST = 2019, 2037  # the years in which a rule is looked for
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """A change of clock: `onset` is the local time before it, at which it happens."""

    onset: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str
    is_summer: bool

    @property
    def kind(self) -> tuple[dt.timedelta, dt.timedelta, str, bool]:
        """What it shares with the changes of other years."""
        return self.before, self.after, self.name, self.is_summer


@lru_cache(maxsize=64)
def component(key: str) -> icalendar.Timezone:
    """The zone named `key`, as in "America/Vancouver". The same one at every call: do not change it."""
    tz = ZoneInfo(key)
    zone = icalendar.Timezone()
    zone.add("tzid", key)
    changes = sorted(_changes(tz), key=lambda change: change.kind)
    groups = [list(group) for _kind, group in groupby(changes, key=lambda change: change.kind)]
    rules = [_rule(group) for group in groups]
    if not groups or not all(rules):  # what holds before the first change that is named
        start = dt.datetime(FIRST, 1, 1, tzinfo=tz)
        offset, summer = start.utcoffset() or dt.timedelta(0), bool(start.dst())
        first = Change(start.replace(tzinfo=None), offset, offset, start.tzname() or key, summer)
        zone.add_component(_observance([first], ""))
    for group, rule in zip(groups, rules, strict=True):
        zone.add_component(_observance(group, rule))
    return zone


def _changes(tz: ZoneInfo) -> list[Change]:
    """Every change of clock of the years."""
    found: list[Change] = []
    day, end = dt.datetime(FIRST, 1, 1, tzinfo=dt.UTC), dt.datetime(LAST + 1, 1, 1, tzinfo=dt.UTC)
    while day < end:
        if day.astimezone(tz).utcoffset() != (day + DAY).astimezone(tz).utcoffset():
            found.append(_change(tz, day))
        day += DAY
    return found


def _change(tz: ZoneInfo, day: dt.datetime) -> Change:
    """The change within the 24 hours after `day`, to the minute."""
    low, high = 0, 24 * 60
    before = day.astimezone(tz).utcoffset() or dt.timedelta(0)
    while high - low > 1:
        middle = (low + high) // 2
        if (day + middle * HOUR / 60).astimezone(tz).utcoffset() == before:
            low = middle
        else:
            high = middle
    at = day + high * HOUR / 60
    local = at.astimezone(tz)
    return Change(
        onset=(at + before).replace(tzinfo=None),
        before=before,
        after=local.utcoffset() or dt.timedelta(0),
        name=local.tzname() or tz.key,
        is_summer=bool(local.dst()),
    )


def _rule(group: list[Change]) -> str:
    """The weekday of the month on which it happens every year, as an RRULE; empty where there is no such rule."""
    onsets = [change.onset for change in group]
    if [onset.year for onset in onsets] != list(range(FIRST, LAST + 1)):
        return ""
    if len({(onset.month, onset.weekday(), onset.time()) for onset in onsets}) > 1:
        return ""
    from_start = {(onset.day - 1) // 7 + 1 for onset in onsets}
    is_last = all((onset + 7 * DAY).month != onset.month for onset in onsets)
    if len(from_start) > 1 and not is_last:
        return ""
    number = from_start.pop() if len(from_start) == 1 else -1
    return f"FREQ=YEARLY;BYMONTH={onsets[0].month};BYDAY={number}{DAYS[onsets[0].weekday()]}"


def _observance(group: list[Change], rule: str) -> icalendar.Component:
    first = group[0]
    made = icalendar.TimezoneDaylight() if first.is_summer else icalendar.TimezoneStandard()
    made.add("dtstart", first.onset)
    if rule:
        made.add("rrule", icalendar.vRecur.from_ical(rule))
    elif len(group) > 1:
        made.add("rdate", [change.onset for change in group[1:]])
    made.add("tzname", first.name)
    made.add("tzoffsetfrom", first.before)
    made.add("tzoffsetto", first.after)
    return made
