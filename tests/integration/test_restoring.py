"""After a test that commits, the database is as fresh as a copy of the template."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.servers import postgres, restoring

LEFT = """
    INSERT INTO auth_group (name) VALUES ('left behind');
    UPDATE auth_permission SET name = 'another';
    DELETE FROM wagtailcore_workflowpage;
    DELETE FROM wagtailcore_site;
    SELECT setval('wagtailcore_task_id_seq', 70);
"""


@pytest.fixture
def url(postgres: postgres.PostgresServer, worker: str) -> Iterator[str]:
    """A copy of the template that nobody else uses."""
    yield postgres.create_database(f"restoring_{worker}")
    postgres.drop_database(f"restoring_{worker}")


def test_rows_and_sequences_are_as_they_were(url: str) -> None:
    fresh = restoring.look(url)
    with psycopg.connect(url) as connection:
        connection.execute(LEFT)
    assert restoring.look(url).rows != fresh.rows
    assert restoring.restore(url, fresh)
    assert restoring.look(url) == fresh


def test_whoever_is_connected_is_cut_off_and_holds_up_nothing(url: str) -> None:
    fresh = restoring.look(url)
    with psycopg.connect(url) as other:
        other.execute("DELETE FROM wagtailcore_workflowpage")  # a lock, and nothing committed
        assert restoring.restore(url, fresh)
        with pytest.raises(psycopg.OperationalError):
            other.execute("SELECT 1")
    assert restoring.look(url) == fresh


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE trainees_signingkey DISABLE TRIGGER ALL",
        "ALTER TABLE trainees_signingkey DROP CONSTRAINT signing_key_retired_after_made",
        "DROP INDEX signing_key_one_signs",
        "ALTER TABLE trainees_signingkey ADD note text",
        "ALTER TABLE auth_group ALTER name DROP NOT NULL",
        "ALTER TABLE auth_group ALTER name SET DEFAULT 'left behind'",
        "ALTER TABLE auth_group RENAME name TO named",
        "CREATE TABLE left_behind (id int)",
        "CREATE OR REPLACE FUNCTION left_behind() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_what_is_declared_otherwise_needs_a_new_copy(url: str, statement: str) -> None:
    fresh = restoring.look(url)
    with psycopg.connect(url) as connection:
        connection.execute(statement)
    assert not restoring.restore(url, fresh)
