"""What facilitators confirm by their word: one thing, or a whole module when everything is there."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.enums import CompletesBy, EvidenceKind
from courses.models import EvidenceItem, Module
from courses.operations.checks import refuse
from trainees.enums import Evidence
from trainees.models import Completion, Enrolment, SignOff
from trainees.queries.records import cohort_record

from . import completion
from .facts import check_item, check_length, check_may_confirm, held, mark_void, settle_one, today


@transaction.atomic
def sign_off(*, enrolment: Enrolment, item: EvidenceItem, by: Any, note: str = "") -> SignOff:
    """Confirm one thing. One that is confirmed already is returned as it is: of two people the first has done it.

    Raises ValidationError keyed by field: item, note; and where the enrolment has ended or it is one's own.
    """
    note = note.strip()
    check_length("note", note)
    enrolment = held(enrolment.pk)
    check_may_confirm(enrolment, by)
    check_item(enrolment, item, EvidenceKind.SIGN_OFF)
    if found := enrolment.sign_offs.standing().filter(item=item).first():
        known: SignOff = found
        return known
    made = SignOff.objects.create(enrolment=enrolment, item=item, note=note, recorded_by=by)
    log(instance=enrolment, action="trainees.sign_off.record", user=by, data=_data(made))
    settle_one(enrolment, by)
    return made


@transaction.atomic
def void_sign_off(*, sign_off: SignOff, reason: str, by: Any) -> SignOff:
    """Say that it was recorded by mistake. Raises ValidationError without a reason, and when it was voided before."""
    enrolment = held(sign_off.enrolment_id)
    action = "trainees.sign_off.void"
    sign_off = mark_void(sign_off, reason=reason, by=by, action=action, data=_data(sign_off))
    settle_one(enrolment, by)
    return sign_off


@transaction.atomic
def confirm_module(*, enrolment: Enrolment, module: Module, by: Any, override_reason: str = "") -> Completion:
    """Complete a module that waits for a facilitator, everything it asks for being there.

    One that is completed already is returned as it is. Raises ValidationError: something is missing still (as of the
    facts that the lock lets nobody change any more), it completes by itself, it needs another module first and no
    `override_reason` is given, the enrolment has ended, it is one's own.
    """
    enrolment = held(enrolment.pk)
    check_may_confirm(enrolment, by)
    cohort = enrolment.cohort
    if found := enrolment.completions.standing().filter(module=module).first():
        known: Completion = found
        return known
    if module.edition_id != cohort.edition_id or module.completes_by != CompletesBy.FACILITATOR:
        raise refuse("module", _("This module does not wait for a facilitator."), code="itself")
    record = cohort_record(cohort, at=timezone.now(), enrolments=[enrolment])[0]
    if not record.evidence(module).is_met:
        raise refuse(NON_FIELD_ERRORS, _("Something this module asks for is still missing."), code="missing")
    made = completion.record(
        cohort=cohort,
        pairs=[(enrolment.pk, module.pk)],
        completed_on=min(today(cohort), cohort.ends_on),
        evidence=Evidence.STATED,
        override_reason=override_reason,
        by=by,
    )
    settle_one(enrolment, by)
    return made[0]


def _data(made: SignOff) -> dict[str, Any]:
    return {"module": made.item.module.code, "evidence": str(made.item), "sign_off": made.pk}
