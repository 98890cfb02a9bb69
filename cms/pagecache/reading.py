"""Noting what a page reads while it is made, where every statement passes; and that a watched table was written."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from cms.pagecache import purging, tags
from cms.pagecache.sql import NotUnderstoodError, Plan, plan
from cms.pagecache.watches import watches

_WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?')
_OF_NO_TABLE = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ", "DECLARE", "CLOSE", "FETCH")


@dataclass
class Notes:
    """What was read. `refused` says why the page cannot be kept; empty where it can."""

    tags: set[str] = field(default_factory=set)
    refused: str = ""

    def statement(self, text: str, values: Sequence[Any] | None, cursor: Any) -> None:
        """Note a SELECT that was executed on `cursor`, and the rows that are still to be fetched from it."""
        try:
            understood = plan(text)
        except NotUnderstoodError as error:
            self.refused = self.refused or f"it reads {error}"
            return
        for term in understood.lists:
            self.tags.update(term.tags(values or ()))
        if understood.rows:
            self._note_rows(understood, cursor)

    def _note_rows(self, understood: Plan, cursor: Any) -> None:
        """Look at each row as Django fetches it."""

        def note(rows: Sequence[Sequence[Any]]) -> None:
            for row in rows:
                for position, table, is_narrow in understood.rows:
                    if row[position] is not None:
                        make = tags.narrow if is_narrow else tags.row
                        self.tags.add(make(table, row[position]))

        def looking(fetch: Callable[..., Any], *, is_one: bool) -> Callable[..., Any]:
            def fetched(*args: Any) -> Any:
                found = fetch(*args)
                note([found] if is_one and found is not None else found or ())
                return found

            return fetched

        for name in ("fetchone", "fetchmany", "fetchall"):
            vars(cursor).pop(name, None)  # of a statement before this one
            setattr(cursor, name, looking(getattr(cursor, name), is_one=name == "fetchone"))


is_migrating = False  # there may be no table of what is owed yet; set by apps.py, for the whole process
_notes: ContextVar[Notes | None] = ContextVar("pagecache_notes", default=None)


@contextmanager
def noting() -> Iterator[Notes]:
    """Everything that is read in here is noted."""
    notes = Notes()
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def look_at(execute: Callable[..., Any], text: Any, values: Any, many: bool, context: dict[str, Any]) -> Any:
    """Around every statement of every connection (apps.py)."""
    result = execute(text, values, many, context)
    if not isinstance(text, str):
        return result
    notes = _notes.get()
    if is_migrating:
        return result
    if text[:7] in ("INSERT ", "UPDATE ", "DELETE "):
        match = _WRITES.match(text)
        if match and match[1] in watches():
            _settle_after(context["connection"])
    elif notes is not None and not text.startswith(_OF_NO_TABLE):
        notes.statement(text, values, context["cursor"])
    return result


def _settle_after(connection: Any) -> None:
    """Empty the cache of what was changed when the present transaction is committed, once for each transaction."""
    if any(hook[1] is purging.settle for hook in connection.run_on_commit):
        return
    transaction.on_commit(purging.settle, using=connection.alias, robust=True)
