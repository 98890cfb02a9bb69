"""Calendars as files, read back by another library than the one that writes them."""

import datetime as dt
import re
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as some

from courses.rules import time_zones
from courses.rules.calendars import CalendarFile, Event, write

VANCOUVER = ZoneInfo("America/Vancouver")
NOW = dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
FOREVER = (dt.datetime(2020, 1, 2), dt.datetime(2036, 12, 1))  # noqa: DTZ001 - hypothesis adds the zone


def calendar(*events: Event, name: str = "Training, Vancouver", zone: ZoneInfo = VANCOUVER) -> CalendarFile:
    """A calendar of the Vancouver programme."""
    return CalendarFile(name=name, tz=zone, url="https://example.org/calendar/vancouver.ics", events=events)


def event(starts: dt.datetime | dt.date = NOW, **fields: Any) -> Event:
    """An event of an hour, or of a day."""
    ends = starts + HOUR if isinstance(starts, dt.datetime) else None
    return Event(
        **({"uid": "session-1@example.org", "title": "Session", "starts": starts, "ends": ends} | fields)
    )


def read(*events: Event) -> list[Any]:
    """What the other library understands of a file with these events."""
    file = vobject.readOne(write(calendar(*events), at=NOW).decode())
    return list(file.vevent_list)


def in_utc(value: dt.datetime) -> dt.datetime:
    """An instant that a library gave, whichever class of time zone it made."""
    return value.astimezone(dt.UTC)


# On 8 March 2026 Vancouver's clock goes from 2:00 to 3:00, on 1 November from 2:00 back to 1:00.
@pytest.mark.parametrize(
    "starts",
    [
        dt.datetime(2026, 3, 7, 18, tzinfo=VANCOUVER),
        dt.datetime(2026, 3, 8, 1, 30, tzinfo=VANCOUVER),
        dt.datetime(2026, 3, 8, 3, 30, tzinfo=VANCOUVER),
        dt.datetime(2026, 3, 8, 18, tzinfo=VANCOUVER),
        dt.datetime(2026, 10, 31, 18, tzinfo=VANCOUVER),
        dt.datetime(2026, 11, 1, 0, 30, tzinfo=VANCOUVER),
        dt.datetime(2026, 11, 1, 1, 30, tzinfo=VANCOUVER),
        dt.datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=VANCOUVER),
        dt.datetime(2026, 11, 1, 2, 30, tzinfo=VANCOUVER),
        dt.datetime(2026, 11, 1, 18, tzinfo=VANCOUVER),
    ],
)
def test_times_hold_across_both_changes_of_clock(starts: dt.datetime) -> None:
    """The reader knows the zone only from the file, and comes to the same instants."""
    starts = starts.astimezone(dt.UTC)
    (found,) = read(event(starts))

    assert (in_utc(found.dtstart.value), in_utc(found.dtend.value)) == (starts, starts + HOUR)


def test_a_time_is_said_on_the_programmes_clock() -> None:
    """A weekly session at six stays at six when the clock changes, though it is another hour in UTC."""
    before = dt.datetime(2026, 10, 29, 18, tzinfo=VANCOUVER)
    after = dt.datetime(2026, 11, 5, 18, tzinfo=VANCOUVER)
    assert after.astimezone(dt.UTC) - before.astimezone(dt.UTC) == dt.timedelta(days=7, hours=1)

    text = write(calendar(event(before), event(after, uid="session-2@example.org")), at=NOW).decode()

    assert "DTSTART;TZID=America/Vancouver:20261029T180000" in text
    assert "DTSTART;TZID=America/Vancouver:20261105T180000" in text


@given(some.datetimes(*FOREVER, timezones=some.just(dt.UTC)))
def test_any_instant_comes_back(starts: dt.datetime) -> None:
    starts = starts.replace(microsecond=0)
    (found,) = read(event(starts))

    assert in_utc(found.dtstart.value) == starts


NASTY = "a,b;c\\d\nBEGIN:VEVENT\r\nline:\N{SNOWMAN} naïve ʔ " + "é" * 90


def test_text_is_escaped_and_folded() -> None:
    """No text ends its property or the event; no line is longer than 75 octets, none is cut inside a letter."""
    written = write(calendar(event(title=NASTY, place=NASTY, text=NASTY), name=NASTY), at=NOW)

    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    assert b"\n" not in written.replace(b"\r\n", b"")
    for line in written.split(b"\r\n"):
        line.decode()
    (found,) = vobject.readOne(written.decode()).vevent_list
    wanted = NASTY.replace("\r\n", "\n")
    assert (found.summary.value, found.location.value, found.description.value) == (wanted, wanted, wanted)
    assert written.count(b"\r\nBEGIN:VEVENT\r\n") == 1


