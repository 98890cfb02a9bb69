"""What somebody may see and do: every list of the back office starts here (design.md, domain rule 8)."""

from typing import Any

from django.db.models import QuerySet

from courses.enums import RoleKind
from courses.models import Programme, Role


def programmes_of(person: Any, *kinds: RoleKind) -> QuerySet[Programme]:
    """The programmes in which `person` holds a role, of one of the kinds named (default: any).

    An administrator of the site acts in all; somebody who is not signed in, or may not sign in any more, in none.
    """
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return Programme.objects.none()
    if person.is_superuser:
        return Programme.objects.all()
    return Programme.objects.filter(pk__in=Role.objects.of(person, *kinds).values("programme"))
