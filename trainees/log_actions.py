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
    ("trainees.signature.sign", _("Sign an agreement"), _("Agreement signed")),
    ("trainees.quiz.hand_in", _("Hand in a quiz"), _("Quiz handed in")),
    ("trainees.submission.hand_in", _("Hand in an assignment"), _("Assignment handed in")),
    ("trainees.prior_learning.ask", _("Ask for credit"), _("Credit asked for")),
    (
        "trainees.prior_learning.take_back",
        _("Take a request for credit back"),
        _("Request for credit taken back"),
    ),
    ("trainees.submission.read", _("Read what was handed in"), _("What was handed in was read")),
    ("trainees.submission.answer", _("Answer what was handed in"), _("Feedback given")),
    ("trainees.observation.record", _("Record an observation"), _("Observation recorded")),
    ("trainees.observation.void", _("Void an observation"), _("Observation voided")),
    ("trainees.sign_off.record", _("Sign off"), _("Signed off")),
    ("trainees.sign_off.void", _("Void a sign-off"), _("Sign-off voided")),
    ("trainees.exam_result.record", _("Record an exam result"), _("Exam result recorded")),
    ("trainees.exam_result.void", _("Void an exam result"), _("Exam result voided")),
    ("trainees.prior_learning.read", _("Read a request for credit"), _("Request for credit was read")),
    ("trainees.prior_learning.answer", _("Answer a request for credit"), _("Request for credit answered")),
    ("trainees.roll_call.close", _("Close a roll-call"), _("Roll-call closed")),
    ("trainees.attendance.correct", _("Correct a mark"), _("Attendance corrected")),
    ("trainees.make_up.plan", _("Plan a make-up"), _("Make-up planned")),
    ("trainees.make_up.cancel", _("Cancel a make-up"), _("Make-up cancelled")),
    ("trainees.make_up.confirm", _("Confirm a make-up"), _("Make-up done")),
    ("trainees.absence.tell", _("Say that one cannot come"), _("Said that they cannot come")),
    ("trainees.absence.take_back", _("Take that back"), _("Took back that they cannot come")),
    ("trainees.calendar.make", _("Make a private calendar"), _("Private calendar made")),
    ("trainees.calendar.stop", _("Stop a private calendar"), _("Private calendar stopped")),
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
    ("trainees.hours.stand_by", _("Stand by hours"), _("Trainee said that the hours were so")),
    ("trainees.hours.query", _("Ask about hours"), _("Supervisor asked about hours")),
    ("trainees.report.write", _("Write a practicum report"), _("Practicum report written")),
    ("trainees.certificate.hide_name", _("Hide the name of a certificate"), _("Name hidden by the holder")),
    ("trainees.certificate.show_name", _("Show the name of a certificate"), _("Name shown by the holder")),
    (
        "trainees.certificate.list",
        _("Put a certificate into the register"),
        _("Put into the register by the holder"),
    ),
    (
        "trainees.certificate.unlist",
        _("Take a certificate off the register"),
        _("Taken off the register by the holder"),
    ),
    ("trainees.key.make", _("Make a key for badges"), _("Key for badges made")),
    ("trainees.key.retire", _("Retire a key for badges"), _("Key for badges retired")),
    ("trainees.key.withdraw", _("Withdraw a key for badges"), _("Key for badges withdrawn")),
    ("trainees.announcement.send", _("Write to a cohort"), _("Announcement sent")),
)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What people do with enrolments, completions and announcements."""
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
