"""A certificate's PDF in a process that has written some: front and back, by language and letters."""

import datetime as dt
import statistics
import time
from typing import Any

from django.conf import settings

from tests import factories
from tests.bench.servers import Servers
from tests.factories.papers import certificate_template
from trainees.models import Certificate
from trainees.queries.papers import certificate_pdf

ROUNDS = 50
MODULES = 12


def run(servers: Servers) -> dict[str, float]:
    """`certificate.pdf_ms` is the median of 50 different ones in English, with modules on the back and a signature,
    from the row in the database to the file. The others: in both languages; a name that two more fonts draw.
    """
    settings.DEBUG = False
    with servers.database("certificate"):
        cohort = factories.awarding_cohort(modules=MODULES)
        certificate_template(
            cohort.edition.course,
            first_signer="Rosalind",
            first_role_en="Coordinator",
            first_role_fr="Coordonnatrice",
            signatures=("first",),
        )
        of = factories.certificate(factories.enrolment(cohort))
        return {
            "certificate.pdf_ms": median_of(of, "Amara"),
            "certificate.both_ms": median_of(of, "Amara", language="both"),
            "certificate.cjk_ms": median_of(of, "陳美玲 sʔəyə"),
        }


def median_of(of: Certificate, name: str, **asked: Any) -> float:
    """Milliseconds; every one differs in name, code, serial and day, as they do."""
    taken = []
    for number in range(ROUNDS + 5):
        of.name, of.serial, of.code = f"{name} {number}", f"AL-{name}-{number}", f"{name[:2]}{number:024}"
        of.issued_on = of.first_awarded_on = dt.date(2026, 1, 1) + dt.timedelta(days=number)
        start = time.perf_counter()
        certificate_pdf(of, **asked)
        taken.append((time.perf_counter() - start) * 1_000)
    return statistics.median(taken[5:])
