"""What holders see of their certificates, and how they want the next one."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from tests import factories
from trainees.enums import EnrolmentState
from trainees.models import CertificateWish, Enrolment
from trainees.operations import certificates

pytestmark = pytest.mark.django_db


@pytest.fixture
def given() -> Any:
    """Sam's."""
    cohort = factories.awarding_cohort(seats=30, renews=True)
    return factories.given(factories.earner(cohort, chosen_name="Sam"))


@pytest.fixture
def sam(client: Client, given: Any) -> Client:
    client.force_login(given.person)
    return client


def words(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def mine() -> str:
    return reverse("portal:certificates")


def test_a_certificate_with_its_file_address_and_badge(sam: Client, given: Any) -> None:
    shown = words(sam.get(mine()))
    for part in ("Certified", given.serial, "Valid until", f"/verify/{given.code}/", "Hide my name"):
        assert part in shown
    for name in ("certificate_file", "certificate_badge", "certificate_badge_jwt"):
        assert reverse(f"portal:{name}", args=[given.pk]) in shown


def test_they_stay_when_the_enrolment_ended_and_the_address_changed(sam: Client, given: Any) -> None:
    Enrolment.objects.update(state=EnrolmentState.WITHDRAWN, ended_at=timezone.now())
    given.person.email = "another@example.org"
    given.person.save()
    assert given.serial in words(sam.get(mine()))
    assert "My certificates" in words(sam.get(reverse("portal:home")))


def test_the_file_answers_its_holder_alone(sam: Client, given: Any) -> None:
    address = reverse("portal:certificate_file", args=[given.pk])
    for query in ("", "?language=fr&paper=a4", "?language=both&paper=letter", "?language=&paper="):
        response = sam.get(address + query)
        assert response.content.startswith(b"%PDF-")
        assert "no-store" in response["Cache-Control"]
    for query in ("?language=de", "?paper=a3"):
        assert sam.get(address + query).status_code == 404
    assert sam.post(address).status_code == 405
    other = Client()
    assert other.get(address).status_code == 302
    by = factories.givers(given.enrolment.cohort)
    for who in (factories.person(), by.coordinator, factories.person(is_superuser=True)):
        other.force_login(who)
        assert other.get(address).status_code == 404
        assert given.serial not in words(other.get(mine()))


def test_what_was_replaced_is_kept_apart_and_what_was_revoked_says_why(sam: Client, given: Any) -> None:
    by = factories.givers(given.enrolment.cohort).coordinator
    new = certificates.reissue(certificate=given, reason="Spelling.", by=by, name="Sam É.")
    shown = words(sam.get(mine()))
    assert shown.index(new.serial) < shown.index("Earlier certificates") < shown.index(given.serial)
    certificates.revoke(certificate=new, reason="It was given by mistake.", by=by)
    shown = words(sam.get(mine()))
    assert "The reason that was given: It was given by mistake." in shown
    assert "Hide my name" not in shown


def test_the_page_is_in_french_with_the_awards_french_name(sam: Client, given: Any) -> None:
    with translation.override("fr"):
        address = mine()
    assert "Certification" in words(sam.get(address))


def test_nobody_has_any_yet(client: Client) -> None:
    client.force_login(factories.person())
    assert "Your certificates will be here" in words(client.get(mine()))


def test_as_many_queries_for_many_as_for_one(sam: Client, given: Any) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert sam.get(mine()).status_code == 200
        return len(queries)

    count()
    before = count()
    for _number in range(5):
        cohort = factories.awarding_cohort(renews=True)
        factories.given(factories.earner(cohort, held_by=given.person))
    assert count() == before


# How the next one is written


@pytest.fixture
def noor(client: Client) -> Enrolment:
    """Somebody without a certificate, signed in."""
    trainee = factories.enrolment(factories.awarding_cohort(), chosen_name="Noor")
    client.force_login(trainee.person)
    return trainee


def wish_of(of: Enrolment) -> str:
    return reverse("portal:certificate_wish", args=[of.cohort_id])


@pytest.mark.parametrize("name", ["Sámuel ʔaʔ", "李小龙", "Zoë-Anne d’Arc", "נור"])
def test_the_name_may_be_in_any_letters(client: Client, noor: Enrolment, name: str) -> None:
    for _click in range(2):
        response = client.post(wish_of(noor), {"name": name, "language": "both"})
        assert (response.status_code, response["Location"]) == (303, mine())
    assert CertificateWish.objects.get().name == name
    assert name in words(client.get(mine()))
    assert factories.given(factories.completed(noor)).name == name


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "No\u202eor"}, "name"),
        ({"name": "No\x07or"}, "name"),
        ({"name": "N" * 201}, "name"),
        ({"name": "1234"}, "name"),
        ({"language": "de"}, "language"),
    ],
)
def test_what_cannot_be_printed_is_refused_at_its_field(
    client: Client, noor: Enrolment, typed: dict[str, str], field: str
) -> None:
    response = client.post(wish_of(noor), {"name": "Noor A.", "language": "fr"} | typed)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not CertificateWish.objects.exists()
    if field == "language":
        assert "Noor A." in words(response)


def test_a_wish_changes_no_certificate_that_is_there(sam: Client, given: Any) -> None:
    address = wish_of(given.enrolment)
    assert "does not change by this" in words(sam.get(address))
    sam.post(address, {"name": "Samuel", "language": ""})
    given.refresh_from_db()
    assert given.name == "Sam"


def test_only_in_ones_own_cohort(client: Client, noor: Enrolment) -> None:
    other = factories.enrolment(factories.awarding_cohort())
    assert client.get(wish_of(other)).status_code == 404
    assert client.post(wish_of(other), {"name": "X", "language": ""}).status_code == 404
    Enrolment.objects.filter(pk=noor.pk).update(state=EnrolmentState.WITHDRAWN, ended_at=timezone.now())
    assert client.post(wish_of(noor), {"name": "X", "language": ""}).status_code == 404
    assert not CertificateWish.objects.exists()


def test_an_empty_wish_is_the_name_one_goes_by(client: Client, noor: Enrolment) -> None:
    client.post(wish_of(noor), {"name": "Noor A.", "language": "fr"})
    client.post(wish_of(noor), {"name": " ", "language": ""})
    issued = factories.given(factories.completed(noor))
    assert (issued.name, issued.language) == ("Noor", "en")
