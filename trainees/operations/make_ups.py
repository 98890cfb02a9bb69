"""Make-ups: planned, cancelled, confirmed. Locks: cohorts (by id), then the enrolment."""

import datetime as dt
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from courses import local
from courses.models import Session
from courses.operations.checks import fresh, refuse
from trainees.enums import ACTIVE, MakeUpState
from trainees.models import Enrolment, MakeUp, RollCall
from trainees.queries.attendance import attendance_of
from trainees.queries.make_ups import meetings_of, minutes_in_common

from .attendance import cohorts_of
from .what_follows import follow

TASK = 500  # characters


@transaction.atomic
def plan(
    *,
    enrolment: Enrolment,
    stands_for: Session,
    by: Any,
    through: Session | None = None,
    task: str = "",
    minutes: int | None = None,
) -> MakeUp:
    """Plan what stands in for a session of which something was missed: another session, or a task of so many minutes.

    Through a session it makes up for at most its minutes that cover the same modules; the roll-call there decides. The
    very same plan made twice is one. A plan whose session is over, and at which they were not, makes room for another.
    Raises ValidationError keyed by field: stands_for (nothing is missed of it, a plan stands already), through (no such
    session, over, cancelled, nothing in common, used already, at the time of another of their sessions), task,
    minutes (more than was missed); without a field where the edition allows no make-ups or the enrolment ended.
    """
    cohorts = cohorts_of([enrolment.cohort_id, *([through.cohort_id] if through else [])])
    enrolment = fresh(enrolment)
    enrolment.cohort = cohorts[enrolment.cohort_id]
    if enrolment.state not in ACTIVE:
        raise refuse(NON_FIELD_ERRORS, _("This enrolment has ended."), code="ended")
    if not enrolment.cohort.edition.allows_make_ups:
        raise refuse(NON_FIELD_ERRORS, _("This course has no make-ups."), code="none")
    task = task.strip()
    if bool(task) == (through is not None):
        raise refuse("through", _("Choose a session, or write a task: one of the two."), code="one")
    said = {"through": through.pk if through else None, "task": task}
    standing = MakeUp.objects.filter(
        enrolment=enrolment, stands_for=stands_for, state=MakeUpState.PLANNED
    ).first()
    if standing and {"through": standing.through_id, "task": standing.task} == said:
        return standing
    missed = _missed(enrolment, stands_for)
    if standing:
        _make_room(standing, by=by)
    most = missed
    if through is None:
        _check_task(task, minutes)
    else:
        most = _check_through(enrolment, stands_for, through)
    if minutes is not None and not 1 <= minutes <= missed:
        raise refuse(
            "minutes",
            _("Of this session, %(missed)s were missed. Give at most so much.")
            % {"missed": local.short_length(missed)},
            code="most",
        )
    made: MakeUp = MakeUp.objects.create(
        enrolment=enrolment,
        stands_for=stands_for,
        through=through,
        task=task,
        minutes=min(bound for bound in (most, minutes, missed) if bound is not None),
        planned_by=by,
    )
    log(instance=enrolment, action="trainees.make_up.plan", user=by, data=_data(made))
    return made


@transaction.atomic
def cancel(*, make_up: MakeUp, by: Any) -> None:
    """Drop a plan. Done twice, it changes nothing. Raises ValidationError for one that is done.

    Where the roll-call of its session is still open, the mark there goes as well.
    """
    cohorts_of([make_up.enrolment.cohort_id, *([make_up.through.cohort_id] if make_up.through else [])])
    make_up = fresh(make_up)
    if make_up.state == MakeUpState.DONE:
        raise refuse(NON_FIELD_ERRORS, _("This make-up is done. Correct the roll-call instead."), code="done")
    if make_up.is_planned:
        _cancel(make_up, by=by)


