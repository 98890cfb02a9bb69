"""Names of what the audit log records about trainees."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTIONS = (
    ("trainees.enrolment.create", _("Enrol a person"), _("Enrolled")),
    ("trainees.enrolment.withdraw", _("Let a person leave a cohort"), _("Left the course")),
    ("trainees.enrolment.finish", _("End an enrolment"), _("Finished the course")),
    ("trainees.enrolment.undo", _("Undo an enrolment"), _("Enrolment undone: entered by mistake")),
    ("trainees.batch.apply", _("Enrol a list"), _("List enrolled")),
    ("trainees.batch.undo", _("Undo an enrolled list"), _("Enrolled list undone")),
    ("trainees.person.create", _("Make a person"), _("Account made for an enrolment")),
    ("trainees.person.remove", _("Remove a person"), _("Account removed: made by mistake, never used")),
    ("trainees.completion.record", _("Record a completion"), _("Completion recorded")),
    ("trainees.completion.void", _("Void a completion"), _("Completion voided")),
    ("trainees.calendar.make", _("Make a private calendar"), _("Private calendar made")),
    ("trainees.calendar.stop", _("Stop a private calendar"), _("Private calendar stopped")),
    ("trainees.announcement.send", _("Write to a cohort"), _("Announcement sent")),
)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What people do with enrolments, completions and announcements."""
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
