"""The matrix of 500 people by 16 modules, as the office opens it: its queries, and the CPU of the whole request."""

import time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enums import RoleKind
from tests import factories
from tests.bench.servers import Servers
from tests.bench.worlds import cohort_in_the_middle

ROUNDS = 9


def run(servers: Servers) -> dict[str, float]:
    """`matrix_500x16.queries` and, of the best round, `.cpu_ms` (of this process: the database's own is not in it)."""
    settings.DEBUG = False
    with servers.database("matrix"):
        cohort = cohort_in_the_middle(500, 16)
        client, url = Client(), reverse("roster:matrix", args=[cohort.pk])
        client.force_login(factories.role(RoleKind.FACILITATOR, cohort.programme).person)
        for _warm in range(2):
            assert client.get(url).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        measures: dict[str, float] = {"matrix_500x16.queries": len(queries)}
        taken = []
        for _round in range(ROUNDS):
            start = time.process_time()
            client.get(url)
            taken.append(time.process_time() - start)
    return measures | {"matrix_500x16.cpu_ms": min(taken) * 1_000}
