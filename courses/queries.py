"""What somebody may see and do: every list of the back office starts here (design.md, domain rule 8)."""

from typing import Any

from django.db.models import QuerySet

from courses.enums import RoleKind
from courses.models import Cohort, Programme, Role


def programmes_of(person: Any, *kinds: RoleKind) -> QuerySet[Programme]:
    """The programmes in which `person` holds a role, of one of the kinds named (default: any).

    An administrator of the site acts in all; somebody who is not signed in, or may not sign in any more, in none.
    """
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return Programme.objects.none()
    if person.is_superuser:
        return Programme.objects.all()
    return Programme.objects.filter(pk__in=Role.objects.of(person, *kinds).values("programme"))


def may(person: Any, programme: Programme, *kinds: RoleKind) -> bool:
    """Whether `person` may act in `programme` as one of `kinds` (default: in any role)."""
    return programmes_of(person, *kinds).filter(pk=programme.pk).exists()


def cohort_for(person: Any, pk: int, *kinds: RoleKind) -> Cohort:
    """The cohort with its course and programme; Cohort.DoesNotExist also where it exists but is not theirs."""
    scoped = Cohort.objects.of_programmes(programmes_of(person, *kinds)).with_course()
    cohort: Cohort = scoped.get(pk=pk)
    return cohort
