"""Five pages with 100, 10,000 and 100,000 enrolments in the database: queries, p50, p95, and how p95 grows; and the CPU
of the update page.

The pages are those of one cohort of 60 people and 14 modules, which stays as it is; what grows is everything around it:
other cohorts of the same programme with their people, completions and messages. Requests go through the whole
middleware in this process, signed in where the page is personal, and the pages take turns, so that a slow moment of the
machine meets all of them. Each size is measured in rounds; the p95 of a size is the median of its rounds' p95.
"""

import datetime as dt
import statistics
import time
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.enums import RoleKind
from courses.models import Cohort
from tasks.outbox.content import write_content
from tasks.outbox.models import Message
from tests import factories
from tests.bench.servers import Servers
from trainees.enums import Evidence
from trainees.models import Completion, Enrolment
from trainees.operations import completion
from trainees.rules import keys

SIZES = (100, 10_000, 100_000)
ROUNDS = 5
REQUESTS = 40  # of each page in each round
COHORT_SIZE = 1_000


def fill(cohort: Cohort, number: int) -> None:
    """Put `number` more people around `cohort`, each with two completions and a message, in cohorts of their own."""
    content = write_content(
        language="en", subject="Your course", text="It starts soon.", html="<p>It starts soon.</p>"
    )
    modules = list(cohort.edition.modules.all()[:2])
    while number > 0:
        size = min(COHORT_SIZE, number)
        other = factories.cohort(cohort.edition, seats=size)
        rows = factories.enrolments(other, size)
        Completion.objects.bulk_create(
            Completion(
                enrolment=row, module=module, completed_on=factories.today(), evidence=Evidence.ATTENDANCE
            )
            for row in rows
            for module in modules
        )
        Message.objects.bulk_create(_message(other, row, content) for row in rows)
        number -= size
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _message(cohort: Cohort, enrolment: Enrolment, content: Any) -> Message:
    return Message(
        kind="welcome",
        dedup_key=f"welcome:{enrolment.pk}",
        address=f"trainee{enrolment.pk}@example.org",
        language="en",
        message_id=f"<welcome-{enrolment.pk}@example.org>",
        content=content,
        about=keys.about(enrolment),
        topic=keys.topic(cohort),
        scope=keys.scope(cohort),
        state="sent",
        sent_at=timezone.now(),
    )


def subject() -> tuple[Cohort, dict[str, tuple[Client, str]]]:
    """The cohort that is looked at, and each page's client and address."""
    programme = factories.programme()
    edition = factories.course_edition(14, programme=programme)
    cohort = factories.cohort(edition, seats=60)
    factories.session(cohort)
    rows = factories.enrolments(cohort, 60)
    coordinator = factories.role(RoleKind.COORDINATOR, programme).person
    done = [(row.pk, module.pk) for row in rows for module in edition.modules.all()[:7]]
    completion.record(
        cohort=cohort,
        pairs=done,
        completed_on=factories.today() - dt.timedelta(days=1),
        evidence=Evidence.ATTENDANCE,
        by=coordinator,
    )
    text = {
        "type": "text",
        "value": "<p>You learn with others.</p>" + "<p>Listening, boundaries, recovery.</p>" * 12,
    }
    body = [text, {"type": "cohort", "value": cohort.pk}, text]
    update = factories.update(cohort=cohort, body=body)
    visitor, trainee, office = Client(), Client(), Client()
    trainee.force_login(rows[0].person)
    office.force_login(coordinator)
    return cohort, {
        "update": (visitor, update.url),
        "updates": (visitor, factories.site()["en"].updates.url),
        "portal": (trainee, reverse("portal:home")),
        "roster": (office, reverse("roster:index", args=[cohort.pk])),
        "grid": (office, reverse("roster:modules", args=[cohort.pk])),
    }


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def milliseconds(client: Client, url: str) -> float:
    """One request; anything but 200 is an error."""
    start = time.perf_counter()
    response = client.get(url)
    spent = (time.perf_counter() - start) * 1_000
    assert response.status_code == 200, (url, response.status_code)
    return spent


def cpu(client: Client, url: str) -> float:
    """Milliseconds of this process' CPU for one request: the median of the rounds, the database's own not counted."""
    spent = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        for _ in range(REQUESTS):
            milliseconds(client, url)
        spent.append((time.process_time() - begin) * 1_000 / REQUESTS)
    return round(statistics.median(spent), 2)


def timed(pages: dict[str, tuple[Client, str]]) -> dict[str, tuple[float, float]]:
    """p50 and p95 of each page in milliseconds."""
    rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        spent: dict[str, list[float]] = {name: [] for name in pages}
        for _ in range(REQUESTS):
            for name, (client, url) in pages.items():
                spent[name].append(milliseconds(client, url))
        for name, values in spent.items():
            rounds[name].append((percentile(values, 0.5), percentile(values, 0.95)))
    return {
        name: (statistics.median(p50 for p50, _ in values), statistics.median(p95 for _, p95 in values))
        for name, values in rounds.items()
    }


def run(servers: Servers) -> dict[str, float]:
    """The measures of every page; `p50` and `p95` in milliseconds with the size behind them."""
    settings.DEBUG = False
    settings.PAGE_CACHE = False  # what a page costs that is made; the kept one is measured in cache.py
    measures: dict[str, float] = {}
    with servers.database():
        cohort, pages = subject()
        before = 60
        first: dict[str, float] = {}
        for size in SIZES:
            fill(cohort, size - before)
            before = size
            for name, (client, url) in pages.items():
                client.get(url)
                with CaptureQueriesContext(connection) as queries:
                    client.get(url)
                measures[f"page.{name}.queries_{size}"] = len(queries)
            for name, (p50, p95) in timed(pages).items():
                measures[f"page.{name}.p50_{size}"] = p50
                measures[f"page.{name}.p95_{size}"] = p95
                first.setdefault(name, p95)
                measures[f"page.{name}.p95_growth"] = p95 / first[name]
        measures["page.update.cpu_ms"] = cpu(*pages["update"])
        for name in pages:
            measures[f"page.{name}.queries"] = max(measures[f"page.{name}.queries_{size}"] for size in SIZES)
    return measures
