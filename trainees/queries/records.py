"""Everything about the people of a cohort, in a constant number of queries; what is computed from it, when it is asked.

`cohort_record` reads; a `Record` is one person's part of it. Facts are read as plain values: a cohort of 500 with 40
sessions has 20,000 marks.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from courses.models import Cohort, Exam, Module
from trainees.enums import MakeUpState
from trainees.models import (
    Attendance,
    Completion,
    Enrolment,
    ExamResult,
    MakeUp,
    Observation,
    PriorLearning,
    QuizAttempt,
    Signature,
    SignOff,
    Submission,
)
from trainees.rules.evidence import Facts, Judged, Try, judge, judge_exam, said
from trainees.rules.minutes import Allowance, Attended, Marked, StandsIn, allowances, attended, worth

from .plans import Plan, plans_of
from .roster import everybody

Rows = Mapping[int, list[tuple[Any, ...]]]
"""Rows of plain values by enrolment (id)."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """One person's facts; everything else is computed from them when it is asked for.

    completions: the date by module (id). prior_learning: the state of the last request by module (id).
    """

    plan: Plan
    enrolment: Enrolment
    marks: Mapping[int, Marked]
    make_ups: Sequence[tuple[int, int | None, int | None]]  # stands for, through, minutes of a task
    completions: Mapping[int, dt.date]
    prior_learning: Mapping[int, str]
    signed: frozenset[int]
    tries: Mapping[int, Sequence[Try]]
    submissions: Mapping[int, Sequence[str]]
    levels: Mapping[int, Sequence[Sequence[int]]]
    signed_off: frozenset[int]
    results: Mapping[int, Sequence[int]]
    _judged: dict[int, Judged] = field(default_factory=dict, repr=False, compare=False)

    @property
    def person(self) -> Any:
        """Whose record it is."""
        return self.enrolment.person

    @cached_property
    def attended(self) -> Attended:
        """Minutes attended, made up and missed: by session, by module, in all."""
        stands_in = [self._stands_in(*row) for row in self.make_ups]
        return attended(self.plan.own_meetings, self.marks, stands_in, shares=self.plan.shares)

    def _stands_in(self, stands_for: int, through: int | None, minutes: int | None) -> StandsIn:
        there = None
        if through is not None:
            mark, meeting = self.marks.get(through), self.plan.meetings.get(through)
            there = mark.attended(meeting.minutes) if mark and meeting and meeting.is_closed else 0
        return StandsIn(stands_for=stands_for, minutes=worth(minutes, there=there))

    @cached_property
    def allowances(self) -> Sequence[Allowance]:
        """Where they stand with each absence limit."""
        return allowances(self.plan.limits, self.attended, self.plan.meetings, self.plan.must_attend)

    @cached_property
    def facts(self) -> Facts:
        """What a module's evidence is judged from."""
        return Facts(
            minutes=self.attended.modules,
            to_come=self.plan.to_come,
            begun=self.plan.begun,
            signed=self.signed,
            tries=self.tries,
            submissions=self.submissions,
            levels=self.levels,
            signed_off=self.signed_off,
            results=self.results,
            windows=self.plan.windows,
        )

    def evidence(self, module: Module) -> Judged:
        """Whether everything that the module asks for is there."""
        pk, plan = module.pk, self.plan
        if pk not in self._judged:
            key = (pk, said(plan.leaves.get(pk, ()), self.facts, module=pk))
            if (judged := plan.judged.get(key)) is None:
                judged = plan.judged[key] = judge(plan.trees.get(pk, ()), self.facts, module=pk, at=plan.at)
            self._judged[pk] = judged
        return self._judged[pk]

    def missing(self, module: Module) -> list[int]:
        """The modules (ids) that it needs and that are not done, in the edition's order."""
        return [pk for pk in self.plan.needs.get(module.pk, ()) if pk not in self.completions]

    def exam(self, exam: Exam) -> Judged:
        """Where they stand with an exam."""
        return judge_exam(
            self.results.get(exam.pk, ()),
            pass_mark=exam.pass_mark,
            attempts=exam.attempts,
            window=self.plan.windows.get(exam.pk),
            at=self.plan.at,
        )


