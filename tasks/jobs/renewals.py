"""Reminders of renewals."""

from django.utils import timezone

from tasks.celery import app
from trainees.operations.renewal_reminders import owe_renewal_reminders


@app.task(name="tasks.jobs.renewal_reminders")
def renewal_reminders() -> int:
    """Owe the reminders that are due now."""
    return owe_renewal_reminders(at=timezone.now())
