"""The keys by which the outbox knows what a message is about; it knows no enrolment itself."""

from courses.models import Cohort, Session
from trainees.models import Enrolment


def about(enrolment: Enrolment) -> str:
    """What a message is about: "enrolment:41"."""
    return f"enrolment:{enrolment.pk}"


def topic(cohort: Cohort) -> str:
    """What a message is listed under: "cohort:7"."""
    return f"cohort:{cohort.pk}"


def scope(cohort: Cohort) -> str:
    """Who may see it: "programme:3"."""
    return f"programme:{cohort.programme.pk}"


def reminder(session: Session, enrolment_id: int) -> str:
    """One reminder for each session, each time it was moved, and person; also when it was moved back again.

    "reminder:12:0:41"
    """
    return f"reminder:{session.pk}:{session.moves}:{enrolment_id}"


def reminder_parts(key: str) -> tuple[int, int]:
    """The session's id and the count of its moves that a reminder's key names."""
    _kind, session, moves, _enrolment = key.split(":")
    return int(session), int(moves)


def enrolment_id(key: str) -> int:
    """The id in "enrolment:41"."""
    return int(key.partition(":")[2])
