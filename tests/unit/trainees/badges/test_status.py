"""The list of revoked badges: a bit for each, set for what says something untrue, the same until something ends."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey
from openvc.status.bitstring import decode_bitstring, get_status_bit

from tests import factories
from trainees.badges.status import LENGTH, Ended, status_list, void
from trainees.enums import CertificateKind
from trainees.operations.badges import signed_status_list
from trainees.queries.badges import did_document, revoked_in

NOW = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)


def bits(number: int = 1) -> set[int]:
    """Where the published list has a bit set."""
    found = signed_status_list(number)
    assert found is not None
    return set_bits(found["credentialSubject"]["encodedList"])


def set_bits(encoded: str) -> set[int]:
    """Its indexes."""
    raw = decode_bitstring(encoded)
    assert len(raw) * 8 == LENGTH
    return {index for index in range(LENGTH) if raw[index // 8] and get_status_bit(raw, index)}


@given(st.sets(st.integers(0, LENGTH - 1), max_size=50))
def test_the_bits_that_are_set_are_those_that_are_read(indexes: set[int]) -> None:
    made = status_list(3, indexes, changed_at=NOW)
    assert set_bits(made["credentialSubject"]["encodedList"]) == indexes
    assert made["credentialSubject"]["encodedList"].startswith("u")
    assert made["id"] == "http://testserver/badges/status/3"


@pytest.mark.django_db
def test_revoked_and_corrected_ones_are_set_and_renewed_ones_are_not() -> None:
    standing, revoked, corrected, renewed = (factories.certificate() for _ in range(4))
    assert bits() == set()
    factories.revoked(revoked)
    factories.followed(corrected, CertificateKind.CORRECTED)
    factories.followed(renewed, CertificateKind.RENEWED)
    assert bits() == {revoked.status_index, corrected.status_index}
    assert standing.status_index not in bits()


@pytest.mark.django_db
def test_when_the_last_of_a_lineage_is_revoked_the_earlier_ones_are_too() -> None:
    first = factories.certificate()
    second = factories.followed(first, CertificateKind.RENEWED)
    third = factories.followed(second, CertificateKind.REINSTATED)
    assert bits() == set()
    factories.revoked(third)
    assert bits() == {first.status_index, second.status_index, third.status_index}


@pytest.mark.django_db
def test_a_correction_makes_only_what_came_before_it_untrue() -> None:
    first = factories.certificate()
    second = factories.followed(first, CertificateKind.RENEWED)
    third = factories.followed(second, CertificateKind.CORRECTED)
    factories.followed(third, CertificateKind.RENEWED)
    assert bits() == {first.status_index, second.status_index}


@pytest.mark.django_db
def test_each_list_has_its_own_bits_though_lineages_cross_them() -> None:
    first = factories.certificate(status_list=2, status_index=7)
    factories.revoked(factories.followed(first, CertificateKind.RENEWED))
    assert bits(2) == {7}
    assert len(bits(1)) == 1
    assert signed_status_list(3) is None


@pytest.mark.django_db
def test_it_changes_when_something_ends_and_only_then() -> None:
    certificate = factories.certificate()
    before = signed_status_list(1)
    factories.certificate()
    assert signed_status_list(1) == before
    factories.revoked(certificate)
    after = signed_status_list(1)
    assert before is not None
    assert after is not None
    assert after["validFrom"] >= before["validFrom"]
    assert after["proof"]["proofValue"] != before["proof"]["proofValue"]


@pytest.mark.django_db
def test_a_list_costs_as_many_queries_for_one_as_for_many() -> None:
    counts = []
    for _round in range(2):
        for _ in range(3):
            factories.followed(factories.certificate(), CertificateKind.CORRECTED)
            factories.revoked(factories.certificate())
        with CaptureQueriesContext(connection) as queries:
            revoked_in(1)
        counts.append(len(queries))
    assert counts == [2, 2]


def one(pk: int, *, is_revoked: bool = False, next_id: int | None = None, kind: str = "") -> Ended:
    """A certificate that ended."""
    return Ended(
        pk=pk, is_revoked=is_revoked, next_id=next_id, next_kind=kind, status_list=1, status_index=pk
    )


@given(
    st.lists(st.sampled_from(["renewed", "corrected", "reinstated"]), max_size=8), st.booleans(), st.randoms()
)
def test_a_lineage_is_untrue_up_to_its_last_correction_or_wholly_when_revoked(
    kinds: list[str], is_revoked: bool, chance: st.DataObject
) -> None:
    """Certificate 0, then one of each kind; the last stands, or is revoked."""
    rows = [one(pk, next_id=pk + 1, kind=kind) for pk, kind in enumerate(kinds)]
    if is_revoked:
        rows.append(one(len(kinds), is_revoked=True))
    last_correction = max((pk for pk, kind in enumerate(kinds) if kind == "corrected"), default=-1)
    wrong = set(range(len(kinds) + 1)) if is_revoked else set(range(last_correction + 1))
    chance.shuffle(rows)  # type: ignore[attr-defined]  # a random.Random
    assert {found.pk for found in void(rows)} == wrong


@pytest.mark.django_db
def test_what_it_says_is_dated_by_the_last_change() -> None:
    certificate = factories.certificate(issued_at=timezone.now() - dt.timedelta(days=3))
    found = revoked_in(1)
    assert found is not None
    assert found.changed_at == certificate.issued_at
    at = factories.revoked(certificate).revoked_at
    again = revoked_in(1)
    assert again is not None
    assert again.changed_at == at


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/vc, application/json", "application/json"),
        ("application/vc+jwt", "application/vc+jwt"),
        ("application/vc+jwt, application/json;q=0.5", "application/vc+jwt"),
        ("text/html", "application/json"),
    ],
)
def test_who_asks_for_a_jwt_gets_the_list_as_one(client: Client, accept: str | None, kind: str) -> None:
    """The same list at the same address, which caches keep apart; signed with the key that the site publishes."""
    revoked = factories.revoked(factories.certificate())
    url = reverse("badge_status", args=[1])
    answer = client.get(url, headers={"accept": accept} if accept else {})
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert "Accept" in answer["Vary"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get(url, headers={"accept": accept or "*/*"}).content == answer.content
    if kind == "application/json":
        assert answer.json()["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
        return
    token = answer.content.decode()
    [method] = [one for one in did_document()["verificationMethod"] if one["type"] == "JsonWebKey"]
    read = jws.deserialize_compact(token, OKPKey.import_key(method["publicKeyJwk"]), algorithms=["EdDSA"])
    assert read.headers() == {"alg": "EdDSA", "typ": "vc+jwt", "kid": method["id"]}
    payload = json.loads(read.payload)
    assert (payload["iss"], payload["jti"]) == (payload["issuer"], payload["id"])
    assert set_bits(payload["credentialSubject"]["encodedList"]) == {revoked.status_index}


@pytest.mark.django_db
def test_a_list_that_is_none_is_none_as_a_jwt_either(client: Client) -> None:
    factories.certificate()
    url = reverse("badge_status", args=[9])
    assert client.get(url, headers={"accept": "application/vc+jwt"}).status_code == 404
