"""What a trainee's page shows, put together in a fixed number of queries."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courses import local
from courses.enums import CohortState
from courses.models import Cohort, Session
from courses.models.words import in_language
from courses.queries.outlines import awards_of
from trainees.enums import ACTIVE
from trainees.models import Announcement, Enrolment
from trainees.queries.judging import judged_from
from trainees.queries.plans import Plan
from trainees.queries.records import cohort_record
from trainees.queries.steps import progress_from, to_make_up

from .awards.hours import counted_in
from .awards.now import AwardsNow, awards_now
from .now import to_do_now
from .path import path_step

ANNOUNCEMENTS = 10


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting to come, with a title that is never empty and a place where one is known.

    can_say: it has not begun, so that they can say whether they come. cannot_come: they said so.
    """

    held_on: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime
    title: str
    place: str
    join_url: str
    pk: int = 0
    can_say: bool = False
    cannot_come: bool = False


@dataclass(frozen=True, kw_only=True)
class Note:
    """An announcement in the reader's language, or in the other one where it was written in one only."""

    subject: str
    text: str
    language: str
    sent_on: dt.date
    is_other_language: bool


@dataclass(frozen=True, kw_only=True)
class Other:
    """Another training of the same person."""

    name: str
    url: str


def shown_first(enrolments: Sequence[Enrolment], *, on: dt.date) -> Enrolment | None:
    """Which enrolment the page opens with: of those that go on, the one that began or begins first; else the latest.

    `enrolments` are latest first, with their cohorts.
    """
    going_on = [
        enrolment
        for enrolment in enrolments
        if enrolment.state in ACTIVE
        and enrolment.cohort.ends_on >= on
        and enrolment.cohort.state != CohortState.CANCELLED
    ]
    if going_on:
        return going_on[-1]
    return enrolments[0] if enrolments else None


def page_of(
    *, enrolment: Enrolment, others: Sequence[Enrolment], at: dt.datetime, language: str
) -> dict[str, Any]:
    """The context of templates/portal/home.html for one enrolment, in `language`, at the instant `at`."""
    record = cohort_record(enrolment.cohort, at=at, enrolments=[enrolment], with_praise=True)[0]
    found = progress_from(record)
    ranked = awards_of(enrolment.cohort.edition)
    [judged] = judged_from([record], at=at, awards=ranked)
    sessions = [
        replace(
            _meeting(session, record.plan),
            can_say=enrolment.state in ACTIVE and session.starts_at > at,
            cannot_come=session.pk in record.cannot_come,
        )
        for session in found.sessions
    ]
    hours_done, hours_required = found.in_class.words
    practicum_done, practicum_required = found.practicum.words
    required = [step for step in found.steps if not step.module.is_optional]
    awards = awards_now(record, judged, ranked, counted=counted_in(found))
    today = at.astimezone(found.cohort.programme.tz).date()
    ended = ended_words(enrolment, awards, has_sessions=bool(sessions), today=today)
    return {
        "enrolment": enrolment,
        "cohort": found.cohort,
        "is_cancelled": found.cohort.state == CohortState.CANCELLED,
        "is_complete": bool(required) and found.is_complete,
        "next_session": sessions[0] if sessions else None,
        "sessions": sessions,
        "progress": {
            "hours_done": hours_done,
            "hours_required": hours_required,
            "class_minutes": found.in_class,
            "practicum_done": practicum_done,
            "practicum_required": practicum_required if found.practicum.required else "",
            "practicum_minutes": found.practicum,
            "modules_done": len(required) - len(found.left),
            "modules_required": len(required),
        },
        "ended": ended,
        "path": [path_step(record, step) for step in found.steps if not ended or step.done_on],
        "announcements": _notes(found.cohort, language),
        "awards": awards,
        "to_do_now": to_do_now(record) if awards.coming or not ended else [],
        "to_make_up": to_make_up(record) if awards.coming or not ended else [],
        "tz": found.cohort.programme.tz,
        "others": [
            Other(name=other.cohort.name, url=reverse("portal:cohort", args=[other.cohort_id]))
            for other in others
        ],
    }


def ended_words(enrolment: Enrolment, awards: AwardsNow, *, has_sessions: bool, today: dt.date) -> str:
    """That there is nothing more to walk, to who has finished, and to who holds a certificate once the course is over
    or nothing is left to earn in it. Empty for everybody else: without a certificate, what is missing can still come.
    """
    cohort = enrolment.cohort
    is_past = cohort.ends_on < today and not has_sessions
    is_finished = enrolment.state not in ACTIVE
    has_all = bool(awards.held) and awards.coming is None and not has_sessions
    if cohort.state == CohortState.CANCELLED or not (is_finished or has_all or (awards.held and is_past)):
        return ""
    if is_past:
        return _("Your course ended on %(day)s.") % {"day": local.short_day(cohort.ends_on)}
    if is_finished:
        return _("You have finished this course.")
    return _("You hold the highest award of this course.")


def _meeting(session: Session, plan: Plan) -> Meeting:
    return Meeting(
        held_on=session.held_on,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=plan.title_of(session) or _("A meeting of your cohort"),
        place=session.where,
        join_url=session.join_url,
        pk=session.pk,
    )


def _notes(cohort: Cohort, language: str) -> list[Note]:
    return [
        Note(
            subject=in_language(written, "subject", language) or written.subject_fr,
            text=in_language(written, "text", language) or written.text_fr,
            language=_written_in(written, language),
            sent_on=written.sent_at.astimezone(cohort.programme.tz).date(),
            is_other_language=_written_in(written, language) != language,
        )
        for written in Announcement.objects.filter(cohort=cohort)[:ANNOUNCEMENTS]
    ]


def _written_in(written: Announcement, language: str) -> str:
    """The language of the text that a reader of `language` gets: theirs where it was written in it."""
    if getattr(written, f"text_{language}", ""):
        return language
    return "fr" if written.text_fr else "en"
