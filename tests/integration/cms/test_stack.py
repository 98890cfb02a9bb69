"""The test servers themselves: what fixtures promise."""

import urllib.request
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection
from wagtail.models import Page

from tasks.outbox.content import write_content
from tasks.outbox.drafts import Draft
from tasks.outbox.operations import queue_many
from tests.factories import sites
from tests.servers.postgres import TEMPLATE, PostgresServer
from tests.servers.stack import LiveStack


def test_running_processes_see_what_the_test_writes(live_stack: LiveStack) -> None:
    page = sites.update()

    with urllib.request.urlopen(f"{live_stack.url}{page.get_url()}", timeout=20) as response:
        assert page.title in response.read().decode()
    assert live_stack.worker is not None
    assert live_stack.worker.poll() is None


def test_each_test_begins_afresh(live_stack: LiveStack) -> None:
    assert connection.settings_dict["NAME"] == live_stack.database.name
    assert Page.objects.count() == 2
    live_stack.wait_until_ready(seconds=10)


def test_the_same_processes_go_on_after_a_fresh_database_and_an_empty_redis(live_stack: LiveStack) -> None:
    """What every test but the first relies on: broken connections, a new database of that name, nothing in Redis."""
    parts = (live_stack.web, live_stack.worker, live_stack.beat)
    owe("before@example.org")
    live_stack.smtp.wait_for("before@example.org")
    with urllib.request.urlopen(f"{live_stack.url}/accounts/login/", timeout=20) as response:
        assert response.status == 200

    live_stack.reset()

    page = sites.update()
    with urllib.request.urlopen(f"{live_stack.url}{page.get_url()}", timeout=20) as response:
        assert page.title in response.read().decode()
    owe("after@example.org")
    live_stack.smtp.wait_for("after@example.org")
    assert live_stack.smtp.to("before@example.org") == []
    live_stack.wait_until_ready(seconds=10)
    assert (live_stack.web, live_stack.worker, live_stack.beat) == parts
    assert live_stack.is_whole()


def test_a_product_that_lost_a_part_is_known_and_whole_again_once_it_runs(live_stack: LiveStack) -> None:
    assert live_stack.beat is not None
    live_stack.beat.kill()
    live_stack.beat.wait()
    assert not live_stack.is_whole()

    live_stack.beat_was_down(hours=1)

    assert live_stack.is_whole()


def owe(address: str) -> None:
    """One mail to this address."""
    content = write_content(language="en", subject="Hello", text="Hello\n", html="<p>Hello</p>")
    queue_many(
        [Draft(kind="test", dedup_key=address, address=address, language="en", content=content, fields={})]
    )


@pytest.mark.django_db
def test_other_tests_have_another_database(worker: str) -> None:
    assert connection.settings_dict["NAME"] == f"test_{worker}"


def test_a_crashed_postgres_comes_back_with_its_rows(own_postgres: Callable[..., PostgresServer]) -> None:
    server = own_postgres(durable=True)
    with psycopg.connect(server.url(TEMPLATE), autocommit=True) as session:
        session.execute("CREATE TABLE kept AS SELECT 1 AS one")
        server.stop(crash=True)

    server.start()

    with psycopg.connect(server.url(TEMPLATE)) as session:
        assert session.execute("SELECT one FROM kept").fetchall() == [(1,)]
