"""Attendance of a cohort in a constant number of queries, and what is computed from it, person by person."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from courses.models import Cohort, Module, Session
from courses.requirements.words import listed
from trainees.enums import AllowanceState, MakeUpState
from trainees.models import Attendance, Enrolment, MakeUp
from trainees.rules.absence_words import allowance_words
from trainees.rules.minutes import (
    Allowance,
    Attended,
    Limit,
    Marked,
    Meeting,
    StandsIn,
    allowances,
    attended,
    worth,
)

from .links import links_of
from .plans import meetings_from
from .records import Record


@dataclass(frozen=True, kw_only=True)
class PersonAttendance:
    """One person's part. `marks` by session (id), those at sessions of other cohorts included.

    `make_ups` are those that are planned or done, with the session that stands in, in the order of their making.
    """

    marks: Mapping[int, Marked]
    make_ups: Sequence[MakeUp]
    attended: Attended
    allowances: Sequence[Allowance]


@dataclass(frozen=True, kw_only=True)
class CohortAttendance:
    """The cohort's sessions that stand, in their order, and everybody's marks. `of` computes; it asks nothing."""

    cohort: Cohort
    at: dt.datetime
    modules: Mapping[int, Module]
    sessions: Mapping[int, Session]
    meetings: Mapping[int, Meeting]
    limits: Sequence[Limit]
    marks: Mapping[int, Mapping[int, Marked]]
    make_ups: Mapping[int, Sequence[MakeUp]]
    _kept: dict[int, PersonAttendance] = field(default_factory=dict, repr=False, compare=False)

    def of(self, enrolment_id: int) -> PersonAttendance:
        """One person's attendance; nothing at all for who has no mark. Computed once."""
        if enrolment_id not in self._kept:
            marks, make_ups = self.marks.get(enrolment_id, {}), self.make_ups.get(enrolment_id, ())
            found = attended(
                self.meetings.values(), marks, [_stands_in(m, marks) for m in make_ups if is_done(m)]
            )
            must_attend = [pk for pk, module in self.modules.items() if module.must_attend]
            self._kept[enrolment_id] = PersonAttendance(
                marks=marks,
                make_ups=make_ups,
                attended=found,
                allowances=allowances(self.limits, found, self.meetings, must_attend),
            )
        return self._kept[enrolment_id]

    def state_of(self, allowance: Allowance) -> AllowanceState:
        """Whether it is over, or would be with the next session that counts towards it."""
        return allowance.state(one_more=self._next_minutes(allowance.limit.module))

    def words_of(self, allowance: Allowance) -> str:
        """The limit and where somebody stands with it, in the active language."""
        return allowance_words(allowance, self.modules)

    def title_of(self, session: Session) -> str:
        """What a session is about: its title, else its modules; empty without either. In the active language."""
        covered = self.meetings[session.pk].modules
        return session.title or listed([self.modules[pk].title for pk in covered if pk in self.modules])

    def _next_minutes(self, module: int | None) -> int:
        """The minutes of the next session for everybody (of a module: of its part there); 0 when there is none."""
        for meeting in self.meetings.values():
            if (
                meeting.is_closed
                or not meeting.is_for_everybody
                or self.sessions[meeting.pk].ends_at <= self.at
            ):
                continue
            if module is None:
                return meeting.minutes
            if meeting.modules.get(module):
                return meeting.modules[module]
        return 0


def attendance_of(
    cohort: Cohort,
    enrolments: Iterable[Enrolment] | Collection[int] | None = None,
    *,
    at: dt.datetime | None = None,
) -> CohortAttendance:
    """The attendance of everybody in `cohort`, or of `enrolments` (or their ids): five queries, however many they are.

    Sessions with their roll-calls, what they cover and what may be missed, modules, marks, make-ups. Nothing is asked
    later, and minutes are computed only for those whom `of` names: about 0.1 ms for a person with 30 sessions.
    """
    wanted: dict[str, Any] = {"enrolment__cohort": cohort}
    if enrolments is not None:
        wanted["enrolment__in"] = [getattr(one, "pk", one) for one in enrolments]
    found: Any = Session.objects.standing().filter(cohort=cohort).select_related("roll_call")
    sessions = {session.pk: session for session in found.order_by("starts_at", "pk")}
    links = links_of([cohort.edition_id], sessions=sessions)
    return CohortAttendance(
        cohort=cohort,
        at=at or timezone.now(),
        modules={m.pk: m for m in Module.objects.filter(edition=cohort.edition_id).order_by("position")},
        sessions=sessions,
        meetings=meetings_from(sessions, links),
        limits=links.limits.get(cohort.edition_id, ()),
        marks=_marks(wanted),
        make_ups=_make_ups(wanted),
    )


def attendance_from(record: Record) -> CohortAttendance:
    """The same of one person, as their record has it: one query, for their make-ups."""
    plan, enrolment = record.plan, record.enrolment
    own = {meeting.pk: meeting for meeting in plan.own_meetings}
    make_ups = _make_ups({"enrolment": enrolment})
    theirs = PersonAttendance(
        marks=record.marks,
        make_ups=make_ups.get(enrolment.pk, ()),
        attended=record.attended,
        allowances=record.allowances,
    )
    return CohortAttendance(
        cohort=plan.cohort,
        at=plan.at,
        modules={module.pk: module for module in plan.modules},
        sessions={pk: plan.sessions[pk] for pk in own},
        meetings=own,
        limits=plan.limits,
        marks={enrolment.pk: record.marks},
        make_ups=make_ups,
        _kept={enrolment.pk: theirs},
    )


def is_done(made: MakeUp) -> bool:
    """Whether a make-up counts."""
    return bool(made.state == MakeUpState.DONE)


def _stands_in(made: MakeUp, marks: Mapping[int, Marked]) -> StandsIn:
    there = None
    if made.through is not None:
        mark = marks.get(made.through.pk)
        there = mark.attended(made.through.minutes) if mark else 0
    return StandsIn(stands_for=made.stands_for_id, minutes=worth(made.minutes, there=there))


def _marks(wanted: Mapping[str, Any]) -> dict[int, dict[int, Marked]]:
    marks: dict[int, dict[int, Marked]] = defaultdict(dict)
    rows = Attendance.objects.standing().filter(**wanted).order_by()
    for enrolment, session, mark, late, early in rows.values_list(
        "enrolment", "session", "mark", "minutes_late", "minutes_early"
    ):
        marks[enrolment][session] = Marked(mark=mark, minutes_late=late, minutes_early=early)
    return dict(marks)


def _make_ups(wanted: Mapping[str, Any]) -> dict[int, list[MakeUp]]:
    made: dict[int, list[MakeUp]] = defaultdict(list)
    standing = MakeUp.objects.exclude(state=MakeUpState.CANCELLED)
    for row in standing.filter(**wanted).select_related("through__cohort").order_by("pk"):
        made[row.enrolment_id].append(row)
    return dict(made)
