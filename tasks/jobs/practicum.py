"""What supervisors and trainees are reminded of."""

from django.utils import timezone

from tasks.celery import app
from trainees.operations.practicum_reminders import owe_digests, owe_report_reminders


@app.task(name="tasks.jobs.practicum_digests")
def practicum_digests() -> int:
    """Owe the weekly digests that are due now."""
    return owe_digests(at=timezone.now())


@app.task(name="tasks.jobs.practicum_reports")
def practicum_reports() -> int:
    """Owe the reminders of reports that are due now."""
    return owe_report_reminders(at=timezone.now())
