"""Certificates are issued, revoked and replaced here and nowhere else. One that was issued never changes.

Locks: cohort, enrolment, certificate; the numbers last (trainees.operations.serials).
"""

import datetime as dt
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.models import Award, Renewal
from courses.operations.checks import fresh, refuse
from courses.requirements.record import Record
from trainees.enums import CertificateKind
from trainees.models import AwardProposal, Certificate, CertificateWish, Enrolment
from trainees.queries.certificate_content import content_of, signers_of
from trainees.queries.judging import judged
from trainees.rules.certificates import new_code, term_end

from . import certificate_mail as mail
from . import certificate_wishes, keys, serials
from .certificate_wishes import clean_wish
from .facts import check_length, held
from .holding import check_not_holder

ISSUE, REVOKE, REPLACE = (f"trainees.certificate.{act}" for act in ("issue", "revoke", "replace"))


def issue(
    *,
    enrolment: Enrolment,
    award: Award,
    record: Record,
    judgement: dict[str, Any],
    by: Any,
    proposal: AwardProposal | None = None,
) -> Certificate:
    """The first certificate of an award, for an enrolment that is locked (facts.held), and the holder is owed a mail.

    `judgement` is the verdict as data. `award` brings its edition, course and programme. Raises ValidationError where
    one stands already: of two who issue it at the same moment one does.
    """
    if Certificate.objects.standing().filter(enrolment=enrolment, award=award).exists():
        raise refuse(NON_FIELD_ERRORS, _("This award was given already."), code="given")
    day = today(award)
    name, language = wanted(enrolment, otherwise=enrolment.person.language)
    made = _write(
        award=award,
        enrolment=enrolment,
        person=enrolment.person,
        proposal=proposal,
        name=name,
        language=language,
        content=content_of(
            award=award, enrolment=enrolment, record=record, is_met=judgement.get("is_met", True)
        ),
        judgement=judgement,
        rules_version=award.rules_version,
        first_awarded_on=day,
        issued_on=day,
        expires_on=first_expiry(award, day),
        issued_by=by,
    )
    log(instance=made, action=ISSUE, user=by, data={"award": award.name_en, "serial": made.serial})
    mail.tell_issued(made)
    return made


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, by: Any) -> Certificate:
    """Say that it holds no more, for good, and why. The holder is owed a notice with the reason.

    Done twice, it changes nothing. Afterwards the award can be proposed anew. Raises ValidationError keyed by field:
    reason; and for a certificate that was replaced (the one that stands is revoked), or that is one's own.
    """
    reason = _reason(reason, _("Say why it is revoked. The holder reads it."))
    certificate = _held(certificate, by)
    if certificate.revoked_at is not None:
        return certificate
    _check_stands(certificate)
    certificate.revoked_at, certificate.revoked_by, certificate.revoke_reason = timezone.now(), by, reason
    certificate.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    data = {"award": certificate.award.name_en, "serial": certificate.serial, "reason": reason}
    log(instance=certificate, action=REVOKE, user=by, data=data)
    mail.tell_revoked(certificate)
    return certificate


@transaction.atomic
def replace(
    *,
    certificate: Certificate,
    kind: CertificateKind,
    by: Any,
    expires_on: dt.date | None,
    reason: str = "",
    judgement: dict[str, Any] | None = None,
) -> Certificate:
    """The next certificate of a lineage, RENEWED or REINSTATED: issued today, valid until `expires_on`.

    The old one is replaced, the first date and the content stay, and the holder is owed a mail. `judgement`: the
    verdict of the renewal as data; without one the old verdict stays. Raises ValidationError for a certificate that
    does not stand any more: it was revoked, or replaced in the meantime (by the same request sent twice, perhaps).
    """
    old = _held(certificate, by)
    _check_stands(old)
    return _next(
        old,
        by=by,
        kind=kind,
        reason=reason.strip(),
        content=old.content,
        issued_on=today(old.award),
        expires_on=expires_on,
        **({} if judgement is None else {"judgement": judgement, "rules_version": old.award.rules_version}),
    )


