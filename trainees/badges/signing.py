"""A credential, signed: as a JWT, or with a Data Integrity proof inside (eddsa-rdfc-2022)."""

import datetime as dt
import json
import warnings
from typing import Any

from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import OKPKey
from openvc.proof.data_integrity import DataIntegrityProofSuite

from . import addresses
from .contexts import own_contexts
from .keys import Key, base64url, jwk

ALGORITHM = "EdDSA"
# RFC 9864 would rather have it called Ed25519, which verifiers of badges do not know yet.
warnings.filterwarnings("ignore", message="EdDSA is deprecated", category=SecurityWarning)


def with_proof(credential: dict[str, Any], *, key: Key, created: dt.datetime) -> dict[str, Any]:
    """The credential with its proof. The same for the same key and instant."""
    secured: dict[str, Any] = DataIntegrityProofSuite().add_proof(
        credential,
        signing_key=key,
        verification_method=key.kid,
        created=created,
        extra_contexts=own_contexts(),
    )
    return secured


def as_jwt(credential: dict[str, Any], *, key: Key, typ: str = "") -> str:
    """The credential as a JWT: its members are the payload, and five of them are repeated as the claims of JWTs.

    The header names the key and nothing else. Open Badges allow no `typ` but "JWT", VC-JOSE-COSE recommends "vc+jwt":
    none is what both allow. `typ` is for what is no badge. The same for the same key.
    """
    header = {"alg": ALGORITHM, "kid": addresses.jwk_address(key.name)} | ({"typ": typ} if typ else {})
    payload = json.dumps(claims(credential), ensure_ascii=False, separators=(",", ":")).encode()
    signs = OKPKey.import_key({**jwk(key.public), "d": base64url(key.private.private_bytes_raw())})
    return jws.serialize_compact(header, payload, signs, algorithms=[ALGORITHM])


def claims(credential: dict[str, Any]) -> dict[str, Any]:
    """The payload of a JWT: the credential, and what JWTs call its issuer, id, subject and dates."""
    issuer = credential["issuer"]
    made = {
        "iss": issuer if isinstance(issuer, str) else issuer["id"],
        "jti": credential["id"],
        "sub": credential["credentialSubject"]["id"],
        "nbf": _seconds(credential["validFrom"]),
    }
    if "validUntil" in credential:
        made["exp"] = _seconds(credential["validUntil"])
    return {**credential, **made}


def _seconds(instant: str) -> int:
    return int(dt.datetime.fromisoformat(instant).timestamp())
