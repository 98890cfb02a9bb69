"""The triggers that note every change of a watched row, whoever makes it and however (see models.Change).

Made from watches.py after each `migrate`, when every table is there, so that no migration of another app can leave
one without. Signals would not do: seats are counted by an UPDATE that saves no object, and so is more.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connections

from cms.pagecache.models import Change, Reach
from cms.pagecache.watches import Watch, watches

PREFIX = "pagecache_"
EVENTS = ("INSERT", "UPDATE", "DELETE")


def _differs(columns: tuple[str, ...], vendor: str) -> str:
    """SQL: whether one of these columns changed."""
    sign = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    return " OR ".join(f'OLD."{column}" {sign} NEW."{column}"' for column in columns) or "1 = 0"


def _flips(conditions: tuple[str, ...]) -> str:
    """SQL: whether one of these conditions became true or ceased to be."""
    return " OR ".join(f"({one.format(row='OLD')}) <> ({one.format(row='NEW')})" for one in conditions)


def _any(*conditions: str) -> str:
    return " OR ".join(f"({one})" for one in conditions if one)


def _reach(watch: Watch, event: str, vendor: str) -> str:
    """SQL: how far this change goes."""
    if event != "UPDATE":
        return str(Reach.LISTS.value)
    lists = _any(_differs(watch.listing, vendor), _flips(watch.flips))
    line = _differs(tuple(column for column in watch.seen if column in watch.narrow), vendor)
    return (
        f"CASE WHEN {lists} THEN {Reach.LISTS.value} WHEN {line} THEN {Reach.NARROW.value} "
        f"ELSE {Reach.SHOWN.value} END"
    )


def _scopes(watch: Watch, row: str, event: str, vendor: str) -> str:
    """SQL: the columns that narrow lists, as JSON; empty where there is no such row."""
    if not watch.scopes or (row == "OLD" and event == "INSERT") or (row == "NEW" and event == "DELETE"):
        return "''"
    pairs = ", ".join(f"'{column}', {row}.\"{column}\"" for column in watch.scopes)
    return f"json_build_object({pairs})::text" if vendor == "postgresql" else f"json_object({pairs})"


def _when(watch: Watch, event: str, vendor: str) -> str:
    """SQL: whether anybody could see a difference."""
    conditions = []
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event]
    if watch.visible:
        conditions.append(_any(*(watch.visible.format(row=row) for row in rows)))
    if event == "UPDATE":
        conditions.append(_any(_differs(watch.seen, vendor), _flips(watch.flips + watch.turns)))
    return " AND ".join(f"({one})" for one in conditions)


def _insert(watch: Watch, event: str, vendor: str) -> str:
    row = "OLD" if event == "DELETE" else "NEW"
    key = f'CAST({row}."{watch.pk}" AS varchar(40))'
    values = [f"'{watch.table}'", key, _reach(watch, event, vendor)]
    values += [_scopes(watch, which, event, vendor) for which in ("OLD", "NEW")]
    into = f'{Change._meta.db_table} ("table", "row", reach, before, after)'
    return f"INSERT INTO {into} VALUES ({', '.join(values)})"  # noqa: S608 - names of our own tables and columns


def _events(watch: Watch) -> tuple[str, ...]:
    # A row of a page type comes and goes together with its row of wagtailcore_page; what it said is gone by then.
    if watch.parent:
        return ("UPDATE", "DELETE") if watch.scopes else ("UPDATE",)
    return EVENTS


def statements(watch: Watch, vendor: str) -> Iterator[str]:
    """What makes the triggers of one table, in place of older ones."""
    for event in EVENTS:
        name = f"{PREFIX}{watch.table}_{event.lower()}"
        if vendor == "postgresql":
            yield f"DROP FUNCTION IF EXISTS {name}() CASCADE"
        else:
            yield f"DROP TRIGGER IF EXISTS {name}"
        if event not in _events(watch):
            continue
        condition = f"WHEN ({when}) " if (when := _when(watch, event, vendor)) else ""
        head = f'CREATE TRIGGER {name} AFTER {event} ON "{watch.table}" FOR EACH ROW {condition}'
        insert = _insert(watch, event, vendor)
        if vendor == "postgresql":
            yield (
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {insert}; RETURN NULL; END $$"
            )
            yield f"{head} EXECUTE FUNCTION {name}()"
        else:
            yield f"{head} BEGIN {insert}; END"


def install(*, using: str, **kwargs: Any) -> None:
    """After `migrate`: a trigger for every watched table that is there. Does nothing before our own table is."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if Change._meta.db_table not in tables:
        return
    with connection.cursor() as cursor:
        for watch in watches().values():
            if watch.table in tables:
                for statement in statements(watch, connection.vendor):
                    cursor.execute(statement)
