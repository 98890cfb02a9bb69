"""What a bench gets: a database with production's durability, and Redis."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connections

from tests.servers import postgres
from tests.servers.database import PostgresDatabase
from tests.servers.redis import RedisServer


@dataclass(frozen=True)
class Servers:
    """Passed to each bench's `run(servers)`."""

    redis: RedisServer

    @contextmanager
    def database(self, name: str = "bench") -> Iterator[PostgresDatabase]:
        """A migrated database on a cluster of its own that flushes to disk; Django's default while it is open."""
        with postgres.own_server(durable=True) as server:
            database = PostgresDatabase(server=server, name=name)
            database.reset()
            database.use()
            try:
                yield database
            finally:
                connections.close_all()
