"""Enrolling in the office: one person, a list, undoing; errors where they can be mended."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from courses.models import Cohort
from tests import factories
from trainees.enums import BatchState, EnrolmentState
from trainees.models import Enrolment, EnrolmentBatch

from .world import Side


def test_enrol_one(office: Client, here: Side) -> None:
    """A welcome is owed; extra fields change nothing."""
    url = reverse("roster:enrol", args=[here.cohort.pk])
    data = {
        "chosen_name": "Kai", "email": " Kai@Example.org ", "language": "fr", "phone": "",
        "is_superuser": "1", "state": "finished",
    }  # fmt: skip
    assert office.post(url, data).status_code == 302
    enrolment = Enrolment.objects.get(person__email="kai@example.org")
    assert (enrolment.state, enrolment.person.language) == (EnrolmentState.ENROLLED, "fr")
    assert enrolment.person.is_superuser is False


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "trainee.here@example.org", "This person is enrolled in this cohort already."),
        ("email", "nonsense", "e-mail"),
        ("chosen_name", " ", "This field is required."),
        ("language", "de", "Select a valid choice."),
    ],
)
def test_mistakes_stand_at_their_field(
    office: Client, here: Side, field: str, value: str, words: str
) -> None:
    """And what was typed is still there."""
    data = {
        "chosen_name": "Kai",
        "email": "kai@example.org",
        "language": "en",
        "phone": "604 555 0100",
        field: value,
    }
    response = office.post(reverse("roster:enrol", args=[here.cohort.pk]), data)
    form = response.context["form"]
    assert response.status_code == 422
    assert words in " ".join(form.errors[field])
    assert "604 555 0100" in response.content.decode()
    assert Enrolment.objects.filter(cohort=here.cohort).count() == 1


def test_a_full_cohort_says_so(office: Client, here: Side) -> None:
    """Above the form: no field is wrong."""
    Cohort.objects.filter(pk=here.cohort.pk).update(capacity=1)
    data = {"chosen_name": "Kai", "email": "kai@example.org", "language": "en", "phone": ""}
    response = office.post(reverse("roster:enrol", args=[here.cohort.pk]), data)
    assert "seats left" in response.content.decode()


def test_leaving_asks_first(office: Client, here: Side) -> None:
    """A GET changes nothing; no reason is asked for."""
    url = reverse("enrolments:leave", args=[here.enrolment.pk])
    assert "No reason is needed." in office.get(url).content.decode()
    here.enrolment.refresh_from_db()
    assert here.enrolment.state == EnrolmentState.ENROLLED
    assert office.post(url).status_code == 302
    here.enrolment.refresh_from_db()
    assert here.enrolment.state == EnrolmentState.WITHDRAWN


def read(office: Client, side: Side, **data: Any) -> Any:
    """Send the first form."""
    return office.post(reverse("roster:read_list", args=[side.cohort.pk]), {"pasted": "", **data})


MESSY = "Courriel;Nom;Langue\r\nkai@example.org;Kai;fr\r\nnot an address;Noor;\r\ntrainee.here@example.org;Sam;\r\n"


def test_a_list_from_dry_run_to_undo(office: Client, here: Side) -> None:
    """Nothing before "apply"; a second click changes nothing; undone again."""
    response = read(office, here, file=SimpleUploadedFile("people.csv", MESSY.encode("latin-1")))
    assert response.status_code == 302
    batch = EnrolmentBatch.objects.latest("pk")
    page = office.get(response["Location"]).content.decode()
    assert "New person" in page
    assert "Enrolled already" in page
    assert "e-mail: " in page
    assert "Enrol 1 of 3 rows" in page
    assert Enrolment.objects.filter(cohort=here.cohort).count() == 1
    only = office.get(response["Location"], {"show": "attention"}).content.decode()
    assert "Noor" in only
    assert "kai@example.org" not in only
    for _click in range(2):
        assert office.post(response["Location"], {"apply": "1"}).status_code == 302
    assert Enrolment.objects.filter(cohort=here.cohort).count() == 2
    undo = reverse("roster:undo_list", args=[here.cohort.pk, batch.pk])
    assert office.get(undo).status_code == 200
    assert office.post(undo).status_code == 302
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    assert Enrolment.objects.filter(cohort=here.cohort).active().count() == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "__all__"),
        ({"pasted": "colour\nred\n"}, "pasted"),
        ({"file": b"colour\nred\n"}, "file"),
        ({"file": b"name,email\nA,a@example.org\n", "pasted": "name,email\nB,b@example.org"}, "__all__"),
    ],
)
def test_lists_that_cannot_be_read(office: Client, here: Side, data: dict[str, Any], field: str) -> None:
    """Are refused at their field, and nothing is kept."""
    if "file" in data:
        data = {**data, "file": SimpleUploadedFile("list.csv", data["file"])}
    before = EnrolmentBatch.objects.count()
    response = read(office, here, **data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert EnrolmentBatch.objects.count() == before


def test_a_list_belongs_to_its_cohort(office: Client, here: Side, there: Side) -> None:
    """Also when the cohort in the address is one's own."""
    for name in ("list", "undo_list"):
        url = reverse(f"roster:{name}", args=[here.cohort.pk, there.batch.pk])
        assert office.get(url).status_code == 404
        assert office.post(url, {"apply": "1"}).status_code == 404


def test_a_long_list_is_watched_without_javascript(office: Client, here: Side) -> None:
    """While a worker is at it, the page looks again by itself."""
    EnrolmentBatch.objects.filter(pk=here.batch.pk).update(state=BatchState.APPLYING)
    response = office.get(reverse("roster:list", args=[here.cohort.pk, here.batch.pk]))
    assert response["Refresh"] == "3"
    assert "Step 1 of" in response.content.decode()


def test_history_tells_who_did_what(office: Client, here: Side) -> None:
    """In words."""
    factories.enrolment(here.cohort)
    office.post(reverse("enrolments:leave", args=[here.enrolment.pk]))
    page = office.get(reverse("roster:history", args=[here.cohort.pk])).content.decode()
    assert "Left the course" in page
    assert "Completion recorded" in page
    assert "Cohort announced" in page


def test_what_happens_at_once_is_said_before(office: Client, here: Side) -> None:
    """A welcome goes out on enrolling; what somebody has not completed is named before they are marked as finished."""
    one = office.get(reverse("roster:enrol", args=[here.cohort.pk])).content.decode()
    assert "A welcome is sent to this person by e-mail at once." in one
    many = office.get(reverse("roster:list", args=[here.cohort.pk, here.batch.pk])).content.decode()
    assert "Each person enrolled here is sent a welcome by e-mail at once." in many
    finish = office.get(reverse("enrolments:finish", args=[here.enrolment.pk])).content.decode()
    assert "Not completed yet: Module 2, Module 3, Module 4." in finish
