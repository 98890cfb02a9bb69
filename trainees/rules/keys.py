"""The keys by which the outbox knows what a message is about; it knows no enrolment itself."""

import datetime as dt

from courses.models import Cohort, Session
from trainees.models import Enrolment

STAMP = "%Y%m%dT%H%MZ"


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
    """One reminder for each session, its date and time, and person: a session that moves is reminded anew.

    "reminder:12:20261125T0200Z:41"
    """
    return f"reminder:{session.pk}:{session.starts_at.astimezone(dt.UTC).strftime(STAMP)}:{enrolment_id}"


def reminder_parts(key: str) -> tuple[int, str]:
    """The session's id and the start that a reminder's key names."""
    _kind, session, stamp, _enrolment = key.split(":")
    return int(session), stamp


def enrolment_id(key: str) -> int:
    """The id in "enrolment:41"."""
    return int(key.partition(":")[2])
