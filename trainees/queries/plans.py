"""What the people of a cohort have in common: the edition in its order, and the sessions."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import F, FilteredRelation, Q

from courses.enums import ModuleKind
from courses.models import (
    Cohort,
    EvidenceItem,
    Exam,
    Module,
    Session,
)
from courses.requirements.words import listed
from courses.rules.minutes import shares
from trainees.enums import ReportAuthor
from trainees.rules.evidence import Judged, Node, Practised, Window, leaves
from trainees.rules.minutes import Limit, Meeting, Share

from .attended import has_closed_roll_call
from .links import Links, links_of


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
    def wanted(self) -> Mapping[int, Practised]:
        """What each practicum module (id) wants: its minutes, and the edition's reports of trainee and supervisor."""
        reports = self.cohort.edition.reports_due * len(ReportAuthor)
        return {
            module.pk: Practised(minutes=module.minutes, reports=reports)
            for module in self.modules
            if module.kind == ModuleKind.PRACTICUM
        }

    @cached_property
    def own_meetings(self) -> Sequence[Meeting]:
        """The cohort's own sessions, in their order."""
        return [
            meeting for pk, meeting in self.meetings.items() if self.sessions[pk].cohort_id == self.cohort.pk
        ]

    def modules_of(self, session: Session) -> list[Module]:
        """What a session covers, in the edition's order."""
        covered = self.meetings[session.pk].modules
        return [module for module in self.modules if module.pk in covered]

    def title_of(self, session: Session) -> str:
        """What a session is about: its title, else its modules; empty without either. In the active language."""
        return session.title or listed([module.title for module in self.modules_of(session)])

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
        """Modules (ids) of which a session has begun."""
        return frozenset(
            module
            for meeting in self.own_meetings
            if meeting.is_closed or self.sessions[meeting.pk].starts_at <= self.at
            for module in meeting.modules
        )

    @cached_property
    def untaught(self) -> frozenset[int]:
        """Modules (ids) that have no session: each person begins them when those that they need are done."""
        covered = {module for meeting in self.own_meetings for module in meeting.modules}
        return frozenset(module.pk for module in self.modules if module.pk not in covered)


def plans_of(
    cohorts: Sequence[Cohort], *, at: dt.datetime, through: Mapping[int, set[int]]
) -> dict[int, Plan]:
    """What the people of each cohort (id) have in common: five queries, however many cohorts.

    `through`: for each cohort (id) the sessions elsewhere (ids) through which somebody makes up.
    """
    editions = {cohort.edition_id for cohort in cohorts}
    modules = list(Module.objects.filter(edition__in=editions).order_by("edition", "position"))
    exams, opens = _exams(cohorts, editions)
    asked = trees(editions)
    elsewhere = set().union(*through.values())
    found: Any = Session.objects.standing().filter(Q(cohort__in=cohorts) | Q(pk__in=elsewhere))
    sessions = {s.pk: s for s in found.select_related("roll_call", "cohort").order_by("starts_at", "pk")}
    links = links_of(editions, sessions=sessions)
    meetings = meetings_from(sessions, links)
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
            needs=links.needs,
            trees=asked,
            exams=[exam for exam in exams if exam.edition_id == edition],
            windows=opens[cohort.pk],
            limits=links.limits.get(edition, ()),
            sessions=mine,
            meetings={pk: meetings[pk] for pk in mine},
        )
    return plans


def _exams(
    cohorts: Sequence[Cohort], editions: Iterable[int]
) -> tuple[list[Exam], Mapping[int, Mapping[int, Window]]]:
    """The exams in their order, and when each cohort (id) may take them: {cohort: {exam: window}}. One query."""
    taken = FilteredRelation("windows", condition=Q(windows__cohort__in=cohorts))
    found = Exam.objects.filter(edition__in=editions).annotate(
        taken=taken,
        of_cohort=F("taken__cohort"),
        opens_at=F("taken__opens_at"),
        closes_at=F("taken__closes_at"),
    )
    exams: dict[int, Exam] = {}
    opens: dict[int, dict[int, Window]] = defaultdict(dict)
    for exam in found.order_by("position", "pk"):
        exams.setdefault(exam.pk, exam)
        if exam.of_cohort:
            opens[exam.of_cohort][exam.pk] = Window(opens_at=exam.opens_at, closes_at=exam.closes_at)
    return list(exams.values()), opens


def meetings_from(sessions: Mapping[int, Session], links: Links) -> dict[int, Meeting]:
    """These sessions (by id, with their roll-calls), and what they cover, as rules see them, in their order."""
    return {
        pk: Meeting(
            pk=pk,
            minutes=session.minutes,
            modules=shares(session.minutes, links.covered.get(pk, ())),
            is_closed=has_closed_roll_call(session),
            is_for_everybody=session.is_for_everybody,
        )
        for pk, session in sessions.items()
    }


def trees(editions: Iterable[int]) -> dict[int, list[Node]]:
    """What each module (id) of these editions (ids) asks for. One query."""
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
