"""The triggers that note every change of a watched row, whoever makes it and however (see models.Change).

Made from watches.py after each `migrate`, when every table is there, so that no migration of another app can leave
one without. Taken away before migrations run: neither database alters a column that a trigger names. What is changed
without triggers is not noted, so the cache is closed meanwhile (models.Change), also where a migration failed.
Signals would not do: seats are counted by an UPDATE that saves no object, and so is more.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connections, transaction

from cms.pagecache.models import CLOSED, EVERYTHING, Change, Reach
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


def _without(name: str, vendor: str) -> str:
    """SQL: no trigger of that name."""
    if vendor == "postgresql":
        return f"DROP FUNCTION IF EXISTS {name}() CASCADE"
    return f"DROP TRIGGER IF EXISTS {name}"


def statements(watch: Watch, vendor: str) -> Iterator[str]:
    """What makes the triggers of one table, in place of older ones."""
    for event in EVENTS:
        name = f"{PREFIX}{watch.table}_{event.lower()}"
        yield _without(name, vendor)
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


def existing(connection: Any) -> list[str]:
    """The names of the triggers that there are."""
    if connection.vendor == "postgresql":
        query = "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(name for (name,) in cursor.fetchall() if name.startswith(PREFIX))


def remove(*, using: str) -> None:
    """Before migrations: no trigger; the cache is closed until they are made again. Nothing where there are none."""
    connection = connections[using]
    if not (names := existing(connection)):
        return
    _close(using)
    with connection.cursor() as cursor:
        for name in names:  # one by one, so that no table is locked longer than needed
            cursor.execute(_without(name, connection.vendor))


def _close(using: str) -> None:
    changes = Change.objects.using(using)
    if not changes.filter(table=EVERYTHING, row=CLOSED).exists():
        changes.create(table=EVERYTHING, row=CLOSED, reach=Reach.LISTS)


def install(*, using: str) -> None:
    """After `migrate`: a trigger for every watched table that is there. Does nothing before our own table is.

    Where there were triggers before, a cache may have been filled: it is emptied when the new ones are all there.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if Change._meta.db_table not in tables:
        return
    if existing(connection):
        _close(using)
    for watch in watches().values():
        if watch.table in tables:
            with transaction.atomic(using=using), connection.cursor() as cursor:
                for statement in statements(watch, connection.vendor):
                    cursor.execute(statement)
    Change.objects.using(using).filter(table=EVERYTHING).update(row="")
