"""Certificates that anybody may verify, one of which its holder put into the register."""

import datetime as dt
from typing import Any

from django.utils import timezone

from tests import factories


def verifying_things(holder: Any) -> dict[str, Any]:
    """One that stands and is listed, the one that it replaced, one in each other state, and a code of none."""
    cohort = factories.awarding_cohort(seats=30)
    renewed = factories.renewed_certificate(
        factories.certificate(factories.enrolment(cohort, held_by=holder)), is_listed=True
    )
    for number in range(26):
        factories.certificate(factories.enrolment(cohort, chosen_name=f"Kai {number:02}"), is_listed=True)
    day = factories.today() - dt.timedelta(days=10)
    expired = factories.certificate(
        factories.enrolment(cohort), issued_on=day, expires_on=day, content={"award": {"en": "One language"}}
    )
    revoked = factories.certificate(
        factories.enrolment(cohort), hides_name=True, revoked_at=timezone.now(), revoke_reason="An error."
    )
    return {
        "expired_code": expired.code,
        "revoked_code": revoked.code,
        "certificate_code": renewed.code,
        "replaced_code": renewed.replaces.code,
        "unknown_code": "abcdefghijklmnopqrstuvwxyz",
        "own_certificate": renewed,
    }
