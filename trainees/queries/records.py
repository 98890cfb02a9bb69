"""Everything about the people of a cohort, in a constant number of queries; what is computed from it, when it is asked.

`cohort_record` reads; a `Record` is one person's part of it. Facts are read as plain values: a cohort of 500 with 40
sessions has 20,000 marks.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from courses.models import Cohort, Exam, Module
from trainees.models import Enrolment
from trainees.rules.evidence import Facts, Judged, Practised, Try, judge, judge_exam, said
from trainees.rules.minutes import (
    Allowance,
    Attended,
    Marked,
    Meeting,
    StandsIn,
    allowances,
    attended,
    worth,
)

from .facts import OF_PEOPLE, PRAISE, Fact, Kind, Praised, facts_of
from .plans import Plan, plans_of
from .roster import everybody, everybody_in


@dataclass(frozen=True, kw_only=True)
class Record:
    """One person's facts; everything else is computed from them when it is asked for.

    completions: the date by module (id). prior_learning: the state of the last request by module (id). make_ups and
    planned: by the session (`key`) they stand for; `other` is the session that stands in, `text` a task, `number` its
    minutes. cannot_come: sessions (ids) to which they said so. practised: by practicum module (id).
    rows: all of it as it was read, kind by kind; LookupError for what awards ask for, where it was not read along.
    """

    plan: Plan
    enrolment: Enrolment
    marks: Mapping[int, Marked]
    make_ups: Sequence[Fact]
    planned: Sequence[Fact]
    cannot_come: frozenset[int]
    completions: Mapping[int, dt.date]
    prior_learning: Mapping[int, str]
    signed: frozenset[int]
    tries: Mapping[int, Sequence[Try]]
    submissions: Mapping[int, Sequence[str]]
    levels: Mapping[int, Sequence[Sequence[int]]]
    signed_off: frozenset[int]
    results: Mapping[int, Sequence[int]]
    practised: Mapping[int, Practised]
    rows: Callable[[Kind], Sequence[Fact]] = field(repr=False, compare=False)
    _judged: dict[int, Judged] = field(default_factory=dict, repr=False, compare=False)

    @property
    def person(self) -> Any:
        """Whose record it is."""
        return self.enrolment.person

    @cached_property
    def attended(self) -> Attended:
        """Minutes attended, made up and missed: by session, by module, in all."""
        return self._attended(self.plan.own_meetings, self.make_ups)

    def attended_until(self, day: dt.date) -> Attended:
        """The same, of sessions and make-ups of that day and before: what was known then of what stands now."""
        later = [pk for pk in self.attended.sessions if self.plan.sessions[pk].held_on > day]
        make_ups = [made for made in self.make_ups if made.on and made.on <= day]
        if not later and len(make_ups) == len(self.make_ups):
            return self.attended
        return self._attended([one for one in self.plan.own_meetings if one.pk not in later], make_ups)

    def _attended(self, meetings: Sequence[Meeting], make_ups: Iterable[Fact]) -> Attended:
        stands_in = [self._stands_in(made) for made in make_ups]
        return attended(meetings, self.marks, stands_in, shares=self.plan.shares)

    def _stands_in(self, made: Fact) -> StandsIn:
        there = None
        if made.other is not None:
            mark, meeting = self.marks.get(made.other), self.plan.meetings.get(made.other)
            there = mark.attended(meeting.minutes) if mark and meeting and meeting.is_closed else 0
        return StandsIn(stands_for=made.key, minutes=worth(made.number, there=there))

    @cached_property
    def allowances(self) -> Sequence[Allowance]:
        """Where they stand with each absence limit."""
        return allowances(self.plan.limits, self.attended, self.plan.meetings, self.plan.must_attend)

    @cached_property
    def begun(self) -> frozenset[int]:
        """Modules (ids) of which a session has begun, or that have none and need nothing that is not done."""
        plan = self.plan
        return plan.begun.union(
            pk for pk in plan.untaught if self.completions.keys() >= set(plan.needs.get(pk, ()))
        )

    @cached_property
    def facts(self) -> Facts:
        """What a module's evidence is judged from."""
        return Facts(
            minutes=self.attended.modules,
            to_come=self.plan.to_come,
            begun=self.begun,
            signed=self.signed,
            tries=self.tries,
            submissions=self.submissions,
            levels=self.levels,
            signed_off=self.signed_off,
            results=self.results,
            practised=self.practised,
            wanted=self.plan.wanted,
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
    cohort: Cohort,
    *,
    at: dt.datetime,
    enrolments: Iterable[Enrolment] | None = None,
    with_praise: bool = False,
) -> list[Record]:
    """The records of everybody listed in the cohort, or of `enrolments` (with their people), at the instant `at`.

    `with_praise`: with what only awards ask for (`facts.PRAISE`). Seven queries, however many people, modules and
    sessions; one less with `enrolments`.
    """
    listed = list(everybody(cohort) if enrolments is None else enrolments)
    return _records([cohort], listed, at, with_praise=with_praise)


