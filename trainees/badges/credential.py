"""What a badge says about a certificate, before it is signed (Open Badges 3.0: OpenBadgeCredential)."""

import datetime as dt
from typing import Any

from courses.models import Award
from courses.models.alignment import Standard, standards_in
from trainees.enums import CertificateLanguage
from trainees.models import Certificate
from trainees.rules.verification import verification_address

from . import addresses
from .contexts import BADGE_CONTEXTS

BOTH = " / "
PARAGRAPH = "\n\n"


def badge(certificate: Certificate) -> dict[str, Any]:
    """The badge of a certificate, unsigned: the same every time, while the certificate stands as it is.

    Reads award, edition, course and programme of the certificate (for its clock): select them. The name is in it
    unless the holder hides it; an e-mail address never is, hashed neither (see the ADR).
    """
    credential: dict[str, Any] = {
        "@context": list(BADGE_CONTEXTS),
        "id": verification_address(certificate),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _words(certificate, "award"),
        "issuer": _issuer(certificate),
        "validFrom": utc(certificate.issued_at),
    }
    if ends := valid_until(certificate):
        credential["validUntil"] = utc(ends)
    subject: dict[str, Any] = {
        "id": addresses.holder_of(certificate.code),
        "type": ["AchievementSubject"],
    }
    if not certificate.hides_name:
        subject["identifier"] = [_name(certificate)]
    credential["credentialSubject"] = subject | {"achievement": _achievement(certificate)}
    credential["credentialStatus"] = _status(certificate)
    return credential


def utc(instant: dt.datetime) -> str:
    """Whole seconds in UTC, as credentials write them: "2026-11-29T22:53:24Z"."""
    return instant.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def valid_until(certificate: Certificate) -> dt.datetime | None:
    """The end of the last day on which it is valid, on the programme's clock; None where it does not expire."""
    if certificate.expires_on is None:
        return None
    tz = certificate.award.edition.course.programme.tz
    return dt.datetime.combine(certificate.expires_on + dt.timedelta(days=1), dt.time(), tzinfo=tz)


def achievement(
    *, award: Award, name: str, description: str, narrative: str, language: str
) -> dict[str, Any]:
    """What was earned. Open Badges know one language at a time: words in two are said one after the other.

    The standards that it meets are left out where there is none.
    """
    made: dict[str, Any] = {
        "id": addresses.achievement_address(award.pk),
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": name,
        "description": description,
        "criteria": {"narrative": narrative or description},
    }
    if language in ("en", "fr"):
        made["inLanguage"] = language
    if award.alignment:
        made["alignment"] = [_alignment(standard) for standard in standards_in(award.alignment)]
    return made


def _achievement(certificate: Certificate) -> dict[str, Any]:
    return achievement(
        award=certificate.award,
        name=_words(certificate, "award"),
        description=f"{_words(certificate, 'course')} – {_words(certificate, 'programme')}",
        narrative=_words(certificate, "criteria", between=PARAGRAPH),
        language=certificate.language,
    )


def _alignment(standard: Standard) -> dict[str, Any]:
    return {"type": ["Alignment"], "targetName": standard.name, "targetUrl": standard.url}


def _issuer(certificate: Certificate) -> dict[str, Any]:
    """The site, in the name of the host: the key is the site's."""
    programme = _words(certificate, "programme")
    return {
        "id": addresses.did(),
        "type": ["Profile"],
        "name": certificate.content.get("host") or programme,
        "description": programme,
        "url": f"{addresses.site()}/",
    }


def _name(certificate: Certificate) -> dict[str, Any]:
    """The name as it is printed. Not hashed: a hash of a name is guessed in seconds, and only looks like privacy."""
    return {
        "type": "IdentityObject",
        "identityType": "name",
        "hashed": False,
        "identityHash": certificate.name,
    }


def _status(certificate: Certificate) -> dict[str, Any]:
    address = addresses.status_address(certificate.status_list)
    return {
        "id": f"{address}#{certificate.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(certificate.status_index),
        "statusListCredential": address,
    }


def _words(certificate: Certificate, what: str, *, between: str = BOTH) -> str:
    return in_languages(certificate.content.get(what, ""), certificate.language, between=between)


def in_languages(words: Any, language: str, *, between: str = BOTH) -> str:
    """{"en", "fr"} in the certificate's language, in the other where it has none, or in both; text as it is."""
    if not isinstance(words, dict):
        return str(words or "")
    english, french = words.get("en") or "", words.get("fr") or ""
    if language == CertificateLanguage.BOTH:
        return between.join(dict.fromkeys(one for one in (english, french) if one))
    return (french or english) if language == CertificateLanguage.FRENCH else (english or french)
