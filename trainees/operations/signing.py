"""Agreements, signed by trainees with the name they go by."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.enums import EvidenceKind
from courses.models import EvidenceItem
from courses.operations.checks import fresh, refuse
from trainees.models import Enrolment, Signature
from trainees.queries.evidence import newest_version
from trainees.rules.agreements import words_mark

from .bringing import asked_for, clean_text, data_of, in_course
from .evidence import settle

LONGEST_NAME = 120  # characters, as of a chosen name


@transaction.atomic
def sign(
    *,
    enrolment: Enrolment,
    item: EvidenceItem,
    signed_as: str,
    by: Any,
    read: str | None = None,
    language: str = "",
) -> Signature:
    """Sign the newest version of the agreement that `item` names. Signed twice, it is signed once.

    `read` is the mark of the words that were on the page (trainees.rules.agreements): where there is a newer version by
    now, or its words were mended, nobody signs what they have not read. `language`: in which it was read; the person's
    own if not given. Locks the version after the enrolment, so that its words cannot change before the signature is
    there. Raises ValidationError: signed_as empty or longer than 120 characters, an enrolment that ended, a cancelled
    cohort, another kind of item.
    """
    cohort, enrolment = in_course(enrolment)
    item = asked_for(item, cohort, EvidenceKind.AGREEMENT)
    agreement = fresh(newest_version(item))
    language = language or enrolment.person.language
    known = Signature.objects.filter(enrolment=enrolment, item=item, agreement=agreement).first()
    if known is not None:
        return known
    if read is not None and read != words_mark(agreement, language):
        raise refuse(
            NON_FIELD_ERRORS,
            _("The text was changed while you read it. Please read the new one, then sign."),
            code="version",
        )
    made = Signature.objects.create(
        enrolment=enrolment,
        item=item,
        agreement=agreement,
        language=language,
        signed_as=_name(signed_as),
    )
    data = data_of(item, agreement=agreement.code, version=agreement.version)
    log(instance=enrolment, action="trainees.signature.sign", user=by, data=data)
    settle(cohort=cohort, enrolments=[enrolment], by=by)
    return made


def _name(given: str) -> str:
    """The name as it is kept."""
    name = " ".join(clean_text("signed_as", given, most=LONGEST_NAME).split())
    if not name:
        raise refuse("signed_as", _("Type the name you go by."), code="required")
    return name
