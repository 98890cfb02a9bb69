"""What a model cannot say: a content never changes, and progress is kept without a disk flush."""

from typing import Any

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION outbox_content_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A content is never changed once it is written.' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER outbox_content_is_immutable BEFORE UPDATE ON outbox_content
    FOR EACH ROW EXECUTE FUNCTION outbox_content_is_immutable();
ALTER TABLE outbox_progress SET UNLOGGED;
"""
POSTGRESQL_BACK = """
ALTER TABLE outbox_progress SET LOGGED;
DROP TRIGGER outbox_content_is_immutable ON outbox_content;
DROP FUNCTION outbox_content_is_immutable();
"""
SQLITE = """
CREATE TRIGGER outbox_content_is_immutable BEFORE UPDATE ON outbox_content
BEGIN
    SELECT RAISE(ABORT, 'A content is never changed once it is written.');
END
"""
SQLITE_BACK = "DROP TRIGGER outbox_content_is_immutable"


def forwards(apps: Any, schema_editor: Any) -> None:
    """Make the triggers."""
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE, None)


def backwards(apps: Any, schema_editor: Any) -> None:
    """Drop them."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL_BACK if is_postgresql else SQLITE_BACK, None)


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
