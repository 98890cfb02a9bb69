"""A long list goes through a worker, with its progress where the page can read it."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from pytest_django import DjangoCaptureOnCommitCallbacks
from redis.exceptions import ConnectionError as RedisConnectionError

from courses.operations.cohorts import cancel_cohort
from tasks.jobs import enrolments as jobs
from tests import factories
from trainees.enums import BatchState
from trainees.models import Enrolment, EnrolmentBatch
from trainees.operations import batches
from trainees.queries.list_progress import progress

from .lists import csv_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What would have been handed to the workers."""
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr(batches, "send_task", lambda *args: calls.append(args))
    return calls


def started(woken: list[Any], run_on_commit: DjangoCaptureOnCommitCallbacks) -> EnrolmentBatch:
    batch = read(factories.cohort(seats=300), csv_of(batches.AT_ONCE + 1))
    with run_on_commit(execute=True):
        return batches.start_apply(batch=batch, by=factories.person("Coordinator"))


def test_it_is_handed_to_a_worker_by_its_id_alone(
    woken: list[Any], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    batch = started(woken, django_capture_on_commit_callbacks)
    assert (batch.state, Enrolment.objects.count()) == (BatchState.APPLYING, 0)
    assert woken == [("tasks.jobs.apply_list", batch.pk)]
    assert progress(batch).words == "Waiting for its turn"
    jobs.apply_list(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.counts) == (BatchState.APPLIED, {"new": 201})
    assert {e.enrolled_by for e in Enrolment.objects.select_related("enrolled_by")} == {batch.applied_by}


def test_a_worker_writes_in_the_language_of_who_started_it(woken: list[Any]) -> None:
    """As the same list would have been written in the request."""
    factories.person(email="list0@example.org")
    batch = read(factories.cohort(seats=300), csv_of(batches.AT_ONCE + 1))
    batches.start_apply(batch=batch, by=factories.person(language="fr"))
    jobs.apply_list(batch.pk)
    batch.refresh_from_db()
    assert "un compte" in batch.verdicts[0]["note"]


def test_a_second_click_wakes_nobody(
    woken: list[Any], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    batch = started(woken, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        assert batches.start_apply(batch=batch, by=None).applied_by == batch.applied_by
    assert len(woken) == 1


def test_beat_takes_up_what_no_worker_was_woken_for(
    woken: list[Any], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    batch = started(woken, django_capture_on_commit_callbacks)
    jobs.apply_waiting_lists()
    jobs.apply_waiting_lists()
    batch.refresh_from_db()
    assert (batch.state, batch.attempts) == (BatchState.APPLIED, 1)


def test_a_short_list_needs_no_worker(woken: list[Any]) -> None:
    batch = read(factories.cohort(seats=300), csv_of(batches.AT_ONCE))
    assert batches.start_apply(batch=batch, by=None).state == BatchState.APPLIED
    assert woken == []


def test_stages_are_told_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(cache, "set", lambda key, stage, seconds: told.append(stage))
    batch = read(factories.cohort(seats=300), csv_of(batches.AT_ONCE + 1))
    batches.start_apply(batch=batch, by=None)
    jobs.apply_list(batch.pk)
    assert told == ["waiting", "checking", "people", "enrolments", "messages", "finishing"]


def test_progress_is_only_a_help(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def down(key: str, *_args: object) -> None:
        tried.append(key)
        raise RedisConnectionError

    for name in ("get", "set", "delete"):
        monkeypatch.setattr(cache, name, down)
    batch = read(factories.cohort(seats=300), csv_of(batches.AT_ONCE + 1))
    batches.start_apply(batch=batch, by=None)
    assert (progress(batch).stage, progress(batch).stages) == (1, 6)
    tried.clear()
    jobs.apply_list(batch.pk)
    batch.refresh_from_db()
    assert batch.state == BatchState.APPLIED
    assert len(tried) == 2  # the first stage, and the end


def test_what_cannot_be_applied_any_more_is_given_back_with_the_reason(
    woken: list[Any], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    batch = started(woken, django_capture_on_commit_callbacks)
    cancel_cohort(cohort=batch.cohort, by=None)
    jobs.apply_list(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.error) == (
        BatchState.CHECKED, "This cohort was called off: nobody can be enrolled.",
    )  # fmt: skip
    assert Enrolment.objects.count() == 0


def test_a_list_that_fails_three_times_is_given_back_and_may_be_tried_again(
    woken: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batch = started(woken, django_capture_on_commit_callbacks)
    with monkeypatch.context() as broken:
        broken.setattr(batches, "seat", lambda **_fields: 1 / 0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                jobs.apply_list(batch.pk)
        jobs.apply_waiting_lists()
    batch.refresh_from_db()
    assert (batch.state, batch.attempts) == (BatchState.CHECKED, 3)
    assert batch.error == "The list could not be enrolled. Nobody on it was. Please try again later."
    batches.start_apply(batch=batch, by=None)
    jobs.apply_list(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.error, Enrolment.objects.count()) == (BatchState.APPLIED, "", 201)


def test_more_rows_than_a_list_may_have_are_refused_before_the_cohort_is_looked_at() -> None:
    with pytest.raises(ValidationError) as caught:
        read(factories.cohort(), csv_of(10_001))
    assert caught.value.message_dict == {
        "list": ["This list has more than 10,000 rows. Split it into several lists."]
    }
    assert EnrolmentBatch.objects.count() == 0
