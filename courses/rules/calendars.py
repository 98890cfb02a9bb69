"""Calendars as files (RFC 5545, RFC 7986): what is written for a session, a deadline, a first day.

Titles are neutral: they could be read over a shoulder. They name a region and never a course, a module or a person.
Public calendars and a trainee's own are written by the same functions.
"""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import icalendar
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.models import Cohort, Session
from courses.rules import time_zones
from courses.rules.characters import writable

PRODUCT = "-//Alongside//Calendar//EN"
READ_AGAIN = dt.timedelta(hours=6)  # how long a calendar program may keep what it has read


@dataclass(frozen=True)
class Revision:
    """How often something was changed since it was made, and when last, where that is known."""

    number: int = 0
    changed_at: dt.datetime | None = None


@dataclass(frozen=True)
class Event:
    """One line of a calendar. `starts` is an aware instant, or a date for a whole day; without `ends` it is a point.

    `uid` never changes; `sequence` grows when the event moves, so that programs take over the new time. `conference`
    is where one joins (RFC 7986). `tz` is the clock its times are said on, where it is not the calendar's.
    """

    uid: str
    title: str
    starts: dt.datetime | dt.date
    ends: dt.datetime | None = None
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    changed_at: dt.datetime | None = None
    is_cancelled: bool = False
    is_busy: bool = False
    conference: str = ""
    tz: ZoneInfo | None = None


@dataclass(frozen=True)
class CalendarFile:
    """A calendar: its name, the clock its times are said on, where it is published, its events."""

    name: str
    tz: ZoneInfo
    url: str
    events: tuple[Event, ...] = ()


def cohort_events(
    cohort: Cohort, *, host: str, url: str = "", revision: Revision | None = None
) -> list[Event]:
    """What a visitor may know of a cohort: when applications open and close, and its first day.

    A full one takes no applications: only its first day is said.
    `host` makes the identifiers the site's own; `url` is the page about the cohort.
    """
    revision = revision or Revision()
    region = cohort.programme.region.name
    points: list[tuple[str, str, dt.datetime | dt.date | None]] = [
        ("opens", _("Applications open, %(region)s"), cohort.applications_open_at),
        ("closes", _("Applications close, %(region)s"), cohort.applications_close_at),
        ("starts", _("First day, %(region)s"), cohort.starts_on),
    ]
    return [
        Event(
            uid=f"cohort-{cohort.pk}-{kind}@{host}",
            title=title % {"region": region},
            starts=starts,
            place=_place(cohort) if kind == "starts" else "",
            text=_text(cohort, url),
            url=url,
            sequence=revision.number,
            changed_at=revision.changed_at,
        )
        for kind, title, starts in points
        if starts is not None and (kind == "starts" or cohort.seats_left)
    ]


def session_event(session: Session, *, host: str, url: str = "", is_online: bool = False) -> Event:
    """A session as everybody may know it: its time and the cohort's public place, never the link to join it.

    `is_online`: it has such a link, and nobody needs to come to the place.
    """
    cohort = session.cohort
    return Event(
        uid=f"session-{session.pk}@{host}",
        title=_("Session, %(region)s") % {"region": cohort.programme.region.name},
        starts=session.starts_at,
        ends=session.ends_at,
        place=_("Online") if is_online else _place(cohort),
        text=_text(cohort, url),
        url=url,
        sequence=session.sequence,
        changed_at=session.changed_at,
        is_cancelled=session.is_cancelled,
    )


def own_session_event(session: Session, *, host: str, url: str = "") -> Event:
    """A session for who is expected at it: with the place and the link to join. The title is neutral all the same.

    Another entry than the public one, for who has both calendars: its identifier is its own. `url` is a page of theirs.
    """
    cohort = session.cohort
    join = _("Join online: %(url)s") % {"url": session.join_url} if session.join_url else ""
    return Event(
        uid=f"own-session-{session.pk}@{host}",
        title=_("Session, %(region)s") % {"region": cohort.programme.region.name},
        starts=session.starts_at,
        ends=session.ends_at,
        place=session.where or (_("Online") if session.join_url else cohort.programme.region.name),
        text=_lines(cohort.name, join, url),
        url=url,
        sequence=session.sequence,
        changed_at=session.changed_at,
        is_cancelled=session.is_cancelled,
        is_busy=True,
        conference=session.join_url,
        tz=cohort.programme.tz,
    )


def _place(cohort: Cohort) -> str:
    return cohort.place or cohort.programme.region.name


def _text(cohort: Cohort, url: str) -> str:
    """Seen only by who opens the entry."""
    if cohort.seats_left == 0:
        return _lines(cohort.name, _("All places are taken for now."), url)
    return _lines(cohort.name, _("Dates can change. This entry follows them."), url)


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def write(calendar: CalendarFile, *, at: dt.datetime) -> bytes:
    """The file, in UTF-8. `at` stamps what has no known time of change; else the same events give the same bytes."""
    file = icalendar.Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    language = {"LANGUAGE": f"{(get_language() or 'en')[:2]}-CA"}
    for name in ("name", "x-wr-calname"):
        file.add(name, icalendar.vText(writable(calendar.name), params=language), encode=False)
    file.add("x-wr-timezone", calendar.tz.key)
    file.add("refresh-interval", READ_AGAIN, parameters={"value": "DURATION"})
    file.add("x-published-ttl", icalendar.vDuration(READ_AGAIN).to_ical().decode())
    file.add("source", calendar.url, parameters={"value": "URI"})
    # Always there: a calendar without any component would not be one, and an empty one may be subscribed to.
    zones = dict.fromkeys([calendar.tz.key, *(event.tz.key for event in calendar.events if event.tz)])
    for key in zones:
        file.add_component(time_zones.component(key))
    for event in calendar.events:
        file.add_component(_event(event, event.tz or calendar.tz, at=at))
    written: bytes = file.to_ical()
    return written


def _event(event: Event, tz: ZoneInfo, *, at: dt.datetime) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("dtstamp", event.changed_at or at)
    if event.changed_at:
        made.add("last-modified", event.changed_at)
    made.add("sequence", event.sequence)
    made.add("summary", writable(event.title))
    made.add("dtstart", _on_clock(event.starts, tz))
    if event.ends:
        made.add("dtend", _on_clock(event.ends, tz))
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    made.add("transp", "OPAQUE" if event.is_busy and not event.is_cancelled else "TRANSPARENT")
    for name, value in (("location", event.place), ("description", event.text), ("url", event.url)):
        if value:
            made.add(name, writable(value))
    if event.conference:
        made.add("conference", icalendar.vUri(event.conference), parameters={"VALUE": "URI"})
    return made


def _on_clock(value: dt.datetime | dt.date, tz: ZoneInfo) -> dt.datetime | dt.date:
    """On the calendar's clock. An hour that the clock shows twice can only be said the second time in UTC."""
    if not isinstance(value, dt.datetime):
        return value
    local = value.astimezone(tz)
    return value.astimezone(dt.UTC) if local.fold else local
