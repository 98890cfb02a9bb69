"""A cohort's whole record, 60 people by 14 modules: its queries, and the CPU to read and judge everything."""

import time

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import Cohort
from tests.bench.servers import Servers
from tests.bench.worlds import cohort_in_the_middle
from trainees.queries.records import cohort_record

ROUNDS = 5


def judge_all(cohort: Cohort) -> int:
    """Read it, and ask for everything that is computed. How many judgements there were."""
    count = 0
    for record in cohort_record(cohort, at=timezone.now()):
        count += len(record.allowances)
        for module in record.plan.modules:
            record.missing(module)
            count += bool(record.evidence(module))
        count += sum(bool(record.exam(exam)) for exam in record.plan.exams)
    return count


def run(servers: Servers) -> dict[str, float]:
    """`record_60x14.queries` and, of the best round, `.cpu_ms`; the same for 500 × 16."""
    settings.DEBUG = False
    measures: dict[str, float] = {}
    for people, modules in ((60, 14), (500, 16)):
        with servers.database(f"record_{people}"):
            cohort = cohort_in_the_middle(people, modules)
            with CaptureQueriesContext(connection) as queries:
                judge_all(cohort)
            measures[f"record_{people}x{modules}.queries"] = len(queries)
            taken = []
            for _round in range(ROUNDS):
                start = time.process_time()
                judge_all(cohort)
                taken.append(time.process_time() - start)
            measures[f"record_{people}x{modules}.cpu_ms"] = min(taken) * 1_000
    return measures
