"""Somebody says in advance that they cannot come, or that they can after all. Nobody asks why."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.models import Session
from courses.operations.checks import fresh, refuse
from courses.operations.seats import locked
from trainees.enums import ACTIVE
from trainees.models import AbsenceNotice, Enrolment


@transaction.atomic
def cannot_come(*, enrolment: Enrolment, session: Session, by: Any) -> AbsenceNotice:
    """Note that they cannot come to a session that has not begun. Said twice, it changes nothing.

    The session is one of their cohort, or one at which they make up. Raises ValidationError for a session that was
    cancelled or has begun, and for an enrolment that ended.
    """
    _check(enrolment, session)
    standing = AbsenceNotice.objects.filter(
        enrolment=enrolment, session=session, taken_back_at__isnull=True
    ).first()
    if standing:
        return standing
    made: AbsenceNotice = AbsenceNotice.objects.create(enrolment=enrolment, session=session)
    log(instance=enrolment, action="trainees.absence.tell", user=by, data={"held_on": str(session.held_on)})
    return made


@transaction.atomic
def can_come(*, enrolment: Enrolment, session: Session, by: Any) -> None:
    """Take back that they cannot come, until the session begins. Done twice, it changes nothing."""
    _check(enrolment, session)
    standing = AbsenceNotice.objects.filter(enrolment=enrolment, session=session, taken_back_at__isnull=True)
    if standing.update(taken_back_at=timezone.now()):
        data = {"held_on": str(session.held_on)}
        log(instance=enrolment, action="trainees.absence.take_back", user=by, data=data)


def _check(enrolment: Enrolment, session: Session) -> None:
    """Lock the cohort and the enrolment, and refuse what is over."""
    locked(enrolment.cohort_id)
    if fresh(enrolment).state not in ACTIVE:
        raise refuse(NON_FIELD_ERRORS, _("You are not in this course any more."), code="ended")
    session = Session.objects.get(pk=session.pk)
    if session.is_cancelled:
        raise refuse(NON_FIELD_ERRORS, _("This session was cancelled."), code="cancelled")
    if session.starts_at <= timezone.now():
        raise refuse(NON_FIELD_ERRORS, _("This session has begun. Talk to your facilitator."), code="begun")
