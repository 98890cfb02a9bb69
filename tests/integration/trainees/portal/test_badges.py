"""Badges over HTTP: holders take them along; verifiers find keys, lists and awards, from any site, for some minutes."""

import json
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.checks.verifiers import verdicts
from trainees.models import SigningKey
from trainees.operations import keys
from trainees.queries.badges import check_badge

pytestmark = pytest.mark.django_db


def signed_in(certificate: Any, client: Client) -> Client:
    """As the holder."""
    client.force_login(certificate.person)
    return client


def test_the_holder_downloads_both_forms(client: Client) -> None:
    certificate = factories.full_certificate()
    signed_in(certificate, client)
    for form, kind in (("json", "application/json"), ("jwt", "application/vc+jwt")):
        answer = client.get(f"/my/certificates/{certificate.pk}/badge.{form}")
        assert answer.status_code == HTTPStatus.OK
        assert answer["Content-Type"] == kind
        assert answer["Content-Disposition"] == f'attachment; filename="{certificate.serial}.{form}"'
        assert "no-store" in answer["Cache-Control"]
        assert check_badge(answer.content.decode()).certificate == certificate


def test_nobody_else_does(client: Client) -> None:
    certificate = factories.certificate()
    gone = factories.certificate(person=None)
    signed_in(factories.certificate(), client)
    for pk in (certificate.pk, gone.pk, 10**6):
        assert client.get(f"/my/certificates/{pk}/badge.json").status_code == HTTPStatus.NOT_FOUND
        assert client.get(f"/my/certificates/{pk}/badge.jwt").status_code == HTTPStatus.NOT_FOUND
    assert Client().get(f"/my/certificates/{certificate.pk}/badge.json").status_code == HTTPStatus.FOUND


def test_what_is_downloaded_verifies_with_what_is_served(client: Client) -> None:
    certificate = factories.certificate()
    signed_in(certificate, client)
    badges = [
        {"credential": client.get(f"/my/certificates/{certificate.pk}/badge.json").json()},
        {"jwt": client.get(f"/my/certificates/{certificate.pk}/badge.jwt").content.decode()},
    ]
    stranger = Client()
    documents = {
        "did:web:testserver": stranger.get("/.well-known/did.json").json(),
        "http://testserver/badges/status/1": stranger.get("/badges/status/1").json(),
    }
    assert [one.verified for one in verdicts(documents, badges)] == [True, True]


@pytest.mark.parametrize("path", ["/.well-known/did.json", "/badges/status/1"])
def test_verifiers_in_other_sites_pages_read_keys_and_lists(path: str, client: Client) -> None:
    factories.certificate()
    answer = client.get(path)
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    again = client.get(path, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert client.post(path).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_list_in_which_no_badge_stands_is_not_there(client: Client) -> None:
    assert client.get("/badges/status/1").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/badges/status/9999999999999999999999").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/.well-known/did.json").json()["verificationMethod"] == []
    assert not SigningKey.objects.exists()


def test_an_award_is_a_page_in_both_languages(client: Client) -> None:
    award = factories.full_certificate().award
    english, french = (client.get(f"{at}/badges/awards/{award.pk}/") for at in ("", "/fr"))
    assert "<h1>Certified</h1>" in english.content.decode()
    assert "<h1>Certification</h1>" in french.content.decode()
    assert 'href="https://example.org/standards"' in english.content.decode()
    assert "All modules that are not optional." in english.content.decode()
    assert "&lt;modules&gt; &amp; more" not in english.content.decode(), "the summary speaks to trainees"
    assert "Accept" in english["Vary"]


def test_programs_read_what_badges_say_of_it(client: Client) -> None:
    certificate = factories.full_certificate(language="en")
    keys.ensure()
    path = f"/badges/awards/{certificate.award_id}/"
    answer = client.get(path, headers={"Accept": "application/ld+json"})
    said = json.loads(factories.as_texts(certificate)[0])["credentialSubject"]["achievement"]
    said["criteria"] = {"narrative": "All modules that are not optional."}
    assert {"@context": answer.json()["@context"], **said} == answer.json()
    assert client.get(path, headers={"Accept": "text/html,*/*"})["Content-Type"].startswith("text/html")


def test_an_award_that_nobody_holds_is_nobodys_business(client: Client) -> None:
    draft = factories.award_that_asks(factories.course_edition(1))
    assert client.get(f"/badges/awards/{draft.pk}/").status_code == HTTPStatus.NOT_FOUND


def test_whoever_reads_makes_no_key(client: Client) -> None:
    certificate = factories.certificate()
    signed_in(certificate, client)
    SigningKey.objects.update(retired_at=timezone.now(), private="")
    for path in (
        "/badges/status/1",
        *(f"/my/certificates/{certificate.pk}/badge.{end}" for end in ("json", "jwt")),
    ):
        assert client.get(path).status_code == HTTPStatus.NOT_FOUND
    assert SigningKey.objects.count() == 1
    issued = factories.given()
    assert SigningKey.objects.count() == 2
    assert client.get(f"/badges/status/{issued.status_list}").status_code == HTTPStatus.OK
