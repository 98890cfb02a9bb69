"""Schedules: slots, sessions with facilitators, cohorts that can be drafted."""

import datetime as dt
from typing import Any

from django.urls import reverse

from cms.accounts.models import Person
from courses.enums import RoleKind
from courses.models import Cohort, Programme, Session
from courses.rules.drafting import Slot
from trainees.operations.calendar_feeds import make_feed
from trainees.rules.tokens import calendar_token

from . import people, teaching

WEEK = dt.timedelta(weeks=1)


def facilitator(programme: Programme, chosen_name: str = "") -> Person:
    """Somebody who facilitates in the programme."""
    return people.role(RoleKind.FACILITATOR, programme, held_by=people.person(chosen_name)).person


def slots(
    first: dt.date, number: int, *, hours: int = 3, every: dt.timedelta = WEEK, **fields: Any
) -> list[Slot]:
    """So many evenings of `hours` hours, a week apart, from six o'clock on Vancouver's clock."""
    return [
        Slot(
            teaching.instant(first + index * every),
            teaching.instant(first + index * every, 18 + hours),
            **fields,
        )
        for index in range(number)
    ]


def later_session(cohort: Cohort, days: int = 10, **fields: Any) -> Session:
    """A session so many days from now."""
    start = teaching.instant(teaching.today() + dt.timedelta(days=days))
    return teaching.session(cohort, start, **fields)


def calendar_token_of(person: Person) -> str:
    """What the address of somebody's private calendar ends with; it is made where there is none."""
    feed = make_feed(by=person)
    return calendar_token(feed.pk, feed.nonce)


def private_calendar(person: Person) -> str:
    """The path of somebody's private calendar, which is made where there is none."""
    return reverse("private_calendar", args=[calendar_token_of(person)])
