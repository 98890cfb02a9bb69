"""A badge that somebody brings, in either form: read within limits, and verified against keys that are given.

Nothing in it is believed before its signature was checked, and nothing it names is ever fetched: its contexts, its key
and its status list are those of this site, or it is not from here.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from jsonschema import Draft202012Validator
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.errors import ProofError

from . import addresses
from .contexts import own_contexts
from .keys import base64url, jwk
from .signing import ALGORITHM, claims

MOST_BYTES = 64 * 1024
DEEPEST = 12
A_NAME = re.compile(r"[-\w]{1,40}", re.ASCII)
"""What a key can be called: nothing else reaches the database."""
_PARTS = 3
_CLAIMS = ("iss", "jti", "sub", "nbf", "exp")
_PROOF = {"type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"}


class UnreadableError(ValueError):
    """It is no badge."""


@dataclass(frozen=True)
class Brought:
    """What was read. `key` is the address of the key that it says it was signed with; `text` the JWT, or empty."""

    credential: dict[str, Any]
    key: str
    text: str = ""

    @property
    def issuer(self) -> str:
        """Who it says signed it."""
        issuer = self.credential.get("issuer")
        found = issuer.get("id") if isinstance(issuer, dict) else issuer
        return found if isinstance(found, str) else ""


def read(text: str) -> Brought:
    """What the text says, unverified. UnreadableError: it is neither JSON with a proof nor a JWT.

    The caller has counted its bytes (MOST_BYTES).
    """
    text = text.strip().removeprefix("\ufeff").strip()
    return _read_json(text) if text.startswith("{") else _read_jwt(text)


def is_signed(brought: Brought, public: str) -> bool:
    """Whether the key `public` (multibase) signed just this. Dates do not matter here."""
    return _is_jwt_signed(brought, public) if brought.text else _is_proof_good(brought, public)


def _read_json(text: str) -> Brought:
    document = _loaded(text)
    proof = document.get("proof")
    if not isinstance(proof, dict) or not isinstance(proof.get("verificationMethod"), str):
        raise UnreadableError
    return Brought(credential=document, key=proof["verificationMethod"])


def _read_jwt(text: str) -> Brought:
    parts = text.split(".")
    if len(parts) != _PARTS or not text.isascii():
        raise UnreadableError
    raw_header, raw_payload, _signature = map(_decoded, parts)
    header, payload = _loaded(_text(raw_header)), _loaded(_text(raw_payload))
    key = header.get("kid")
    if header.get("alg") != ALGORITHM or not isinstance(key, str):
        raise UnreadableError
    credential = {name: value for name, value in payload.items() if name not in _CLAIMS}
    return Brought(credential=credential, key=key, text=text)


def _decoded(part: str) -> bytes:
    """The bytes of a part, if it is how they are written: its last sign has bits that would not count."""
    try:
        raw = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise UnreadableError from error
    if base64url(raw) != part:
        raise UnreadableError
    return raw


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError from error


def _loaded(text: str) -> dict[str, Any]:
    """A JSON object without members of the same name, constants that are not JSON, deep nesting and halves of signs."""
    if _depth(text) > DEEPEST:
        raise UnreadableError
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_refused)
        json.dumps(
            found, ensure_ascii=False
        ).encode()  # of "\\ud800" alone there is no text that could be signed
    except ValueError as error:  # JSONDecodeError is one; so is a number of thousands of digits
        raise UnreadableError from error
    if not isinstance(found, dict):
        raise UnreadableError
    return found


def _depth(text: str) -> int:
    """How deep brackets stand in one another, those in texts counted too: never less than it is."""
    deepest = depth = 0
    for sign in text:
        if sign in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "}]":
            depth = max(depth - 1, 0)
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two readers could take two different members for the one that was signed."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnreadableError
    return found


def _refused(constant: str) -> Any:
    raise UnreadableError(constant)


@cache
def _shape() -> Draft202012Validator:
    path = Path(__file__).parent / "badge.schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def _has_our_shape(credential: Mapping[str, Any]) -> bool:
    """Whether we could have signed it at all. Asked first: a document made to be hard to canonicalise takes hours."""
    return _shape().is_valid(credential)


def _is_jwt_signed(brought: Brought, public: str) -> bool:
    if not _has_our_shape(brought.credential):
        return False
    try:
        found = jws.deserialize_compact(brought.text, OKPKey.import_key(jwk(public)), algorithms=[ALGORITHM])
    except (JoseError, ValueError):
        return False
    return bool(json.loads(found.payload) == claims(brought.credential))


def _is_proof_good(brought: Brought, public: str) -> bool:
    unsecured = {name: value for name, value in brought.credential.items() if name != "proof"}
    proof = brought.credential["proof"]
    if set(proof) != _PROOF or not all(isinstance(value, str) for value in proof.values()):
        return False
    if not _has_our_shape(unsecured):
        return False
    try:
        DataIntegrityProofSuite().verify(
            brought.credential,
            public_key_jwk=jwk(public),
            extra_contexts=own_contexts(),
            check_temporal=False,  # whether it has expired is asked of the certificate
        )
    except ProofError:
        return False
    return True


def key_name(address: str) -> str:
    """The name of the key of ours at this address, in either form; empty where it is none of ours."""
    begin = f"{addresses.did()}#"
    name = address.removeprefix(begin).removesuffix("-jwk")
    return name if address.startswith(begin) and A_NAME.fullmatch(name) else ""
