"""Minutes attended, made up and missed, from marks. Facts in, minutes out: no database, no clock here.

The same record always gives the same minutes, in whatever order marks, corrections and make-ups came.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.enums import AbsenceUnit
from courses.rules.minutes import split
from trainees.enums import MISSED, AllowanceState, Mark


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A session as the rule sees it: its minutes, and those of each module it covers (by id).

    `is_closed`: its roll-call is closed. `is_for_everybody`: the whole cohort was expected.
    """

    pk: int
    minutes: int
    modules: Mapping[int, int]
    is_closed: bool = True
    is_for_everybody: bool = True


@dataclass(frozen=True, kw_only=True)
class Marked:
    """The standing mark of one person at one session."""

    mark: str
    minutes_late: int = 0
    minutes_early: int = 0

    def attended(self, minutes: int) -> int:
        """The minutes that they were there, of a session of so many."""
        if self.mark != Mark.PRESENT:
            return 0
        return max(minutes - self.minutes_late - self.minutes_early, 0)


@dataclass(frozen=True, kw_only=True)
class StandsIn:
    """A make-up that is done: for the session `stands_for`, worth `minutes`."""

    stands_for: int
    minutes: int


def worth(minutes: int | None, *, there: int | None) -> int:
    """What a make-up that is done is worth: at most its `minutes`, where they are set.

    there: how long the person was at the session that stands in; None for a task.
    """
    bounds = [bound for bound in (minutes, there) if bound is not None]
    return min(bounds, default=0)


@dataclass(frozen=True, kw_only=True)
class Time:
    """Minutes of one session, module or course: `expected` = `attended` + `made_up` + `missed`."""

    expected: int = 0
    attended: int = 0
    made_up: int = 0

    @property
    def missed(self) -> int:
        """What is still missing."""
        return self.expected - self.attended - self.made_up

    @property
    def credited(self) -> int:
        """Attended or made up."""
        return self.attended + self.made_up

    def __add__(self, other: "Time") -> "Time":
        return Time(
            expected=self.expected + other.expected,
            attended=self.attended + other.attended,
            made_up=self.made_up + other.made_up,
        )


@dataclass(frozen=True, kw_only=True)
class Attended:
    """The minutes of one person: by session and by module (ids), in all, and which sessions are missed."""

    sessions: Mapping[int, Time]
    modules: Mapping[int, Time]
    course: Time
    missed_sessions: Sequence[int]


Share = tuple[Time, Mapping[int, Time]]
"""The minutes of one person at one session: in all, and module by module."""


def attended(
    meetings: Iterable[Meeting],
    marks: Mapping[int, Marked],
    stands_in: Iterable[StandsIn] = (),
    *,
    shares: "dict[Any, Share] | None" = None,
) -> Attended:
    """What one person attended. `marks` are theirs, by session.

    A session counts once its roll-call is closed, where the person has a mark there and was expected; make-up sessions
    count through what they stand in for. Several make-ups of one session add up to at most what was missed of it.
    Lateness is spread over the session's modules in proportion to their minutes. A session is missed when the person
    was not there and it is not made up in full.

    `shares` keeps what was worked out for the same meetings: most people of a cohort have the same mark.
    """
    shares = {} if shares is None else shares
    credit: dict[int, int] = {}
    for made in stands_in:
        credit[made.stands_for] = credit.get(made.stands_for, 0) + made.minutes
    sessions: dict[int, Time] = {}
    sums: dict[int | None, list[int]] = {None: [0, 0, 0]}
    missed = []
    for meeting in meetings:
        pk = meeting.pk
        mark = marks.get(pk)
        if mark is None or not meeting.is_closed or not meeting.is_for_everybody:
            continue
        if mark.mark == Mark.NOT_EXPECTED:
            continue
        key = (pk, mark.mark, mark.minutes_late, mark.minutes_early, credit.get(pk, 0))
        if (share := shares.get(key)) is None:
            share = shares[key] = _share(meeting, mark, credit.get(pk, 0))
        time, modules = share
        sessions[pk] = time
        _add(sums, None, time)
        for module, part in modules.items():
            _add(sums, module, part)
        if mark.mark in MISSED and time.missed:
            missed.append(pk)
    times = {
        key: Time(expected=expected, attended=there, made_up=made_up)
        for key, (expected, there, made_up) in sums.items()
    }
    course = times.pop(None)
    of_modules = {key: time for key, time in times.items() if key is not None}
    return Attended(sessions=sessions, modules=of_modules, course=course, missed_sessions=tuple(missed))


