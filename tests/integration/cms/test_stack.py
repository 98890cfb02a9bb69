"""The test servers themselves: what fixtures promise."""

import urllib.request
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection
from wagtail.models import Page

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
