"""Keys are made when first needed, kept encrypted, changed without breaking badges, and shown to nobody."""

import base64
import io
import json
import logging
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests import factories
from trainees.badges.keys import ClosedKeyError, jwk, opened
from trainees.models import SigningKey
from trainees.operations import keys
from trainees.queries.badges import check_badge, current_key, did_document

pytestmark = pytest.mark.django_db


def test_the_first_need_makes_one_and_the_next_finds_it() -> None:
    assert current_key() is None
    made = keys.ensure()
    assert (made.name, made.retired_at) == ("key-1", None)
    assert keys.ensure() == made == current_key()
    assert SigningKey.objects.count() == 1


def test_what_it_publishes_belongs_to_what_it_signs_with() -> None:
    row = keys.ensure()
    key = opened(row)
    key.private.public_key().verify(key.sign(b"badge"), b"badge")
    raw = key.private.public_key().public_bytes_raw()
    assert row.public.startswith("z6Mk")
    assert base64.urlsafe_b64decode(jwk(row.public)["x"] + "=") == raw


def test_rotating_retires_the_old_one_and_forgets_what_it_signed_with() -> None:
    old = keys.ensure()
    new = keys.rotate()
    old.refresh_from_db()
    assert (old.private, old.retired_at is not None, new.name) == ("", True, "key-2")
    assert current_key() == new
    assert sorted(ModelLogEntry.objects.values_list("action", flat=True)) == [
        "trainees.key.make",
        "trainees.key.make",
        "trainees.key.retire",
    ]


def test_rotating_before_there_was_a_key_makes_one() -> None:
    assert keys.rotate().name == "key-1"


def test_a_name_that_is_taken_is_passed_over() -> None:
    made_at = timezone.now()
    SigningKey.objects.create(name="key-2", public="z6MkOld", made_at=made_at, retired_at=made_at)
    assert keys.ensure().name == "key-3"


def test_badges_of_a_retired_key_stay_good_and_those_of_a_withdrawn_one_do_not() -> None:
    certificate = factories.certificate()
    old = factories.as_texts(certificate)
    keys.rotate()
    assert [check_badge(text).fault for text in old] == [None, None]
    withdrawn = keys.withdraw(key=SigningKey.objects.get(name="key-1"))
    assert keys.withdraw(key=withdrawn).withdrawn_at == withdrawn.withdrawn_at
    assert [check_badge(text).fault for text in old] == ["withdrawn", "withdrawn"]
    assert [check_badge(text).certificate for text in factories.as_texts(certificate)] == [certificate] * 2


def test_withdrawing_the_key_that_signs_makes_the_next() -> None:
    first = keys.ensure()
    keys.withdraw(key=first)
    assert keys.ensure().name == "key-2"


def test_the_did_document_keeps_every_key_and_asserts_with_those_that_are_believed() -> None:
    keys.ensure()
    keys.withdraw(key=SigningKey.objects.get())
    keys.rotate()
    document = did_document()
    methods = {method["id"]: method for method in document["verificationMethod"]}
    ids = [f"did:web:testserver#key-{number}{form}" for number in (1, 2, 3) for form in ("", "-jwk")]
    assert list(methods) == ids
    assert document["assertionMethod"] == ids[2:]
    assert [one for one in ids if "revoked" in methods[one]] == ids[:2]
    assert {method["controller"] for method in methods.values()} == {document["id"]} == {"did:web:testserver"}
    assert all("d" not in method.get("publicKeyJwk", {}) for method in methods.values())
    for name in ("key-1", "key-2", "key-3"):
        public = SigningKey.objects.get(name=name).public
        assert methods[f"did:web:testserver#{name}"]["publicKeyMultibase"] == public
        assert methods[f"did:web:testserver#{name}-jwk"]["publicKeyJwk"]["x"] == jwk(public)["x"]


def test_a_former_secret_key_still_opens_it_and_none_does_not() -> None:
    row = keys.ensure()
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=["test-only-not-a-secret"]):
        assert opened(row).public == row.public
    with override_settings(SECRET_KEY="another"), pytest.raises(ClosedKeyError, match="badge_keys rotate"):
        opened(row)


def test_a_key_that_cannot_be_opened_can_be_replaced() -> None:
    certificate = factories.certificate()
    old = factories.as_texts(certificate)
    with override_settings(SECRET_KEY="another"):
        assert "SECRET_KEY_FALLBACKS" in command("list")
        assert "key-2" in command("rotate")
        assert [check_badge(text).fault for text in (*old, *factories.as_texts(certificate))] == [None] * 4


def command(*words: str) -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command("badge_keys", *words, stdout=out)
    return out.getvalue()


def test_the_command_lists_rotates_and_withdraws() -> None:
    assert command("list") == "did:web:testserver\n"
    command("rotate")
    assert command("list").count("signs") == 1
    lines = command("rotate").splitlines()[1:]
    assert [("retired" in line, "signs" in line) for line in lines] == [(True, False), (False, True)]
    assert "withdrawn" in command("withdraw", "key-1").splitlines()[1]


@pytest.mark.parametrize("words", [("withdraw",), ("withdraw", "key-9"), ("rotate", "key-1"), ("sign",)])
def test_the_command_refuses_what_it_does_not_know(words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        command(*words)
    assert SigningKey.objects.count() == 0


def forms_of(private: Ed25519PrivateKey) -> list[str]:
    """How 32 secret bytes could show."""
    raw = private.private_bytes_raw()
    return [
        raw.hex(),
        base64.b64encode(raw).decode().rstrip("="),
        base64.urlsafe_b64encode(raw).decode().rstrip("="),
        repr(raw)[2:-1],
    ]


def test_the_private_part_shows_nowhere(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    certificate = factories.certificate()
    row = keys.ensure()
    key = opened(row)
    canary = forms_of(key.private)
    assert certificate.person is not None
    client.force_login(certificate.person)
    shown = [
        client.get("/.well-known/did.json").content.decode(),
        client.get("/badges/status/1").content.decode(),
        client.get(f"/my/certificates/{certificate.pk}/badge.json").content.decode(),
        client.get(f"/my/certificates/{certificate.pk}/badge.jwt").content.decode(),
        command("list"),
        repr(key),
        str(ClosedKeyError(row.name)),
        json.dumps(list(ModelLogEntry.objects.values("label", "data", "action")), default=str),
    ]
    dumped = io.StringIO()
    call_command("dumpdata", "trainees", stdout=dumped)
    shown += [dumped.getvalue(), caplog.text]
    assert canary[0] in json.dumps({"planted": key.private.private_bytes_raw().hex()})
    for text in shown:
        assert not [form for form in canary if form in text]
    for text in shown[:-2]:
        assert row.private not in text, "not even encrypted"


def _update(key: SigningKey, **fields: Any) -> None:
    SigningKey.objects.filter(pk=key.pk).update(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "key-9"},
        {"public": "z6MkOther"},
        {"retired_at": None, "private": "again", "withdrawn_at": None},
        {"withdrawn_at": None},
    ],
)
def test_what_a_key_was_is_never_changed(fields: dict[str, Any]) -> None:
    key = keys.withdraw(key=keys.ensure())
    with pytest.raises(IntegrityError, match="signing_key_kept"):
        _update(key, **fields)


def test_no_key_is_ever_deleted() -> None:
    keys.ensure()
    with pytest.raises(IntegrityError, match="signing_key_never_deleted"):
        SigningKey.objects.all().delete()
