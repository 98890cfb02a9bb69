"""Says which servers and tools a test run would use; fails with one sentence for each that cannot be had."""

import sys
from collections.abc import Callable

from cms.demo.processes import find_redis, unprivileged_user
from tests.checks import verifiers

from . import chromium, postgres, run


def main() -> int:
    """0 when everything is there."""
    missing = 0
    finders: dict[str, Callable[[], object]] = {
        "PostgreSQL": postgres.programs,
        "Redis": find_redis,
        "Chromium": chromium.ensure,
        "Node": lambda: verifiers.script()[0],
        "User for PostgreSQL": lambda: unprivileged_user() or "this one",
    }
    for name, finder in finders.items():
        try:
            print(f"{name}: {finder()}")
        except RuntimeError as error:
            print(error, file=sys.stderr)
            missing = 1
    run.leash().close()
    return missing


if __name__ == "__main__":
    raise SystemExit(main())
