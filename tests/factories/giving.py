"""People who have earned an award, those who may give it, and what was given through the real operations."""

from typing import Any, NamedTuple

from courses.enums import RoleKind
from courses.models import Award, Cohort
from trainees.enums import Evidence
from trainees.models import AwardProposal, Completion, Enrolment
from trainees.operations import awarding

from . import people, teaching
from .awarding import awarding_cohort


class Givers(NamedTuple):
    """A facilitator and two coordinators of one programme."""

    facilitator: Any
    coordinator: Any
    other: Any


def givers(cohort: Cohort) -> Givers:
    """Those who propose and approve in a cohort's programme."""
    held = [RoleKind.FACILITATOR, RoleKind.COORDINATOR, RoleKind.COORDINATOR]
    return Givers(*(people.role(kind, cohort.programme).person for kind in held))


def completed(of: Enrolment, *codes: str) -> Enrolment:
    """Somebody who has completed these modules today, or all."""
    modules = of.cohort.edition.modules.all()
    for module in modules.filter(code__in=codes) if codes else modules:
        Completion.objects.create(
            enrolment=of, module=module, completed_on=teaching.today(), evidence=Evidence.ATTENDANCE
        )
    return of


def earner(cohort: Cohort | None = None, **fields: Any) -> Enrolment:
    """Somebody who has earned the first award of their edition."""
    return completed(people.enrolment(cohort or awarding_cohort(), **fields))


def award_of(of: Enrolment) -> Award:
    """The first award of somebody's edition."""
    found: Award = of.cohort.edition.awards.order_by("position")[0]
    return found


def proposed(of: Enrolment | None = None, *, by: Any = None, **fields: Any) -> AwardProposal:
    """An award that somebody has earned, proposed through the operation."""
    of = of or earner()
    by = by or givers(of.cohort).facilitator
    return awarding.propose(enrolment=of, award=award_of(of), by=by, **fields)


def given(of: Enrolment | None = None) -> Any:
    """A certificate that two people gave through the operations; its mail is owed. Its enrolment and person exist."""
    of = of or earner()
    by = givers(of.cohort)
    return awarding.approve(proposal=proposed(of, by=by.facilitator), by=by.coordinator)
