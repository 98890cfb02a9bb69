"""Whatever is changed in a signed badge breaks it: every text, number and name in it, one after the other."""

import base64
import copy
import json
import string
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from trainees.badges import reading
from trainees.badges.keys import new_key
from trainees.badges.signing import as_jwt, with_proof
from trainees.operations import keys
from trainees.queries.badges import check_badge

pytestmark = pytest.mark.django_db
Path = tuple[str | int, ...]
ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where every value stands that holds no other."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from leaves(inner, (*path, at))
    else:
        yield path


def changed(document: dict[str, Any], path: Path, to: Any) -> dict[str, Any]:
    """A copy that says something else at `path`."""
    copied = copy.deepcopy(document)
    inner: Any = copied
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to(inner[path[-1]])
    return copied


def other(value: Any) -> Any:
    """Something of the same kind that is not the same."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else f"{value}x"


def without(document: dict[str, Any], path: Path) -> dict[str, Any]:
    """A copy in which nothing stands at `path`."""
    copied = copy.deepcopy(document)
    inner: Any = copied
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return copied


def jwt_with(text: str, payload: dict[str, Any]) -> str:
    """The JWT with another payload between its header and signature."""
    header, _payload, signature = text.split(".")
    raw = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    return ".".join((header, base64.urlsafe_b64encode(raw).rstrip(b"=").decode(), signature))


def payload_of(text: str) -> dict[str, Any]:
    """What a JWT says."""
    part = text.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def test_every_value_of_a_badge_with_a_proof() -> None:
    text, _jwt = factories.as_texts(factories.full_certificate())
    document = json.loads(text)
    assert check_badge(json.dumps(changed(document, ("name",), lambda same: same))).fault is None
    paths = list(leaves(document))
    assert len(paths) > 40
    for path in paths:
        for made in (changed(document, path, other), without(document, path)):
            checked = check_badge(json.dumps(made))
            assert (checked.certificate, checked.fault is None) == (None, False), path


def test_every_value_of_a_jwt() -> None:
    _text, jwt = factories.as_texts(factories.full_certificate())
    payload = payload_of(jwt)
    assert check_badge(jwt_with(jwt, payload)).fault is None
    for path in leaves(payload):
        for made in (changed(payload, path, other), without(payload, path)):
            checked = check_badge(jwt_with(jwt, made))
            assert (checked.certificate, checked.fault is None) == (None, False), path


@pytest.fixture
def texts() -> list[str]:
    """A badge in both forms."""
    return factories.as_texts(factories.full_certificate())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), sign=st.sampled_from('aB3-_é"{}:, \x00'))
def test_one_sign_of_a_badge(texts: list[str], where: float, sign: str) -> None:
    """Between values a blank may stand for a blank; everything else breaks it."""
    for text in texts:
        at = int(where * len(text))
        made = text[:at] + sign + text[at + 1 :]
        assert check_badge(made).fault is not None or same_meaning(text, made)


def test_the_bits_of_a_jwt_that_do_not_count(texts: list[str]) -> None:
    jwt = texts[1]
    twin = ALPHABET[ALPHABET.index(jwt[-1]) ^ 1]
    assert base64.urlsafe_b64decode(jwt[-86:] + "==") == base64.urlsafe_b64decode(jwt[-86:-1] + twin + "==")
    assert check_badge(jwt[:-1] + twin).fault == "unreadable"


def same_meaning(text: str, made: str) -> bool:
    """Whether two texts are the same badge."""
    if text.startswith("{"):
        return bool(json.loads(text) == json.loads(made))
    return text == made


def test_a_key_that_is_not_ours_signs_nothing() -> None:
    certificate = factories.certificate()
    keys.ensure()
    strange = new_key("key-1")
    unsigned = json.loads(factories.as_texts(certificate)[0])
    unsigned.pop("proof")
    forged = [
        json.dumps(with_proof(unsigned, key=strange, created=certificate.issued_at)),
        as_jwt(unsigned, key=strange),
    ]
    assert [check_badge(text).fault for text in forged] == ["changed", "changed"]


def test_a_stolen_key_cannot_put_another_name_on_a_certificate() -> None:
    """It can sign anything, and our records still say otherwise."""
    from trainees.badges.keys import opened

    certificate = factories.full_certificate()
    key = opened(keys.ensure())
    unsigned = json.loads(factories.as_texts(certificate)[0])
    unsigned.pop("proof")
    paths: list[Path] = [
        ("credentialSubject", "identifier", 0, "identityHash"),
        ("name",),
        ("validUntil",),
        ("credentialStatus", "statusListIndex"),
    ]
    for path in paths:
        to = (lambda value: value.replace("20", "21", 1)) if path == ("validUntil",) else other
        if path[-1] == "statusListIndex":
            to = lambda value: value + "1"  # noqa: E731 - a number that is another
        made = changed(unsigned, path, to)
        for text in (
            json.dumps(with_proof(made, key=key, created=certificate.issued_at)),
            as_jwt(made, key=key),
        ):
            assert check_badge(text).fault == "differs", path
    made = changed(unsigned, ("id",), lambda value: value.replace("/verify/", "/verify/a"))
    assert check_badge(as_jwt(made, key=key)).fault == "not_from_here"


def test_the_shape_is_asked_before_anything_is_canonicalised(monkeypatch: pytest.MonkeyPatch) -> None:
    document = json.loads(factories.as_texts(factories.full_certificate())[0])
    monkeypatch.setattr(reading, "DataIntegrityProofSuite", lambda: pytest.fail("it was canonicalised"))
    subject = ("credentialSubject", "achievement")
    poison = [
        changed(document, ("@context",), lambda was: [*was, {"x": "https://example.org/x"}]),
        changed(document, ("@context", 1), lambda _was: "https://example.org/context"),
        without(document, (*subject, "id")),
        changed(document, (*subject, "alignment"), lambda was: was * 100),
        changed(document, ("credentialSubject",), lambda was: [was, was]),
        changed(document, ("id",), lambda _was: "_:b0"),
        document | {"evidence": [{}] * 50},
        changed(document, ("name",), lambda _was: {"@value": "x", "@language": "en"}),
    ]
    for made in poison:
        assert check_badge(json.dumps(made)).certificate is None
