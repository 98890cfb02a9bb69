"""A coordinator signed in to the office, and the programme they coordinate."""

import pytest
from django.test import Client

from courses.enums import RoleKind

from .world import Side, member, side


@pytest.fixture
def here(db: None) -> Side:
    """The programme that the coordinator coordinates."""
    return side("Here")


@pytest.fixture
def there(db: None) -> Side:
    """Another programme, planted beside it."""
    return side("There")


@pytest.fixture
def office(client: Client, here: Side) -> Client:
    """Signed in as its coordinator."""
    client.force_login(member(RoleKind.COORDINATOR, here.programme))
    return client