@transaction.atomic
def reissue(
    *, certificate: Certificate, reason: str, by: Any, name: str | None = None, language: str | None = None
) -> Certificate:
    """Issue it again, CORRECTED: what it says is read anew from the facts, `name` and `language` as given, or as the
    holder wishes. Verdict, first date, term and validity stay; the old one is replaced, the holder is owed a mail.

    A given name or language is also the holder's wish from now on. Raises ValidationError keyed by field: reason,
    name, language; and as `replace` does.
    """
    reason = _reason(reason, _("Say what is corrected. The holder reads it."))
    old = _held(certificate, by)
    _check_stands(old)
    enrolment = old.enrolment
    if enrolment is None:
        wished = clean_wish(name or old.name, language or old.language)
        fields: dict[str, Any] = dict(zip(("name", "language"), wished, strict=True))
    else:
        if name is not None or language is not None:
            certificate_wishes.keep(enrolment=enrolment, name=name, language=language, by=by)
        record = judged(enrolment.cohort, at=timezone.now(), enrolments=[enrolment])[0].record
        is_met = old.judgement.get("is_met", True)
        fields = {"content": content_of(award=old.award, enrolment=enrolment, record=record, is_met=is_met)}
    return _next(
        old,
        by=by,
        kind=CertificateKind.CORRECTED,
        reason=reason,
        issued_on=old.issued_on,
        expires_on=old.expires_on,
        **({"content": old.content} | fields),
    )


def _next(old: Certificate, *, by: Any, **fields: Any) -> Certificate:
    """Replace a locked certificate that stands."""
    name, language = old.name, old.language
    if old.enrolment is not None:
        name, language = wanted(old.enrolment, otherwise=old.language)
    old.replaced_at = timezone.now()
    old.save(update_fields=["replaced_at"])
    kept = {
        "judgement": old.judgement,
        "rules_version": old.rules_version,
        "name": name,
        "language": language,
        "hides_name": old.hides_name,
        "is_withheld": old.is_withheld,
        "is_listed": old.is_listed,
    }
    made = _write(
        award=old.award,
        enrolment=old.enrolment,
        person=old.person,
        replaces=old,
        first_awarded_on=old.first_awarded_on,
        issued_by=by,
        **(kept | fields),
    )
    data = {
        "award": old.award.name_en,
        "serial": made.serial,
        "replaces": old.serial,
        "kind": made.kind,
        "reason": made.reason,
    }
    log(instance=made, action=REPLACE, user=by, data=data)
    mail.tell_replaced(made)
    return made


def _write(*, award: Award, issued_on: dt.date, content: dict[str, Any], **fields: Any) -> Certificate:
    """The only INSERT of a certificate: with the next serial, a code by chance, a place in the list of revoked ones.
    Today's signers sign it.

    With the first one the key is made that its badge is signed with: who reads a badge or a list changes nothing.
    """
    serial = serials.next_serial(issued_on.year)
    keys.ensure()
    status_list, status_index = serials.free_place()
    made: Certificate = Certificate.objects.create(
        award=award,
        content={**content, "signers": signers_of(award)},
        issued_on=issued_on,
        serial=serial,
        code=new_code(),
        status_list=status_list,
        status_index=status_index,
        **fields,
    )
    return made


def wanted(enrolment: Enrolment, *, otherwise: str) -> tuple[str, str]:
    """The name and the language of somebody's next certificate, as they wish.

    Without a wish: the name they go by, and the language `otherwise`.
    """
    wish = CertificateWish.objects.filter(enrolment=enrolment).first()
    name = wish.name if wish else ""
    language = wish.language if wish else ""
    return name or enrolment.person.chosen_name, language or otherwise


def first_expiry(award: Award, day: dt.date) -> dt.date | None:
    """Until when what is awarded on `day` is valid; None where nothing renews it."""
    renewal = Renewal.objects.filter(award=award).first()
    return term_end(renewal, begins_on=day) if renewal else None


def today(award: Award) -> dt.date:
    """The date on the programme's calendar now."""
    return timezone.now().astimezone(award.edition.course.programme.tz).date()


def _held(certificate: Certificate, by: Any) -> Certificate:
    """The certificate as it is now, locked after its enrolment, with its award, enrolment and person at hand."""
    enrolment_id = Certificate.objects.values_list("enrolment", flat=True).get(pk=certificate.pk)
    enrolment = held(enrolment_id) if enrolment_id else None
    certificate = fresh(certificate)
    check_not_holder(certificate, by)
    certificate.award = Award.objects.select_related("edition__course__programme").get(
        pk=certificate.award_id
    )
    certificate.enrolment = enrolment
    return certificate


def _check_stands(certificate: Certificate) -> None:
    if certificate.revoked_at is not None:
        raise refuse(NON_FIELD_ERRORS, _("This certificate was revoked."), code="revoked")
    if certificate.replaced_at is not None:
        raise refuse(
            NON_FIELD_ERRORS, _("A newer certificate has taken the place of this one."), code="replaced"
        )


def _reason(reason: str, words: str) -> str:
    reason = reason.strip()
    if not reason:
        raise refuse("reason", words, code="required")
    check_length("reason", reason)
    return reason
