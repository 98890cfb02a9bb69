"""External certificates: which ones the awards of an edition ask for, and which wait for an answer."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from courses.enums import CohortState, RoleKind
from courses.models import Award, Edition, Renewal
from courses.queries.roles import programmes_of
from courses.requirements.record import Named
from courses.requirements.stream import requirements_of, walk
from trainees.enums import HOLDS_A_SEAT, ProofState
from trainees.models import Enrolment, ExternalCredential


@dataclasses.dataclass(frozen=True)
class Wanted:
    """What is asked for: what it is called, and whether its proof is looked at."""

    name: Named
    needs_proof: bool


def wanted_by(awards: Iterable[Award]) -> Mapping[str, Wanted]:
    """What these awards and their renewals ask for, by its short name, in the order in which it is asked for. No query
    for awards that come with their renewals.
    """
    found: dict[str, Wanted] = {}
    for asks in _asking(awards):
        for one in walk(requirements_of(asks.requirements)):
            if one.kind == "credential":
                before = found.get(one["sort"])
                found[one["sort"]] = Wanted(
                    name=before.name if before else Named(one["name_en"], one["name_fr"] or ""),
                    needs_proof=bool(one["needs_proof"]) or bool(before and before.needs_proof),
                )
    return found


def _asking(awards: Iterable[Award]) -> Iterator[Award | Renewal]:
    for award in awards:
        yield award
        if hasattr(award, "renewal"):
            yield award.renewal


def wanted_in(edition: Edition) -> Mapping[str, Wanted]:
    """What the awards of an edition ask for. One query."""
    return wanted_by(edition.awards.select_related("renewal").order_by("position"))


def name_of(credential: ExternalCredential, wanted: Mapping[str, Wanted]) -> str:
    """What it is called, in the reader's language; its short name where no award asks for it any more."""
    found = wanted.get(credential.kind)
    return str(found.name) if found else credential.kind


def waiting_credentials(person: Any) -> "QuerySet[ExternalCredential]":
    """Those that wait in the programmes that `person` coordinates, their own apart, the oldest first."""
    programmes = programmes_of(person, RoleKind.COORDINATOR)
    enrolments = (
        Enrolment.objects.of_programmes(programmes)
        .filter(state__in=HOLDS_A_SEAT)
        .exclude(cohort__state=CohortState.CANCELLED)
        .exclude(person=person.pk)
    )
    found = ExternalCredential.objects.filter(state=ProofState.WAITING, enrolment__in=enrolments)
    return found.select_related(
        "enrolment__person", "enrolment__cohort__edition__course__programme"
    ).order_by("sent_at", "pk")