def cohort_records(cohorts: Sequence[Cohort], *, at: dt.datetime, with_praise: bool = False) -> list[Record]:
    """The records of everybody listed in these cohorts, by cohort in the order given. Queries as for one cohort."""
    given = {cohort.pk: (place, cohort) for place, cohort in enumerate(cohorts)}
    listed = sorted(everybody_in(cohorts), key=lambda one: given[one.cohort_id][0])
    for enrolment in listed:
        enrolment.cohort = given[enrolment.cohort_id][1]
    return _records(cohorts, listed, at, with_praise=with_praise)


def records_of(cohorts: Sequence[Cohort], *, at: dt.datetime) -> list[Record]:
    """The records of everybody who is in one of these cohorts now, by cohort and name. Queries as for one cohort."""
    people = Enrolment.objects.active().filter(cohort__in=cohorts).select_related("person")
    return _records(cohorts, list(people.order_by("cohort", "person__chosen_name", "pk")), at)


def _records(
    cohorts: Sequence[Cohort], listed: Sequence[Enrolment], at: dt.datetime, *, with_praise: bool = False
) -> list[Record]:
    praised = None
    if with_praise:
        courses = {cohort.edition.course_id for cohort in cohorts}
        praised = Praised([one.person_id for one in listed], sorted(courses))
    facts = facts_of((enrolment.pk for enrolment in listed), praised=praised)
    through: dict[int, set[int]] = defaultdict(set)
    for enrolment in listed:
        made_up = facts.get((enrolment.pk, Kind.MAKE_UP), ())
        through[enrolment.cohort_id].update(made.other for made in made_up if made.other)
    plans = plans_of(cohorts, at=at, through=through)
    marked: dict[tuple[Any, ...], Marked] = {}

    def record(enrolment: Enrolment) -> Record:
        def of(kind: Kind) -> Sequence[Fact]:
            if kind in PRAISE and praised is None:
                raise LookupError(kind)
            owner = enrolment.person_id if kind in OF_PEOPLE else enrolment.pk
            return facts.get((owner, kind), ())

        return Record(
            plan=plans[enrolment.cohort_id],
            enrolment=enrolment,
            marks={fact.key: _mark(fact, marked) for fact in of(Kind.MARK)},
            make_ups=[made for made in of(Kind.MAKE_UP) if made.on],
            planned=[made for made in of(Kind.MAKE_UP) if not made.on],
            cannot_come=frozenset(fact.key for fact in of(Kind.NOTICE)),
            completions={fact.key: fact.on for fact in of(Kind.COMPLETION) if fact.on},
            prior_learning={fact.key: fact.text or "" for fact in of(Kind.PRIOR_LEARNING)},
            signed=frozenset(fact.key for fact in of(Kind.SIGNATURE)),
            tries=_lists((t.key, Try(percent=t.number, handed_in_at=t.at)) for t in of(Kind.TRY)),
            submissions=_lists((fact.key, fact.text) for fact in of(Kind.SUBMISSION)),
            levels=_lists((fact.key, json.loads(fact.text or "[]")) for fact in of(Kind.OBSERVATION)),
            signed_off=frozenset(fact.key for fact in of(Kind.SIGN_OFF)),
            results=_lists((fact.key, fact.number) for fact in of(Kind.RESULT)),
            practised=_practised(of(Kind.HOURS), of(Kind.REPORT)),
            rows=of,
        )

    return [record(enrolment) for enrolment in listed]


def _mark(fact: Fact, marked: dict[tuple[Any, ...], Marked]) -> Marked:
    """One object for all marks that say the same: there are few of them."""
    key = fact[1:4]
    if (found := marked.get(key)) is None:
        late, early = fact.number or 0, fact.other or 0
        found = marked[key] = Marked(mark=fact.text or "", minutes_late=late, minutes_early=early)
    return found


def _practised(hours: Iterable[Fact], reports: Iterable[Fact]) -> dict[int, Practised]:
    """Minutes and reports by module (id); a report that was written on two placements counts once."""
    minutes: dict[int, int] = defaultdict(int)
    for fact in hours:
        minutes[fact.key] += fact.number or 0
    written: dict[int, set[tuple[int | None, str | None]]] = defaultdict(set)
    for fact in reports:
        written[fact.key].add((fact.number, fact.text))
    return {
        module: Practised(minutes=minutes[module], reports=len(written[module]))
        for module in {*minutes, *written}
    }


def _lists(pairs: Iterable[Sequence[Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
