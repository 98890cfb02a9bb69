"""The product as production serves it: its settings, collected and compressed files, granian; the demo's content in it.

Only the door differs, see production_settings.py.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from cms.demo.processes import free_port, wait_for_port
from tests import deploy_check

from . import run
from .database import PostgresDatabase
from .redis import RedisServer

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Site:
    """A running site. `url` has no slash at the end; `static` is the folder of the collected files."""

    url: str
    static: Path


def load_demo() -> None:
    """The demo's people, courses and pages in Django's default database."""
    from django.db import transaction

    from cms.demo.management.commands.load_demo import load

    with transaction.atomic():
        load()
    connections.close_all()


@contextlib.contextmanager
def site(*, database: PostgresDatabase, redis: RedisServer) -> Iterator[Site]:
    """A web server on what is in `database`, until the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="production-", dir=run.folder()))
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = (
        os.environ
        | deploy_check.environment()
        | {
            "DATABASE_URL": database.url,
            "REDIS_URL": redis.url,
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
            "PRIVATE_ROOT": str(folder / "private"),
            "MEASURED_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.servers.production_settings",
        }
    )
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, cwd=run.ROOT, env=environment, check=True)
    command: list[str | Path] = [
        BIN / "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    process = run.leash().start(
        [*command, "cms.wsgi:application"], env=environment, cwd=run.ROOT, log=folder / "web.log"
    )
    try:
        wait_for_port(port, process=process, seconds=60)
        yield Site(url=url, static=folder / "static")
    finally:
        run.leash().end(process)