@transaction.atomic
def confirm(*, make_up: MakeUp, done_on: dt.date, by: Any) -> MakeUp:
    """Say that a task is done. Done twice, it changes nothing.

    Raises ValidationError keyed done_on (still to come, or before the session that was missed), and without a field
    for one that was cancelled, or goes through a session: there the roll-call decides.
    """
    enrolment = Enrolment.objects.get(pk=make_up.enrolment_id)
    cohorts = cohorts_of([enrolment.cohort_id])
    enrolment.cohort = cohorts[enrolment.cohort_id]
    make_up = fresh(make_up)
    if make_up.state == MakeUpState.DONE:
        return make_up
    if make_up.state == MakeUpState.CANCELLED:
        raise refuse(NON_FIELD_ERRORS, _("This make-up was cancelled. Plan another one."), code="cancelled")
    if make_up.through_id is not None:
        raise refuse(NON_FIELD_ERRORS, _("The roll-call of its session decides."), code="session")
    today = timezone.now().astimezone(enrolment.cohort.programme.tz).date()
    if not make_up.stands_for.held_on <= done_on <= today:
        raise refuse("done_on", _("Choose a day after the missed session, and not after today."), code="day")
    make_up.state, make_up.done_on = MakeUpState.DONE, done_on
    make_up.settled_by, make_up.settled_at = by, timezone.now()
    make_up.save(update_fields=["state", "done_on", "settled_by", "settled_at"])
    log(instance=enrolment, action="trainees.make_up.confirm", user=by, data=_data(make_up))
    follow(cohorts=cohorts, enrolments=[enrolment], by=by)
    return make_up


def _missed(enrolment: Enrolment, session: Session) -> int:
    """The minutes that can be made up."""
    time = attendance_of(enrolment.cohort, [enrolment]).of(enrolment.pk).attended.sessions.get(session.pk)
    if time is None or not time.missed:
        raise refuse("stands_for", _("Nothing of this session is left to make up."), code="nothing")
    return time.missed


def _make_room(standing: MakeUp, *, by: Any) -> None:
    """Drop a plan that came to nothing; ValidationError for one that can still be kept."""
    over = RollCall.objects.filter(session=standing.through_id, closed_at__isnull=False).exists()
    if not over and not (standing.through and standing.through.is_cancelled):
        raise refuse(
            "stands_for", _("A make-up is planned for it already. Cancel that one first."), code="planned"
        )
    _cancel(standing, by=by)


def _check_through(enrolment: Enrolment, stands_for: Session, through: Session) -> int:
    """The minutes that it can make up for; ValidationError keyed through when it cannot stand in."""
    found = (
        Session.objects.standing()
        .filter(pk=through.pk, cohort__edition__course__programme=enrolment.cohort.programme)
        .first()
    )
    if found is None or found.pk == stands_for.pk:
        raise refuse("through", _("This session cannot stand in."), code="elsewhere")
    if found.cohort_id == enrolment.cohort_id and found.is_for_everybody:
        raise refuse("through", _("They are expected at this session anyway."), code="own")
    if RollCall.objects.filter(session=found, closed_at__isnull=False).exists():
        raise refuse("through", _("The roll-call of this session is closed."), code="closed")
    used = MakeUp.objects.filter(enrolment=enrolment, through=found).exclude(state=MakeUpState.CANCELLED)
    if used.exists():
        raise refuse("through", _("They make up for another session there already."), code="used")
    if any(own.starts_at < found.ends_at and found.starts_at < own.ends_at for own in meetings_of(enrolment)):
        raise refuse("through", _("They have another session at that time."), code="overlap")
    most = minutes_in_common(stands_for, found)
    if not most:
        raise refuse("through", _("This session covers none of the same modules."), code="modules")
    return most


def _check_task(task: str, minutes: int | None) -> None:
    if len(task) > TASK:
        words = ngettext("At most %(most)d character.", "At most %(most)d characters.", TASK)
        raise refuse("task", words % {"most": TASK}, code="long")
    if minutes is None:
        raise refuse("minutes", _("Say how many minutes the task makes up for."), code="required")


def _cancel(made: MakeUp, *, by: Any) -> None:
    made.state = MakeUpState.CANCELLED
    made.settled_by, made.settled_at = by, timezone.now()
    made.save(update_fields=["state", "settled_by", "settled_at"])
    if (
        made.through_id
        and not RollCall.objects.filter(session=made.through_id, closed_at__isnull=False).exists()
    ):
        made.enrolment.attendance.filter(session=made.through_id).delete()
    log(instance=made.enrolment, action="trainees.make_up.cancel", user=by, data=_data(made))


def _data(made: MakeUp) -> dict[str, Any]:
    data: dict[str, Any] = {"held_on": str(made.stands_for.held_on), "minutes": made.minutes}
    if made.through:
        return data | {"through": str(made.through.held_on)}
    return data | {"task": made.task}
