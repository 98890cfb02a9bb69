"""People in the office: details through operations, addresses out of reach, Wagtail's own screens closed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.accounts.models import Person
from courses.enums import RoleKind
from courses.models import Programme
from courses.operations.roles import take_role
from tests import factories
from trainees.operations import batches


@pytest.fixture
def programme(db: None) -> Programme:
    """The programme of the coordinator."""
    return factories.programme()


@pytest.fixture
def office(client: Client, programme: Programme) -> Client:
    """Signed in as its coordinator."""
    client.force_login(factories.role(RoleKind.COORDINATOR, programme).person)
    return client


@pytest.fixture
def trainee(programme: Programme) -> Person:
    """Enrolled in the programme."""
    return factories.enrolment(factories.cohort(programme=programme), chosen_name="Sam").person


def change(client: Client, person: Person, **fields: Any) -> Any:
    """Send the form."""
    data = {"chosen_name": person.chosen_name, "language": person.language, "phone": "", **fields}
    return client.post(reverse("people:edit", args=[person.pk]), data)


def test_details_change_and_are_logged(office: Client, trainee: Person) -> None:
    """Extra fields are nobody's business: neither address nor rights change."""
    before = trainee.email
    response = change(
        office, trainee, chosen_name="Sami", email="me@example.org", is_superuser="on", is_active=""
    )
    assert response.status_code == 302
    trainee.refresh_from_db()
    assert (trainee.chosen_name, trainee.email) == ("Sami", before)
    assert (trainee.is_superuser, trainee.is_active) == (False, True)
    page = office.get(reverse("people:read", args=[trainee.pk])).content.decode()
    assert "Name, language or phone changed" in page


def test_mistakes_stand_at_their_field(office: Client, trainee: Person) -> None:
    """And nothing changes."""
    response = change(office, trainee, phone="call me")
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["phone"]


def test_people_elsewhere_and_administrators_are_out_of_reach(office: Client, programme: Programme) -> None:
    """Neither listed nor opened nor changed."""
    elsewhere = factories.enrolment(chosen_name="Elsewhere").person
    admin = factories.person("Robin", is_superuser=True)
    factories.enrolment(factories.cohort(programme=programme), held_by=admin)
    listed = office.get(reverse("people:index")).content.decode()
    for person in (elsewhere, admin):
        assert person.chosen_name not in listed
        assert office.get(reverse("people:read", args=[person.pk])).status_code == 404
        assert change(office, person, chosen_name="Other").status_code == 404


def test_what_somebody_does_elsewhere_is_not_told(office: Client, trainee: Person) -> None:
    """The history names no role in another programme; an administrator reads it."""
    there = factories.programme(name_en="There programme")
    take_role(role=factories.role(RoleKind.EDITOR, there, held_by=trainee), by=None)
    url = reverse("people:read", args=[trainee.pk])
    page = office.get(url).content.decode()
    assert "There programme" not in page
    assert "Role given" not in page
    office.force_login(factories.person("Robin", is_superuser=True))
    assert office.get(url).content.decode().count("There programme") == 2


def test_who_was_entered_by_mistake_is_out_of_reach_again(office: Client, programme: Programme) -> None:
    """A wrong address on a list opens nobody's details for good."""
    stranger = factories.person("Stranger", email="stranger@example.org", phone="604 555-0100")
    list_ = batches.read(
        cohort=factories.cohort(programme=programme),
        source="list.csv",
        data="name,email\nSam,stranger@example.org\n",
        by=None,
    )
    batch = batches.start_apply(batch=list_, by=None)
    assert office.get(reverse("people:read", args=[stranger.pk])).status_code == 200
    batches.undo(batch=batch, by=None)
    assert office.get(reverse("people:read", args=[stranger.pk])).status_code == 404
    assert change(office, stranger, chosen_name="Other").status_code == 404
    left = office.get(reverse("enrolments:read", args=[batch.enrolments.get().pk])).content.decode()
    assert "604 555-0100" not in left


def test_administrators_make_accounts_and_close_them(client: Client, trainee: Person) -> None:
    """Not their own."""
    admin = factories.person("Robin", is_superuser=True)
    client.force_login(admin)
    data = {"email": " Jo@Example.org ", "chosen_name": "Jo", "language": "fr", "phone": ""}
    response = client.post(reverse("people:add"), data)
    made = Person.objects.get(email="jo@example.org")
    assert response["Location"] == reverse("people:read", args=[made.pk])
    assert made.has_usable_password() is False
    assert ModelLogEntry.objects.filter(action="accounts.person.create", object_id=str(made.pk)).exists()
    again = client.post(reverse("people:add"), data)
    assert again.context["form"].errors["email"] == ["Somebody has this e-mail address already."]
    assert change(client, trainee, is_active="").status_code == 302
    trainee.refresh_from_db()
    assert trainee.is_active is False
    refused = change(client, admin, is_superuser="on")
    assert list(refused.context["form"].errors) == ["is_active"]


def test_coordinators_do_not_make_accounts(office: Client) -> None:
    """Trainees get theirs by being enrolled."""
    data = {"email": "jo@example.org", "chosen_name": "Jo", "language": "en", "phone": ""}
    assert office.post(reverse("people:add"), data).status_code == 302
    assert not Person.objects.filter(email="jo@example.org").exists()


def test_wagtails_screens_for_users_are_closed(client: Client, trainee: Person) -> None:
    """Also for administrators, and its actions by the dozen."""
    client.force_login(factories.person("Robin", is_superuser=True))
    assert client.get("/office/users/")["Location"] == reverse("people:index")
    assert client.get("/office/users/new/").status_code == 404
    for action in ("delete", "set_active_state", "assign_role"):
        url = f"/office/bulk/accounts/person/{action}/?id={trainee.pk}"
        client.post(url, {"mark_as_active": "", "next": "/office/"})
    trainee.refresh_from_db()
    assert trainee.is_active


def test_the_menu_holds_what_the_role_needs(client: Client, programme: Programme) -> None:
    """In the words of the domain."""
    from wagtail.admin.menu import admin_menu

    def names(person: Any) -> list[str]:
        request = client.get("/").wsgi_request
        request.user = person
        items = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
        return [item.name for item in items]

    assert names(factories.role(RoleKind.FACILITATOR, programme).person) == [
        "cohorts",
        "courses",
        "teaching",
        "programmes",
    ]
    coordinator = names(factories.role(RoleKind.COORDINATOR, programme).person)
    assert coordinator[:4] == ["cohorts", "people", "messages", "courses"]
    assert "settings" not in coordinator
    assert "cohorts" not in names(factories.role(RoleKind.EDITOR, programme).person)
