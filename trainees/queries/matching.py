"""Who in a cohort wishes for what, and what to suggest: for the coordinator who decides."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.models import Cohort
from trainees.models import Clearance, ConflictOfInterest, Enrolment, PlacementSite, Wish
from trainees.queries.practicum import Practicum, cohort_practicum
from trainees.rules.matching import Place, Seeker, Seen, Suggestion, is_clear, suggest


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One trainee with everything a placement rests on. `suggestion` is None for somebody who holds a place."""

    enrolment: Enrolment
    person: Any
    wishes: Sequence[Wish]
    conflicts: Sequence[ConflictOfInterest]
    clearances: Sequence[Clearance]
    is_clear: bool
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
    wishes: dict[int, list[Wish]] = defaultdict(list)
    for wish in Wish.objects.filter(enrolment__in=people).select_related("site").order_by("rank"):
        wishes[wish.enrolment_id].append(wish)
    conflicts: dict[int, list[ConflictOfInterest]] = defaultdict(list)
    for conflict in ConflictOfInterest.objects.filter(enrolment__in=people).select_related("site"):
        conflicts[conflict.enrolment_id].append(conflict)
    clearances: dict[int, list[Clearance]] = defaultdict(list)
    for clearance in Clearance.objects.filter(enrolment__in=people).order_by("recorded_at", "pk"):
        clearances[clearance.enrolment_id].append(clearance)
    clear = {pk for pk, theirs in clearances.items() if is_clear([_seen(one) for one in theirs], on=on)}
    practicums = cohort_practicum(cohort, people)
    suggested = suggest(
        [
            Seeker(
                pk=enrolment.pk,
                wishes=[wish.site_id for wish in wishes[enrolment.pk]],
                conflicts=frozenset(conflict.site_id for conflict in conflicts[enrolment.pk]),
                is_clear=enrolment.pk in clear,
            )
            for enrolment in people
            if not _holds_a_place(practicums, enrolment)
        ],
        [
            Place(pk=site.pk, name=site.name, free=site.places_left, needs_clearance=site.needs_clearance)
            for site in sites
        ],
    )
    return [
        Candidate(
            enrolment=enrolment,
            person=enrolment.person,
            wishes=wishes[enrolment.pk],
            conflicts=conflicts[enrolment.pk],
            clearances=clearances[enrolment.pk],
            is_clear=enrolment.pk in clear,
            practicums=practicums.get(enrolment.pk, ()),
            suggestion=suggested.get(enrolment.pk),
        )
        for enrolment in people
    ], sites


def _seen(clearance: Clearance) -> Seen:
    return Seen(kind=clearance.kind, result=clearance.result, expires_on=clearance.expires_on)


def _holds_a_place(practicums: Mapping[int, Sequence[Practicum]], enrolment: Enrolment) -> bool:
    logs = [log for practicum in practicums.get(enrolment.pk, ()) for log in practicum.logs]
    return any(log.placement.is_open for log in logs)
