"""Notices of changes to sessions."""

from django.utils import timezone

from tasks.celery import app
from trainees.operations.schedule_notices import owe_schedule_notices


@app.task(name="tasks.jobs.schedule_notices")
def schedule_notices() -> int:
    """Owe the notices of what was changed some minutes ago."""
    return owe_schedule_notices(at=timezone.now())
