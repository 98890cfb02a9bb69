"""Objects for tests, made through the product's own operations: `factories.cohort(seats=3)`."""

from .attendance import closed_roll_call, held_session
from .brochures import brochure
from .people import enrolment, enrolments, person, role
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
    "closed_roll_call",
    "cohort",
    "course",
    "course_edition",
    "enrolment",
    "enrolments",
    "held_session",
    "instant",
    "person",
    "programme",
    "region",
    "role",
    "session",
    "site",
    "stream",
    "subscriber",
    "subscribers",
    "today",
    "update",
]
