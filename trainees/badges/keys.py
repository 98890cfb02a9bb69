"""Ed25519 keys: made, kept encrypted, published, and used."""

import base64
import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone
from openvc.multibase import decode_multibase, encode_multibase

from courses.encryption import fernet
from trainees.models import SigningKey

from . import addresses

MULTICODEC = b"\xed\x01"  # "Ed25519 public key", before the key itself


class NoKeyError(Exception):
    """No key signs: no certificate was issued here yet."""

    def __init__(self) -> None:
        super().__init__(
            "There is no key that signs badges. Issuing a certificate makes one: manage.py badge_keys rotate"
        )


class ClosedKeyError(Exception):
    """A key was encrypted under a secret key that neither SECRET_KEY nor SECRET_KEY_FALLBACKS names."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The key {name} of badges was encrypted under another SECRET_KEY. Add that one to SECRET_KEY_FALLBACKS, "
            "or make a new key: manage.py badge_keys rotate"
        )


@dataclass(frozen=True)
class Key:
    """A key that signs. What it signs with is not shown by repr, so that no log or error page says it."""

    name: str
    public: str
    made_at: dt.datetime
    private: Ed25519PrivateKey = field(repr=False, compare=False)

    @property
    def alg(self) -> str:
        """What openvc asks of a key that signs."""
        return "EdDSA"

    @property
    def kid(self) -> str:
        """Its address in the site's did document."""
        return addresses.multikey_address(self.name)

    def sign(self, signing_input: bytes) -> bytes:
        """64 bytes; the same for the same input."""
        return self.private.sign(signing_input)


def new_key(name: str) -> Key:
    """A key by chance."""
    private = Ed25519PrivateKey.generate()
    raw = private.public_key().public_bytes_raw()
    public = encode_multibase(MULTICODEC + raw)
    return Key(name=name, public=public, made_at=timezone.now(), private=private)


def encrypted(key: Key) -> str:
    """Its private part under the site's secret key: a copy of the database signs nothing."""
    return _fernet().encrypt(key.private.private_bytes_raw()).decode()


def opened(row: SigningKey) -> Key:
    """The key that a row keeps. ClosedKeyError: it cannot be opened any more."""
    try:
        seed = _fernet().decrypt(row.private.encode())
    except InvalidToken as error:
        raise ClosedKeyError(row.name) from error
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return Key(name=row.name, public=row.public, made_at=row.made_at, private=private)


def jwk(public: str) -> dict[str, Any]:
    """A public key as a JWK."""
    raw = decode_multibase(public).removeprefix(MULTICODEC)
    return {"kty": "OKP", "crv": "Ed25519", "x": base64url(raw)}


def base64url(raw: bytes) -> str:
    """Without padding, as JOSE writes it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _fernet() -> MultiFernet:
    return fernet(b"alongside badges")
