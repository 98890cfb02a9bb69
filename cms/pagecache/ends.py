"""When a page ends by itself: at the next instant at which the clock alone changes what it says."""

import datetime as dt
import zoneinfo
from collections.abc import Iterator, Set

from django.db.models import Q

from courses.models import Cohort, Session

MOST = dt.timedelta(hours=1)
COHORTS = "courses_cohort"
SESSIONS = "courses_session"


def end_of(tags: Set[str], *, at: dt.datetime) -> dt.datetime:
    """The end of a page that read `tags` at the instant `at`. One query where it read cohorts, one where sessions."""
    instants = [at + MOST]
    if any(tag.startswith(COHORTS) for tag in tags):
        instants += (instant for instant in _of_cohorts(tags, at) if instant > at)
    if any(tag.startswith(SESSIONS) for tag in tags):
        instants += (instant for instant in _of_sessions(at) if instant > at)
    return min(instants)


def _of_cohorts(tags: Set[str], at: dt.datetime) -> Iterator[dt.datetime]:
    """When applications open and close, and the midnights at which a cohort begins and is over."""
    soon = Q(applications_open_at__gt=at, applications_open_at__lte=at + MOST)
    soon |= Q(applications_close_at__gt=at, applications_close_at__lte=at + MOST)
    days = [at.date() + dt.timedelta(days=number) for number in (-1, 0, 1)]  # wherever on earth it is
    soon |= Q(starts_on__in=days) | Q(ends_on__in=days)
    cohorts = Cohort.objects.announced().filter(soon)
    if not any(tag == COHORTS or tag.startswith(f"{COHORTS}.") for tag in tags):
        rows = [tag.partition(":")[2].rstrip("/") for tag in tags if tag.startswith(f"{COHORTS}:")]
        cohorts = cohorts.filter(pk__in=rows)
    for opens, closes, starts_on, ends_on, zone in cohorts.values_list(
        "applications_open_at",
        "applications_close_at",
        "starts_on",
        "ends_on",
        "edition__course__programme__time_zone",
    ):
        yield from (instant for instant in (opens, closes) if instant)
        for day in (starts_on, ends_on + dt.timedelta(days=1)):
            yield dt.datetime.combine(day, dt.time(), zoneinfo.ZoneInfo(zone))


def _of_sessions(at: dt.datetime) -> Iterator[dt.datetime]:
    """When a session begins and ends, of whichever cohort."""
    soon = Q(starts_at__gt=at, starts_at__lte=at + MOST) | Q(ends_at__gt=at, ends_at__lte=at + MOST)
    for pair in Session.objects.filter(soon).values_list("starts_at", "ends_at"):
        yield from pair
