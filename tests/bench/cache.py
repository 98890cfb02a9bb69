"""A page from the cache beside a bare Django view.

`cache.vs_bare_view`: requests a second of the update page, kept, over those of an HttpResponse of the same size from a
Django with one address and no middleware at all (bare.py). Both behind granian with the same options, one worker and
one thread, asked over one connection that is kept alive, in turn; the median of the rounds' ratios.
"""

import http.client
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cms.demo.processes import free_port, wait_for_port
from tests import factories
from tests.bench.servers import Servers
from tests.servers import run as processes
from tests.servers.stack import BIN

ROUNDS = 5
SECONDS = 1.0  # of each server in each round


@contextmanager
def serving(application: str, **environment: str) -> Iterator[int]:
    """Granian with one worker; its port."""
    port = free_port()
    site = {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "SITE_URL": f"http://127.0.0.1:{port}"}
    options = {
        "interface": "wsgi",
        "host": "127.0.0.1",
        "port": str(port),
        "workers": "1",
        "blocking-threads": "1",
    }
    process = processes.leash().start(
        [
            BIN / "granian",
            *(part for name, value in options.items() for part in (f"--{name}", value)),
            application,
        ],
        env=os.environ | site | environment,
        cwd=processes.ROOT,
        log=processes.folder() / f"granian-{port}.log",
    )
    try:
        wait_for_port(port, process=process, seconds=60)
        yield port
    finally:
        processes.leash().end(process)


def ask(client: http.client.HTTPConnection, path: str) -> tuple[str, int]:
    """Whether the answer was kept, and the size of its body."""
    client.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = client.getresponse()
    body = answer.read()
    assert answer.status == 200, answer.status
    return answer.headers.get("X-Cache", ""), len(body)


def rate(port: int, path: str, seconds: float = SECONDS) -> float:
    """Requests a second over one connection."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    count, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        ask(client, path)
        count += 1
    return count / (time.perf_counter() - begin)


def run(servers: Servers) -> dict[str, float]:
    """The rates of both and their ratio."""
    with servers.database("cache") as database:
        path = factories.update(cohort=factories.cohort(seats=12)).url
        with serving("cms.wsgi:application", DATABASE_URL=database.url, REDIS_URL=servers.redis.url) as ours:
            client = http.client.HTTPConnection("127.0.0.1", ours, timeout=30)
            ask(client, path)
            kept, size = ask(client, path)
            assert kept == "hit"
            with serving("tests.bench.bare:application", BARE_SIZE=str(size)) as bare:
                rates = [
                    {port: rate(port, path) for port in pair}
                    for pair in [(ours, bare), (bare, ours)] * ROUNDS
                ]
    rates = rates[2:]  # the first of each warms up
    return {
        "cache.per_s": round(statistics.median(one[ours] for one in rates)),
        "bare.per_s": round(statistics.median(one[bare] for one in rates)),
        "cache.vs_bare_view": round(statistics.median(one[ours] / one[bare] for one in rates), 3),
    }
