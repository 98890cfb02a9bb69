"""Filters that say dates and times in words; the rules are in courses.local."""

import datetime as dt
from zoneinfo import ZoneInfo

from django import template

from courses import local

register = template.Library()

NO_BREAK = "\u00a0"


def _held_together(words: str) -> str:
    """Keep a number with what it counts: no line ends inside "6:00 p.m." or "18 h"."""
    for part in (" a.m.", " p.m.", " h "):
        words = words.replace(part, part.replace(" ", NO_BREAK))
    return words


@register.filter
def day(value: dt.date | None) -> str:
    """`Tuesday, 24 November 2026`; empty for None."""
    return local.day(value) if value else ""


@register.filter
def short_day(value: dt.date | None) -> str:
    """`24 November 2026`; empty for None."""
    return local.short_day(value) if value else ""


@register.filter
def moment(value: dt.datetime | None, tz: ZoneInfo) -> str:
    """`{{ session.starts_at|moment:programme.tz }}`: date, time and zone; empty for None."""
    return _held_together(local.moment(value, tz)) if value else ""


@register.simple_tag
def hours(starts_at: dt.datetime, ends_at: dt.datetime, tz: ZoneInfo) -> str:
    """`{% hours session.starts_at session.ends_at programme.tz %}`: 6:00 p.m. to 9:00 p.m. Pacific time."""
    return _held_together(local.hours(starts_at, ends_at, tz))


@register.simple_tag
def days(first: dt.date, last: dt.date) -> str:
    """`{% days cohort.starts_on cohort.ends_on %}`: 12 January to 29 April 2027."""
    return local.days(first, last)


@register.filter
def length_of_time(minutes: int) -> str:
    """`{{ module.minutes|length_of_time }}`: 8 hours."""
    return local.length(minutes)
