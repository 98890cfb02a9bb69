"""The keys by which the outbox knows what a message is about; it knows no enrolment itself."""

import datetime as dt
from collections.abc import Iterable

from courses.models import Cohort, Session
from trainees.models import Certificate, Enrolment, Placement, SupervisorLink


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


def absence(enrolment: Enrolment, number: int) -> str:
    """The notices of what somebody missed, one after the other: "absence_notice:41:0"."""
    return f"absence_notice:{enrolment.pk}:{number}"


def absence_number(key: str) -> int:
    """The number in "absence_notice:41:0"."""
    return int(key.rpartition(":")[2])


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


def about_link(link: SupervisorLink) -> str:
    """What a message with a supervisor's link is about: "link:12"."""
    return f"link:{link.pk}"


def link_id(key: str) -> int:
    """The id in "link:12"."""
    return int(key.partition(":")[2])


def proposal(placement: Placement, *, to_supervisor: bool = False) -> str:
    """One question to each about each placement: "placement:5:trainee"."""
    return f"placement:{placement.pk}:{'supervisor' if to_supervisor else 'trainee'}"


def proposed_id(key: str) -> int:
    """The placement's id in "placement:5:trainee"."""
    return int(key.split(":")[1])


def digest(placement: Placement, day: dt.date) -> str:
    """One digest for each placement and ISO week: "practicum_digest:5:2026-W48"."""
    week = day.isocalendar()
    return f"practicum_digest:{placement.pk}:{week.year}-W{week.week:02}"


def report(placement_id: int, number: int, author: str, *, time: int) -> str:
    """The first or second reminder of a report: "practicum_report:5:1:trainee:2"."""
    return f"practicum_report:{placement_id}:{number}:{author}:{time}"


def about_certificate(certificate: Certificate) -> str:
    """What a message about a certificate is about: "certificate:12"."""
    return f"certificate:{certificate.pk}"


def certificate_id(key: str) -> int:
    """The id in "certificate:12"."""
    return int(key.partition(":")[2])


def renewal(root: Certificate, stage: int) -> str:
    """One reminder for each term (by the certificate it began with) and stage, in days: "renewal:12:90"."""
    return f"renewal:{root.pk}:{stage}"
