"""A PostgreSQL database made again as its template is, by undoing what a test left instead of copying every file."""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

# Whatever is declared: tables, columns and their defaults, indexes, constraints, triggers, functions. One row for each,
# and which transaction wrote it last, so that a change and the change back show as well.
_DECLARED = """
    SELECT md5(string_agg(line, ' ' ORDER BY line)) FROM (
        SELECT 'class' || oid || ':' || xmin AS line FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT 'column' || attrelid || '.' || attnum || ':' || pg_attribute.xmin
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT 'default' || oid || ':' || xmin FROM pg_attrdef
        UNION ALL SELECT 'trigger' || oid || ':' || xmin FROM pg_trigger
        UNION ALL SELECT 'constraint' || oid || ':' || xmin FROM pg_constraint
        UNION ALL SELECT 'function' || oid || ':' || xmin FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ) AS declared"""
_TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
)
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
_OTHERS = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@dataclass(frozen=True)
class Fresh:
    """What a database holds right after it was copied.

    `declared`: a digest of the catalogue. `rows`: for each table that is not empty a digest of its rows, and the rows
    as COPY writes them. `sequences`: the last value of each, None for one that gave none yet.
    """

    declared: str
    tables: tuple[str, ...]
    rows: dict[str, tuple[str, bytes]]
    sequences: dict[str, int | None]


def look(url: str) -> Fresh:
    """How the database at `url` is now."""
    with psycopg.connect(url) as connection:
        tables = tuple(name for (name,) in connection.execute(_TABLES))
        return Fresh(
            declared=_value(connection, _DECLARED),
            tables=tables,
            rows={
                name: (_digest(connection, name), _copied(connection, name))
                for name in _filled(connection, tables)
            },
            sequences=_sequences(connection),
        )


def restore(url: str, fresh: Fresh) -> bool:
    """Make rows and sequences of the database at `url` as they were; whoever else is connected is cut off.

    False, with nothing done, where tables, triggers or the like were changed: then only a new copy helps. No trigger
    and no foreign key is asked, for whole tables go and come back.
    """
    with psycopg.connect(url) as connection:
        connection.execute(_OTHERS)
        if _value(connection, _DECLARED) != fresh.declared:
            return False
        connection.execute("SET LOCAL session_replication_role = replica")
        now = set(_filled(connection, fresh.tables))
        for name in sorted(now | set(fresh.rows)):
            digest, rows = fresh.rows.get(name, ("", b""))
            if name in now and digest != _digest(connection, name):
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
                now.remove(name)
            if name not in now and rows:
                statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))
                with connection.cursor() as cursor, cursor.copy(statement) as copy:
                    copy.write(rows)
        for name, value in _sequences(connection).items():
            if value != fresh.sequences[name]:
                was = fresh.sequences[name]
                connection.execute("SELECT setval(%s, %s, %s)", (f'"{name}"', was or 1, was is not None))
    return True


def _value(connection: psycopg.Connection[Any], statement: str) -> str:
    (row,) = connection.execute(statement)
    return str(row[0])


def _filled(connection: psycopg.Connection[Any], tables: tuple[str, ...]) -> list[str]:
    """The tables that have rows, in one query."""
    one = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    asked = sql.SQL(" UNION ALL ").join(
        one.format(sql.Literal(name), sql.Identifier(name)) for name in tables
    )
    return [name for (name,) in connection.execute(asked)]


def _digest(connection: psycopg.Connection[Any], table: str) -> str:
    statement = "SELECT md5(string_agg(row::text, ' ' ORDER BY row::text)) FROM {} AS row"
    (row,) = connection.execute(sql.SQL(statement).format(sql.Identifier(table)))
    return str(row[0])


def _copied(connection: psycopg.Connection[Any], table: str) -> bytes:
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy,
    ):
        return b"".join(bytes(part) for part in copy)


def _sequences(connection: psycopg.Connection[Any]) -> dict[str, int | None]:
    return dict(connection.execute(_SEQUENCES).fetchall())
