"""Placements, hours and reports of a whole cohort, in a constant number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add
from zoneinfo import ZoneInfo

from courses.enums import ModuleKind
from courses.models import Cohort, HourGoal, Module
from trainees.enums import EntryState, PlacementState, ReportAuthor
from trainees.models import Enrolment, HoursEntry, Placement, PracticumReport
from trainees.rules import practicum as rules


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report that is due or was written: by whom, since when it is due, what was written (None: missing)."""

    number: int
    author: ReportAuthor
    due_on: dt.date | None
    written: PracticumReport | None

    def is_overdue(self, *, today: dt.date) -> bool:
        """Whether it is missing, and late."""
        return self.written is None and self.due_on is not None and rules.is_overdue(self.due_on, today=today)


@dataclass(frozen=True, kw_only=True)
class Log:
    """One placement with its entries, the latest day first."""

    placement: Placement
    entries: Sequence[HoursEntry]
    facts: Sequence[rules.Entry]
    totals: rules.Totals

    @property
    def counted(self) -> Sequence[rules.Entry]:
        """The entries that count."""
        return rules.counting(self.facts, self.placement.counts_from)


@dataclass(frozen=True, kw_only=True)
class Practicum:
    """How far one enrolment is in one practicum module. `logs`: its placements, the oldest first."""

    enrolment_id: int
    module: Module
    goals: Sequence[HourGoal]
    logs: Sequence[Log]
    written: Sequence[PracticumReport]
    reports_due: int

    @cached_property
    def totals(self) -> rules.Totals:
        """Of all placements together."""
        none = rules.Totals(toward={goal.pk: 0 for goal in self.goals})
        return reduce(add, (log.totals for log in self.logs), none)

    @property
    def minutes(self) -> int:
        """Confirmed minutes that count."""
        return self.totals.minutes

    @property
    def current(self) -> Log | None:
        """The placement that goes on; else the last one that was agreed."""
        for log in reversed(self.logs):
            if log.placement.is_open:
                return log
        return next((log for log in reversed(self.logs) if log.placement.state == PlacementState.ENDED), None)

    @cached_property
    def reports(self) -> Sequence[Report]:
        """Every report that is due or was written, by number, the trainee's first."""
        counted = [entry for log in self.logs for entry in log.counted]
        dates = rules.report_dates(counted, required=self.module.minutes, reports=self.reports_due)
        written = {(report.number, report.author): report for report in self.written}
        numbers = sorted({*range(1, len(dates) + 1), *(report.number for report in self.written)})
        return [
            Report(
                number=number,
                author=author,
                due_on=dates[number - 1] if number <= len(dates) else None,
                written=written.get((number, author.value)),
            )
            for number in numbers
            for author in ReportAuthor
        ]

    def missing(self, author: ReportAuthor) -> Sequence[Report]:
        """What this author still has to write, the oldest first."""
        return [report for report in self.reports if report.author == author and report.written is None]

    def sent(self, author: ReportAuthor) -> Sequence[Report]:
        """What this author has written, the oldest first."""
        return [report for report in self.reports if report.author == author and report.written is not None]

    @property
    def has_all_hours(self) -> bool:
        """Whether the confirmed minutes reach what the module asks for."""
        return self.minutes >= self.module.minutes

    @property
    def has_all_reports(self) -> bool:
        """Whether every report that the edition asks for is in, from trainee and supervisor."""
        return len({(r.number, r.author) for r in self.written}) >= self.reports_due * len(ReportAuthor)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing any more. A facilitator still decides whether the module is completed."""
        return self.has_all_hours and self.has_all_reports

    def toward(self) -> Sequence[tuple[HourGoal, int]]:
        """Each goal of the edition with the minutes that count towards it."""
        return [(goal, self.totals.toward.get(goal.pk, 0)) for goal in self.goals]


def cohort_practicum(
    cohort: Cohort, enrolments: Iterable[Enrolment] | None = None
) -> Mapping[int, Sequence[Practicum]]:
    """{enrolment id: one Practicum for each module in which they ever had a placement}; who had none is left out.

    Four queries, however many people, placements and entries: goals, placements, entries, reports. `cohort` brings
    its edition and course along (Cohort.objects.with_course()). `enrolments` narrows it to some.
    """
    goals = list(HourGoal.objects.filter(edition=cohort.edition_id).order_by("position"))
    found = Placement.objects.filter(enrolment__cohort=cohort).order_by("starts_on", "pk")
    if enrolments is not None:
        found = found.filter(enrolment__in=[enrolment.pk for enrolment in enrolments])
    placements = list(found.select_related("module", "site", "supervisor"))
    entries: dict[int, list[HoursEntry]] = defaultdict(list)
    for entry in HoursEntry.objects.filter(placement__in=placements).order_by("-worked_on", "-pk"):
        entries[entry.placement_id].append(entry)
    reports: dict[int, list[PracticumReport]] = defaultdict(list)
    for report in PracticumReport.objects.filter(placement__in=placements).order_by("number", "author"):
        reports[report.placement_id].append(report)
    by_module: dict[tuple[int, int], list[Placement]] = defaultdict(list)
    for placement in placements:
        by_module[placement.enrolment_id, placement.module_id].append(placement)
    tz = cohort.programme.tz
    result: dict[int, list[Practicum]] = defaultdict(list)
    for (enrolment, _module), theirs in by_module.items():
        result[enrolment].append(
            Practicum(
                enrolment_id=enrolment,
                module=theirs[0].module,
                goals=goals,
                logs=[_log(placement, entries[placement.pk], goals, tz) for placement in theirs],
                written=[report for placement in theirs for report in reports[placement.pk]],
                reports_due=cohort.edition.reports_due,
            )
        )
    return result


def practicum_of(placement: Placement) -> Practicum:
    """The practicum that a placement belongs to, in four queries. The placement brings its cohort along."""
    enrolment = placement.enrolment
    theirs = cohort_practicum(enrolment.cohort, [enrolment])[enrolment.pk]
    return next(one for one in theirs if one.module.pk == placement.module_id)


def practicum_modules(cohort: Cohort) -> Sequence[Module]:
    """The practicum modules of a cohort's edition, in order. One query."""
    return list(
        Module.objects.filter(edition=cohort.edition_id, kind=ModuleKind.PRACTICUM).order_by("position")
    )


def _log(placement: Placement, entries: Sequence[HoursEntry], goals: Sequence[HourGoal], tz: ZoneInfo) -> Log:
    replaced = {entry.replaces_id for entry in entries}
    facts = [_fact(entry, is_replaced=entry.pk in replaced, tz=tz) for entry in entries]
    wanted = [
        rules.Goal(pk=goal.pk, minutes=goal.minutes, categories=frozenset(goal.categories)) for goal in goals
    ]
    return Log(
        placement=placement,
        entries=entries,
        facts=facts,
        totals=rules.totals(facts, wanted, placement.counts_from),
    )


def _fact(entry: HoursEntry, *, is_replaced: bool, tz: ZoneInfo) -> rules.Entry:
    is_confirmed = entry.state == EntryState.CONFIRMED and entry.settled_at is not None
    return rules.Entry(
        pk=entry.pk,
        worked_on=entry.worked_on,
        minutes=entry.minutes,
        category=entry.category,
        confirmed_on=entry.settled_at.astimezone(tz).date() if is_confirmed and entry.settled_at else None,
        is_queried=entry.state == EntryState.QUERIED,
        is_replaced=is_replaced,
    )
