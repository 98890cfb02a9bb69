"""The back office speaks the language of the person's account; nobody else's words stay behind in the process."""

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from cms.accounts.models import Person
from courses.enums import RoleKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def camille() -> Person:
    return factories.role(RoleKind.COORDINATOR, held_by=factories.person("Camille", language="fr")).person


def heading(client: Client) -> str:
    """How the list of cohorts is called on its page."""
    page = client.get("/office/cohorts/").content.decode()
    return "Cohortes" if "Cohortes" in page else "Cohorts" if "Cohorts" in page else page


def test_the_language_of_the_account(client: Client, camille: Person) -> None:
    client.force_login(camille)

    assert heading(client) == "Cohortes"


def test_the_next_person_has_their_own(client: Client, camille: Person) -> None:
    client.force_login(camille)
    heading(client)
    client.force_login(factories.role(RoleKind.COORDINATOR).person)

    assert heading(client) == "Cohorts"


def test_a_choice_in_the_preferences_comes_first(client: Client, camille: Person) -> None:
    UserProfile.objects.create(user=camille, preferred_language="en")
    client.force_login(camille)

    assert heading(client) == "Cohorts"


def test_public_pages_keep_the_language_of_their_address(client: Client, camille: Person) -> None:
    client.force_login(camille)

    assert 'lang="en-CA"' in client.get("/my/").content.decode()
    assert 'lang="fr-CA"' in client.get("/fr/my/").content.decode()