def _add(sums: dict[int | None, list[int]], key: int | None, time: Time) -> None:
    if (have := sums.get(key)) is None:
        sums[key] = [time.expected, time.attended, time.made_up]
        return
    have[0] += time.expected
    have[1] += time.attended
    have[2] += time.made_up


def _share(meeting: Meeting, mark: Marked, credit: int) -> Share:
    there = mark.attended(meeting.minutes)
    made_up = min(credit, meeting.minutes - there)
    time = Time(expected=meeting.minutes, attended=there, made_up=made_up)
    return time, _by_module(meeting, time)


def _by_module(meeting: Meeting, time: Time) -> dict[int, Time]:
    """The session's minutes, module by module. Where its modules fill it, they add up to the session's."""
    rest = meeting.minutes - sum(meeting.modules.values())  # of no module, and missed in proportion as well
    parts: dict[int | None, int] = {**meeting.modules, None: max(rest, 0)}
    there = split(min(time.attended, sum(parts.values())), parts)
    gaps = {module: minutes - there[module] for module, minutes in parts.items()}
    made_up = split(min(time.made_up, sum(gaps.values())), gaps)
    return {
        module: Time(expected=minutes, attended=there[module], made_up=made_up[module])
        for module, minutes in meeting.modules.items()
    }


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How much may be missed: courses.models.AbsenceLimit, or a module that must be attended (pk 0, none missed)."""

    pk: int
    unit: str
    most: int
    module: int | None = None

    @property
    def key(self) -> str:
        """Its name where it must be told from the others: "l12", or "m5" for a module that must be attended."""
        return f"l{self.pk}" if self.pk else f"m{self.module}"


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """Where somebody stands with a limit, in its unit. `sessions`: the missed ones that count towards it."""

    limit: Limit
    missed: int
    sessions: Sequence[int]

    @property
    def left(self) -> int:
        """What may still be missed."""
        return max(self.limit.most - self.missed, 0)

    @property
    def is_over(self) -> bool:
        """More was missed than may be: something is to be made up."""
        return self.missed > self.limit.most

    def is_close(self, *, one_more: int) -> bool:
        """Something was missed, and another absence (of `one_more` minutes, where minutes count) would be too much.

        Where minutes count, at least half of what is allowed must be gone: nobody is written to for coming ten
        minutes late. Without `one_more`, nothing can be missed any more.
        """
        if not 0 < self.missed <= self.limit.most or not one_more:
            return False
        if self.limit.unit != AbsenceUnit.MINUTES:
            return self.missed == self.limit.most
        return 2 * self.missed >= self.limit.most < self.missed + one_more

    def state(self, *, one_more: int) -> AllowanceState:
        """Over, close to it, or neither."""
        if self.is_over:
            return AllowanceState.OVER
        return AllowanceState.CLOSE if self.is_close(one_more=one_more) else AllowanceState.FINE


def allowances(
    limits: Iterable[Limit],
    found: Attended,
    meetings: Mapping[int, Meeting],
    must_attend: Collection[int] = (),
) -> list[Allowance]:
    """Where somebody stands with each limit, those of modules that must be attended (ids) included.

    A module counts as missed when a session of it is.
    """
    implied = [
        Limit(pk=0, unit=AbsenceUnit.SESSIONS, most=0, module=module) for module in sorted(must_attend)
    ]
    return [_allowance(limit, found, meetings) for limit in [*limits, *implied]]


def _allowance(limit: Limit, found: Attended, meetings: Mapping[int, Meeting]) -> Allowance:
    sessions = [
        pk for pk in found.missed_sessions if limit.module is None or limit.module in meetings[pk].modules
    ]
    if limit.unit == AbsenceUnit.SESSIONS:
        missed = len(sessions)
    elif limit.unit == AbsenceUnit.MODULES:
        missed = len({module for pk in sessions for module in meetings[pk].modules})
    elif limit.module is None:
        missed = found.course.missed
    else:
        missed = found.modules.get(limit.module, Time()).missed
    return Allowance(limit=limit, missed=missed, sessions=tuple(sessions))
