"""Two acts at the same moment. PostgreSQL decides what happens; on SQLite one waits for the other."""

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import translation

# Threads stay, and so do their connections: a new one costs PostgreSQL more than what most acts do.
_threads = ThreadPoolExecutor(max_workers=32, thread_name_prefix="race")
LONGEST = 30
"""Seconds after which an act has no result."""


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run each in a thread with a connection of its own; what each returned or raised, in their order."""
    running = [_threads.submit(_run, act) for act in acts]
    done, _ = wait(running, timeout=LONGEST)
    return [future.result() if future in done else None for future in running]


def _run(act: Callable[[], Any]) -> Any:
    translation.deactivate()
    if not _is_usable():
        connection.close()
    try:
        return act()
    except (ValidationError, IntegrityError) as error:
        return error
    finally:
        if connection.vendor == "sqlite":
            connection.close()  # the next test has another file, which this connection would not see


def _is_usable() -> bool:
    """Whether the connection of this thread still leads somewhere: after each test the database cuts it off."""
    return connection.connection is not None and connection.is_usable()


def kinds(results: list[Any]) -> list[str]:
    """What came out, as sorted names of types."""
    return sorted(type(result).__name__ for result in results)


class Meeting:
    """Makes two threads meet right after a check; where a lock lets only one come, it goes on alone.

    `seconds`: how long one waits for the other. More where both must come: a busy machine may start the second late.
    `is_once`: whoever met the other goes on without waiting, where the same check is made again later.
    """

    seconds = 0.04
    is_once = False

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.have_met = False
        self.barrier = threading.Barrier(2, action=self._meet)

    def _meet(self) -> None:
        self.have_met = True

    def after(self, module: Any, name: str) -> None:
        """Wait for the other after `module.name(…)` has answered."""
        real = getattr(module, name)

        def met(*args: Any, **kwargs: Any) -> Any:
            answer = real(*args, **kwargs)
            if not (self.is_once and self.have_met):
                with contextlib.suppress(threading.BrokenBarrierError):
                    self.barrier.wait(timeout=self.seconds)
            return answer

        self.monkeypatch.setattr(module, name, met)

    def again(self) -> None:
        """For the next round."""
        self.have_met = False
        self.barrier.reset()
