"""The keys by which the outbox knows what a message is about; it knows no enrolment itself."""

from collections.abc import Iterable

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


def schedule(cohort_id: int, last: int, person_id: int) -> str:
    """One notice of changes of a cohort's sessions, up to the change `last` (id), to one person: "schedule:7:33:5"."""
    return f"schedule:{cohort_id}:{last}:{person_id}"


def schedule_parts(key: str) -> tuple[int, int, int]:
    """The ids of cohort, last change and person that a notice's key names."""
    _kind, cohort, last, person = key.split(":")
    return int(cohort), int(last), int(person)


def changes(ids: Iterable[int]) -> str:
    """Ids of changes as a notice keeps them: "31,32"."""
    return ",".join(str(pk) for pk in sorted(ids))


def changes_in(words: str) -> set[int]:
    """The ids in "31,32"."""
    return {int(pk) for pk in words.split(",") if pk}


def enrolment_id(key: str) -> int:
    """The id in "enrolment:41"."""
    return int(key.partition(":")[2])
