"""Objects for tests, made through the product's own operations: `factories.cohort(seats=3)`."""

from .attendance import closed_roll_call, held_session
from .brochures import brochure
from .confirming import (
    a_question,
    a_quiz,
    asked_for_credit,
    asks,
    cohort_that_asks,
    exam,
    handed_in,
    item_of,
)
from .evidence import agreement, document, evidence, material, question, quiz
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
    "a_question",
    "a_quiz",
    "agreement",
    "asked_for_credit",
    "asks",
    "award",
    "brochure",
    "calendar_token_of",
    "closed_roll_call",
    "cohort",
    "cohort_that_asks",
    "course",
    "course_edition",
    "document",
    "enrolment",
    "enrolments",
    "evidence",
    "exam",
    "facilitator",
    "handed_in",
    "held_session",
    "instant",
    "item_of",
    "later_session",
    "material",
    "person",
    "private_calendar",
    "programme",
    "question",
    "quiz",
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
