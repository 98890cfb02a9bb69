"""What the processes of one test run share: a private folder, a leash on every server, and locks."""

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cms.demo.processes import Leash

RUN_VARIABLE = "ALONGSIDE_TEST_RUN"
ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "var" / "test"


@cache
def leash() -> Leash:
    """The leash of this run: made by the first process, joined by the workers that it starts."""
    if known := os.environ.get(RUN_VARIABLE):
        return Leash.join(Path(known))
    folder = Path(tempfile.mkdtemp(prefix="alongside-test-"))
    folder.chmod(0o711)  # PostgreSQL runs as another user when we are root
    os.environ[RUN_VARIABLE] = str(folder)
    return Leash(folder=folder, remove_folder=True)


def folder() -> Path:
    """The private folder of this run, removed at its end."""
    return leash().folder


@contextlib.contextmanager
def locked(name: str) -> Iterator[None]:
    """One process of this run at a time."""
    with (folder() / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
