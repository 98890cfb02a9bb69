"""Marks of a closed roll-call are corrected by new ones, with a reason. The old mark stays."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from courses.models import Session
from courses.operations.checks import fresh, refuse
from trainees.models import Attendance, Enrolment, RollCall
from trainees.queries.roll_call import Line

from .attendance import StaleMarkError, check_mark, cohorts_of
from .making_up import settle_make_ups
from .what_follows import follow

REASON = 500  # characters


@transaction.atomic
def correct(
    *, attendance: Attendance, mark: str, reason: str, by: Any, minutes_late: int = 0, minutes_early: int = 0
) -> Attendance:
    """Replace a mark of a closed roll-call by a new one. The old one stays, with when it was replaced.

    What says the same as what stands changes nothing, so a double click corrects once. Raises StaleMarkError when
    somebody else corrected it since, to something else; ValidationError keyed mark, minutes_late, minutes_early,
    reason, and without a field while the roll-call is open. Make-ups, completions, notices follow as after closing.
    """
    session = Session.objects.get(pk=attendance.session_id)
    enrolment = Enrolment.objects.select_related("person").get(pk=attendance.enrolment_id)
    cohorts = cohorts_of([session.cohort_id, enrolment.cohort_id])
    session.cohort, enrolment.cohort = cohorts[session.cohort_id], cohorts[enrolment.cohort_id]
    attendance = fresh(attendance)
    _check(session, mark, minutes_late, minutes_early, reason)
    standing = (
        Attendance.objects.standing().select_related("recorded_by").get(session=session, enrolment=enrolment)
    )
    said = (mark, minutes_late, minutes_early)
    if (standing.mark, standing.minutes_late, standing.minutes_early) == said:
        return standing
    if standing.pk != attendance.pk:
        standing.session = session
        raise StaleMarkError(Line(enrolment=enrolment, standing=standing, begins=""))
    attendance.replaced_at = timezone.now()
    attendance.save(update_fields=["replaced_at"])
    new = _add(session, enrolment, said, reason, by=by, version=attendance.version + 1)
    data = {"from": attendance.mark, "late": attendance.minutes_late, "early": attendance.minutes_early}
    _log(new, data, by=by)
    settle_make_ups(session=session, by=by, enrolment=enrolment)
    follow(cohorts=cohorts, enrolments=[enrolment], by=by)
    return new


@transaction.atomic
def add_mark(
    *,
    session: Session,
    enrolment: Enrolment,
    mark: str,
    reason: str,
    by: Any,
    minutes_late: int = 0,
    minutes_early: int = 0,
) -> Attendance:
    """Mark somebody of the session's cohort whom a closed roll-call has not: they joined afterwards, and were there.

    Somebody who has this very mark already is left alone. Raises ValidationError as `correct` does, and keyed
    enrolment for somebody of elsewhere; StaleMarkError for somebody who has another mark.
    """
    cohorts = cohorts_of([session.cohort_id])
    session = fresh(session)
    session.cohort = cohorts[session.cohort_id]
    if enrolment.cohort_id != session.cohort_id:
        raise refuse("enrolment", _("This person is not expected at this session."))
    _check(session, mark, minutes_late, minutes_early, reason)
    said = (mark, minutes_late, minutes_early)
    found = Attendance.objects.standing().filter(session=session, enrolment=enrolment)
    if standing := found.select_related("recorded_by").first():
        if (standing.mark, standing.minutes_late, standing.minutes_early) == said:
            return standing
        standing.session = session
        raise StaleMarkError(Line(enrolment=enrolment, standing=standing, begins=""))
    new = _add(session, enrolment, said, reason, by=by, version=1)
    _log(new, {}, by=by)
    follow(cohorts=cohorts, enrolments=[enrolment], by=by)
    return new


def _check(session: Session, mark: str, late: int, early: int, reason: str) -> None:
    if not RollCall.objects.filter(session=session, closed_at__isnull=False).exists():
        raise refuse(NON_FIELD_ERRORS, _("The roll-call is still open. Change the mark there."), code="open")
    errors: dict[str, Any] = dict(check_mark(session, mark, late, early))
    if not reason.strip():
        errors["reason"] = _("Say what was wrong. The old mark stays in the history.")
    elif len(reason.strip()) > REASON:
        words = ngettext("At most %(most)d character.", "At most %(most)d characters.", REASON)
        errors["reason"] = words % {"most": REASON}
    if errors:
        raise ValidationError(errors)


def _add(
    session: Session, enrolment: Enrolment, said: tuple[str, int, int], reason: str, *, by: Any, version: int
) -> Attendance:
    mark, late, early = said
    made: Attendance = Attendance.objects.create(
        session=session,
        enrolment=enrolment,
        mark=mark,
        minutes_late=late,
        minutes_early=early,
        reason=reason.strip(),
        version=version,
        recorded_by=by,
    )
    return made


def _log(new: Attendance, before: dict[str, Any], *, by: Any) -> None:
    data = before | {"held_on": str(new.session.held_on), "mark": new.mark, "reason": new.reason}
    log(instance=new.enrolment, action="trainees.attendance.correct", user=by, data=data)
