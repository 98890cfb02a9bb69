"""The list in which verifiers look up whether a badge was revoked (W3C Bitstring Status List)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openvc.status.bitstring import new_bitstring, set_status_bit
from openvc.status.issue import build_status_list_credential

from trainees.enums import CertificateKind

from . import addresses

LENGTH = 131_072
"""Badges in a list: the least that the standard allows, so that asking for a list does not tell whose badge is read."""
PURPOSE = "revocation"


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A certificate that was revoked or replaced: by which one (id) and why, and where its badge stands."""

    pk: int
    is_revoked: bool
    next_id: int | None
    next_kind: str
    status_list: int
    status_index: int


def void(ended: Iterable[Ended]) -> list[Ended]:
    """Those whose badges say what is not so: revoked, or corrected (they were wrong), or followed by such a one.

    One that was only renewed is not among them: it was true for its term, ends with it by itself, and "revoked" would
    be a stain. `ended` is everybody's, not only one list's: what follows may stand in another.
    """
    by_pk = {one.pk: one for one in ended}
    return [one for one in by_pk.values() if any(_is_wrong(later) for later in _onwards(one, by_pk))]


def _is_wrong(one: Ended) -> bool:
    return one.is_revoked or one.next_kind == CertificateKind.CORRECTED


def _onwards(one: Ended, by_pk: dict[int, Ended]) -> Iterable[Ended]:
    """It, and what replaced it, one after the other. A certificate replaces older ones only, so this ends."""
    found: Ended | None = one
    while found is not None:
        yield found
        found = by_pk.get(found.next_id) if found.next_id else None


def status_list(number: int, indexes: Iterable[int], *, changed_at: dt.datetime) -> dict[str, Any]:
    """The list with this number, unsigned: the bits at `indexes` are set."""
    bits = new_bitstring(LENGTH)
    for index in indexes:
        set_status_bit(bits, index, 1)
    made: dict[str, Any] = build_status_list_credential(
        id=addresses.status_address(number),
        issuer=addresses.did(),
        bitstring=bits,
        status_purpose=PURPOSE,
        valid_from=changed_at,
    )
    return made
