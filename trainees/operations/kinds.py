"""The kinds of messages that trainees are sent, and what makes one not owed any more.

Each answer is asked when a worker has claimed the message, right before it is sent.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from courses.enums import CohortState
from courses.models import Cohort, Session
from tasks.outbox.kinds import Kind, register
from tasks.outbox.models import Message
from trainees.enums import ACTIVE, HOLDS_A_SEAT, AllowanceState, LinkPurpose
from trainees.models import Enrolment, HoursEntry, Placement, PracticumReport, SupervisorLink
from trainees.queries.attendance import CohortAttendance, attendance_of
from trainees.queries.schedule_notices import changed_since
from trainees.rules import keys
from trainees.rules.minutes import Allowance

from . import certificate_kinds, links, renewal_kinds

WELCOME = "welcome"
ANNOUNCEMENT = "announcement"
SESSION_REMINDER = "session_reminder"
ENROLMENT_UNDONE = "enrolment_undone"
COHORT_CANCELLED = "cohort_cancelled"
FEEDBACK = "feedback"
CREDIT_ANSWERED = "credit_answered"
CREDENTIAL_ANSWERED = "credential_answered"
ABSENCE_NOTICE = "absence_notice"
ABSENCE_DIGEST = "absence_digest"
SCHEDULE_CHANGED = "schedule_changed"
PLACEMENT_PROPOSED = "placement_proposed"
PLACEMENT_AGREED = "placement_agreed"
PLACEMENT_CANCELLED = "placement_cancelled"
HOURS_QUERIED = "hours_queried"
REPORT_DUE = "report_due"
SUPERVISOR_AGREE = "supervisor_agree"
SUPERVISOR_HOURS = "supervisor_hours"
SUPERVISOR_REPORT = "supervisor_report"
SUPERVISOR_CANCELLED = "supervisor_cancelled"


def while_enrolled(messages: Sequence[Message], states_owed: Sequence[str] = ACTIVE) -> dict[int, str]:
    """Not owed any more: to somebody who left, or about a cohort that was cancelled. One query."""
    ids = {message.pk: keys.enrolment_id(message.about) for message in messages}
    found = Enrolment.objects.filter(pk__in=set(ids.values()))
    states = {pk: (state, cohort) for pk, state, cohort in found.values_list("pk", "state", "cohort__state")}
    reasons = {}
    for pk, enrolment in ids.items():
        state, cohort = states.get(enrolment, ("", ""))
        if state not in states_owed:
            reasons[pk] = str(_("No longer enrolled."))
        elif cohort == CohortState.CANCELLED:
            reasons[pk] = str(_("The cohort was cancelled."))
    return reasons


def until_left(messages: Sequence[Message]) -> dict[int, str]:
    """What was written to somebody while they were enrolled stays owed when they finish meanwhile. One query."""
    return while_enrolled(messages, HOLDS_A_SEAT)


def while_session_stands(messages: Sequence[Message]) -> dict[int, str]:
    """Not owed any more: about a session that was cancelled, moved to another time, or is gone. Two queries."""
    reasons = while_enrolled(messages)
    named = {message.pk: keys.reminder_parts(message.dedup_key) for message in messages}
    found = Session.objects.standing().filter(pk__in={session for session, moves in named.values()})
    now: dict[int, int] = dict(found.values_list("pk", "moves"))
    for pk, (session, moves) in named.items():
        if session not in now:
            reasons[pk] = str(_("The session was cancelled."))
        elif now[session] != moves:
            reasons[pk] = str(_("The session was moved."))
    return reasons


def worries_of(found: CohortAttendance, enrolment_id: int) -> dict[str, Allowance]:
    """The limits that somebody is close to or over, by the limit's key and the state: {"l3:over": …}."""
    states = [(allowance, found.state_of(allowance)) for allowance in found.of(enrolment_id).allowances]
    return {f"{a.limit.key}:{state.value}": a for a, state in states if state != AllowanceState.FINE}


def while_absences_stand(messages: Sequence[Message]) -> dict[int, str]:
    """Not owed any more: one of the limits that the notice names is kept again, or the person left.

    Two queries, and six for each cohort.
    """
    reasons = while_enrolled(messages)
    named = {message.pk: keys.enrolment_id(message.about) for message in messages}
    true = _true_worries(named.values())
    for message in messages:
        pairs = {(named[message.pk], pair) for pair in message.fields.get("pairs", "").split()}
        if not pairs <= true:
            reasons.setdefault(message.pk, str(_("No longer so.")))
    return reasons


def while_some_absence_stands(messages: Sequence[Message]) -> dict[int, str]:
    """Not owed any more: nothing of what the coordinators would read is true. One query, six for each cohort."""
    named: dict[int, set[tuple[int, str]]] = {}
    for message in messages:
        parts = [pair.partition("/") for pair in message.fields.get("pairs", "").split()]
        named[message.pk] = {(int(enrolment), pair) for enrolment, _slash, pair in parts}
    true = _true_worries(pk for pairs in named.values() for pk, _pair in pairs)
    return {pk: str(_("No longer so.")) for pk, pairs in named.items() if not pairs & true}


