"""The site's did:web document: the keys by which its badges are verified."""

from collections.abc import Iterable
from typing import Any

from trainees.models import SigningKey

from . import addresses
from .credential import utc
from .keys import jwk

CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]


def document(keys: Iterable[SigningKey]) -> dict[str, Any]:
    """Every key that was ever used, as Multikey and as JWK, each good for assertions.

    Retired ones too: they sign nothing any more, and a verifier that did not find them here would call every badge
    forged that they signed. Withdrawn ones are shown with the instant from which on nobody should believe them, and
    are good for nothing. Only public parts are read.
    """
    methods: list[dict[str, Any]] = []
    for key in keys:
        ended = {"revoked": utc(key.withdrawn_at)} if key.withdrawn_at else {}
        methods += [_multikey(key) | ended, _json_web_key(key) | ended]
    return {
        "@context": list(CONTEXTS),
        "id": addresses.did(),
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods if "revoked" not in method],
    }


def _multikey(key: SigningKey) -> dict[str, Any]:
    return {
        "id": addresses.multikey_address(key.name),
        "type": "Multikey",
        "controller": addresses.did(),
        "publicKeyMultibase": key.public,
    }


def _json_web_key(key: SigningKey) -> dict[str, Any]:
    address = addresses.jwk_address(key.name)
    return {
        "id": address,
        "type": "JsonWebKey",
        "controller": addresses.did(),
        "publicKeyJwk": {**jwk(key.public), "kid": address, "alg": "EdDSA", "use": "sig"},
    }
