"""Wagtail's background work goes to the workers, and is done at once where Redis does not take it."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django_tasks import task
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from tasks import background

done: list[Any] = []


@task()
def note(*args: Any, **kwargs: Any) -> None:
    """Something to do."""
    done.append((args, kwargs))


@task()
def look_for_nothing() -> None:
    """Something about an object that is gone."""
    ContentType.objects.get(pk=-1)


@pytest.fixture(autouse=True)
def _forget() -> None:
    done.clear()


def test_the_settings_name_the_backend() -> None:
    assert isinstance(note.get_backend(), background.CeleryBackend)


@pytest.mark.django_db
def test_work_is_sent_after_the_commit(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sent: list[tuple[Any, ...]] = []

    def send(*args: Any) -> bool:
        sent.append(args)
        return True

    monkeypatch.setattr(background, "send_task", send)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        note.enqueue(1, word="two")
        assert sent == []

    assert sent == [("tasks.jobs.background", f"{__name__}.note", [1], {"word": "two"})]
    background.perform(*sent[0][1:])
    assert done == [((1,), {"word": "two"})]


@pytest.mark.django_db
def test_without_redis_it_is_done_at_once(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    monkeypatch.setattr(background, "send_task", lambda *args: False)
    with django_capture_on_commit_callbacks(execute=True):
        note.enqueue(3)

    assert done == [((3,), {})]


def test_only_tasks_can_be_called() -> None:
    with pytest.raises(TypeError):
        background.perform("os.getcwd", [], {})


@pytest.mark.django_db
def test_what_is_gone_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        background.perform(f"{__name__}.look_for_nothing", [], {})
    assert "gone by now" in caplog.text