def cohort_record(
    cohort: Cohort, *, at: dt.datetime, enrolments: Iterable[Enrolment] | None = None
) -> list[Record]:
    """The records of everybody listed in the cohort, or of `enrolments` (with their people), at the instant `at`.

    Twenty queries, however many people, modules and sessions; one less with `enrolments`.
    """
    return _records([cohort], list(everybody(cohort) if enrolments is None else enrolments), at)


def records_of(cohorts: Sequence[Cohort], *, at: dt.datetime) -> list[Record]:
    """The records of everybody who is in one of these cohorts now, by cohort and name. Queries as for one cohort."""
    people = Enrolment.objects.active().filter(cohort__in=cohorts).select_related("person")
    return _records(cohorts, list(people.order_by("cohort", "person__chosen_name", "pk")), at)


def _records(cohorts: Sequence[Cohort], listed: Sequence[Enrolment], at: dt.datetime) -> list[Record]:
    ids = [enrolment.pk for enrolment in listed]
    make_ups = _rows(
        MakeUp.objects.filter(state=MakeUpState.DONE), ids, "stands_for", "through", "minutes", order="pk"
    )
    through: dict[int, set[int]] = defaultdict(set)
    for enrolment in listed:
        through[enrolment.cohort_id].update(row[1] for row in make_ups[enrolment.pk] if row[1])
    plans = plans_of(cohorts, at=at, through=through)
    facts = _Facts(ids)
    return [
        Record(
            plan=plans[enrolment.cohort_id],
            enrolment=enrolment,
            marks=facts.marks(enrolment.pk),
            make_ups=make_ups[enrolment.pk],
            completions=dict(facts.completions[enrolment.pk]),
            prior_learning=dict(facts.prior_learning[enrolment.pk]),
            signed=frozenset(row[0] for row in facts.signatures[enrolment.pk]),
            tries=_lists((item, Try(percent=p, handed_in_at=t)) for item, p, t in facts.tries[enrolment.pk]),
            submissions=_lists(facts.submissions[enrolment.pk]),
            levels=_lists(facts.observations[enrolment.pk]),
            signed_off=frozenset(row[0] for row in facts.sign_offs[enrolment.pk]),
            results=_lists(facts.results[enrolment.pk]),
        )
        for enrolment in listed
    ]


class _Facts:
    """The rows of everybody, by enrolment: ten queries."""

    def __init__(self, ids: Sequence[int]) -> None:
        standing = Attendance.objects.standing()
        self.attendance = _rows(standing, ids, "session", "mark", "minutes_late", "minutes_early")
        self.completions = _rows(Completion.objects.standing(), ids, "module", "completed_on")
        self.prior_learning = _rows(PriorLearning.objects, ids, "module", "state", order="asked_at")
        self.signatures = _rows(Signature.objects, ids, "item")
        self.tries = _rows(QuizAttempt.objects, ids, "item", "percent", "handed_in_at", order="number")
        self.submissions = _rows(Submission.objects, ids, "item", "state", order="number")
        self.observations = _rows(Observation.objects.standing(), ids, "item", "levels", order="pk")
        self.sign_offs = _rows(SignOff.objects.standing(), ids, "item")
        self.results = _rows(ExamResult.objects.standing(), ids, "exam", "mark", order="attempt")
        self._marked: dict[tuple[Any, ...], Marked] = {}

    def marks(self, enrolment: int) -> dict[int, Marked]:
        """Somebody's marks by session (id)."""
        return {session: self._mark(*said) for session, *said in self.attendance[enrolment]}

    def _mark(self, mark: str, late: int, early: int) -> Marked:
        """One object for all marks that say the same: there are few of them."""
        key = (mark, late, early)
        if (found := self._marked.get(key)) is None:
            found = self._marked[key] = Marked(mark=mark, minutes_late=late, minutes_early=early)
        return found


def _rows(found: Any, ids: Sequence[int], *names: str, order: str = "") -> Rows:
    """The values `names` of the rows of these enrolments. One query."""
    rows: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    mine = found.filter(enrolment__in=ids).order_by(*([order] if order else []))
    for row in mine.values_list("enrolment", *names):
        rows[row[0]].append(row[1:])
    return rows


def _lists(pairs: Iterable[Sequence[Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
