"""Every screen opens for a coordinator, and says what it should."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.enums import RoleKind
from tests.integration.trainees.backoffice.world import Side, member, side

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Side:
    """The programme that the coordinator coordinates."""
    return side("Here")


@pytest.fixture
def office(client: Client, here: Side) -> Client:
    """Signed in as its coordinator."""
    client.force_login(member(RoleKind.COORDINATOR, here.programme))
    return client


def addresses(side: Side) -> list[str]:
    """Every screen about this side's things."""
    cohort, edition = side.cohort, side.cohort.edition
    module = edition.modules.first()
    assert module is not None
    return [
        reverse("cohorts:facts", args=[cohort.pk]),
        reverse("cohorts:edit", args=[cohort.pk]),
        reverse("cohorts:announce", args=[cohort.pk]),
        reverse("cohorts:cancel", args=[cohort.pk]),
        reverse("cohorts:sessions", args=[cohort.pk]),
        reverse("cohorts:add_session", args=[cohort.pk]),
        reverse("cohorts:session", args=[cohort.pk, side.session.pk]),
        reverse("cohorts:cancel_session", args=[cohort.pk, side.session.pk]),
        reverse("roster:index", args=[cohort.pk]),
        reverse("roster:enrol", args=[cohort.pk]),
        reverse("roster:read_list", args=[cohort.pk]),
        reverse("roster:list", args=[cohort.pk, side.batch.pk]),
        reverse("roster:undo_list", args=[cohort.pk, side.batch.pk]),
        reverse("roster:modules", args=[cohort.pk]),
        reverse("roster:completion", args=[side.completion.pk]),
        reverse("roster:messages", args=[cohort.pk]),
        reverse("roster:write", args=[cohort.pk]),
        reverse("roster:history", args=[cohort.pk]),
        reverse("enrolments:read", args=[side.enrolment.pk]),
        reverse("enrolments:leave", args=[side.enrolment.pk]),
        reverse("enrolments:finish", args=[side.enrolment.pk]),
        reverse("messages:read", args=[side.message.pk]),
        reverse("messages:resend", args=[side.message.pk]),
        reverse("messages:cancel", args=[side.message.pk]),
        reverse("courses:editions", args=[edition.course.pk]),
        reverse("courses:edit", args=[edition.course.pk]),
        reverse("courses:new_edition", args=[edition.course.pk]),
        reverse("courses:history", args=[edition.course.pk]),
        reverse("courses:edition", args=[edition.pk]),
        reverse("courses:copy_edition", args=[edition.pk]),
        reverse("courses:new_module", args=[edition.pk]),
        reverse("courses:module", args=[module.pk]),
        reverse("courses:remove_module", args=[module.pk]),
        reverse("programmes:edit", args=[side.programme.pk]),
    ]


def test_every_screen_opens(office: Client, here: Side) -> None:
    """With 200, and with the frame's landmarks."""
    for url in addresses(here):
        response = office.get(url)
        assert (response.status_code, url) == (200, url)


LISTS = [
    "wagtailadmin_home",
    "cohorts:index",
    "cohorts:add",
    "courses:index",
    "courses:add",
    "programmes:index",
    "roles:index",
    "roles:add",
    "enrolments:index",
    "messages:index",
    "messages:index_results",
]


def test_every_list_opens_and_shows_only_what_is_here(office: Client, here: Side) -> None:
    """Another programme's things are planted; no list names them."""
    there = side("There")
    for name in LISTS:
        response = office.get(reverse(name))
        assert (response.status_code, name) == (200, name)
        text = response.content.decode()
        assert "There cohort" not in text
        assert "There programme" not in text
        assert "Trainee There" not in text
        assert there.enrolment.person.email not in text


def test_another_programmes_things_do_not_exist(office: Client, here: Side) -> None:
    """For GET and for POST alike."""
    there = side("There")
    for url in addresses(there):
        assert (office.get(url).status_code, url) == (404, url)
        assert (office.post(url, {}).status_code, url) == (404, url)
