"""Two acts at the same moment. PostgreSQL decides what happens; on SQLite one waits for the other."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run each in a thread with a connection of its own; what each returned or raised, in their order."""
    results: list[Any] = [None] * len(acts)

    def run(at: int, act: Callable[[], Any]) -> None:
        try:
            results[at] = act()
        except (ValidationError, IntegrityError) as error:
            results[at] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at, act)) for at, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def kinds(results: list[Any]) -> list[str]:
    """What came out, as sorted names of types."""
    return sorted(type(result).__name__ for result in results)


class Meeting:
    """Makes two threads meet right after a check; where a lock lets only one come, it goes on alone.

    `seconds`: how long one waits for the other. More where both must come: a busy machine may start the second late.
    """

    seconds = 0.04

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.barrier = threading.Barrier(2)

    def after(self, module: Any, name: str) -> None:
        """Wait for the other after `module.name(…)` has answered."""
        real = getattr(module, name)

        def met(*args: Any, **kwargs: Any) -> Any:
            answer = real(*args, **kwargs)
            with contextlib.suppress(threading.BrokenBarrierError):
                self.barrier.wait(timeout=self.seconds)
            return answer

        self.monkeypatch.setattr(module, name, met)

    def again(self) -> None:
        """For the next round."""
        self.barrier.reset()
