"""What the commands about profiles share: a file read, and its mistakes written to standard error."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError

from courses.profiles.problems import Refused, counted

REFUSED = 1
T = TypeVar("T")


def read_file(file: Path) -> bytes:
    """What is in it; CommandError where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}", returncode=REFUSED) from None


def or_refuse(command: BaseCommand, read: Callable[..., T], *args: Any, **more: Any) -> T:
    """What `read` returns; every mistake that it finds on a line of standard error, and CommandError."""
    try:
        return read(*args, **more)
    except Refused as error:
        for problem in error.problems:
            command.stderr.write(str(problem))
        raise CommandError(counted(len(error.problems)), returncode=REFUSED) from None
