"""Objects for tests, made through the product's own operations: `factories.cohort(seats=3)`."""

from .brochures import brochure
from .people import enrolment, enrolments, person, role
from .schedule import calendar_token_of, facilitator, later_session, private_calendar, slots
from .sites import site, subscriber, subscribers, update
from .teaching import (
    LOCAL,
    award,
    cohort,
    course,
    course_edition,
    instant,
    programme,
    region,
    session,
    stream,
    today,
)

__all__ = [
    "LOCAL",
    "award",
    "brochure",
    "calendar_token_of",
    "cohort",
    "course",
    "course_edition",
    "enrolment",
    "enrolments",
    "facilitator",
    "instant",
    "later_session",
    "person",
    "private_calendar",
    "programme",
    "region",
    "role",
    "session",
    "site",
    "slots",
    "stream",
    "subscriber",
    "subscribers",
    "today",
    "update",
]
