"""The database of one test process: a copy of the migrated template, made fresh again after tests that commit."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import connections

from . import postgres, restoring, run

COPY_AGAIN = 40
"""After so many tests a database is copied again: rows that were deleted still take their room."""


class WorkerDatabase(Protocol):
    """What the fixtures need of either kind."""

    def reset(self) -> None:
        """Copy the template again."""
        ...

    def restore(self) -> None:
        """Make the database as freshly migrated, in whichever way is quickest."""
        ...


def point_django_at(**values: object) -> None:
    """Every connection opened from now on, in any thread, goes there."""
    connections.close_all()
    settings.DATABASES["default"].update(values)
    connections["default"].settings_dict.update(values)


class PostgresDatabase:
    """A database of its own on the cluster of the run."""

    def __init__(self, *, server: postgres.PostgresServer, name: str) -> None:
        self.server = server
        self.name = name
        self.url = server.url(name)
        self.fresh: restoring.Fresh | None = None
        self.restored = 0

    def reset(self) -> None:
        """Copy the template again; whoever is connected is cut off."""
        connections.close_all()
        self.server.create_database(self.name)
        self.fresh, self.restored = None, 0

    def restore(self) -> None:
        """Undo what was written since the last copy, or copy again; whoever is connected is cut off.

        The first time is a copy, so that what is remembered is the template and nothing that a test wrote.
        """
        connections.close_all()
        if self.fresh is None or self.restored == COPY_AGAIN or not restoring.restore(self.url, self.fresh):
            self.reset()
            self.fresh = restoring.look(self.url)
        self.restored += 1

    def use(self) -> None:
        """Make it the default database of this process and of those that it starts."""
        point_django_at(
            NAME=self.name, HOST="127.0.0.1", PORT=self.server.port, USER="alongside", PASSWORD=""
        )
        os.environ["DATABASE_URL"] = self.url


class SqliteDatabase:
    """A file of its own."""

    def __init__(self, *, name: str) -> None:
        self.path = run.folder() / f"{name}.sqlite3"
        self.template = migrated_sqlite()

    def reset(self) -> None:
        """Copy the template again."""
        connections.close_all()
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.template, self.path)

    restore = reset

    def use(self) -> None:
        """Make it the default database of this process and of those that it starts."""
        point_django_at(NAME=str(self.path))
        os.environ["SQLITE_PATH"] = str(self.path)


def migrated_sqlite() -> Path:
    """The migrated file that copies are made of; kept between runs like PostgreSQL's."""
    kept = run.CACHE / f"sqlite-{postgres.migrated_digest()}.sqlite3"
    with run.locked("migrate"):
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            part = Path(tempfile.mkdtemp(dir=kept.parent)) / "new.sqlite3"
            environment = os.environ | {
                "SQLITE_PATH": str(part),
                "DJANGO_SETTINGS_MODULE": "cms.settings.test_sqlite",
            }
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity=0"],
                cwd=run.ROOT,
                env=environment,
                check=True,
            )
            part.rename(kept)
            shutil.rmtree(part.parent)
            files = sorted(kept.parent.glob("sqlite-*.sqlite3"), key=lambda path: path.stat().st_mtime)
            for old in files[: -postgres.KEPT_CLUSTERS]:
                old.unlink(missing_ok=True)
    return kept


def open_for(worker: str) -> WorkerDatabase:
    """Make and use the database of this test process, of the kind that the settings name."""
    database: PostgresDatabase | SqliteDatabase
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        database = PostgresDatabase(server=postgres.shared_server(), name=f"test_{worker}")
    else:
        database = SqliteDatabase(name=f"test_{worker}")
    database.reset()
    database.use()
    return database
