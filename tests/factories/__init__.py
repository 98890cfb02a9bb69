"""Objects for tests, made through the product's own operations: `factories.cohort(seats=3)`."""

from .brochures import brochure
from .evidence import agreement, document, evidence, exam, material, question, quiz
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
    "agreement",
    "award",
    "brochure",
    "cohort",
    "course",
    "course_edition",
    "document",
    "enrolment",
    "enrolments",
    "evidence",
    "exam",
    "instant",
    "material",
    "person",
    "programme",
    "question",
    "quiz",
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
