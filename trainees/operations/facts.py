"""What every fact that somebody confirms has in common: who it is about, that it may be, and how it is voided."""

import datetime as dt
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from courses import local
from courses.models import Cohort, EvidenceItem
from courses.operations.checks import fresh, refuse
from courses.operations.seats import locked
from trainees.enums import ACTIVE
from trainees.models import Enrolment
from trainees.models.evidence import Voidable

from .evidence import settle

TEXT = 500  # characters of a reason or a note
LONG_TEXT = 10_000  # characters of feedback

V = TypeVar("V", bound=Voidable)


def held(enrolment_id: int) -> Enrolment:
    """The enrolment with its person and cohort, locked: first the cohort, then the enrolment."""
    cohort = locked(Enrolment.objects.values_list("cohort_id", flat=True).get(pk=enrolment_id))
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",)).select_related("person").get(pk=enrolment_id)
    )
    enrolment.cohort = cohort
    return enrolment


def check_may_confirm(enrolment: Enrolment, by: Any) -> None:
    """Refuse what is about somebody whose enrolment ended, and what people would confirm about themselves."""
    if enrolment.state not in ACTIVE:
        raise refuse(
            NON_FIELD_ERRORS,
            _("The enrolment has ended: %(names)s.") % {"names": enrolment.person.chosen_name},
            code="ended",
        )
    check_not_ones_own(enrolment, by)


def check_not_ones_own(enrolment: Enrolment, by: Any) -> None:
    """Refuse what people would decide about themselves: who teaches in one cohort may learn in another."""
    if by is not None and by.pk == enrolment.person_id:
        raise refuse(NON_FIELD_ERRORS, _("Somebody else has to confirm this for you."), code="self")


def check_item(enrolment: Enrolment, item: EvidenceItem, kind: str) -> None:
    """Refuse an item of another edition, and one of another kind."""
    if item.module.edition_id != enrolment.cohort.edition_id or item.kind != kind:
        raise refuse("item", _("This is not part of this cohort's edition."), code="edition")


def check_day(field: str, day: dt.date, cohort: Cohort) -> None:
    """Refuse a day that is still to come on the programme's calendar, or before the cohort's first.

    After its last day something may still be caught up on: an exam written again, a role-play.
    """
    if day > today(cohort):
        raise refuse(field, _("This date is still to come."), code="future")
    if day < cohort.starts_on:
        raise refuse(
            field,
            _("This cohort began on %(first)s.") % {"first": local.short_day(cohort.starts_on)},
            code="outside",
        )


def check_length(field: str, text: str, most: int = TEXT) -> None:
    """Refuse what is too long to keep."""
    if len(text) > most:
        raise refuse(
            field,
            ngettext("At most %(most)d character.", "At most %(most)d characters.", most) % {"most": most},
            code="long",
        )


def today(cohort: Cohort) -> dt.date:
    """The date on the programme's calendar now."""
    return timezone.now().astimezone(cohort.programme.tz).date()


def mark_void(fact: V, *, reason: str, by: Any, action: str, data: dict[str, Any]) -> V:
    """Say that a fact was recorded by mistake, the enrolment being locked; log it there.

    Raises ValidationError without a reason, for a fact about oneself, and for one that was voided before.
    """
    reason = reason.strip()
    if not reason:
        raise refuse("reason", _("Say why this was not so."), code="required")
    check_length("reason", reason)
    fact = fresh(fact)
    about: Any = fact
    check_not_ones_own(about.enrolment, by)
    if fact.voided_at is not None:
        raise refuse(NON_FIELD_ERRORS, _("This was voided already."), code="voided")
    fact.voided_at, fact.voided_by, fact.void_reason = timezone.now(), by, reason
    fact.save(update_fields=["voided_at", "voided_by", "void_reason"])
    log(instance=about.enrolment, action=action, user=by, data=data | {"reason": reason})
    return fact


def settle_one(enrolment: Enrolment, by: Any) -> None:
    """Complete what is complete now."""
    settle(cohort=enrolment.cohort, enrolments=[enrolment], by=by)


def log_once_a_day(enrolment: Enrolment, *, action: str, by: Any, data: dict[str, Any]) -> bool:
    """Log that somebody read something of an enrolment, unless they did within a day. Whether it was logged now."""
    since = timezone.now() - dt.timedelta(days=1)
    known = ModelLogEntry.objects.for_instance(enrolment).filter(
        action=action, user=by, timestamp__gt=since, data=data
    )
    if known.exists():
        return False
    log(instance=enrolment, action=action, user=by, data=data)
    return True
