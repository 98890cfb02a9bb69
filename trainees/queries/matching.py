"""Who in a cohort wishes for what, and what to suggest: for the coordinator who decides."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from courses.models import Cohort
from trainees.models import Clearance, ConflictOfInterest, Enrolment, PlacementSite, Wish
from trainees.queries.practicum import Practicum, cohort_practicum
from trainees.rules.matching import Place, Seeker, Seen, Suggestion, is_clear, suggest

R = TypeVar("R", Wish, ConflictOfInterest, Clearance)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One trainee with everything a placement rests on. `suggestion` is None for somebody who holds a place."""

    enrolment: Enrolment
    person: Any
    wishes: Sequence[Wish]
    conflicts: Sequence[ConflictOfInterest]
    clearances: Sequence[Clearance]
    practicums: Sequence[Practicum]
    suggestion: Suggestion | None


def candidates(cohort: Cohort, *, on: dt.date) -> tuple[list[Candidate], list[PlacementSite]]:
    """Everybody who is in the cohort now, by chosen name, and the sites that take trainees.

    Nine queries, however many people. `on` is today on the programme's calendar.
    """
    people = list(
        Enrolment.objects.active()
        .filter(cohort=cohort)
        .select_related("person")
        .order_by("person__chosen_name", "pk")
    )
    sites = list(PlacementSite.objects.offered_in(cohort.programme))
    wishes = _by_enrolment(Wish.objects.filter(enrolment__in=people).select_related("site").order_by("rank"))
    conflicts = _by_enrolment(
        ConflictOfInterest.objects.filter(enrolment__in=people).select_related("site").order_by("pk")
    )
    clearances = _by_enrolment(Clearance.objects.filter(enrolment__in=people).order_by("recorded_at", "pk"))
    clear = {pk for pk, theirs in clearances.items() if is_clear([_seen(one) for one in theirs], on=on)}
    practicums = cohort_practicum(cohort, people)
    seekers = [
        Seeker(
            pk=enrolment.pk,
            wishes=[wish.site_id for wish in wishes[enrolment.pk]],
            conflicts=frozenset(conflict.site_id for conflict in conflicts[enrolment.pk]),
            is_clear=enrolment.pk in clear,
        )
        for enrolment in people
        if not _holds_a_place(practicums, enrolment)
    ]
    suggested = suggest(seekers, [_place(site) for site in sites])
    return [
        Candidate(
            enrolment=enrolment,
            person=enrolment.person,
            wishes=wishes[enrolment.pk],
            conflicts=conflicts[enrolment.pk],
            clearances=clearances[enrolment.pk],
            practicums=practicums.get(enrolment.pk, ()),
            suggestion=suggested.get(enrolment.pk),
        )
        for enrolment in people
    ], sites


def _by_enrolment(rows: Iterable[R]) -> dict[int, list[R]]:
    found: dict[int, list[R]] = defaultdict(list)
    for row in rows:
        found[row.enrolment_id].append(row)
    return found


def _place(site: PlacementSite) -> Place:
    return Place(pk=site.pk, name=site.name, free=site.places_left, needs_clearance=site.needs_clearance)


def _seen(clearance: Clearance) -> Seen:
    return Seen(kind=clearance.kind, result=clearance.result, expires_on=clearance.expires_on)


def _holds_a_place(practicums: Mapping[int, Sequence[Practicum]], enrolment: Enrolment) -> bool:
    logs = [log for practicum in practicums.get(enrolment.pk, ()) for log in practicum.logs]
    return any(log.placement.is_open for log in logs)
