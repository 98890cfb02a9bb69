"""Sessions that were held, with their roll-calls."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from courses.models import Cohort, Session
from trainees.enums import Mark
from trainees.models import Enrolment, RollCall
from trainees.operations.attendance import Tap, close_roll_call, mark_all
from trainees.queries.roll_call import sheet

from . import teaching


def held_session(cohort: Cohort, *, days_ago: int = 1, hours: float = 3, **fields: Any) -> Session:
    """A session at six in the evening, some days ago. Whoever enrolled before is expected."""
    tz = cohort.programme.tz
    day = teaching.today(tz) - dt.timedelta(days=days_ago)
    return teaching.session(cohort, teaching.instant(day, tz=tz), hours=hours, **fields)


def closed_roll_call(
    session: Session,
    *,
    absent: Collection[Enrolment] = (),
    excused: Collection[Enrolment] = (),
    late: Mapping[Enrolment, int] | None = None,
    early: Mapping[Enrolment, int] | None = None,
    by: Any = None,
) -> RollCall:
    """Everybody listed is present, but for those who are named; minutes by enrolment. Its session has begun."""
    late, early = late or {}, early or {}
    away = dict.fromkeys(absent, Mark.ABSENT) | dict.fromkeys(excused, Mark.EXCUSED)
    taps = [
        Tap(
            enrolment=line.enrolment.pk,
            mark=away.get(line.enrolment, Mark.PRESENT),
            seen_version=line.version,
            minutes_late=late.get(line.enrolment, 0),
            minutes_early=early.get(line.enrolment, 0),
        )
        for line in sheet(session).lines
        if line.enrolment in away or line.mark != Mark.NOT_EXPECTED
    ]
    mark_all(session=session, taps=taps, by=by)
    return close_roll_call(session=session, by=by)
