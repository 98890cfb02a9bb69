"""Invariants that span rows, held by the database itself: one trigger text for PostgreSQL and SQLite.

A migration lists its triggers and installs them with `install(...)`. SQLite drops a table's triggers when Django
remakes the table; a migration that alters such a table installs them again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import migrations


@dataclass(frozen=True, kw_only=True)
class Forbid:
    """Refuse `event` (INSERT, UPDATE or DELETE) on a row of `table` when the SQL condition `when` holds.

    `when` may name NEW and OLD and is plain SQL of both databases. `name` is what IntegrityError names.
    """

    name: str
    table: str
    event: str
    when: str

    def postgresql(self) -> list[str]:
        """The statements that install it on PostgreSQL."""
        row = "OLD" if self.event == "DELETE" else "NEW"
        return [
            f"""CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF ({self.when}) THEN RAISE EXCEPTION '{self.name}'
            USING ERRCODE = 'check_violation', CONSTRAINT = '{self.name}'; END IF; RETURN {row}; END $$""",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        ]

    def sqlite(self) -> list[str]:
        """The statement that installs it on SQLite."""
        return [
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW "
            f"WHEN ({self.when}) BEGIN SELECT RAISE(ABORT, '{self.name}'); END"
        ]


def install(rules: Sequence[Forbid]) -> migrations.RunPython:
    """The migration operation that installs `rules` and, backwards, removes them."""

    def each(statements: Callable[[Forbid, str], list[str]]) -> Callable[[Any, Any], None]:
        def run(apps: Any, schema_editor: Any) -> None:
            for rule in rules:
                for statement in statements(rule, schema_editor.connection.vendor):
                    schema_editor.execute(statement, params=None)

        return run

    def create(rule: Forbid, vendor: str) -> list[str]:
        return rule.postgresql() if vendor == "postgresql" else rule.sqlite()

    def drop(rule: Forbid, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f"DROP FUNCTION {rule.name}() CASCADE"]
        return [f"DROP TRIGGER {rule.name}"]

    return migrations.RunPython(each(create), each(drop))
