"""A role taken in one programme while another gives the same kind: the door stays open."""

import threading

import pytest
from django.db import transaction

from courses.enums import RoleKind
from courses.models import Role
from courses.operations.roles import take_role
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_is_given_a_role_while_another_is_taken_keeps_the_group() -> None:
    """One waits for the other; else the second role would open nothing."""
    first, other = factories.role(RoleKind.EDITOR), factories.programme()
    person = first.person
    taking = threading.Thread(target=lambda: at_once(lambda: take_role(role=first, by=None)))
    with transaction.atomic():
        factories.role(RoleKind.EDITOR, other, held_by=person)
        taking.start()
        taking.join(timeout=1)
    taking.join(timeout=30)
    assert Role.objects.get(person=person).programme == other
    assert list(person.groups.values_list("name", flat=True)) == ["Editors"]
