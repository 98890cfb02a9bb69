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
    ("trainees.site.add", _("Add a placement site"), _("Placement site added")),
    ("trainees.site.change", _("Change a placement site"), _("Placement site changed")),
    ("trainees.supervisor.add", _("Add a supervisor"), _("Supervisor added")),
    ("trainees.supervisor.change", _("Change a supervisor"), _("Supervisor changed")),
    ("trainees.wishes.set", _("Say wishes for a placement"), _("Wishes for a placement given")),
    ("trainees.clearance.record", _("Record a clearance"), _("Clearance recorded")),
    ("trainees.placement.propose", _("Propose a placement"), _("Placement proposed")),
    ("trainees.placement.agree", _("Agree to a placement"), _("Placement agreed to")),
    ("trainees.placement.end", _("End a placement"), _("Placement ended")),
    ("trainees.placement.cancel", _("Cancel a placement"), _("Placement cancelled")),
    ("trainees.placement.counts_from", _("Set from when hours count"), _("Date from which hours count set")),
    ("trainees.placement.send_link", _("Send a supervisor a link"), _("Link sent to the supervisor")),
    ("trainees.placement.revoke", _("Revoke a supervisor's links"), _("Supervisor's links revoked")),
    ("trainees.hours.log", _("Log hours"), _("Hours logged")),
    ("trainees.hours.correct", _("Correct logged hours"), _("Logged hours corrected")),
    ("trainees.hours.confirm", _("Confirm hours"), _("Hours confirmed by the supervisor")),
    ("trainees.hours.query", _("Ask about hours"), _("Supervisor asked about hours")),
    ("trainees.report.write", _("Write a practicum report"), _("Practicum report written")),
    ("trainees.announcement.send", _("Write to a cohort"), _("Announcement sent")),
)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What people do with enrolments, completions and announcements."""
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
