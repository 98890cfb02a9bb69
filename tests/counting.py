"""Counting queries on both databases."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def statements(queries: CaptureQueriesContext) -> int:
    """How many there were. SQLite takes at most 999 values in a statement: there, pieces of one count as one."""
    count, before = 0, ""
    for query in queries.captured_queries:
        begin = query["sql"].partition(" (")[0]
        is_piece = (
            connection.vendor == "sqlite" and begin.startswith(("INSERT", "UPDATE")) and begin == before
        )
        count, before = count + (not is_piece), begin
    return count
