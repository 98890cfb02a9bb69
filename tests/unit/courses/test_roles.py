"""Roles: what somebody may see follows from them, and from nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from courses.enums import RoleKind
from courses.models import Role
from courses.operations.roles import give_role, take_role
from courses.queries import programmes_of
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_role_is_given_once_and_opens_the_back_office() -> None:
    programme, person, by = factories.programme(), factories.person(), factories.person()
    role = give_role(person=person, programme=programme, kind=RoleKind.COORDINATOR, by=by)
    assert give_role(person=person, programme=programme, kind=RoleKind.COORDINATOR, by=by) == role
    assert list(person.groups.values_list("name", flat=True)) == ["Coordinators"]
    assert type(person).objects.get(pk=person.pk).has_perm("wagtailadmin.access_admin")
    entry = ModelLogEntry.objects.for_instance(person).get()
    assert (entry.action, entry.user, entry.data["kind"]) == ("courses.role.give", by, "coordinator")
    with pytest.raises(ValidationError) as caught:
        give_role(person=person, programme=programme, kind="owner", by=by)  # type: ignore[arg-type] # on purpose
    assert list(caught.value.message_dict) == ["kind"]


def test_the_group_is_left_with_the_last_role_of_its_kind() -> None:
    first = factories.role(RoleKind.EDITOR)
    person = first.person
    second = factories.role(RoleKind.EDITOR, held_by=person)
    take_role(role=first, by=None)
    assert person.groups.count() == 1
    take_role(role=second, by=None)
    assert (person.groups.count(), Role.objects.count()) == (0, 0)
    with pytest.raises(ValidationError, match="taken away already"):
        take_role(
            role=Role(pk=second.pk or 1, person=person, programme=first.programme, kind="editor"), by=None
        )


def test_each_sees_the_programmes_of_their_roles() -> None:
    role = factories.role(RoleKind.FACILITATOR)
    theirs, other = role.programme, factories.programme()
    assert list(programmes_of(role.person)) == [theirs]
    assert list(programmes_of(role.person, RoleKind.COORDINATOR)) == []
    assert list(programmes_of(role.person, RoleKind.COORDINATOR, RoleKind.FACILITATOR)) == [theirs]
    assert list(programmes_of(factories.person())) == []
    assert list(programmes_of(AnonymousUser())) == []
    administrator = factories.person(is_superuser=True)
    assert set(programmes_of(administrator)) == {theirs, other}
    administrator.is_active = False
    assert list(programmes_of(administrator)) == []
