"""Certificates that anybody may verify, one of which its holder put into the register."""

from typing import Any

from tests import factories


def verifying_things(holder: Any) -> dict[str, Any]:
    """One that stands and is listed, the one that it replaced, and a code of none."""
    cohort = factories.awarding_cohort(seats=30)
    renewed = factories.renewed_certificate(
        factories.certificate(factories.enrolment(cohort, held_by=holder)), is_listed=True
    )
    for number in range(26):
        factories.certificate(factories.enrolment(cohort, chosen_name=f"Kai {number:02}"), is_listed=True)
    return {
        "certificate_code": renewed.code,
        "replaced_code": renewed.replaces.code,
        "unknown_code": "abcdefghijklmnopqrstuvwxyz",
        "own_certificate": renewed,
    }
