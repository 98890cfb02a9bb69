"""Waking workers: once for a transaction, after its commit, and never in the way of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from tasks.celery import app
from tasks.outbox import wake
from tasks.schedule import SCHEDULE


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Names of the tasks that were asked for."""
    names: list[str] = []
    monkeypatch.setattr(app, "send_task", lambda name, **options: names.append(name))
    wake.forget()
    yield names
    wake.forget()


@pytest.mark.django_db
def test_once_for_a_transaction(
    sent: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for _ in range(3):
            wake.wake()
        assert sent == []
    assert sent == ["tasks.jobs.drain"]


@pytest.mark.django_db
def test_not_for_what_was_rolled_back(
    sent: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        wake.wake()
        transaction.set_rollback(True)
    assert sent == []


def test_after_a_failure_it_rests(sent: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def fail(name: str, **options: Any) -> None:
        tries.append(name)
        raise OSError

    monkeypatch.setattr(app, "send_task", fail)
    assert not wake.send_task("a")
    assert not wake.send_task("b")
    assert tries == ["a"]

    now = wake.time.monotonic()
    monkeypatch.setattr(wake.time, "monotonic", lambda: now + wake.REST + 0.1)
    assert not wake.send_task("c")
    assert tries == ["a", "c"]


def test_beat_starts_only_what_workers_know() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in SCHEDULE.values()} - set(app.tasks) == set()


def test_nothing_but_json_and_no_results() -> None:
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_ignore_result
    assert not app.conf.get("result_backend")
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit
