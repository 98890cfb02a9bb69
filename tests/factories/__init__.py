"""Objects for tests, made through the product's own operations: `factories.cohort(seats=3)`."""

from .brochures import brochure
from .people import enrolment, enrolments, person, role
from .practicum import (
    entry,
    hour_goal,
    link_token,
    placement,
    placement_site,
    practicum_cohort,
    practicum_module,
    supervisor,
)
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
    "cohort",
    "course",
    "course_edition",
    "enrolment",
    "enrolments",
    "entry",
    "hour_goal",
    "instant",
    "link_token",
    "person",
    "placement",
    "placement_site",
    "practicum_cohort",
    "practicum_module",
    "programme",
    "region",
    "role",
    "session",
    "site",
    "stream",
    "subscriber",
    "subscribers",
    "supervisor",
    "today",
    "update",
]