def _true_worries(enrolments: Iterable[int]) -> set[tuple[int, str]]:
    """(enrolment, limit and state) of everything that is true now of these people."""
    found = Enrolment.objects.active().filter(pk__in=set(enrolments)).select_related("cohort")
    cohorts: dict[Cohort, list[int]] = {}
    for enrolment in found:
        cohorts.setdefault(enrolment.cohort, []).append(enrolment.pk)
    true = set()
    for cohort, ids in cohorts.items():
        attendance = attendance_of(cohort, ids)
        true |= {(pk, pair) for pk in ids for pair in worries_of(attendance, pk)}
    return true


def while_schedule_stands(messages: Sequence[Message]) -> dict[int, str]:
    """Not owed any more: about a session that was changed again since; the next notice says both. Two queries.

    What is said of a cohort that was called off stays owed to those who are not enrolled in it.
    """
    about_trainees = [message for message in messages if message.about.startswith("enrolment:")]
    reasons = while_enrolled(about_trainees) if about_trainees else {}
    changed_again = {pk: str(_("The session was changed again.")) for pk in changed_since(messages)}
    return changed_again | reasons


def while_to_agree(messages: Sequence[Message]) -> dict[int, str]:
    """Not owed any more: about a placement that the trainee has agreed to meanwhile. Two queries."""
    reasons = while_enrolled(messages)
    ids = {message.pk: keys.proposed_id(message.dedup_key) for message in messages}
    found = Placement.objects.filter(pk__in=set(ids.values()), trainee_agreed_at__isnull=True)
    waiting = set(found.values_list("pk", flat=True))
    agreed = {pk: str(_("They have agreed already.")) for pk, one in ids.items() if one not in waiting}
    return agreed | reasons


def while_link_works(messages: Sequence[Message]) -> dict[int, str]:
    """Not owed any more: with a link that was revoked, or behind which nothing is left to do. Three queries."""
    ids = {message.pk: keys.link_id(message.about) for message in messages}
    found = SupervisorLink.objects.select_related("placement__enrolment__cohort", "placement__supervisor")
    by_id = found.in_bulk(set(ids.values()))
    placements = {link.placement_id for link in by_id.values()}
    waiting = set(
        HoursEntry.objects.waiting().filter(placement__in=placements).values_list("placement", flat=True)
    )
    written = set(
        PracticumReport.objects.filter(placement__in=placements, supervisor__isnull=False).values_list(
            "placement", "number"
        )
    )
    reasons = {}
    for pk, link_id in ids.items():
        link = by_id.get(link_id)
        if link is None or links.is_closed(link):
            reasons[pk] = str(_("The link was revoked, or the placement is over."))
        elif _is_done(link, waiting, written):
            reasons[pk] = str(_("Nothing waits for the supervisor any more."))
    return reasons


def _is_done(link: SupervisorLink, waiting: set[int], written: set[tuple[int, int]]) -> bool:
    if link.purpose == LinkPurpose.HOURS:
        return link.placement_id not in waiting
    if link.purpose == LinkPurpose.REPORT:
        return (link.placement_id, link.report_number) in written
    return link.placement.supervisor_agreed_at is not None


def register_kinds() -> None:
    """Tell the outbox of them; called once, when the app is ready."""
    _register_practicum()
    certificate_kinds.register_kinds()
    renewal_kinds.register_kinds()
    register(Kind(name=WELCOME, label=_("Welcome"), still_owed=while_enrolled))
    register(Kind(name=ANNOUNCEMENT, label=_("Announcement"), still_owed=until_left))
    register(Kind(name=SESSION_REMINDER, label=_("Reminder of a session"), still_owed=while_session_stands))
    register(Kind(name=ENROLMENT_UNDONE, label=_("Enrolment undone")))
    register(Kind(name=ABSENCE_NOTICE, label=_("About missed sessions"), still_owed=while_absences_stand))
    register(
        Kind(
            name=ABSENCE_DIGEST,
            label=_("Missed sessions, for coordinators"),
            still_owed=while_some_absence_stands,
        )
    )
    register(Kind(name=SCHEDULE_CHANGED, label=_("Changes to sessions"), still_owed=while_schedule_stands))
    register(Kind(name=COHORT_CANCELLED, label=_("Cohort cancelled")))
    register(Kind(name=FEEDBACK, label=_("Feedback"), still_owed=until_left))
    register(Kind(name=CREDIT_ANSWERED, label=_("Answer about prior learning"), still_owed=until_left))
    register(Kind(name=CREDENTIAL_ANSWERED, label=_("Answer about a certificate"), still_owed=until_left))


def _register_practicum() -> None:
    for name, label, owed in (
        (PLACEMENT_PROPOSED, _("Placement proposed"), while_to_agree),
        (PLACEMENT_AGREED, _("Placement agreed"), while_enrolled),
        (PLACEMENT_CANCELLED, _("Placement cancelled"), while_enrolled),
        (HOURS_QUERIED, _("Question about hours"), while_enrolled),
        (REPORT_DUE, _("Report on the practicum"), until_left),
    ):
        register(Kind(name=name, label=label, still_owed=owed))
    # Whoever could read these in a list could act for the supervisor: they are treated as sign-in codes are.
    for name, label in (
        (SUPERVISOR_AGREE, _("Supervisor: agree to a placement")),
        (SUPERVISOR_HOURS, _("Supervisor: hours to confirm")),
        (SUPERVISOR_REPORT, _("Supervisor: report on the practicum")),
    ):
        register(Kind(name=name, label=label, still_owed=while_link_works, is_secret=True, resend_once=True))
    register(Kind(name=SUPERVISOR_CANCELLED, label=_("Supervisor: placement cancelled")))
