"""Dates as people paste them: one a line, in English, French or numbers, with times or without. Pure."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import local

MOST_LINES = 400
FIRST_YEAR, LAST_YEAR = 2000, 2098
MOST_CHARACTERS = 40_000
NAMED = 20
"""So many lines are named; of more, the number is easier to read."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv", "february feb fevrier fevr fev", "march mar mars", "april apr avril avr",
            "may mai", "june jun juin", "july jul juillet juil", "august aug aout", "september sept sep septembre",
            "october oct octobre", "november nov novembre", "december dec decembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon lundi lun", "tuesday tue tues mardi", "wednesday wed mercredi mer",
            "thursday thu thur thurs jeudi jeu", "friday fri vendredi ven", "saturday sat samedi sam",
            "sunday sun dimanche dim",
        )
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = re.compile(r"(?:le )?([a-z]{3,9})\.?,? +(?=[a-z0-9])")
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?P<d>\d{1,2})(?:er|st|nd|rd|th)? (?:of )?(?P<month>[a-z]{3,9})\.?,? (?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})(?!\d)"),
)
_TIME = r"(\d{1,2})(?: ?[:h] ?(\d{2})| ?h)?(?: ?([ap])\.?m\.?)?"
_TIMES = re.compile(rf"(?:,|:|;)? ?(?:at |from |de |à |a )?{_TIME} ?(?:-|to|until|till|à|a|au) ?{_TIME}\.?")


@dataclass(frozen=True)
class Line:
    """One line that was understood."""

    number: int
    day: dt.date
    begins: dt.time
    ends: dt.time


@dataclass(frozen=True)
class Mistake:
    """One line that was not, and why."""

    number: int
    why: str


@dataclass(frozen=True)
class Typed:
    """What was pasted."""

    lines: tuple[Line, ...]
    mistakes: tuple[Mistake, ...]

    def words(self) -> list[str]:
        """What is wrong, by line; of many lines the first few."""
        found = [
            _("Line %(number)d: %(why)s") % {"number": mistake.number, "why": mistake.why}
            for mistake in self.mistakes[:NAMED]
        ]
        more = len(self.mistakes) - NAMED
        if more > 0:
            found.append(
                ngettext("%(count)d more line has a mistake.", "%(count)d more lines have a mistake.", more)
                % {"count": more}
            )
        return found


def read(text: str, *, begins: dt.time | None = None, ends: dt.time | None = None) -> Typed:
    """The dates of `text`; `begins` and `ends` are for lines without times. Empty lines mean nothing.

    A text that is longer than MOST_LINES or MOST_CHARACTERS is one mistake, and is not read at all.
    """
    rows = text.splitlines() if len(text) <= MOST_CHARACTERS else []
    if len(rows) > MOST_LINES or len(text) > MOST_CHARACTERS:
        why = _("At most %(most)d dates can be read.") % {"most": MOST_LINES}
        return Typed((), (Mistake(1, why),))
    lines: list[Line] = []
    mistakes: list[Mistake] = []
    taken: dict[dt.date, list[Line]] = {}
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        read_line = _line(number, row, begins, ends)
        if isinstance(read_line, Line):
            read_line = _again(read_line, taken) or read_line
        if isinstance(read_line, Mistake):
            mistakes.append(read_line)
        else:
            lines.append(read_line)
    return Typed(tuple(lines), tuple(mistakes))


def read_days(text: str) -> Typed:
    """The same for days without times."""
    return read(text, begins=dt.time(0), ends=dt.time(23, 59))


def _line(number: int, row: str, begins: dt.time | None, ends: dt.time | None) -> Line | Mistake:
    words = _plain(row)
    weekday = None
    if (match := _WEEKDAY.match(words)) and match[1] in _WEEKDAYS:
        weekday, words = _WEEKDAYS[match[1]], words[match.end() :]
    found = next((match for pattern in _DATES if (match := pattern.match(words))), None)
    if found is None:
        return Mistake(number, _("this is not a date. An example: 2027-01-12"))
    day = _day(found.groupdict())
    if day is None:
        return Mistake(number, _("there is no such day."))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Mistake(number, _("this year is too far away."))
    if weekday is not None and weekday != day.weekday():
        return Mistake(number, _("this day is %(day)s.") % {"day": local.day(day)})
    rest = words[found.end() :].strip()
    if rest:
        times = _times(rest)
        if times is None:
            return Mistake(number, _("the times are not clear. An example: 18:00-21:00"))
        begins, ends = times
    if begins is None or ends is None:
        return Mistake(number, _("the times are missing. An example: 2027-01-12 18:00-21:00"))
    if ends <= begins:
        return Mistake(number, _("it must end after it starts."))
    return Line(number, day, begins, ends)


def _again(line: Line, taken: dict[dt.date, list[Line]]) -> Mistake | None:
    """A second meeting of a day may not lie within the first."""
    same_day = taken.setdefault(line.day, [])
    for other in same_day:
        if line.begins < other.ends and other.begins < line.ends:
            return Mistake(
                line.number, _("this is at the same time as line %(other)d.") % {"other": other.number}
            )
    same_day.append(line)
    return None


def _plain(row: str) -> str:
    """In lower case, without accents; every space is one space and every dash is a hyphen."""
    row = unicodedata.normalize("NFKD", row.strip().casefold())
    row = "".join(sign for sign in row if not unicodedata.combining(sign))
    row = re.sub(r"[\u2010-\u2015\u2212]", "-", row)
    return re.sub(r"\s+", " ", row)


def _day(parts: dict[str, str | None]) -> dt.date | None:
    month = int(parts["m"] or 0) if "m" in parts else _MONTHS.get(parts.get("month") or "", 0)
    try:
        return dt.date(int(parts["y"] or 0), month, int(parts["d"] or 0))
    except ValueError:
        return None


def _times(words: str) -> tuple[dt.time, dt.time] | None:
    match = _TIMES.fullmatch(words.replace("noon", "12:00").replace("midi", "12:00"))
    if match is None:
        return None
    first, last = match.groups()[:3], match.groups()[3:]
    if last[2] and not first[2]:  # "6 to 9 p.m.": both in the evening, unless that would turn them round
        both = _time(first[0], first[1], last[2]), _time(*last)
        if both[0] and both[1] and both[0] < both[1]:
            return both[0], both[1]
    begins, ends = _time(*first), _time(*last)
    return None if begins is None or ends is None else (begins, ends)


def _time(hour: str | None, minute: str | None, half: str | None) -> dt.time | None:
    number = int(hour or 0)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half == "p" else 0)
    try:
        return dt.time(number, int(minute or 0))
    except ValueError:
        return None
