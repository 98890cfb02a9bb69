"""Who may act for a programme."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.enums import RoleKind
from courses.models import Programme, Role

from .checks import fresh, refuse, save

GROUPS = {
    RoleKind.COORDINATOR: "Coordinators",
    RoleKind.FACILITATOR: "Facilitators",
    RoleKind.EDITOR: "Editors",
}
"""The Wagtail group of everybody who holds a role of the kind in any programme. It opens the back office's door;
what is seen behind it follows from the roles themselves (courses.queries)."""


def group_of(kind: RoleKind) -> Group:
    """The group of a kind of role, made with the right to enter the back office when there is none yet."""
    group, is_new = Group.objects.get_or_create(name=GROUPS[RoleKind(kind)])
    if is_new:
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
    return group


@transaction.atomic
def give_role(*, person: Any, programme: Programme, kind: RoleKind, by: Any) -> Role:
    """Let `person` act for `programme`. Giving a role that is held changes nothing.

    Raises ValidationError for a kind that does not exist.
    """
    fresh(person)  # locked: whether a role is the last of its kind is asked while another may be given
    role = Role.objects.filter(person=person, programme=programme, kind=kind).first()
    if role is None:
        role = save(Role(person=person, programme=programme, kind=kind))
        person.groups.add(group_of(kind))
        log(instance=person, action="courses.role.give", user=by, data=_data(role))
    return role


@transaction.atomic
def take_role(*, role: Role, by: Any) -> None:
    """End a role. Its group is left when no other programme gives the same kind.

    Raises ValidationError when somebody was quicker.
    """
    person, kind = role.person, RoleKind(role.kind)
    data = _data(role)
    fresh(person)
    if not Role.objects.filter(pk=role.pk).delete()[0]:
        raise refuse("kind", _("This role was taken away already."), code="gone")
    if not Role.objects.of(person, kind).exists():
        person.groups.remove(group_of(kind))
    log(instance=person, action="courses.role.take", user=by, data=data)


def _data(role: Role) -> dict[str, Any]:
    return {"programme": role.programme_id, "programme_name": str(role.programme), "kind": role.kind}
