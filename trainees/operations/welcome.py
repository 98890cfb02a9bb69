"""What new trainees are told, and what those are told who were entered by mistake."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils import translation

from courses import local
from courses.models import Cohort, Session
from tasks.outbox.content import render_mail
from tasks.outbox.drafts import Draft
from tasks.outbox.models import Content
from trainees.models import Enrolment

from .kinds import ENROLMENT_UNDONE, WELCOME
from .mail import draft_for, frame


def welcome_drafts(*, cohort: Cohort, enrolments: Iterable[Enrolment], at: dt.datetime) -> Iterator[Draft]:
    """A welcome for each, in their language: first session, place, how to sign in. `person` must be loaded."""
    session = cohort.sessions.upcoming(at=at).first()
    contents: dict[str, Content] = {}
    for enrolment in enrolments:
        language = enrolment.person.language
        if language not in contents:
            contents[language] = render_mail(WELCOME, language, _welcome(cohort, session, language))
        yield draft_for(
            enrolment,
            cohort=cohort,
            kind=WELCOME,
            dedup_key=f"{WELCOME}:{enrolment.pk}",
            content=contents[language],
            not_after=_end(cohort),
        )


def undone_drafts(*, cohort: Cohort, enrolments: Sequence[Enrolment]) -> Iterator[Draft]:
    """A short notice for each that the place was entered by mistake. `person` must be loaded."""
    contents: dict[str, Content] = {}
    for enrolment in enrolments:
        language = enrolment.person.language
        if language not in contents:
            contents[language] = render_mail(ENROLMENT_UNDONE, language, _undone(cohort, language))
        yield draft_for(
            enrolment,
            cohort=cohort,
            kind=ENROLMENT_UNDONE,
            dedup_key=f"{ENROLMENT_UNDONE}:{enrolment.pk}",
            content=contents[language],
        )


def _undone(cohort: Cohort, language: str) -> dict[str, Any]:
    """The subject names the course by its first day only: a name could be read over a shoulder."""
    with translation.override(language):
        return frame(cohort, language) | {"short_date": local.short_day(cohort.starts_on)}


def _end(cohort: Cohort) -> dt.datetime:
    """The end of the cohort's last day: a welcome after it would only confuse."""
    day_after = cohort.ends_on + dt.timedelta(days=1)
    return dt.datetime.combine(day_after, dt.time(), tzinfo=cohort.programme.tz)


def _welcome(cohort: Cohort, session: Session | None, language: str) -> dict[str, Any]:
    """What the templates name. Times are said in the programme's zone, in the reader's language."""
    with translation.override(language):
        facts = {"day": local.day(cohort.starts_on), "place": cohort.place}
        if session:
            facts = {
                "day": local.day(session.held_on),
                "hours": local.hours(session.starts_at, session.ends_at, cohort.programme.tz),
                "place": session.where,
                "join_url": session.join_url,
            }
        first = session.held_on if session else cohort.starts_on
        return frame(cohort, language) | {
            "session": facts if session else None,
            "first": facts,
            "short_date": local.short_day(first),
        }
