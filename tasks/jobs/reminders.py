"""Reminders of sessions."""

from django.utils import timezone

from tasks.celery import app
from trainees.operations.reminders import owe_session_reminders


@app.task(name="tasks.jobs.reminders")
def reminders() -> int:
    """Owe the reminders that are due now."""
    return owe_session_reminders(at=timezone.now())
