"""Reminders of sessions."""

import datetime as dt
from collections.abc import Iterator, Sequence

from courses.enums import CohortState
from courses.models import Session
from tasks.outbox.content import render_mail
from tasks.outbox.drafts import Draft
from tasks.outbox.models import Content, Message
from tasks.outbox.operations import queue_many
from trainees.models import Enrolment
from trainees.queries.expected import expected
from trainees.rules import keys

from .kinds import SESSION_REMINDER
from .mail import draft_for, frame

MORNING = dt.time(9)
"""Local time before which nobody is reminded."""
HORIZON = dt.timedelta(hours=48)
"""No session that starts later than this can be due: a day and 15 hours, and one when clocks change."""
CHUNK = 1_000


def owe_session_reminders(*, at: dt.datetime) -> int:
    """Owe each enrolled person a reminder of each session that is due at the instant `at`. Returns how many are new.

    Due from nine in the morning of the day before, on the programme's calendar and clock, until the session starts,
    and never before nine; so beat may rest for hours and nobody is forgotten. Somebody enrolled on the day itself is
    not reminded: the welcome has just told them. Once for each session, its date and time, and person, however often
    or by how many this is called: the outbox's dedup_key decides. What is cancelled or moved afterwards is not sent
    (kinds.while_session_stands). Queries grow with the sessions due, and by one for each 1,000 people.
    """
    due = [session for session in _starting_soon(at) if is_due(session, at=at)]
    return queue_many(_drafts(due)) if due else 0


def due_from(session: Session) -> dt.datetime:
    """The instant from which its reminders are owed."""
    day_before = session.held_on - dt.timedelta(days=1)
    return dt.datetime.combine(day_before, MORNING, session.cohort.programme.tz)


def is_due(session: Session, *, at: dt.datetime) -> bool:
    """Whether people are reminded of it at `at`."""
    awake = at.astimezone(session.cohort.programme.tz).time() >= MORNING
    return awake and due_from(session) <= at < session.starts_at


def _starting_soon(at: dt.datetime) -> Sequence[Session]:
    return list(
        Session.objects.standing()
        .filter(starts_at__gt=at, starts_at__lt=at + HORIZON)
        .exclude(cohort__state=CohortState.CANCELLED)
        .select_related("cohort__edition__course__programme")
        .prefetch_related("modules")
        .order_by("starts_at", "pk")
    )


def _drafts(sessions: Sequence[Session]) -> Iterator[Draft]:
    who = expected(sessions)
    pairs = [
        (session, enrolment)
        for session in sessions
        for enrolment in who[session.pk]
        if enrolment.enrolled_at.astimezone(session.cohort.programme.tz).date() < session.held_on
    ]
    contents: dict[tuple[int, str], Content] = {}
    for start in range(0, len(pairs), CHUNK):
        for session, enrolment in _unknown(pairs[start : start + CHUNK]):
            language = enrolment.person.language
            if (session.pk, language) not in contents:
                contents[session.pk, language] = _content(session, language)
            yield draft_for(
                enrolment,
                cohort=session.cohort,
                kind=SESSION_REMINDER,
                dedup_key=keys.reminder(session, enrolment.pk),
                content=contents[session.pk, language],
                not_after=session.starts_at,
            )


def _unknown(pairs: Sequence[tuple[Session, Enrolment]]) -> list[tuple[Session, Enrolment]]:
    """Those not owed before: saves the outbox from refusing the same rows every few minutes."""
    by_key = {keys.reminder(session, enrolment.pk): (session, enrolment) for session, enrolment in pairs}
    known = Message.objects.filter(dedup_key__in=by_key).values_list("dedup_key", flat=True)
    for key in known:
        del by_key[key]
    return list(by_key.values())


def _content(session: Session, language: str) -> Content:
    context = frame(session.cohort, language) | {"session": session, "modules": session.modules.all()}
    return render_mail(SESSION_REMINDER, language, context)
