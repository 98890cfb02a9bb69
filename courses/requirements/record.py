"""One person's facts, as requirements see them: named by codes, so that they mean the same in a database and in a file.

`trainees.queries.judging` builds them for a whole cohort, `courses.profiles` from a file of sample records.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import get_language

MOVES_ON = ("agreement:", "credential:")
"""Events that have a later date once they happen again, so that what is over can begin anew."""
GOES_BACK = ("hours", "exam:")
"""Events that get an earlier date where what was done before is entered late. All others keep the date they have."""


class Named(NamedTuple):
    """Words in both languages."""

    en: str
    fr: str = ""

    def __str__(self) -> str:
        return self.fr if self.fr and (get_language() or "en").startswith("fr") else self.en


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A module as requirements see it. `is_practicum`: its time is counted in the hours log."""

    title: Named
    minutes: int
    is_optional: bool = False
    is_practicum: bool = False


@dataclass(frozen=True, kw_only=True)
class ExamFacts:
    """An exam: what passes it, and how often it may be tried (0: as often as is wished)."""

    title: Named
    pass_mark: int
    attempts: int = 0


@dataclass(frozen=True, kw_only=True)
class Outline:
    """What everybody in an edition has in common, by code and in its order.

    agreements: title and newest version. categories and sources: words for kinds and sources of hours.
    """

    modules: Mapping[str, Unit] = field(default_factory=dict)
    exams: Mapping[str, ExamFacts] = field(default_factory=dict)
    agreements: Mapping[str, tuple[Named, int]] = field(default_factory=dict)
    awards: Mapping[str, Named] = field(default_factory=dict)
    categories: Mapping[str, Named] = field(default_factory=dict)
    sources: Mapping[str, Named] = field(default_factory=dict)
    allows_make_ups: bool = True

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The modules (codes) that are not optional."""
        return tuple(code for code, module in self.modules.items() if not module.is_optional)

    @cached_property
    def classes(self) -> frozenset[str]:
        """Those of them that are taught in class."""
        return frozenset(code for code in self.needed if not self.modules[code].is_practicum)

    def titles(self, codes: Sequence[str]) -> list[str]:
        """What modules are called, in the reader's language; an unknown one by its code."""
        return [str(self.modules[code].title) if code in self.modules else code for code in codes]

    def exam_title(self, code: str) -> str:
        """What an exam is called, in the reader's language; an unknown one by its code."""
        return str(self.exams[code].title) if code in self.exams else code

    def agreement_title(self, code: str) -> str:
        """What an agreement is called, in the reader's language; an unknown one by its code."""
        return str(self.agreements[code][0]) if code in self.agreements else code


class Time(NamedTuple):
    """Minutes at which somebody was expected, was there, and made up."""

    expected: int = 0
    attended: int = 0
    made_up: int = 0


NO_TIME = Time()


class Sat(NamedTuple):
    """A session with a closed roll-call at which somebody was expected: its modules (codes) and minutes.

    was_absent: excused or not; whether that was made up stands in `time`.
    """

    on: dt.date
    modules: frozenset[str]
    time: Time
    was_absent: bool

    @property
    def is_missed(self) -> bool:
        """Absent, and not made up in full."""
        return self.was_absent and self.time.attended + self.time.made_up < self.time.expected


class Hours(NamedTuple):
    """Time that counts: of which kind (a code), from which source (a code; may be empty), on which day."""

    kind: str
    minutes: int
    on: dt.date
    source: str = ""


class Result(NamedTuple):
    """A mark in an exam, in percent; attempts count from 1."""

    exam: str
    attempt: int
    mark: int
    on: dt.date


class Evaluation(NamedTuple):
    """What somebody said about the person. kind: "recommendation" or "report"; by: "facilitator", "supervisor",
    "coordinator" or "trainee"; rating: 1 to 4, the lowest of those given, or None.
    """

    kind: str
    by: str
    on: dt.date
    recommends: bool | None = None
    rating: int | None = None


class Credential(NamedTuple):
    """Something that somebody else certified, such as first aid; `is_proven`: its proof was accepted here."""

    kind: str
    issued_on: dt.date
    expires_on: dt.date | None = None
    is_proven: bool = False


class Signed(NamedTuple):
    """An agreement, signed."""

    agreement: str
    version: int
    on: dt.date


class Held(NamedTuple):
    """An award that the person holds, or held; `is_valid`: neither revoked nor replaced."""

    award: str
    on: dt.date
    expires_on: dt.date | None = None
    is_valid: bool = True


@dataclass(frozen=True, kw_only=True)
class Record:
    """One person's facts. No order matters, and nothing here is a verdict.

    completed: the date by module (code). sessions: those at which the person was expected, with what came of them.
    minutes: by module (code). hours: kind "class" are the minutes of completed class modules; practicum hours are
    confirmed ones by their category; continuing education by its category.
    events: further dates that rules may count from: "enrolment", "start", "end", "issued", "expires", or a
    programme's own. See `event`.
    to_come: minutes of each module (code) in sessions without a closed roll-call.
    """

    outline: Outline
    completed: Mapping[str, dt.date] = field(default_factory=dict)
    sessions: Sequence[Sat] = ()
    minutes: Mapping[str, Time] = field(default_factory=dict)
    course: Time = NO_TIME
    to_come: Mapping[str, int] = field(default_factory=dict)
    hours: Sequence[Hours] = ()
    results: Sequence[Result] = ()
    evaluations: Sequence[Evaluation] = ()
    credentials: Sequence[Credential] = ()
    signed: Sequence[Signed] = ()
    held: Sequence[Held] = ()
    events: Mapping[str, dt.date] = field(default_factory=dict)

    @cached_property
    def finished_on(self) -> dt.date | None:
        """The day on which the last module that is not optional was completed; None while one is missing."""
        needed = self.outline.needed
        if not needed or any(code not in self.completed for code in needed):
            return None
        return max(self.completed[code] for code in needed)

    def happened(self, code: str, *, at: dt.date) -> dt.date | None:
        """The date of an event that happened on the day `at` or before; None for one that is still to come."""
        day = self.event(code, at=at)
        return day if day is not None and day <= at else None

    def event(self, code: str, *, at: dt.date = dt.date.max) -> dt.date | None:
        """The date of an event; None where it has not happened. What happens again counts from the last time on the
        day `at` or before.

        "finish": all modules that are not optional are completed. "module:CODE": that one is. "award:CODE": the first
        certificate. "agreement:CODE": last signed. "credential:KIND": last issued, of those whose proof was accepted:
        nobody moves a day by their own word. "exam:CODE": first passed. "hours": the first hours that were logged,
        those in class not counted. Anything else: one of `events`.
        """
        sort, _colon, name = code.partition(":")
        if not name:
            if sort == "finish":
                return self.finished_on
            if sort == "hours":
                return min((entry.on for entry in self.hours if entry.kind != "class"), default=None)
            return self.events.get(sort)
        if sort == "module":
            return self.completed.get(name)
        if sort == "award":
            return min((one.on for one in self.held if one.award == name), default=None)
        if sort == "agreement":
            return max(
                (one.on for one in self.signed if one.agreement == name and one.on <= at), default=None
            )
        if sort == "credential":
            issued = (one.issued_on for one in self.credentials if one.kind == name and one.is_proven)
            return max((day for day in issued if day <= at), default=None)
        if sort == "exam":
            mark = self.outline.exams[name].pass_mark if name in self.outline.exams else 0
            return min(
                (one.on for one in self.results if one.exam == name and one.mark >= mark), default=None
            )
        return None
