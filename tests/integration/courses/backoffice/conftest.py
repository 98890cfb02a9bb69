"""A coordinator signed in to the office, and a programme beside theirs."""

from typing import Any

import pytest
from django.test import Client

from courses.enums import RoleKind
from courses.models import Programme
from tests import factories


@pytest.fixture
def programme(db: None) -> Programme:
    """The programme that the coordinator coordinates."""
    return factories.programme(name_en="Here programme")


@pytest.fixture
def elsewhere(db: None) -> Programme:
    """Another programme."""
    return factories.programme(name_en="There programme")


@pytest.fixture
def coordinator(programme: Programme) -> Any:
    """Of the one programme."""
    return factories.role(RoleKind.COORDINATOR, programme).person


@pytest.fixture
def office(client: Client, coordinator: Any) -> Client:
    """Signed in as its coordinator."""
    client.force_login(coordinator)
    return client
