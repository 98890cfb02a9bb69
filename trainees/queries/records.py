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

from django.db.models import Q

from courses.models import (
    AbsenceLimit,
    Cohort,
    Coverage,
    EvidenceItem,
    Exam,
    ExamWindow,
    Module,
    Session,
)
from courses.rules.minutes import shares
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
from trainees.rules.evidence import Facts, Judged, Node, Try, Window, judge, judge_exam, leaves, said
from trainees.rules.minutes import (
    Allowance,
    Attended,
    Limit,
    Marked,
    Meeting,
    Share,
    StandsIn,
    allowances,
    attended,
    worth,
)

from .progress import needs_of
from .roster import everybody

Rows = Mapping[int, list[tuple[Any, ...]]]
"""Rows of plain values by enrolment (id)."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a cohort's people have in common: the edition in its order, and the sessions.

    `sessions` are those of the cohort that stand, and those elsewhere through which somebody makes up.
    """

    cohort: Cohort
    at: dt.datetime
    modules: Sequence[Module]
    needs: Mapping[int, Sequence[int]]
    trees: Mapping[int, Sequence[Node]]
    exams: Sequence[Exam]
    windows: Mapping[int, Window]
    limits: Sequence[Limit]
    sessions: Mapping[int, Session]
    meetings: Mapping[int, Meeting]
    # What was worked out once for everybody with the same facts.
    shares: dict[Any, Share] = field(default_factory=dict, repr=False, compare=False)
    judged: dict[Any, Judged] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def leaves(self) -> Mapping[int, Sequence[EvidenceItem]]:
        """What each module (id) asks for that is no group."""
        return {module: leaves(nodes) for module, nodes in self.trees.items()}

    @cached_property
    def must_attend(self) -> Sequence[int]:
        """The modules (ids) that may not be missed."""
        return [module.pk for module in self.modules if module.must_attend]

    @cached_property
    def own_meetings(self) -> Sequence[Meeting]:
        """The cohort's own sessions, in their order."""
        return [
            meeting for pk, meeting in self.meetings.items() if self.sessions[pk].cohort_id == self.cohort.pk
        ]

    @cached_property
    def to_come(self) -> Mapping[int, int]:
        """Minutes of each module (id) in sessions for everybody whose roll-call is not closed."""
        found: dict[int, int] = defaultdict(int)
        for meeting in self.own_meetings:
            if not meeting.is_closed and meeting.is_for_everybody:
                for module, minutes in meeting.modules.items():
                    found[module] += minutes
        return found

    @cached_property
    def begun(self) -> frozenset[int]:
        """Modules (ids) of which a session has begun, or that have none."""
        covered = {module for meeting in self.own_meetings for module in meeting.modules}
        started = {
            module
            for meeting in self.own_meetings
            if meeting.is_closed or self.sessions[meeting.pk].starts_at <= self.at
            for module in meeting.modules
        }
        return frozenset(started | {m.pk for m in self.modules if m.pk not in covered})


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
    plans = _plans(cohorts, at, through)
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


def _plans(cohorts: Sequence[Cohort], at: dt.datetime, through: Mapping[int, set[int]]) -> dict[int, Plan]:
    """What the people of each cohort (id) have in common: eight queries, however many cohorts."""
    editions = {cohort.edition_id for cohort in cohorts}
    modules = list(Module.objects.filter(edition__in=editions).order_by("edition", "position"))
    needs = needs_of(modules)
    windows = ExamWindow.objects.filter(cohort__in=cohorts)
    limits = list(AbsenceLimit.objects.filter(edition__in=editions).order_by("pk"))
    exams = list(Exam.objects.filter(edition__in=editions).order_by("position"))
    asked = _trees(editions)
    elsewhere = set().union(*through.values())
    found: Any = Session.objects.standing().filter(Q(cohort__in=cohorts) | Q(pk__in=elsewhere))
    sessions = {s.pk: s for s in found.select_related("roll_call").order_by("starts_at", "pk")}
    meetings = _meetings(sessions)
    opens: dict[int, dict[int, Window]] = defaultdict(dict)
    for cohort_id, exam, first, last in windows.values_list("cohort", "exam", "opens_at", "closes_at"):
        opens[cohort_id][exam] = Window(opens_at=first, closes_at=last)
    plans = {}
    for cohort in cohorts:
        edition = cohort.edition_id
        mine = {
            pk: one
            for pk, one in sessions.items()
            if one.cohort_id == cohort.pk or pk in through.get(cohort.pk, ())
        }
        plans[cohort.pk] = Plan(
            cohort=cohort,
            at=at,
            modules=[module for module in modules if module.edition_id == edition],
            needs=needs,
            trees=asked,
            exams=[exam for exam in exams if exam.edition_id == edition],
            windows=opens[cohort.pk],
            limits=[
                Limit(pk=row.pk, unit=row.unit, most=row.most, module=row.module_id)
                for row in limits
                if row.edition_id == edition
            ],
            sessions=mine,
            meetings={pk: meetings[pk] for pk in mine},
        )
    return plans


def _meetings(sessions: Mapping[int, Session]) -> dict[int, Meeting]:
    covered: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    rows = Coverage.objects.filter(session__in=sessions).order_by("module__position")
    for session, module, minutes in rows.values_list("session", "module", "minutes"):
        covered[session].append((module, minutes))
    return {
        pk: Meeting(
            pk=pk,
            minutes=session.minutes,
            modules=shares(session.minutes, covered[pk]),
            is_closed=hasattr(session, "roll_call") and session.roll_call.is_closed,
            is_for_everybody=session.is_for_everybody,
        )
        for pk, session in sessions.items()
    }


def trees(edition: int) -> dict[int, list[Node]]:
    """What each module (id) of an edition (id) asks for. One query."""
    return _trees([edition])


def _trees(editions: Iterable[int]) -> dict[int, list[Node]]:
    items = (
        EvidenceItem.objects.filter(module__edition__in=editions)
        .select_related("quiz", "agreement", "exam")
        .order_by("position", "pk")
    )
    parts: dict[int | None, list[EvidenceItem]] = defaultdict(list)
    for item in items:
        parts[item.within_id].append(item)

    def node(item: EvidenceItem) -> Node:
        return Node(item=item, parts=tuple(node(part) for part in parts[item.pk]))

    found: dict[int, list[Node]] = defaultdict(list)
    for item in parts[None]:
        found[item.module_id].append(node(item))
    return found
