"""Jobs of the outbox."""

from typing import Any

from celery.signals import worker_ready
from django.utils import timezone

from tasks.celery import app
from tasks.outbox import delivery, purging
from tasks.outbox.models import Message
from tasks.outbox.wake import DRAIN, send_task


@app.task(name=DRAIN)
def drain() -> None:
    """Send what is due; what is left after the time of one job is left to the next."""
    if delivery.drain() and Message.objects.due(at=timezone.now()).exists():
        send_task(DRAIN)


@app.task(name="tasks.jobs.recover")
def recover() -> None:
    """Judge what workers that died were doing."""
    delivery.recover()


@app.task(name="tasks.jobs.purge")
def purge() -> None:
    """Delete what is past its time."""
    purging.purge()


@worker_ready.connect
def begin_with_what_is_owed(**kwargs: Any) -> None:
    """A worker that starts looks for work at once, whoever was or was not woken before."""
    send_task("tasks.jobs.recover")
    send_task(DRAIN)
