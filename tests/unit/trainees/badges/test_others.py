"""Verifiers that others wrote accept the badges of this site, and refuse what is not as we signed it.

jose (JWT), and Digital Bazaar's vc with its Data Integrity and status list; they read the contexts as published, and of
this site only what everybody can read.
"""

import base64
import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests import factories
from tests.checks.verifiers import canonical, verdicts
from trainees.badges.contexts import own_contexts
from trainees.badges.credential import badge
from trainees.badges.keys import new_key
from trainees.badges.signing import as_jwt, with_proof
from trainees.enums import CertificateKind
from trainees.models import SigningKey
from trainees.operations import keys

pytestmark = pytest.mark.django_db


def verified(badges: list[Any], **more: Any) -> list[bool]:
    """What they say of each."""
    return [one.verified for one in verdicts(factories.readable(), [{**one, **more} for one in badges])]


def altered(badge: dict[str, Any], change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """A copy with `change` made to it; a JWT keeps its header and signature."""
    if "credential" in badge:
        credential = copy.deepcopy(badge["credential"])
        change(credential)
        return {"credential": credential}
    header, payload, signature = badge["jwt"].split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    change(claims)
    text = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return {"jwt": f"{header}.{text}.{signature}"}


def test_they_accept_our_badges() -> None:
    made = [
        factories.certificate(),
        factories.full_certificate(),
        factories.full_certificate(language="fr", hides_name=True),
    ]
    badges = [form for certificate in made for form in factories.both_forms(certificate)]
    assert verdicts(factories.readable(), badges) == verdicts(factories.readable(), badges)
    assert verified(badges) == [True] * 6


def _rename(credential: dict[str, Any]) -> None:
    credential["credentialSubject"]["identifier"][0]["identityHash"] += "a"


def _date(credential: dict[str, Any]) -> None:
    credential["validUntil"] = credential["validUntil"].replace("20", "21", 1)


def _award(credential: dict[str, Any]) -> None:
    credential["credentialSubject"]["achievement"]["name"] = "Certified Plus"


def _status(credential: dict[str, Any]) -> None:
    credential["credentialStatus"]["statusListIndex"] = "99999"


@pytest.mark.parametrize("change", [_rename, _date, _award, _status])
def test_they_refuse_what_was_altered(change: Callable[[dict[str, Any]], None]) -> None:
    badges = factories.both_forms(factories.full_certificate())
    assert verified([altered(one, lambda _same: None) for one in badges[:1]]) == [True]
    assert verified([altered(one, change) for one in badges]) == [False, False]


def test_they_refuse_an_altered_signature() -> None:
    proof, jwt = factories.both_forms(factories.certificate())
    value = proof["credential"]["proof"]["proofValue"]
    forged = copy.deepcopy(proof["credential"])
    forged["proof"]["proofValue"] = value[:20] + ("1" if value[20] != "1" else "2") + value[21:]
    place = len(jwt["jwt"]) - 20
    sign = "A" if jwt["jwt"][place] != "A" else "B"
    text = jwt["jwt"][:place] + sign + jwt["jwt"][place + 1 :]
    assert verified([{"credential": forged}, {"jwt": text}]) == [False, False]


def test_they_refuse_a_revoked_one() -> None:
    standing, other = factories.certificate(), factories.certificate()
    badges = [*factories.both_forms(standing), *factories.both_forms(other)]
    assert verified(badges) == [True] * 4
    factories.revoked(other)
    assert verified(badges) == [True, True, False, False]
    assert "Revoked" in verdicts(factories.readable(), badges)[2].error


def test_they_refuse_a_corrected_one_and_accept_a_renewed_one() -> None:
    corrected, renewed = factories.certificate(), factories.certificate()
    badges = [*factories.both_forms(corrected), *factories.both_forms(renewed)]
    factories.followed(corrected, CertificateKind.CORRECTED)
    factories.followed(renewed, CertificateKind.RENEWED)
    assert verified(badges) == [False, False, True, True]


def test_they_refuse_what_another_key_signed() -> None:
    certificate = factories.certificate()
    keys.ensure()
    key, now = new_key("key-1"), timezone.now()  # under the name of ours
    unsigned = badge(certificate)
    badges = [
        {"credential": with_proof(unsigned, key=key, created=now)},
        {"jwt": as_jwt(unsigned, key=key)},
    ]
    assert verified(badges) == [False, False]


def test_they_refuse_an_expired_one() -> None:
    badges = factories.both_forms(factories.full_certificate())
    assert verified(badges, now="2026-12-01T00:00:00Z") == [True, True]
    assert verified(badges, now="2046-12-01T00:00:00Z") == [False, False]


def test_they_accept_what_a_retired_key_signed_and_what_the_new_one_signs() -> None:
    certificate = factories.certificate()
    before = factories.both_forms(certificate)
    keys.rotate()
    after = factories.both_forms(certificate)
    assert before != after
    assert verified([*before, *after]) == [True] * 4


def test_they_refuse_what_a_withdrawn_key_signed() -> None:
    certificate = factories.certificate()
    before = factories.both_forms(certificate)
    keys.withdraw(key=SigningKey.objects.get())
    assert verified([*before, *factories.both_forms(certificate)]) == [False, False, True, True]


def test_our_contexts_and_the_published_ones_canonicalise_alike() -> None:
    from openvc.proof.contexts import document_loader
    from openvc.proof.data_integrity import _canonize

    documents = [
        badge(factories.full_certificate()),
        badge(factories.full_certificate(language="fr")),
        badge(factories.certificate(hides_name=True)),
    ]
    ours = [_canonize(one, document_loader(own_contexts())).decode() for one in documents]
    assert ours == canonical(documents)
    assert "https://example.org/standards" in ours[0]
    assert len(ours[0].splitlines()) > 30
