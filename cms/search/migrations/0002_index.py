"""On PostgreSQL: the words of each entry as a tsvector, kept by the database, with the index that finds them."""

from typing import Any

from django.db import migrations


def install(apps: Any, schema_editor: Any) -> None:
    """Add column and index. SQLite reads the terms themselves."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE search_entry ADD COLUMN vector tsvector GENERATED ALWAYS AS (terms::tsvector) STORED"
        )
        schema_editor.execute("CREATE INDEX search_entry_vector ON search_entry USING gin (vector)")


def remove(apps: Any, schema_editor: Any) -> None:
    """Take both away."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_entry DROP COLUMN vector")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
