"""Badges and status lists, signed with the key of the day. Reading them makes no key: issuing does."""

from functools import lru_cache
from typing import Any

from trainees.badges.credential import badge
from trainees.badges.keys import Key, NoKeyError, opened
from trainees.badges.signing import as_jwt, with_proof
from trainees.badges.status import status_list
from trainees.models import Certificate
from trainees.queries.badges import Revoked, current_key, revoked_in

KEPT = 8
"""Status lists that a process remembers: signing one costs milliseconds, and everybody may ask."""


def signed_badge(*, certificate: Certificate) -> dict[str, Any]:
    """The badge with a Data Integrity proof inside. The same each time, while key and certificate stay.

    Its proof is dated when the certificate was issued; or when the key was made, if that was later. Raises NoKeyError.
    """
    key = _key()
    return with_proof(badge(certificate), key=key, created=max(certificate.issued_at, key.made_at))


def badge_jwt(*, certificate: Certificate) -> str:
    """The badge as a JWT. The same each time, while key and certificate stay. Raises NoKeyError."""
    return as_jwt(badge(certificate), key=_key())


def signed_status_list(number: int) -> dict[str, Any] | None:
    """The list of revoked badges with this number, with a proof; None where no badge stands in it. Three queries.

    Raises NoKeyError.
    """
    revoked = revoked_in(number)
    return None if revoked is None else _signed(number, revoked, _key())


def status_list_jwt(number: int) -> str | None:
    """The same list as a JWT, for verifiers that read no other proof. Three queries. Raises NoKeyError."""
    revoked = revoked_in(number)
    return None if revoked is None else _as_jwt(number, revoked, _key())


def _key() -> Key:
    key = current_key()
    if key is None:
        raise NoKeyError
    return opened(key)


@lru_cache(maxsize=KEPT)
def _signed(number: int, revoked: Revoked, key: Key) -> dict[str, Any]:
    """The same arguments make the same bytes, so it is not made twice. Nobody changes what is returned."""
    made = status_list(number, revoked.indexes, changed_at=revoked.changed_at)
    return with_proof(made, key=key, created=max(revoked.changed_at, key.made_at))


@lru_cache(maxsize=KEPT)
def _as_jwt(number: int, revoked: Revoked, key: Key) -> str:
    """As `_signed`. A list is no badge, so its header can say what VC-JOSE-COSE recommends."""
    made = status_list(number, revoked.indexes, changed_at=revoked.changed_at)
    return as_jwt(made, key=key, typ="vc+jwt")