def test_what_programs_need_to_follow_a_calendar() -> None:
    """Names for old and new programs, when to read again, a stamp that does not change by itself."""
    changed = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
    moved = event(sequence=2, changed_at=changed, is_cancelled=True)
    file = calendar(moved)

    text = write(file, at=NOW).decode()

    for line in (
        "VERSION:2.0",
        "NAME;LANGUAGE=en-CA:Training\\, Vancouver",
        "X-WR-CALNAME;LANGUAGE=en-CA:Training\\, Vancouver",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "SOURCE;VALUE=URI:https://example.org/calendar/vancouver.ics",
        "UID:session-1@example.org",
        "SEQUENCE:2",
        "STATUS:CANCELLED",
        "DTSTAMP:20260501T120000Z",
        "LAST-MODIFIED:20260501T120000Z",
    ):
        assert f"\r\n{line}\r\n" in text, line
    assert write(file, at=NOW + HOUR).decode() == text


def test_a_day_is_a_day() -> None:
    """A first day has no hour, whatever the reader's zone."""
    (found,) = read(event(dt.date(2027, 1, 12)))

    assert found.dtstart.value == dt.date(2027, 1, 12)


def test_an_empty_calendar_is_one() -> None:
    """It may be followed before anything is planned: the zone is the component that RFC 5545 asks for."""
    text = write(calendar(), at=NOW).decode()

    assert re.findall("BEGIN:(.*)\r", text) == ["VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD"]
    assert "\r\nDTSTART:20190310T020000\r\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\n" in text
    assert "\r\nDTSTART:20191103T020000\r\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\n" in text


ZONES = ["UTC", "America/Regina", "America/St_Johns", "Europe/Paris", "Asia/Kathmandu"]


@pytest.mark.parametrize("name", ZONES)
def test_other_zones_hold_too(name: str) -> None:
    """Without changes of clock, with odd minutes, on the last Sunday of a month."""
    zone = ZoneInfo(name)
    wanted = [
        dt.datetime(year, month, 15, 18, tzinfo=zone) for year in (2020, 2027) for month in range(1, 13)
    ]
    file = calendar(*(event(at, uid=f"{at:%Y%m}@example.org") for at in wanted), zone=zone)

    found = vobject.readOne(write(file, at=NOW).decode()).vevent_list

    assert [in_utc(one.dtstart.value) for one in found] == [at.astimezone(dt.UTC) for at in wanted]


@pytest.mark.parametrize("name", [*ZONES, "America/Vancouver", "Africa/Casablanca"])
def test_a_zone_holds_in_every_month_of_its_years(name: str) -> None:
    """Also one that follows no yearly rule, and is told by a list of dates."""
    text = time_zones.component(name).to_ical().decode()
    known = tz.tzical(StringIO(f"BEGIN:VCALENDAR\r\n{text}END:VCALENDAR\r\n")).get()
    middles = [
        dt.datetime(year, month, 15, 18, tzinfo=ZoneInfo(name))
        for year in range(2020, 2037)
        for month in range(1, 13)
    ]

    assert known is not None
    wrong = [at for at in middles if at.replace(tzinfo=known).utcoffset() != at.utcoffset()]
    assert wrong == []


def test_the_library_writes_summer_time_an_hour_late() -> None:
    """Why time_zones.py is there (ADR 12). When this fails the library was mended: use it instead."""
    day = dt.date(2026, 1, 1)
    zones = (
        icalendar.Timezone.from_tzid(VANCOUVER.key, first_date=day, last_date=dt.date(2027, 1, 1)),
        time_zones.component(VANCOUVER.key),
    )

    def onset(zone: icalendar.Timezone) -> dt.timedelta:
        """The time of day, on the clock before it, at which summer time begins."""
        at: dt.datetime = zone.daylight[0].decoded("dtstart")
        return dt.timedelta(hours=at.hour, minutes=at.minute)

    assert [onset(zone) for zone in zones] == [3 * HOUR, 2 * HOUR]


def test_control_characters_are_left_out() -> None:
    made = event(title="Winter\x0b day", place="Room\x01 2", text="One\x0cline\nand one more")

    file = write(calendar(made, name="Train\x0bing"), at=NOW).decode()

    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", file)
    (found,) = vobject.readOne(file).vevent_list
    assert (found.summary.value, found.location.value) == ("Winter day", "Room 2")
    assert found.description.value == "Oneline\nand one more"
