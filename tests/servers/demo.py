"""The demo's content on the run's PostgreSQL: loaded once, by whoever needs it first; everybody gets a copy."""

from django.db import connections, transaction

from cms.demo.management.commands.load_demo import load

from . import run
from .database import PostgresDatabase, point_django_at
from .postgres import PostgresServer, shared_server

TEMPLATE = "alongside_demo"


def copy(name: str) -> PostgresDatabase:
    """A database of this name with the demo of this run in it, in place of an older one."""
    server = shared_server()
    with run.locked("demo"):
        if not server.execute(f"SELECT 1 FROM pg_database WHERE datname = '{TEMPLATE}'"):
            _load(server)
    server.create_database(name, template=TEMPLATE)
    return PostgresDatabase(server=server, name=name)


def _load(server: PostgresServer) -> None:
    """As `manage.py load_demo` does. The name is given last: a broken start is no template."""
    part = f"{TEMPLATE}_part"
    server.create_database(part)
    before = connections["default"].settings_dict["NAME"]
    point_django_at(NAME=part)
    try:
        with transaction.atomic():
            load()
    finally:
        point_django_at(NAME=before)
    server.execute(f"ALTER DATABASE {part} RENAME TO {TEMPLATE}")
