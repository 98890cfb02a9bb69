"""Private calendars: made, given another address, stopped. Each only by the person whose it is."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from trainees.models import CalendarFeed


@transaction.atomic
def make_feed(*, by: Any) -> CalendarFeed:
    """The private calendar of `by`; the one that stands, where there is one."""
    _lock(by)
    standing = CalendarFeed.objects.standing().filter(person=by.pk).first()
    if standing:
        found: CalendarFeed = standing
        return found
    made: CalendarFeed = CalendarFeed.objects.create(person_id=by.pk)
    log(instance=made, action="trainees.calendar.make", user=by)
    return made


@transaction.atomic
def stop_feed(*, feed: CalendarFeed, by: Any) -> bool:
    """The address of `feed` leads nowhere from now on. False when it did not stand, or is not that of `by`."""
    _lock(by)
    count: int = (
        CalendarFeed.objects.standing().filter(pk=feed.pk, person=by.pk).update(revoked_at=timezone.now())
    )
    if count:
        log(instance=feed, action="trainees.calendar.stop", user=by)
    return bool(count)


@transaction.atomic
def renew_feed(*, feed: CalendarFeed, by: Any) -> CalendarFeed:
    """Another address instead of that of `feed`, which leads nowhere from now on.

    Asked twice (a double click), the second finds the new one and leaves it alone.
    """
    stop_feed(feed=feed, by=by)
    return make_feed(by=by)


def _lock(person: Any) -> None:
    """One at a time for each person."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=person.pk)
