"""What strangers upload: read within limits, in either form, or refused with a plain reason. Nothing is fetched."""

import base64
import json
import socket
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from trainees.badges.reading import MOST_BYTES
from trainees.enums import BadgeFault, CertificateKind
from trainees.operations import keys
from trainees.queries.badges import check_badge

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that is read is ever fetched."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: pytest.fail("an address was looked up"))
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_k: pytest.fail("a connection was made"))


def faults(texts: list[str]) -> list[str | None]:
    """What is wrong with each."""
    return [check_badge(text).fault for text in texts]


def test_a_badge_as_it_was_downloaded_is_good() -> None:
    certificate = factories.full_certificate()
    for text in factories.as_texts(certificate):
        checked = check_badge(text)
        assert (checked.certificate, checked.fault, checked.is_from_here) == (certificate, None, True)


def test_so_is_one_that_was_saved_by_another_program() -> None:
    text, jwt = factories.as_texts(factories.full_certificate())
    document = json.loads(text)
    other_ways = [
        "\ufeff" + text,
        f"\n{text}\r\n",
        json.dumps(document, indent=4, ensure_ascii=True),
        json.dumps(dict(reversed(document.items())), ensure_ascii=False),
        f"{jwt}\n",
    ]
    assert faults(other_ways) == [None] * len(other_ways)


def test_a_name_that_was_hidden_since_or_then_does_no_harm() -> None:
    shown, hidden = factories.certificate(), factories.certificate(hides_name=True)
    texts = [*factories.as_texts(shown), *factories.as_texts(hidden)]
    for one in (shown, hidden):
        type(one).objects.filter(pk=one.pk).update(hides_name=not one.hides_name)
    assert faults(texts) == [None] * 4


def test_what_has_ended_is_said_with_the_certificate() -> None:
    revoked, replaced = factories.certificate(), factories.certificate()
    expired = factories.certificate(
        issued_on=factories.long_ago(30),
        first_awarded_on=factories.long_ago(30),
        expires_on=factories.long_ago(1),
    )
    last_day = factories.certificate(expires_on=factories.today())
    made = [revoked, replaced, expired, last_day]
    texts = [factories.as_texts(one) for one in made]
    factories.revoked(revoked)
    factories.followed(replaced, CertificateKind.RENEWED)
    for certificate, pair, fault in zip(made, texts, ("revoked", "replaced", "expired", None), strict=True):
        for text in pair:
            checked = check_badge(text)
            assert (checked.certificate, checked.fault) == (certificate, fault)
            assert checked.is_from_here


def test_a_badge_of_another_site_is_not_from_here() -> None:
    keys.ensure()
    with override_settings(SITE_URL="https://elsewhere.example.org"):
        texts = factories.as_texts(factories.certificate())
    assert faults(texts) == ["not_from_here", "not_from_here"]


def test_a_badge_of_a_certificate_that_is_not_here_is_not_from_here() -> None:
    certificate = factories.certificate()
    texts = factories.as_texts(certificate)
    certificate.code = "x" * 26
    unknown = factories.as_texts(certificate)
    assert faults([*texts, *unknown]) == [None, None, "not_from_here", "not_from_here"]


def test_it_costs_three_queries_at_most() -> None:
    for text in factories.as_texts(factories.full_certificate()):
        with CaptureQueriesContext(connection) as queries:
            check_badge(text)
        assert len(queries) <= 3


def part(value: Any) -> str:
    """A part of a JWT."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "{}",
        "[]",
        "null",
        "{",
        '{"proof": {}}',
        '{"proof": []}',
        '{"proof": {"verificationMethod": 5}}',
        '{"a": NaN, "proof": {"verificationMethod": "x"}}',
        '{"a": 1, "a": 2, "proof": {"verificationMethod": "x"}}',
        "[" * 30_000,
        '{"a":' * 10_000,
        '{"a": ' + "9" * 5_000 + "}",
        "%PDF-1.7 not a badge",
        "\x00\x01",
        "a.b.c",
        "..",
        f"{part({'alg': 'none', 'kid': 'x'})}.{part({})}.",
        f"{part({'alg': 'HS256', 'kid': 'did:web:testserver#key-1-jwk'})}.{part({})}.AAAA",
        f"{part({'alg': 'EdDSA'})}.{part({})}.AAAA",
        f"{part({'alg': 'EdDSA', 'kid': ['x']})}.{part({})}.AAAA",
        f"{part([])}.{part({})}.AAAA",
        f"{part({'alg': 'EdDSA', 'kid': 'x'})}.{part('text')}.AAAA",
    ],
)
def test_what_is_no_badge_is_called_so(text: str) -> None:
    keys.ensure()
    assert faults([text]) == [BadgeFault.UNREADABLE]


def test_what_is_too_long_is_not_read() -> None:
    text, jwt = factories.as_texts(factories.certificate())
    padded = text[:-1] + " " * (MOST_BYTES - len(text.encode())) + "}"
    assert len(padded.encode()) == MOST_BYTES
    assert faults([padded, padded + " ", "é" * (MOST_BYTES // 2 + 1), jwt + "A" * MOST_BYTES]) == [
        None,
        BadgeFault.TOO_LONG,
        BadgeFault.TOO_LONG,
        BadgeFault.TOO_LONG,
    ]


def test_an_unusual_header_does_not_open_a_door() -> None:
    _text, jwt = factories.as_texts(factories.certificate())
    _header, payload, signature = jwt.split(".")
    kid = "did:web:testserver#key-1-jwk"
    headers: list[dict[str, Any]] = [
        {"alg": "none", "kid": kid},
        {"alg": "EdDSA", "kid": kid, "crit": ["exp"], "exp": 1},
        {"alg": "EdDSA", "kid": kid, "jwk": {"kty": "OKP"}},
        {"alg": "EdDSA", "kid": kid, "jku": "http://169.254.169.254/"},
        {"alg": "EdDSA", "kid": kid, "b64": False, "crit": ["b64"]},
        {"alg": "EdDSA", "kid": "http://169.254.169.254/key"},
        {"alg": "EdDSA", "kid": "did:web:testserver#key-9-jwk"},
    ]
    for header in headers:
        assert check_badge(f"{part(header)}.{payload}.{signature}").certificate is None, header


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300) | st.from_regex(r"[\[\]{}\":,.a-z0-9 ]{0,200}", fullmatch=True))
def test_anything_is_answered(text: str) -> None:
    assert check_badge(text).certificate is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["@context", "id", "type", "issuer", "name", "x"]), JSON), JSON)
def test_any_document_with_our_key_named_is_answered(document: dict[str, Any], more: Any) -> None:
    proof = {"verificationMethod": "did:web:testserver#key-1", "more": more}
    issuer = {"issuer": {"id": "did:web:testserver"}}
    keys.ensure()
    assert check_badge(json.dumps({**document, **issuer, "proof": proof})).certificate is None


@pytest.mark.parametrize("fault", BadgeFault)
def test_each_fault_is_said_in_a_sentence(fault: BadgeFault) -> None:
    assert fault.label.endswith(".")
    assert len(fault.label) < 100
