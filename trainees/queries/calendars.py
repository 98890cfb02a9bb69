"""What a private calendar shows, and whose it is."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.enums import TEACHES, SessionKind
from courses.models import Session
from courses.queries import programmes_of
from courses.queries.calendars import KEPT
from trainees.enums import MakeUpState
from trainees.models import CalendarFeed, Enrolment, MakeUp
from trainees.rules import tokens


def feed_of(person: Any) -> CalendarFeed | None:
    """The calendar that somebody has now."""
    found: CalendarFeed | None = CalendarFeed.objects.standing().filter(person=person.pk).first()
    return found


def feed_at(token: str) -> CalendarFeed | None:
    """The calendar at an address, with its person; None for one that was revoked or never made. One query."""
    feed_id = tokens.feed_id_in(token)
    if feed_id is None:
        return None
    feed: CalendarFeed | None = (
        CalendarFeed.objects.standing()
        .filter(pk=feed_id, person__is_active=True)
        .select_related("person")
        .first()
    )
    if feed is None or not tokens.is_calendar_token(token, feed_id=feed.pk, nonce=feed.nonce):
        return None
    return feed


def sessions_of(person: Any, *, at: dt.datetime) -> "QuerySet[Session]":
    """Where somebody is expected, standing and cancelled: in the cohorts they are in, to make up, or to facilitate.

    What ended long before `at` is left out, and what they would facilitate where they do not teach any more: places and
    links are for who may know them. With everything that an entry says: one query.
    """
    mine = Enrolment.objects.active().filter(person=person.pk)
    make_ups = MakeUp.objects.filter(
        through=OuterRef("pk"), enrolment__in=mine, state__in=(MakeUpState.PLANNED, MakeUpState.DONE)
    )
    facilitated = Session.facilitators.through.objects.filter(session=OuterRef("pk"), person=person.pk)
    taught = Q(cohort__edition__course__programme__in=programmes_of(person, *TEACHES))
    found: QuerySet[Session] = (
        Session.objects.filter(
            Q(kind=SessionKind.REGULAR, cohort__in=mine.values("cohort"))
            | Exists(make_ups)
            | (taught & Exists(facilitated)),
            ends_at__gte=at - KEPT,
        )
        .select_related("cohort__edition__course__programme__region")
        .order_by("starts_at", "pk")
    )
    return found
