"""Workers and beat from a process that has imported the product already: each starts in a moment, not in seconds.

What is forked is what the command `celery` is after its imports: in a session and group of its own, with its own log.
All that come from one nursery have its environment.
"""

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import django

from cms.demo.reaper import is_running

from . import run

IMPORTED = (
    "celery.bin.celery",
    "celery.apps.beat",
    "celery.apps.worker",
    "celery.worker.consumer",
    "kombu.transport.redis",
    "tasks.jobs",
    "cms.updates.jobs",
    "cms.pagecache.jobs",
    "cms.urls",
)


class Forked(subprocess.Popen[bytes]):
    """A process that the nursery forked. It is the nursery's child, so how it ended is not known here."""

    def __init__(self, pid: int) -> None:
        # Deliberately without the parent's: nothing is to be started.
        self._child_created = False
        self.pid = pid
        self.returncode = None

    def poll(self) -> int | None:
        """None while it runs."""
        if self.returncode is None and not is_running(self.pid):
            self.returncode = 0
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return once it has ended."""
        deadline = time.monotonic() + (30 if timeout is None else timeout)
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired("celery", timeout or 30)
            time.sleep(0.01)  # only its parent, the nursery, could be told by the system
        return code


class Nursery:
    """Forks `celery …` on demand. It ends with `close`, and whenever the process that made it ends."""

    def __init__(self, *, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.servers.nursery"],
            cwd=run.ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def fork(self, *args: str, log: Path) -> Forked:
        """Start `celery` with these arguments; its output is appended to `log`."""
        process = self._process
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps({"args": args, "log": str(log)}) + "\n")
        process.stdin.flush()
        pid = int(process.stdout.readline())
        (run.leash().notes / str(pid)).write_text(str(int(signal.SIGKILL)))
        return Forked(pid)

    def close(self) -> None:
        """No more are forked; those that run are left alone."""
        self._process.communicate()


def main() -> None:
    """Import what worker and beat import, then fork one for each line that is read."""
    django.setup()
    for name in IMPORTED:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them: the system does
    for line in sys.stdin:
        order = json.loads(line)
        if pid := os.fork():
            print(pid, flush=True)
        else:
            _become(order["args"], log=order["log"])


def _become(args: list[str], *, log: str) -> None:
    from celery.__main__ import main as celery_main

    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    out = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    for number, source in enumerate((os.open(os.devnull, os.O_RDONLY), out, out)):
        os.dup2(source, number)
    sys.argv = ["celery", *args]
    raise SystemExit(celery_main())


if __name__ == "__main__":
    main()
