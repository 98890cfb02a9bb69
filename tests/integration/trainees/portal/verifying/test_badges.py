"""Badges that strangers upload."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from trainees.enums import BadgeFault
from trainees.models import Certificate
from trainees.operations.badges import badge_jwt, signed_badge
from trainees.portal.verifying.throttle import WRONG_TRIES
from trainees.queries.badges import WITH_CLOCK

from .reading import address, certificate, h1, soup, text, words

pytestmark = pytest.mark.django_db


def signed(**fields: Any) -> tuple[Certificate, str, str]:
    """A certificate with its badge, as JSON and as a JWT."""
    made = Certificate.objects.select_related(WITH_CLOCK).get(pk=certificate(**fields).pk)
    return made, json.dumps(signed_badge(certificate=made)), badge_jwt(certificate=made)


def upload(client: Client, content: str | bytes, name: str = "badge.json") -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return client.post("/verify/badge/", {"file": SimpleUploadedFile(name, raw)})


def test_a_genuine_badge_is_answered_with_its_certificate(client: Client) -> None:
    made, as_json, as_jwt = signed()
    for page in (
        upload(client, as_json),
        upload(client, b"\xef\xbb\xbf" + as_json.encode()),
        upload(client, as_jwt, "badge.jwt"),
        client.post("/verify/badge/", {"text": f"\n {as_json} "}),
        client.post("/verify/badge/", {"text": as_jwt}),
    ):
        assert page.status_code == 200
        assert h1(page) == "This certificate is valid"
        assert "The badge is genuine." in words(page)
        assert made.serial in words(page)
    assert "genuine" not in words(client.get(f"{address(made)}?is_badge=True&badge=genuine"))


def test_a_genuine_badge_of_a_revoked_certificate_says_that_first(client: Client) -> None:
    made, as_json, _jwt = signed()
    Certificate.objects.filter(pk=made.pk).update(
        revoked_at=timezone.now(), revoke_reason="Canary", hides_name=True
    )
    page = upload(client, as_json)
    assert h1(page) == "This certificate was revoked"
    assert "genuine" not in words(page)
    assert "Canary" not in text(page)
    assert "Noor" not in text(page)


def test_what_cannot_be_looked_at_is_refused_at_its_field(client: Client) -> None:
    for content, fault in (
        (b"%PDF-1.7 \xff\xfe", BadgeFault.UNREADABLE),
        ("x" * (64 * 1024 + 1), BadgeFault.TOO_LONG),
        ("x" * 300_000, BadgeFault.TOO_LONG),
    ):
        page = upload(client, content)
        assert page.status_code == 422
        error = soup(page).find(id="id_file_error")
        assert str(fault.label) in error.get_text()
    nothing = client.post("/verify/badge/", {})
    assert nothing.status_code == 422
    assert "Choose a file, or paste the text of a badge." in words(nothing)
    assert upload(client, "").status_code == 422


def test_a_badge_that_does_not_stand_is_an_answer_and_no_mistake_in_a_form(client: Client) -> None:
    made, as_json, as_jwt = signed()
    changed, elsewhere = json.loads(as_json), json.loads(as_json)
    changed["validFrom"] = "2020-01-01T00:00:00Z"
    elsewhere["proof"]["verificationMethod"] = "did:web:example.org#key"
    head, body, signature = as_jwt.split(".")
    for content, said, fault in (
        (json.dumps(changed), "Do not rely on this badge", BadgeFault.CHANGED),
        (
            f"{head}.{body}.{signature[:10]}{'A' if signature[10] != 'A' else 'B'}{signature[11:]}",
            "Do not rely on this badge",
            BadgeFault.CHANGED,
        ),
        (f"{head}.{body[:-1]}!.{signature}", "Do not rely on this badge", BadgeFault.UNREADABLE),
        ("no badge <b>", "Do not rely on this badge", BadgeFault.UNREADABLE),
        (json.dumps(elsewhere), "We cannot vouch for this badge", BadgeFault.NOT_FROM_HERE),
    ):
        page = upload(client, content)
        assert (page.status_code, h1(page)) == (200, said)
        assert str(fault.label) in words(page)
        assert "Please check what you wrote" not in words(page)
        assert made.serial not in words(page)


def test_wrong_badges_count_as_wrong_tries(client: Client) -> None:
    made = certificate()
    for _ in range(WRONG_TRIES):
        assert client.post("/verify/badge/", {"text": "{}"}).status_code == 200
    assert client.get(address(made)).status_code == 429


def test_signs_that_no_database_and_no_encoding_takes_are_no_badge_of_ours(client: Client) -> None:
    made, as_json, _jwt = signed()
    for sign in ("\x00", "\ud800"):
        of_key, of_name, of_id = (json.loads(as_json) for _way in range(3))
        of_key["proof"]["verificationMethod"] += sign
        of_name["name"] += sign
        of_id["id"] += sign
        for changed in (of_key, of_name, of_id):
            page = upload(client, json.dumps(changed))
            assert h1(page) in ("Do not rely on this badge", "We cannot vouch for this badge")
            assert made.serial not in words(page)
