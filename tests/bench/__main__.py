"""`python -m tests.bench [name …]`: runs the measures, prints a table, writes build/bench.json.

A bench is a module here with `run(servers) -> dict[str, float]`. Each runs in a process of its own, one after the
other, so that none warms or burdens the next. Measures of a named few are merged into the file of before.
"""

import importlib
import json
import os
import pkgutil
import subprocess
import sys
import time
from urllib.parse import urlsplit

from tests import bench
from tests.servers import run

RESULT = run.ROOT / "build" / "bench.json"
# What the project has set itself: at least, or at most.
AT_LEAST = {"fanout.vs_django": 2.0, "cache.vs_bare_view": 0.5}
AT_MOST = {
    "enrol_1000.queries": 60,
    "enrol_10000.vs_bulk_create": 3.0,
    "page.update.queries": 12,
    "page.update.cpu_ms": 15,
    "page.roster.queries": 15,
    "record_60x14.queries": 25,
    "matrix_500x16.queries": 25,
    "matrix_500x16.cpu_ms": 300,
}
AT_MOST |= {"judge_500.queries": 15, "judge_500.ms_per_person_award": 1.0, "certificate.pdf_ms": 15}
AT_MOST |= {"page.portal.queries": 15, "page.grid.queries": 20}
for _page in (
    "home",
    "updates",
    "update",
    "course",
    "portal",
):  # kB over the wire, fonts included; nothing moves
    AT_MOST |= {
        f"page.weight.{_page}.first": 80,
        f"page.weight.{_page}.second": 30,
        f"page.weight.{_page}.shift": 0,
    }
AT_MOST |= {f"page.{page}.p95_growth": 2.0 for page in ("update", "updates", "portal", "roster", "grid")}


def names() -> list[str]:
    """The modules of this package that have a `run`."""
    found = []
    for module in pkgutil.iter_modules(bench.__path__):
        source = (run.ROOT / "tests" / "bench" / f"{module.name}.py").read_text()
        if not module.name.startswith("_") and "\ndef run(" in source:
            found.append(module.name)
    return sorted(found)


def one(name: str) -> None:
    """In a process of its own: print the measures of one bench as JSON on the last line."""
    import django
    from django.conf import settings

    from tests.bench.servers import Servers
    from tests.servers.redis import RedisServer

    django.setup()
    redis = RedisServer(port=urlsplit(settings.REDIS_URL).port)
    os.environ["REDIS_URL"] = redis.url
    measures = importlib.import_module(f"tests.bench.{name}").run(Servers(redis=redis))
    print(json.dumps(measures))


def all_of(chosen: list[str]) -> dict[str, float]:
    """Every measure of these benches."""
    measures: dict[str, float] = {}
    for name in chosen:
        start = time.monotonic()
        print(f"{name} …", file=sys.stderr, flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench", "--one", name],
            cwd=run.ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"The bench {name} failed.")
        measures |= json.loads(done.stdout.splitlines()[-1])
        print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return measures


def target_of(key: str, value: float) -> str:
    """The target of a measure, and whether it is met."""
    if key in AT_LEAST:
        return f"at least {AT_LEAST[key]:g}: {'met' if value >= AT_LEAST[key] else 'MISSED'}"
    if key in AT_MOST:
        return f"at most {AT_MOST[key]:g}: {'met' if value <= AT_MOST[key] else 'MISSED'}"
    return ""


def table(measures: dict[str, float]) -> str:
    """The measures as text, one a line."""
    width = max(len(key) for key in measures)
    return "\n".join(
        f"{key:<{width}}  {value:>12,.6g}  {target_of(key, value)}" for key, value in measures.items()
    )


def main() -> None:
    """Run what is asked for, or everything."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
        return
    run.leash()
    chosen = sys.argv[1:] or names()
    try:
        measures = all_of(chosen)
    finally:
        run.leash().close()
    if sys.argv[1:] and RESULT.exists():
        measures = json.loads(RESULT.read_text()) | measures
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(measures, indent=2, sort_keys=True) + "\n")
    print(table(measures))


if __name__ == "__main__":
    main()
