"""Whether a module's evidence is there, and what is missing. Facts in, judgements out: no database here.

A module's items are a tree (courses.models.EvidenceItem): on the first level all are needed; a group asks for all or
for one of its parts. More facts never make a judgement worse, and their order does not matter.
"""

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from courses.enums import EvidenceKind
from courses.models import EvidenceItem
from trainees.enums import BLOCKS, LEADS, Standing, SubmissionState

from .minutes import Time


@dataclass(frozen=True, kw_only=True)
class Node:
    """An item of a module with the parts of its group, in their order."""

    item: EvidenceItem
    parts: tuple["Node", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Try:
    """An attempt at a quiz: `percent` is None while it is not handed in."""

    percent: int | None
    handed_in_at: dt.datetime | None


@dataclass(frozen=True, kw_only=True)
class Window:
    """When an exam may be taken."""

    opens_at: dt.datetime
    closes_at: dt.datetime


class Practised(NamedTuple):
    """Confirmed minutes that count, and reports, those of trainee and supervisor together."""

    minutes: int = 0
    reports: int = 0


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What one person did, as far as evidence asks: by item (id), exam (id) or module (id).

    minutes: of each module, from closed roll-calls. to_come: minutes of each module in sessions without one. begun:
    modules of which a session was held, or that have none and whose turn it is. submissions: states, by number.
    levels: one list for each observation. results: marks in percent. practised, wanted: of each practicum module.
    """

    minutes: Mapping[int, Time] = field(default_factory=dict)
    to_come: Mapping[int, int] = field(default_factory=dict)
    begun: Collection[int] = ()
    signed: Collection[int] = ()
    tries: Mapping[int, Sequence[Try]] = field(default_factory=dict)
    submissions: Mapping[int, Sequence[str]] = field(default_factory=dict)
    levels: Mapping[int, Sequence[Sequence[int]]] = field(default_factory=dict)
    signed_off: Collection[int] = ()
    results: Mapping[int, Sequence[int]] = field(default_factory=dict)
    practised: Mapping[int, "Practised"] = field(default_factory=dict)
    wanted: Mapping[int, "Practised"] = field(default_factory=dict)
    windows: Mapping[int, Window] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What came out for an item, or for a module as a whole (`item` is None). Words: trainees.rules.words.

    have, need: minutes of attendance or practicum; percent of a quiz or exam, the best one; parts of a group.
    reports: how many there are of a practicum, and how many are wanted.
    is_ahead: nothing of its sessions was held yet. level: the best that every criterion has reached, 0 to 3.
    last: the state of the last submission; of a quiz, DRAFT while an attempt is begun.
    left: attempts that are left, None where there is no limit. opens_at: from when it can be done again.
    """

    item: EvidenceItem | None
    standing: Standing
    have: int = 0
    need: int = 0
    left: int | None = None
    opens_at: dt.datetime | None = None
    last: str = ""
    reports: tuple[int, int] = (0, 0)
    is_ahead: bool = False
    level: int = 0
    parts: tuple["Judged", ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return self.standing == Standing.DONE


def judge(nodes: Sequence[Node], facts: Facts, *, module: int, at: dt.datetime) -> Judged:
    """Whether everything that the module (id) asks for is there at the instant `at`.

    A module that asks for nothing is never complete by its evidence: somebody records it.
    """
    parts = tuple(_judge(node, facts, module, at) for node in nodes)
    standing = _first(BLOCKS, parts) if parts else Standing.WAITING
    return Judged(
        item=None,
        standing=standing,
        have=sum(part.is_met for part in parts),
        need=len(parts),
        parts=parts,
    )


def _judge(node: Node, facts: Facts, module: int, at: dt.datetime) -> Judged:
    item = node.item
    if item.combines:
        parts = tuple(_judge(part, facts, module, at) for part in node.parts)
        is_all = item.kind == EvidenceKind.ALL_OF
        standing = _first(BLOCKS if is_all else LEADS, parts) if parts else Standing.DONE
        return Judged(
            item=item,
            standing=standing,
            have=sum(part.is_met for part in parts),
            need=len(parts) if is_all else min(len(parts), 1),
            parts=parts,
        )
    return LEAVES[item.kind](item, facts, module, at)


def _first(order: Sequence[Standing], parts: Sequence[Judged]) -> Standing:
    found = {part.standing for part in parts}
    return next(standing for standing in order if standing in found)


def _attendance(item: EvidenceItem, facts: Facts, module: int, at: dt.datetime) -> Judged:
    """So many percent of the minutes at which the person is expected, made-up ones included."""
    time, to_come = facts.minutes.get(module, Time()), facts.to_come.get(module, 0)
    percent = 100 if item.percent is None else item.percent
    need = -(-(time.expected + to_come) * percent // 100)
    if time.expected and time.credited >= need:
        standing = Standing.DONE
    elif to_come and time.credited + to_come >= need:
        standing = Standing.LATER
    else:
        standing = Standing.TO_DO if time.expected else Standing.LATER
    is_ahead = bool(to_come) and not time.expected and not time.credited
    return Judged(item=item, standing=standing, have=time.credited, need=need, is_ahead=is_ahead)


def _agreement(item: EvidenceItem, facts: Facts, module: int, at: dt.datetime) -> Judged:
    """Signed, in whichever version: a newer one is asked for by an award, not by the module that is done."""
    return Judged(item=item, standing=Standing.DONE if item.pk in facts.signed else Standing.TO_DO)


def _quiz(item: EvidenceItem, facts: Facts, module: int, at: dt.datetime) -> Judged:
    tries = facts.tries.get(item.pk, ())
    handed_in = [one for one in tries if one.percent is not None]
    best = max((one.percent or 0 for one in handed_in), default=0)
    need = 100 if item.percent is None else item.percent
    left = max(item.attempts - len(handed_in), 0) if item.attempts else None
    opens_at = next_try_at(item, tries)
    if handed_in and best >= need:
        return Judged(item=item, standing=Standing.DONE, have=best, need=need, left=left)
    if len(tries) > len(handed_in):
        standing = Standing.TO_DO
    elif left == 0:
        standing = Standing.CLOSED
    else:
        standing = Standing.LATER if opens_at and at < opens_at else Standing.TO_DO
    waits = opens_at if standing == Standing.LATER else None
    last = SubmissionState.DRAFT if len(tries) > len(handed_in) else ""
    return Judged(item=item, standing=standing, have=best, need=need, left=left, opens_at=waits, last=last)


def next_try_at(item: EvidenceItem, tries: Sequence[Try]) -> dt.datetime | None:
    """From when a quiz may be tried again: `wait_hours` after the last one was handed in; None without such a wait."""
    last = max((one.handed_in_at for one in tries if one.handed_in_at), default=None)
    return last + dt.timedelta(hours=item.wait_hours) if last and item.wait_hours else None


def _assignment(item: EvidenceItem, facts: Facts, module: int, at: dt.datetime) -> Judged:
    found = facts.submissions.get(item.pk, ())
    last = found[-1] if found else ""
    if SubmissionState.ACCEPTED in found:
        standing = Standing.DONE
    else:
        standing = Standing.WAITING if last == SubmissionState.WAITING else Standing.TO_DO
    return Judged(item=item, standing=standing, have=len(found), last=last)


def _practice(item: EvidenceItem, facts: Facts, module: int, at: dt.datetime) -> Judged:
    """Seen once with every criterion at the level needed, or above."""
    seen = facts.levels.get(item.pk, ())
    level = max((reached(item, levels) for levels in seen), default=-1)
    if level >= item.level_needed:
        standing = Standing.DONE
    else:
        standing = Standing.WAITING if module in facts.begun else Standing.LATER
    return Judged(item=item, standing=standing, have=len(seen), need=item.level_needed, level=max(level, 0))


def reached(item: EvidenceItem, levels: Sequence[int]) -> int:
    """The level that every criterion has reached in one observation; -1 where one was not looked at."""
    return min(levels) if len(levels) >= max(len(item.criteria), 1) else -1


def _sign_off(item: EvidenceItem, facts: Facts, module: int, at: dt.datetime) -> Judged:
    if item.pk in facts.signed_off:
        return Judged(item=item, standing=Standing.DONE)
    return Judged(item=item, standing=Standing.WAITING if module in facts.begun else Standing.LATER)


def _exam(item: EvidenceItem, facts: Facts, module: int, at: dt.datetime) -> Judged:
    exam: Any = item.exam  # a CHECK holds that there is one
    return judge_exam(
        facts.results.get(exam.pk, ()),
        pass_mark=exam.pass_mark,
        attempts=exam.attempts,
        window=facts.windows.get(exam.pk),
        at=at,
        item=item,
    )


def judge_exam(
    marks: Sequence[int],
    *,
    pass_mark: int,
    attempts: int,
    window: Window | None,
    at: dt.datetime,
    item: EvidenceItem | None = None,
) -> Judged:
    """An exam by its marks: passed, to be taken, not open yet, or nothing more to try."""
    best = max(marks, default=0)
    left = max(attempts - len(marks), 0) if attempts else None
    opens_at = None
    if marks and best >= pass_mark:
        standing = Standing.DONE
    elif left == 0 or (window and at >= window.closes_at):
        standing = Standing.CLOSED
    elif window and at < window.opens_at:
        standing, opens_at = Standing.LATER, window.opens_at
    else:
        standing = Standing.TO_DO
    return Judged(item=item, standing=standing, have=best, need=pass_mark, left=left, opens_at=opens_at)


def _practicum(item: EvidenceItem, facts: Facts, module: int, at: dt.datetime) -> Judged:
    """The module's minutes, confirmed by a supervisor, and every report of both."""
    have, need = facts.practised.get(module, Practised()), facts.wanted.get(module, Practised())
    is_met = have.minutes >= need.minutes and have.reports >= need.reports
    return Judged(
        item=item,
        standing=Standing.DONE if is_met else Standing.TO_DO,
        have=min(have.minutes, need.minutes),
        need=need.minutes,
        reports=(min(have.reports, need.reports), need.reports),
    )


Leaf = Callable[[EvidenceItem, Facts, int, dt.datetime], Judged]
# By the kind's own text: making an EvidenceKind of it takes longer than judging.
LEAVES: Mapping[str, Leaf] = {
    EvidenceKind.ATTENDANCE: _attendance,
    EvidenceKind.AGREEMENT: _agreement,
    EvidenceKind.QUIZ: _quiz,
    EvidenceKind.ASSIGNMENT: _assignment,
    EvidenceKind.PRACTICE: _practice,
    EvidenceKind.SIGN_OFF: _sign_off,
    EvidenceKind.EXAM: _exam,
    EvidenceKind.PRACTICUM: _practicum,
}


Said = Callable[[EvidenceItem, Facts, int], Hashable]
# What each leaf reads of somebody's own facts; all else it reads is the same for everybody of a cohort.
SAID: Mapping[str, Said] = {
    EvidenceKind.ATTENDANCE: lambda item, facts, module: facts.minutes.get(module),
    EvidenceKind.AGREEMENT: lambda item, facts, module: item.pk in facts.signed,
    EvidenceKind.QUIZ: lambda item, facts, module: tuple(facts.tries.get(item.pk, ())),
    EvidenceKind.ASSIGNMENT: lambda item, facts, module: tuple(facts.submissions.get(item.pk, ())),
    EvidenceKind.PRACTICE: lambda item, facts, module: (
        module in facts.begun,
        *map(tuple, facts.levels.get(item.pk, ())),
    ),
    EvidenceKind.SIGN_OFF: lambda item, facts, module: (module in facts.begun, item.pk in facts.signed_off),
    EvidenceKind.EXAM: lambda item, facts, module: tuple(facts.results.get(item.exam_id or 0, ())),
    EvidenceKind.PRACTICUM: lambda item, facts, module: facts.practised.get(module),
}


def leaves(nodes: Sequence[Node]) -> list[EvidenceItem]:
    """The items of a tree that are no groups, in its order."""
    found: list[EvidenceItem] = []
    for node in nodes:
        if node.item.combines:
            found += leaves(node.parts)
        else:
            found.append(node.item)
    return found


def said(items: Sequence[EvidenceItem], facts: Facts, *, module: int) -> Hashable:
    """Everything of somebody's facts that `judge` reads for these items (`leaves`) of a module.

    Where it is the same for two people of a cohort, so is the judgement: it is worked out once.
    """
    return tuple([SAID[item.kind](item, facts, module) for item in items])
