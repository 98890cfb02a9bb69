"""What a roll-call means for the make-ups that are planned through its session."""

from typing import Any

from django.utils import timezone

from courses.models import Session
from trainees.enums import MakeUpState
from trainees.models import Attendance, Enrolment, MakeUp
from trainees.rules.minutes import Marked


def settle_make_ups(*, session: Session, by: Any, enrolment: Enrolment | None = None) -> None:
    """Make-ups through a session whose roll-call is closed are done for those who were there, and planned for others.

    Before: in the transaction that closed it or corrected a mark, with the cohorts locked; with `enrolment` only
    theirs. One that was done and is not any more is planned again, or cancelled where another plan stands meanwhile.
    """
    found = MakeUp.objects.filter(through=session).exclude(state=MakeUpState.CANCELLED)
    marks = Attendance.objects.standing().filter(session=session)
    if enrolment is not None:
        found, marks = found.filter(enrolment=enrolment), marks.filter(enrolment=enrolment)
    there = {
        pk
        for pk, mark, late, early in marks.values_list("enrolment", "mark", "minutes_late", "minutes_early")
        if Marked(mark=mark, minutes_late=late, minutes_early=early).attended(session.minutes)
    }
    for made in found.select_for_update():
        was_there, is_done = made.enrolment_id in there, made.state == MakeUpState.DONE
        if was_there and not is_done:
            _set(made, MakeUpState.DONE, session, by=by)
        elif is_done and not was_there:
            _set(made, _again(made), None, by=by)


def _again(made: MakeUp) -> MakeUpState:
    other = MakeUp.objects.filter(
        enrolment=made.enrolment_id, stands_for=made.stands_for_id, state=MakeUpState.PLANNED
    )
    return MakeUpState.CANCELLED if other.exists() else MakeUpState.PLANNED


def _set(made: MakeUp, state: MakeUpState, session: Session | None, *, by: Any) -> None:
    made.state = state
    made.done_on = session.held_on if session else None
    made.settled_by, made.settled_at = by, timezone.now()
    made.save(update_fields=["state", "done_on", "settled_by", "settled_at"])
