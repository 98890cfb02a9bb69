"""SQLite as the demo and the second test run use it."""

from pathlib import Path
from typing import Any


def sqlite_database(path: str | Path) -> dict[str, Any]:
    """The entry for DATABASES; the folder of `path` must exist."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # DEFERRED gave "database is locked" under concurrent writers; IMMEDIATE waits its turn.
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
