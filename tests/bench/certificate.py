"""A certificate's PDF in a process that has written some: front and back, by language and letters."""

import datetime as dt
import statistics
import time

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
        measures: dict[str, float] = {}
        for key, name, language in (
            ("pdf", "Amara", "en"),
            ("both", "Amara", "both"),
            ("cjk", "陳美玲 sʔəyə", "en"),
        ):
            measures |= of_fifty(of, f"certificate.{key}", name, language)
    return measures


def of_fifty(of: Certificate, key: str, name: str, language: str) -> dict[str, float]:
    """Medians in milliseconds: by the clock, and of the CPU, which a busy machine changes less. Every one differs in
    name, code, serial and day, as they do.
    """
    clock, cpu = [], []
    for number in range(ROUNDS + 5):
        of.name, of.serial, of.code = f"{name} {number}", f"AL-{key}-{number}", f"{number:026}"
        of.issued_on = of.first_awarded_on = dt.date(2026, 1, 1) + dt.timedelta(days=number)
        start, spent = time.perf_counter(), time.process_time()
        certificate_pdf(of, language=language)
        clock.append((time.perf_counter() - start) * 1_000)
        cpu.append((time.process_time() - spent) * 1_000)
    return {f"{key}_ms": statistics.median(clock[5:]), f"{key}_cpu_ms": statistics.median(cpu[5:])}
