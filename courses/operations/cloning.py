"""A cohort like another one, some weeks or months later."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import Cohort, Coverage, Session
from courses.rules.cloning import Old, Shift, shift
from courses.rules.days_off import days_off
from courses.rules.typed_dates import FIRST_YEAR, LAST_YEAR

from .checks import refuse
from .cohorts import create_cohort

COPIED = ("place_en", "place_fr", "capacity")
COPIED_OF_SESSIONS = ("kind", "title_en", "title_fr", "place", "join_url")
WEEK = 7


def shifted(cohort: Cohort, *, starts_on: dt.date, named: Sequence[dt.date] = ()) -> Shift:
    """Where the standing sessions of a cohort would be if it started on `starts_on`. One query.

    `named` are days off beside the public holidays of the programme's province.
    """
    sessions = cohort.sessions.standing().for_everybody()
    return _shift(cohort, list(sessions), starts_on, named)


@transaction.atomic
def clone_cohort(
    *,
    cohort: Cohort,
    starts_on: dt.date,
    by: Any,
    name_en: str,
    name_fr: str,
    days_off_too: Sequence[dt.date] = (),
    applications_open_at: dt.datetime | None = None,
    applications_close_at: dt.datetime | None = None,
) -> tuple[Cohort, Shift]:
    """A draft of the same edition, place and capacity, its sessions moved by the days between both first days.

    Sessions keep their local times, modules, places and links; holidays are left out (rules.cloning.shift). Nobody is
    taken along: no trainee, no facilitator. The words about weekdays are copied while those stay the same. Returns the
    cohort and what became of the dates. A fixed number of queries. Raises ValidationError keyed by field.
    """
    if not FIRST_YEAR <= starts_on.year <= LAST_YEAR:
        raise refuse("starts_on", _("This year is too far away."), code="year")
    if starts_on == cohort.starts_on:
        raise refuse("starts_on", _("The new cohort must start on another day."), code="same")
    sessions = list(cohort.sessions.standing().for_everybody().order_by("starts_at", "pk"))
    moved = _shift(cohort, sessions, starts_on, days_off_too)
    days = (starts_on - cohort.starts_on).days
    last = moved.last_day(cohort.programme.tz) or starts_on
    fields = {name: getattr(cohort, name) for name in COPIED}
    if days % WEEK == 0:
        fields |= {"pattern_en": cohort.pattern_en, "pattern_fr": cohort.pattern_fr}
    made = create_cohort(
        edition=cohort.edition,
        by=by,
        name_en=name_en,
        name_fr=name_fr,
        starts_on=starts_on,
        ends_on=max(last, cohort.ends_on + dt.timedelta(days=days)),
        applications_open_at=applications_open_at,
        applications_close_at=applications_close_at,
        **fields,
    )
    _copy_sessions(made, {session.pk: session for session in sessions}, moved)
    log(instance=made, action="courses.cohort.clone", user=by, data={"of": cohort.pk})
    return made, moved


def _shift(
    cohort: Cohort, sessions: Sequence[Session], starts_on: dt.date, named: Sequence[dt.date]
) -> Shift:
    days = (starts_on - cohort.starts_on).days
    years = range(starts_on.year, starts_on.year + 5)
    return shift(
        [Old(session.pk, session.starts_at, session.ends_at) for session in sessions],
        days=days,
        tz=cohort.programme.tz,
        closed=days_off(cohort.programme.province, years, named),
    )


def _copy_sessions(cohort: Cohort, old: Mapping[int, Session], moved: Shift) -> None:
    tz = cohort.programme.tz
    twins = {
        one.pk: Session(
            cohort=cohort,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            held_on=one.starts_at.astimezone(tz).date(),
            **{name: getattr(old[one.pk], name) for name in COPIED_OF_SESSIONS},
        )
        for one in moved.sessions
    }
    Session.objects.bulk_create(twins.values())
    Coverage.objects.bulk_create(
        Coverage(session=twins[row.session_id], module_id=row.module_id, minutes=row.minutes)
        for row in Coverage.objects.filter(session__in=twins).order_by("session", "module__position")
    )
