"""A person enters a cohort, leaves it, or reaches its end. Locks: cohort, then enrolment, then messages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.enums import CohortState
from courses.models import Cohort
from courses.operations import seats
from tasks.outbox.models import Message
from tasks.outbox.operations import cancel_many
from trainees.enums import EnrolmentState, RowOutcome
from trainees.lists.rows import Row, clean_address, clean_language, clean_name, clean_phone
from trainees.models import Enrolment
from trainees.queries.lists import judge_rows
from trainees.rules import keys

from . import placing
from .seating import seat


@transaction.atomic
def enrol(
    *, cohort: Cohort, email: str, chosen_name: str, by: Any, language: str = "en", phone: str = ""
) -> Enrolment:
    """Give somebody a place, make their account if they have none, and owe them a welcome.

    A known person's own name, language and phone stay as they are. Raises ValidationError keyed by field: email,
    chosen_name, language, phone, capacity (no seat left), cohort (called off).
    """
    row = _cleaned(email=email, chosen_name=chosen_name, language=language, phone=phone)
    held = seats.locked(cohort.pk)
    check_takes_people(held)
    verdict = judge_rows(held, [row])[0]
    if verdict.outcome == RowOutcome.ENROLLED:
        raise ValidationError(
            {"email": _("This person is enrolled in this cohort already.")}, code="enrolled"
        )
    if verdict.outcome == RowOutcome.ERROR:
        raise ValidationError(dict(verdict.errors))
    enrolment = seat(cohort=held, rows=[row], by=by)[0]
    cohort.seats_held = held.seats_held
    return enrolment


@transaction.atomic
def withdraw(*, enrolment: Enrolment, by: Any) -> None:
    """Somebody leaves; nobody asks why. Their seat is free, their record stays, unsent messages about it are dropped.

    Done twice, it changes nothing. Raises ValidationError {"state": …} for who has finished, or was never in.
    """
    held = _locked(enrolment)
    if held.state == EnrolmentState.WITHDRAWN:
        return
    _end(held, EnrolmentState.WITHDRAWN)
    seats.release(held.cohort)
    placing.release_all(enrolment=held, by=by)
    cancel_many(messages=Message.objects.about(keys.about(held)), reason=str(_("They have left the course.")))
    log(instance=held, action="trainees.enrolment.withdraw", user=by)
    enrolment.refresh_from_db()


@transaction.atomic
def finish(*, enrolment: Enrolment, by: Any) -> None:
    """Somebody has reached the end; they keep their seat. Done twice, it changes nothing.

    Raises ValidationError {"state": …} for who has left.
    """
    held = _locked(enrolment)
    if held.state == EnrolmentState.FINISHED:
        return
    _end(held, EnrolmentState.FINISHED)
    log(instance=held, action="trainees.enrolment.finish", user=by)
    enrolment.refresh_from_db()


def check_takes_people(cohort: Cohort) -> None:
    """Raise ValidationError {"cohort": …} when it was called off."""
    if cohort.state == CohortState.CANCELLED:
        raise ValidationError(
            {"cohort": _("This cohort was called off: nobody can be enrolled.")}, code="state"
        )


def _cleaned(*, email: str, chosen_name: str, language: str, phone: str) -> Row:
    """The row of a list that says the same; raises ValidationError with every field that is wrong."""
    kept: dict[str, str] = {}
    errors: dict[str, list[Any]] = {}
    for name, clean, raw in (
        ("email", clean_address, email),
        ("chosen_name", clean_name, chosen_name),
        ("language", lambda value: clean_language(value, default="en"), language),
        ("phone", clean_phone, phone),
    ):
        try:
            kept[name] = clean(raw)
        except ValidationError as error:
            errors[name] = error.error_list
    if errors:
        raise ValidationError(errors)
    return Row(
        number=1,
        name=kept["chosen_name"],
        email=kept["email"],
        language=kept["language"],
        phone=kept["phone"],
    )


def _locked(enrolment: Enrolment) -> Enrolment:
    """The enrolment as it is now, locked after its cohort (which it carries, locked)."""
    cohort = seats.locked(enrolment.cohort_id)
    held: Enrolment = (
        Enrolment.objects.select_for_update(of=("self",)).select_related("person").get(pk=enrolment.pk)
    )
    held.cohort = cohort
    return held


def _end(held: Enrolment, state: EnrolmentState) -> None:
    """Write the end of an enrolment that is going on."""
    if held.state != EnrolmentState.ENROLLED:
        known = EnrolmentState(held.state).label
        raise ValidationError(
            {
                "state": ValidationError(
                    _("This cannot be changed any more: %(state)s."), "state", {"state": known}
                )
            }
        )
    held.state = state
    held.ended_at = timezone.now()
    held.save(update_fields=["state", "ended_at"])
