"""Instants in words: said in full, on the programme's clock, with the zone's name (look.md, design.md rule 6).

Every function writes in the active language: "Tuesday, 24 November 2026, 6:00 p.m. Pacific time" or
"mardi 24 novembre 2026, 18 h, heure du Pacifique". Twelve o'clock is "noon" or "midnight": 12:00 p.m. is misread.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

NO_BREAK = "\u00a0"

_PACIFIC = gettext_lazy("Pacific time")
_MOUNTAIN = gettext_lazy("Mountain time")
_CENTRAL = gettext_lazy("Central time")
_EASTERN = gettext_lazy("Eastern time")
_ATLANTIC = gettext_lazy("Atlantic time")

ZONE_WORDS: dict[str, str | Promise] = {
    "America/Vancouver": _PACIFIC,
    "America/Los_Angeles": _PACIFIC,
    "America/Edmonton": _MOUNTAIN,
    "America/Denver": _MOUNTAIN,
    "America/Whitehorse": gettext_lazy("Yukon time"),
    "America/Winnipeg": _CENTRAL,
    "America/Chicago": _CENTRAL,
    "America/Regina": gettext_lazy("Saskatchewan time"),
    "America/Toronto": _EASTERN,
    "America/New_York": _EASTERN,
    "America/Halifax": _ATLANTIC,
    "America/Moncton": _ATLANTIC,
    "America/St_Johns": gettext_lazy("Newfoundland time"),
    "UTC": gettext_lazy("Universal time"),
}


def _is_french() -> bool:
    return (get_language() or "en").startswith("fr")


def zone_words(tz: ZoneInfo) -> str:
    """The zone as people call it; a zone without a name of its own is called after its city."""
    if words := ZONE_WORDS.get(tz.key):
        return str(words)
    return _("time in %(city)s") % {"city": tz.key.rsplit("/", 1)[-1].replace("_", " ")}


def short_day(value: dt.date) -> str:
    """`24 November 2026`, `24 novembre 2026`, `1er mai 2026`."""
    if _is_french() and value.day == 1:
        return "1er " + date_format(value, "F Y")
    return date_format(value, "j F Y")


def day(value: dt.date) -> str:
    """`Tuesday, 24 November 2026`, `mardi 24 novembre 2026`."""
    separator = " " if _is_french() else ", "
    return date_format(value, "l") + separator + short_day(value)


def clock(value: dt.datetime, tz: ZoneInfo) -> str:
    """`6:00 p.m.`, `18 h`, `18 h 30`, `noon`, `midnight`: the time of the instant `value` on the clock `tz`.

    In French no line ends beside the "h" (Office québécois de la langue française: no minutes at the full hour).
    """
    at = value.astimezone(tz)
    if at.minute == 0 and at.hour in (0, 12):
        return _("noon") if at.hour else _("midnight")
    if _is_french():
        return date_format(at, rf"G{NO_BREAK}\h{NO_BREAK}i" if at.minute else rf"G{NO_BREAK}\h")
    return date_format(at, "g:i a")


def moment(value: dt.datetime, tz: ZoneInfo) -> str:
    """Date, time and zone of the instant `value`, as in the head of this module."""
    return _("%(day)s, %(time)s %(zone)s") % {
        "day": day(value.astimezone(tz).date()),
        "time": clock(value, tz),
        "zone": zone_words(tz),
    }


def hours(starts_at: dt.datetime, ends_at: dt.datetime, tz: ZoneInfo) -> str:
    """`6:00 p.m. to 9:00 p.m. Pacific time`, `de 18 h à 21 h, heure du Pacifique`."""
    return _("%(start)s to %(end)s %(zone)s") % {
        "start": clock(starts_at, tz),
        "end": clock(ends_at, tz),
        "zone": zone_words(tz),
    }


def days(first: dt.date, last: dt.date) -> str:
    """`12 January to 29 April 2027`, `du 12 janvier au 29 avril 2027`: a year they share is said once."""
    if first == last:
        return short_day(first)
    start = short_day(first)
    if first.year == last.year:
        start = start.removesuffix(f" {first.year}")
    return _("%(start)s to %(end)s") % {"start": start, "end": short_day(last)}


def short_length(minutes: int) -> str:
    """`8 h`, `1 h 30 min`, `45 min`."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": whole}
    return _("%(hours)d h %(minutes)d min") % {"hours": whole, "minutes": rest}


def length(minutes: int) -> str:
    """`8 hours`, `1 hour 30 minutes`, `45 minutes`: how long something takes, in words."""
    whole, rest = divmod(minutes, 60)
    in_hours = ngettext("%(count)d hour", "%(count)d hours", whole) % {"count": whole}
    in_minutes = ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest}
    return (
        " ".join(words for words, number in ((in_hours, whole), (in_minutes, rest)) if number) or in_minutes
    )
