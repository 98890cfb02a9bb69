"""What badges are made of and compared with."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists
from django.utils import timezone

from courses.models import Award
from trainees.badges import addresses, did, reading
from trainees.badges.credential import badge
from trainees.badges.status import Ended, void
from trainees.enums import BadgeFault
from trainees.models import Certificate, SigningKey
from trainees.models.certificates import STANDING

WITH_CLOCK = "award__edition__course__programme"
"""What a certificate is selected with to make its badge."""


@dataclass(frozen=True)
class Checked:
    """What a badge that somebody brought turned out to be.

    `certificate`: the one it speaks of, once its signature is good and it says what our records say; else None.
    `fault`: what is wrong, None for a badge that stands. One that was revoked, replaced or has expired has both.
    """

    certificate: Certificate | None
    fault: BadgeFault | None = None

    @property
    def is_from_here(self) -> bool:
        """Whether this site signed it as it is."""
        return self.certificate is not None


def check_badge(text: str) -> Checked:
    """A badge as JSON with a proof or as a JWT, as it was uploaded, against our keys and our records.

    Three queries at most, no request to anywhere, at most 64 kB.
    """
    if len(text) > reading.MOST_BYTES or len(text.encode(errors="surrogatepass")) > reading.MOST_BYTES:
        return Checked(None, BadgeFault.TOO_LONG)
    try:
        brought = reading.read(text)
    except reading.UnreadableError:
        return Checked(None, BadgeFault.UNREADABLE)
    key = SigningKey.objects.filter(name=reading.key_name(brought.key)).first()
    if key is None or brought.issuer != addresses.did():
        return Checked(None, BadgeFault.NOT_FROM_HERE)
    if key.withdrawn_at is not None:
        return Checked(None, BadgeFault.WITHDRAWN)
    if not reading.is_signed(brought, key.public):
        return Checked(None, BadgeFault.CHANGED)
    certificate = (
        Certificate.objects.select_related(WITH_CLOCK)
        .filter(code=addresses.code_in(brought.credential["id"]))
        .first()
    )
    if certificate is None:
        return Checked(None, BadgeFault.NOT_FROM_HERE)
    if not _agrees(brought.credential, certificate):
        return Checked(None, BadgeFault.DIFFERS)
    return Checked(certificate, _ended(certificate))


def _agrees(credential: dict[str, Any], certificate: Certificate) -> bool:
    """Whether it says of holder, award and dates what we would sign today: a stolen key could sign anything.

    The name may be missing (the holder hid it then), or there (and was hidden since).
    """
    ours = badge(certificate)
    subject, our_subject = credential["credentialSubject"], ours["credentialSubject"]
    names = [one["identityHash"] for one in subject.get("identifier", [])]
    return (
        all(
            credential.get(what) == ours.get(what)
            for what in ("name", "validFrom", "validUntil", "credentialStatus")
        )
        and subject["id"] == our_subject["id"]
        and subject["achievement"]["id"] == our_subject["achievement"]["id"]
        and names in ([], [certificate.name])
    )


def _ended(certificate: Certificate) -> BadgeFault | None:
    if certificate.revoked_at is not None:
        return BadgeFault.REVOKED
    if certificate.replaced_at is not None:
        return BadgeFault.REPLACED
    tz = certificate.award.edition.course.programme.tz
    today = timezone.localdate(timezone=tz)
    return BadgeFault.EXPIRED if certificate.expires_on and today > certificate.expires_on else None


def current_key() -> SigningKey | None:
    """The key that signs; None until something was signed."""
    return SigningKey.objects.filter(retired_at__isnull=True).order_by("made_at", "pk").last()


def did_document() -> dict[str, Any]:
    """The site's did:web document."""
    return did.document(SigningKey.objects.order_by("made_at", "pk").defer("private"))


@dataclass(frozen=True)
class Revoked:
    """The bits of one list that are set, and when the list last changed."""

    indexes: tuple[int, ...]
    changed_at: dt.datetime


def revoked_in(number: int) -> Revoked | None:
    """What is set in the list of revoked badges with this number; None where no badge stands in it. Two queries."""
    first = (
        Certificate.objects.filter(status_list=number).order_by("issued_at").values_list("issued_at").first()
    )
    if first is None:
        return None
    rows = Certificate.objects.exclude(STANDING).values_list(
        "pk",
        "revoked_at",
        "replaced_at",
        "replaced_by__pk",
        "replaced_by__kind",
        "status_list",
        "status_index",
    )
    instants, ended = [first[0]], []
    for pk, revoked_at, replaced_at, next_id, next_kind, in_list, index in rows:
        instants += [at for at in (revoked_at, replaced_at) if at is not None]
        ended.append(
            Ended(
                pk=pk,
                is_revoked=revoked_at is not None,
                next_id=next_id,
                next_kind=next_kind or "",
                status_list=in_list,
                status_index=index,
            )
        )
    indexes = sorted(one.status_index for one in void(ended) if one.status_list == number)
    return Revoked(indexes=tuple(indexes), changed_at=max(instants))


def awarded(pk: int) -> Award | None:
    """The award with this id, if somebody holds it or held it, with its course and programme."""
    found: Award | None = (
        Award.objects.select_related("edition__course__programme")
        .filter(Exists(Certificate.objects.filter(award=pk)), pk=pk)
        .first()
    )
    return found
