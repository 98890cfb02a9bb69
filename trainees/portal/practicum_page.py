"""What a trainee's page about their practicum shows, in a fixed number of queries."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses import local
from courses.models import Module
from trainees.enums import ACTIVE, EntryState, ReportAuthor
from trainees.models import Enrolment, HoursEntry
from trainees.queries.practicum import Log, Practicum, Report, cohort_practicum, practicum_modules

NEWEST = 5


@dataclass(frozen=True, kw_only=True)
class Line:
    """An entry as it is shown: its state in words and as a tag, and whether it can be corrected."""

    entry: HoursEntry
    kind: str
    state: str
    can_correct: bool

    @property
    def length(self) -> str:
        """How long, in words."""
        return local.length(self.entry.minutes) if self.entry.minutes else _("Taken back")


@dataclass(frozen=True, kw_only=True)
class Running:
    """A running total in words, for components/progress.html."""

    name: str
    words: str
    have: int
    need: int


@dataclass(frozen=True, kw_only=True)
class Part:
    """One practicum module of a trainee; `practicum` and `log` are None before anybody proposed a placement."""

    module: Module
    practicum: Practicum | None
    log: Log | None
    lines: Sequence[Line]
    totals: Sequence[Running]
    to_write: Sequence[Report]
    sent: Sequence[Report]
    can_log: bool


def lines_of(log: Log, *, can_correct: bool) -> list[Line]:
    """Every entry of a placement, the latest day first; replaced ones too: a correction stays visible."""
    replaced = {fact.pk for fact in log.facts if fact.is_replaced}
    return [_line(entry, entry.pk in replaced, can_correct) for entry in log.entries]


def practicum_page(enrolment: Enrolment) -> dict[str, Any]:
    """The context of templates/portal/practicum.html for one enrolment, in five queries."""
    cohort = enrolment.cohort
    found = {one.module.pk: one for one in cohort_practicum(cohort, [enrolment]).get(enrolment.pk, ())}
    is_active = enrolment.state in ACTIVE
    return {
        "enrolment": enrolment,
        "cohort": cohort,
        "is_active": is_active,
        "parts": [_part(module, found.get(module.pk), is_active) for module in practicum_modules(cohort)],
    }


def _part(module: Module, practicum: Practicum | None, is_active: bool) -> Part:
    log = practicum.current if practicum else None
    can_log = bool(log and log.placement.takes_hours and is_active)
    return Part(
        module=module,
        practicum=practicum,
        log=log,
        lines=lines_of(log, can_correct=can_log)[:NEWEST] if log else [],
        totals=_running(practicum) if practicum else [],
        to_write=practicum.missing(ReportAuthor.TRAINEE) if practicum else [],
        sent=practicum.sent(ReportAuthor.TRAINEE) if practicum else [],
        can_log=can_log,
    )


def _running(practicum: Practicum) -> list[Running]:
    """Towards the module itself, and each goal that is not the same."""
    wanted: list[tuple[str, int, int]] = [
        (practicum.module.title, practicum.minutes, practicum.module.minutes)
    ]
    wanted += [(goal.name, have, goal.minutes) for goal, have in practicum.toward()]
    return [
        Running(
            name=name,
            words=_("%(done)s of %(required)s confirmed")
            % {"done": local.length(have), "required": local.length(need)},
            have=min(have, need),
            need=need,
        )
        for name, have, need in wanted
    ]


def _line(entry: HoursEntry, is_replaced: bool, can_correct: bool) -> Line:
    if is_replaced:
        return Line(entry=entry, kind="closed", state=_("Corrected by a later entry"), can_correct=False)
    kind = {EntryState.CONFIRMED: "done", EntryState.QUERIED: "care", EntryState.LOGGED: "coming"}
    state = EntryState(entry.state)
    return Line(entry=entry, kind=kind[state], state=str(state.label), can_correct=can_correct)


def today_of(enrolment: Enrolment, at: dt.datetime) -> dt.date:
    """The date on the programme's calendar."""
    return at.astimezone(enrolment.cohort.programme.tz).date()
