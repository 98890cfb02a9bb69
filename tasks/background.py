"""Wagtail's own background work on the same workers: a backend of django-tasks that sends to Celery.

The packaged bridge between the two keeps results in Celery's result store, which we do not run; this one also never
loses work: what Redis does not take is done at once, in the process that asked for it.
"""

import logging
from functools import partial
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.signals import task_enqueued
from django_tasks.utils import get_random_id

from tasks.outbox.wake import send_task

log = logging.getLogger("tasks.background")

JOB = "tasks.jobs.background"


class CeleryBackend(BaseTaskBackend):
    """Set as TASKS["default"]["BACKEND"]. Work starts after the commit; results are not kept."""

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        """Ask a worker to do this. Arguments must be JSON and are stored in Redis until it is done."""
        self.validate_task(task)
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        task_enqueued.send(type(self), task_result=result)
        send = partial(_send, task.module_path, result.args, result.kwargs)
        transaction.on_commit(send, robust=True)
        return result


def _send(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    if not send_task(JOB, path, args, kwargs):
        perform(path, args, kwargs)


def perform(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Do the work of the django-tasks task at `path`; nothing else can be called through here (TypeError)."""
    task = import_string(path)
    if not isinstance(task, Task):
        raise TypeError(f"{path} is not a task.")
    try:
        task.call(*args, **kwargs)
    except ObjectDoesNotExist:
        log.info("%s: what it was about is gone by now.", path)
