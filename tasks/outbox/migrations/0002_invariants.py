"""What a model cannot say: a content never changes, and progress is kept without a disk flush."""

from typing import Any

from django.db import migrations

from tasks.invariants import Forbid, install

RULES = [Forbid(name="content_is_immutable", table="outbox_content", event="UPDATE", when="1 = 1")]


def without_flush(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL writes no log of the table, so its commits wait for no disk. See models.delivery.Progress."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE outbox_progress SET UNLOGGED")


def with_flush(apps: Any, schema_editor: Any) -> None:
    """Back to an ordinary table."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE outbox_progress SET LOGGED")


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]
    operations = [install(RULES), migrations.RunPython(without_flush, with_flush)]
