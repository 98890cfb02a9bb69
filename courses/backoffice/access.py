"""Who may see and change what in the back office: roles held in programmes (design.md, rule 8).

A policy answers Wagtail's own questions; `instances_user_has_permission_for` is where every query of ours starts, so
that an object of another programme is never found: 404.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from courses.enums import TEACHES, RoleKind
from courses.models import (
    AbsenceLimit,
    Agreement,
    Award,
    Cohort,
    Course,
    Edition,
    EvidenceItem,
    Exam,
    HourGoal,
    Material,
    Module,
    Programme,
    Question,
    Quiz,
    Region,
    Role,
    Session,
    Stream,
)

COORDINATORS = (RoleKind.COORDINATOR,)
TEACHING = TEACHES
ANY_ROLE = tuple(RoleKind)
SEES = ("view",)
CHANGES = ("add", "change")


def held_roles(person: Any) -> dict[str, set[int]]:
    """{kind: ids of the programmes} of what `person` holds; one query, kept on the person for the request."""
    kept: dict[str, set[int]] | None = getattr(person, "_held_roles", None)
    if kept is None:
        kept = {}
        if person.pk is not None:
            for kind, programme in Role.objects.filter(person_id=person.pk).values_list(
                "kind", "programme_id"
            ):
                kept.setdefault(kind, set()).add(programme)
        person._held_roles = kept
    return kept


def programme_ids(person: Any, *kinds: RoleKind) -> set[int]:
    """Ids of the programmes in which `person` holds a role of these kinds (default: any)."""
    roles = held_roles(person)
    return set().union(*(roles.get(kind, set()) for kind in kinds or ANY_ROLE))


def is_administrator(person: Any) -> bool:
    """Whether every programme is open to this person."""
    return bool(person.is_active and person.is_superuser)


def may(person: Any, programme_id: int, *kinds: RoleKind) -> bool:
    """Whether `person` may act in the programme as one of `kinds` (default: any role); administrators always."""
    return is_administrator(person) or programme_id in programme_ids(person, *kinds)


class ProgrammePolicy(BasePermissionPolicy):
    """Things that belong to a programme, `path` being the look-up from the thing to it.

    `roles` says which kinds may do what: {"view": TEACHING, "change": COORDINATORS}. An action that is not named is
    for administrators only.
    """

    def __init__(self, model: type[Model], *, path: str, roles: dict[str, Iterable[RoleKind]]) -> None:
        super().__init__(model)
        self.path = path
        self.roles = {action: tuple(kinds) for action, kinds in roles.items()}

    def _programmes(self, user: Any, actions: Iterable[str]) -> set[int]:
        """Ids of the programmes in which one of `actions` is allowed."""
        kinds = {kind for action in actions for kind in self.roles.get(action, ())}
        return programme_ids(user, *kinds) if kinds else set()

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Somewhere, on something."""
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Somewhere, on something."""
        return is_administrator(user) or bool(user.is_active and self._programmes(user, actions))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """On this very thing."""
        if is_administrator(user):
            return True
        programmes = self._programmes(user, [action]) if user.is_active else set()
        if not programmes:
            return False
        value = instance
        for step in [] if self.path == "pk" else self.path.split("__"):
            value = getattr(value, step)
        return value.pk in programmes

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """On this very thing."""
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Everything on which one of `actions` is allowed: what lists, forms and look-ups start from."""
        things = self.model._default_manager.all()
        if is_administrator(user):
            return things
        if not user.is_active:
            return things.none()
        return things.filter(**{f"{self.path}__in": self._programmes(user, actions)})

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """People who may do one of `actions` somewhere."""
        kinds = {kind for action in actions for kind in self.roles.get(action, ())}
        people = get_user_model().objects.filter(is_active=True)
        return people.filter(Q(is_superuser=True) | Q(roles__kind__in=kinds)).distinct()


class AdministratorPolicy(ProgrammePolicy):
    """Things of the whole site: administrators change them; nobody else meets them in the back office."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model, path="pk", roles={})


COORDINATED: dict[str, Iterable[RoleKind]] = {
    "view": TEACHING,
    "add": COORDINATORS,
    "change": COORDINATORS,
    "delete": COORDINATORS,
}
"""Facilitators read it, coordinators keep it."""

POLICIES: dict[type[Model], ProgrammePolicy] = {
    Agreement: ProgrammePolicy(Agreement, path="programme", roles=COORDINATED),
    Quiz: ProgrammePolicy(Quiz, path="course__programme", roles=COORDINATED),
    Question: ProgrammePolicy(Question, path="quiz__course__programme", roles=COORDINATED),
    Exam: ProgrammePolicy(Exam, path="edition__course__programme", roles=COORDINATED),
    EvidenceItem: ProgrammePolicy(EvidenceItem, path="module__edition__course__programme", roles=COORDINATED),
    Material: ProgrammePolicy(Material, path="module__edition__course__programme", roles=COORDINATED),
    Region: AdministratorPolicy(Region),
    Stream: AdministratorPolicy(Stream),
    Programme: ProgrammePolicy(Programme, path="pk", roles={"view": TEACHING, "change": COORDINATORS}),
    # A coordinator appoints facilitators and editors; who coordinates is decided by an administrator (see roles.py).
    Role: ProgrammePolicy(
        Role,
        path="programme",
        roles={"view": COORDINATORS, "add": COORDINATORS, "delete": COORDINATORS},
    ),
    Course: ProgrammePolicy(
        Course,
        path="programme",
        roles={"view": TEACHING, "add": COORDINATORS, "change": COORDINATORS},
    ),
    Edition: ProgrammePolicy(
        Edition,
        path="course__programme",
        roles={"view": TEACHING, "add": COORDINATORS, "change": COORDINATORS},
    ),
    Module: ProgrammePolicy(
        Module,
        path="edition__course__programme",
        roles={"view": TEACHING, "add": COORDINATORS, "change": COORDINATORS, "delete": COORDINATORS},
    ),
    AbsenceLimit: ProgrammePolicy(
        AbsenceLimit,
        path="edition__course__programme",
        roles={"view": TEACHING, "add": COORDINATORS, "change": COORDINATORS, "delete": COORDINATORS},
    ),
    Award: ProgrammePolicy(
        Award,
        path="edition__course__programme",
        roles={"view": TEACHING, "add": COORDINATORS, "change": COORDINATORS, "delete": COORDINATORS},
    ),
    HourGoal: ProgrammePolicy(
        HourGoal,
        path="edition__course__programme",
        roles={"view": TEACHING, "add": COORDINATORS, "change": COORDINATORS, "delete": COORDINATORS},
    ),
    Cohort: ProgrammePolicy(
        Cohort,
        path="edition__course__programme",
        roles={"view": TEACHING, "add": COORDINATORS, "change": COORDINATORS, "mark": TEACHING},
    ),
    Session: ProgrammePolicy(
        Session,
        path="cohort__edition__course__programme",
        roles={"view": TEACHING, "add": COORDINATORS, "change": COORDINATORS},
    ),
}


def seen_by(person: Any, model: type[Model], action: str = "view") -> QuerySet[Any]:
    """What of `model` this person may view (or `action`)."""
    return POLICIES[model].instances_user_has_permission_for(person, action)


def register_policies() -> None:
    """Tell Wagtail. Called once, before any viewset is registered."""
    for model, policy in POLICIES.items():
        register_permission_policy(model, policy, exact_class=True)
