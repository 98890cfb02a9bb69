"""How the modules of an edition are spread over dated meetings. Pure.

Modules follow one another in their order. What does not fit into a meeting goes on in the next, every module gets
exactly its minutes, and the last meeting may be shorter than planned.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import local
from courses.rules import clocks

MOST_SLOTS = 400
"""More meetings than any cohort has: a module typed with a million minutes ends here, in words."""
FARTHEST = dt.timedelta(days=3 * 366)
"""How far ahead a weekly pattern is followed."""


@dataclass(frozen=True)
class Lesson:
    """A module (its id and code) and the minutes that are still to be planned."""

    pk: int
    code: str
    minutes: int


@dataclass(frozen=True)
class Slot:
    """A meeting that may be used: aware instants, a place if it is not the cohort's, a link if there is one."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str = ""
    join_url: str = ""

    @property
    def minutes(self) -> int:
        """How long it is."""
        return clocks.minutes_between(self.starts_at, self.ends_at)


@dataclass(frozen=True)
class Planned:
    """A meeting and what it covers: (id of the module, minutes), which add up to its length."""

    slot: Slot
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Skipped:
    """A date that is not used, and why: the holiday's name, or another reason in words."""

    day: dt.date
    why: str


@dataclass(frozen=True)
class Draft:
    """What comes of it. `left` are lessons, or the minutes of them, for which there was no meeting."""

    planned: tuple[Planned, ...]
    left: tuple[Lesson, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unused: int = 0

    @property
    def minutes(self) -> int:
        """All of it together."""
        return sum(one.slot.minutes for one in self.planned)

    def minutes_of(self, pk: int) -> int:
        """What one module gets."""
        return sum(minutes for one in self.planned for module, minutes in one.parts if module == pk)

    def shortfall(self) -> str:
        """What does not fit, in words; empty when everything does."""
        if not self.left:
            return ""
        return _("There is no room for %(what)s. Add dates or longer sessions.") % {
            "what": ", ".join(f"{lesson.code} ({local.length(lesson.minutes)})" for lesson in self.left)
        }

    def spare(self) -> str:
        """Which dates are not needed, in words; empty when all are."""
        if not self.unused:
            return ""
        return ngettext("%(count)d date is not needed.", "%(count)d dates are not needed.", self.unused) % {
            "count": self.unused
        }


def plan(lessons: Iterable[Lesson], slots: Iterable[Slot], skipped: Iterable[Skipped] = ()) -> Draft:
    """Spread the lessons over the slots, both in their order."""
    waiting = [lesson for lesson in lessons if lesson.minutes > 0]
    waiting.reverse()  # the next one last
    planned: list[Planned] = []
    unused = 0
    for slot in slots:
        if not waiting:
            unused += 1
            continue
        parts, room = [], slot.minutes
        while waiting and room:
            lesson = waiting.pop()
            here = min(room, lesson.minutes)
            parts.append((lesson.pk, here))
            room -= here
            if here < lesson.minutes:
                waiting.append(replace(lesson, minutes=lesson.minutes - here))
        used = slot.minutes - room
        if room:
            slot = replace(slot, ends_at=clocks.later(slot.starts_at, used))
        planned.append(Planned(slot, tuple(parts)))
    return Draft(tuple(planned), tuple(reversed(waiting)), tuple(skipped), unused)


@dataclass(frozen=True)
class Weekly:
    """A cohort meets on these weekdays (Monday is 0), from and to these times on its clock."""

    times: Mapping[int, tuple[dt.time, dt.time]]


@dataclass(frozen=True)
class Slots:
    """Meetings that may be used, and the dates that may not."""

    slots: tuple[Slot, ...]
    skipped: tuple[Skipped, ...]


def weekly(
    pattern: Weekly, *, first: dt.date, minutes: int, tz: ZoneInfo, closed: Mapping[dt.date, str]
) -> Slots:
    """As many meetings from the day `first` on as `minutes` need, without the days that are `closed`."""
    return _usable(_weekdays(pattern, first), minutes=minutes, tz=tz, closed=closed)


def dated(
    dates: Iterable[tuple[dt.date, dt.time, dt.time]], *, tz: ZoneInfo, closed: Mapping[dt.date, str]
) -> Slots:
    """A meeting on each of the dates, in their order, without the days that are `closed`."""
    return _usable(iter(sorted(dates)), minutes=None, tz=tz, closed=closed)


def _weekdays(pattern: Weekly, first: dt.date) -> Iterator[tuple[dt.date, dt.time, dt.time]]:
    if not pattern.times:
        return
    for ahead in range(FARTHEST.days):
        if first > dt.date.max - dt.timedelta(days=ahead):
            return
        day = first + dt.timedelta(days=ahead)
        if day.weekday() in pattern.times:
            yield (day, *pattern.times[day.weekday()])


def _usable(
    dates: Iterator[tuple[dt.date, dt.time, dt.time]],
    *,
    minutes: int | None,
    tz: ZoneInfo,
    closed: Mapping[dt.date, str],
) -> Slots:
    slots: list[Slot] = []
    skipped: list[Skipped] = []
    have = 0
    for day, begins, ends in dates:
        if (minutes is not None and have >= minutes) or len(slots) >= MOST_SLOTS:
            break
        if day in closed:
            skipped.append(Skipped(day, closed[day]))
            continue
        try:
            slot = Slot(*clocks.span(day, begins, ends, tz))
        except clocks.NoSuchTimeError:
            skipped.append(Skipped(day, _("The clocks go forward at that hour.")))
            continue
        slots.append(slot)
        have += slot.minutes
    return Slots(tuple(slots), tuple(skipped))


def overlap(slots: Sequence[Slot]) -> Slot | None:
    """The first slot that begins before the one before it has ended; None when all follow one another."""
    ordered = sorted(slots, key=lambda slot: slot.starts_at)
    for before, slot in pairwise(ordered):
        if slot.starts_at < before.ends_at:
            return slot
    return None
