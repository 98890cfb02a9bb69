"""What every operation checks by which trainees bring something that a module asks for."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.enums import CohortState, EvidenceKind
from courses.models import Cohort, EvidenceItem, Module
from courses.operations.checks import refuse
from courses.operations.seats import locked
from courses.rules.characters import writable
from trainees.enums import ACTIVE
from trainees.models import Enrolment


def in_course(enrolment: Enrolment) -> tuple[Cohort, Enrolment]:
    """The cohort and the enrolment, locked in this order; ValidationError unless the course goes on for this person."""
    cohort = locked(enrolment.cohort_id)
    found = Enrolment.objects.select_for_update(of=("self",)).select_related("person").get(pk=enrolment.pk)
    found.cohort = cohort
    if cohort.state == CohortState.CANCELLED:
        raise refuse(NON_FIELD_ERRORS, _("This cohort was cancelled."), code="cancelled")
    if found.state not in ACTIVE:
        raise refuse(
            NON_FIELD_ERRORS, _("You are not in this course any more, so nothing was changed."), code="ended"
        )
    return cohort, found


def of_edition(module: Module, cohort: Cohort) -> None:
    """ValidationError unless the module is part of what the cohort learns."""
    if module.edition_id != cohort.edition_id:
        raise refuse(NON_FIELD_ERRORS, _("This module is not part of this cohort's edition."), code="edition")


def asked_for(item: EvidenceItem, cohort: Cohort, kind: EvidenceKind) -> EvidenceItem:
    """The item as it is now; ValidationError unless it is of this kind and a module of the cohort asks for it."""
    found = EvidenceItem.objects.select_related("module", "agreement", "quiz").filter(pk=item.pk).first()
    if found is None or found.kind != kind:
        raise refuse(NON_FIELD_ERRORS, _("This module does not ask for that."), code="kind")
    of_edition(found.module, cohort)
    return found


def clean_text(field: str, given: str, *, most: int) -> str:
    """What was typed, without signs that no file may hold and without blanks around it; ValidationError if too long."""
    text = writable(given.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > most:
        raise refuse(
            field,
            ngettext("At most %(most)d character.", "At most %(most)d characters.", most) % {"most": most},
            code="long",
        )
    return text


def data_of(item: EvidenceItem, **more: Any) -> dict[str, Any]:
    """What the log keeps of an item: where it stands and what it is, never what somebody wrote."""
    return {"module": item.module.code, "item": item.pk} | more
