"""Badges as their holders have them, and what a stranger's verifier can read of this site."""

import datetime as dt
import json
from typing import Any

from django.utils import timezone

from trainees.badges import addresses
from trainees.enums import CertificateKind
from trainees.models import Certificate
from trainees.operations.badges import badge_jwt, signed_badge, signed_status_list
from trainees.queries.badges import did_document

from .awarding import award_that_asks, certificate
from .people import enrolment
from .teaching import cohort, course_edition, today

STANDARDS = "National standards of peer support https://example.org/standards\nCode of conduct: https://example.org/code"


def full_certificate(**fields: Any) -> Certificate:
    """A certificate that uses everything a badge can say: two languages, two standards, an end, signs of all kinds."""
    edition = course_edition(2)
    award = award_that_asks(
        edition,
        name_en="Certified",
        name_fr="Certification",
        alignment=STANDARDS,
        summary_en="“All” <modules> & more.",
    )
    defaults: dict[str, Any] = {
        "language": "both",
        "name": "ʔəy̓ Zoë 中文 O'Neill",
        "expires_on": today() + dt.timedelta(days=700),
    }
    return certificate(enrolment(cohort(edition)), award=award, **(defaults | fields))


def ended(made: Certificate, **fields: Any) -> Certificate:
    """The certificate with what is written when it ends, read again."""
    Certificate.objects.filter(pk=made.pk).update(**fields)
    return Certificate.objects.get(pk=made.pk)


def revoked(made: Certificate) -> Certificate:
    """It was revoked now."""
    return ended(made, revoked_at=timezone.now(), revoke_reason="By mistake.")


def followed(made: Certificate, kind: CertificateKind) -> Certificate:
    """The certificate that replaces it from now on."""
    old = ended(made, replaced_at=timezone.now())
    return certificate(
        old.enrolment,
        award=old.award,
        kind=kind,
        replaces=old,
        name=old.name,
        first_awarded_on=old.first_awarded_on,
    )


def both_forms(made: Certificate) -> list[dict[str, Any]]:
    """The badge in both forms, as tests.checks.verifiers takes them."""
    return [{"credential": signed_badge(certificate=made)}, {"jwt": badge_jwt(certificate=made)}]


def as_texts(made: Certificate) -> list[str]:
    """The badge in both forms, as a holder uploads them."""
    return [json.dumps(signed_badge(certificate=made)), badge_jwt(certificate=made)]


def readable(*lists: int) -> dict[str, Any]:
    """What anybody can read here: the did document, and the lists of revoked badges."""
    found = {addresses.status_address(number): signed_status_list(number) for number in lists or (1,)}
    return {addresses.did(): did_document()} | found
