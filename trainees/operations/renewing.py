"""Renewing a certificate: its holder signs again and asks for it, a coordinator answers.

Locks: the certificate (for the answer after its cohort and enrolment), then the request.
"""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses import local
from courses.models import Agreement
from courses.models.words import in_language
from courses.operations.checks import fresh, refuse
from courses.requirements.judgement import Judgement, as_data
from trainees.enums import FilingState, ProofState
from trainees.models import Certificate, RemindersOff, RenewalFiling, RenewalSignature
from trainees.queries.renewals import Term, term_of, today_of
from trainees.rules.agreements import words_mark

from . import certificates, renewal_mail
from .bringing import clean_text
from .facts import check_length
from .holding import check_not_filed, check_not_holder, locked_with_cohort, newest_of_term, own_term
from .signing import LONGEST_NAME


@transaction.atomic
def sign_again(
    *,
    certificate: Certificate,
    agreement: Agreement,
    by: Any,
    signed_as: str,
    read: str | None = None,
    language: str = "",
) -> RenewalSignature:
    """Sign an agreement that the renewal asks for, in its newest version. On the same day it is signed once.

    `read`: the mark of the words that were on the page (trainees.rules.agreements); `language`: in which they were
    read. Raises ValidationError: signed_as empty or longer than 120 characters, another agreement or an older version,
    words that changed meanwhile, and as `own_term` does.
    """
    term, _renewal = own_term(certificate, by)
    newest = term.agreements.get(agreement.code) if agreement.code in term.asked_agreements else None
    if newest is None:
        raise refuse(NON_FIELD_ERRORS, _("This renewal does not ask for that."), code="kind")
    newest = fresh(newest)
    language = language or by.language
    is_read = read is None or read == words_mark(newest, language)
    if newest.pk != agreement.pk or not is_read:
        words = _("The text was changed while you read it. Please read the new one, then sign.")
        raise refuse(NON_FIELD_ERRORS, words, code="version")
    known = [one for one in term.signatures if one.agreement_id == newest.pk and one.signed_on == term.today]
    if known:
        return known[0]
    check_not_filed(term)
    name = " ".join(clean_text("signed_as", signed_as, most=LONGEST_NAME).split())
    if not name:
        raise refuse("signed_as", _("Type the name you go by."), code="required")
    made = RenewalSignature.objects.create(
        certificate=term.certificate,
        agreement=newest,
        language=language,
        signed_as=name,
        signed_on=term.today,
    )
    data = {"agreement": newest.code, "version": newest.version}
    log(instance=term.certificate, action="trainees.renewal.sign", user=by, data=data)
    return made


@transaction.atomic
def file_renewal(*, certificate: Certificate, by: Any) -> RenewalFiling:
    """The holder asks for the next term. Asked twice, it is asked once.

    From the first day of the window on (the programme's calendar); after the days of grace it asks to be reinstated.
    Everything that the rules need has to be there: the verdict and the rules are kept as they are now, with what is
    said about a fee. Raises ValidationError before the window, for what is missing, and as `own_term` does.
    """
    term, renewal = own_term(certificate, by)
    if term.filing is not None:
        return term.filing
    _check_window(term)
    judged = term.judged
    if judged is None or not judged.is_met:
        raise refuse(NON_FIELD_ERRORS, _missing(judged), code="unmet")
    made = _filed(
        term.certificate,
        judgement=as_data(judged),
        rules=list(renewal.requirements.raw_data),
        fee_note=in_language(renewal, "fee", by.language) or renewal.fee_fr,
    )
    data = {"filing": made.pk, "on": str(term.today)}
    log(instance=term.certificate, action="trainees.renewal.file", user=by, data=data)
    return made


@transaction.atomic
def withdraw(*, filing: RenewalFiling, by: Any) -> RenewalFiling:
    """The holder takes the request back before it is answered. Done twice, it is done once.

    Raises ValidationError for one that was answered, and as `own_term` does.
    """
    term, _renewal = own_term(newest_of_term(filing.certificate), by)
    found = fresh(filing)
    if found.state == FilingState.WITHDRAWN:
        return found
    _check_open(found)
    _decide(found, FilingState.WITHDRAWN, "", by)
    log(instance=term.certificate, action="trainees.renewal.withdraw", user=by, data={"filing": found.pk})
    return found


@transaction.atomic
def approve(*, filing: RenewalFiling, by: Any) -> Certificate:
    """A coordinator renews the certificate. The next one is valid from today on, the old one says that it was replaced,
    and the holder is owed one mail about it.

    Asked for in time or late, the next term follows the one before; later, it begins today (reinstated). The day of the
    request decides, not that of the answer. A second click returns the certificate of the first. Raises ValidationError
    for one's own, for a request that was declined or taken back, and where hours were declined since it was filed so
    that something is missing.
    """
    old, found = _answering(filing, by)
    if found.state == FilingState.APPROVED:
        return Certificate.objects.get(replaces=old)
    _check_open(found)
    if not old.stands:
        words = _("This certificate was replaced or revoked in the meantime.")
        raise refuse(NON_FIELD_ERRORS, words, code="over")
    term = term_of(old, at=timezone.now())
    renewed = term.renewed_by(found)
    if renewed is None:
        raise refuse(NON_FIELD_ERRORS, _("This certificate does not need to be renewed."), code="lasting")
    _check_still_met(term, found)
    kind, until = renewed
    if kind is None:
        raise refuse(NON_FIELD_ERRORS, _("This was asked for too early."), code="early")
    _decide(found, FilingState.APPROVED, "", by)
    made = certificates.replace(
        certificate=old, kind=kind, by=by, expires_on=until, judgement=found.judgement
    )
    data = {"filing": found.pk, "kind": kind.value, "until": str(until)}
    log(instance=old, action="trainees.renewal.approve", user=by, data=data)
    return made


@transaction.atomic
def decline(*, filing: RenewalFiling, answer: str, by: Any) -> RenewalFiling:
    """A coordinator says what is still missing, in kind words; the holder can ask again, and is owed one mail.

    The same answer twice is one. Raises ValidationError keyed "answer" without words or with more than 500 characters,
    and as `approve` does.
    """
    answer = clean_text("answer", answer, most=10_000)
    check_length("answer", answer)
    if not answer:
        words = _("Say in a kind word why not this time, and what would help.")
        raise refuse("answer", words, code="required")
    certificate, found = _answering(filing, by)
    if found.state == FilingState.DECLINED and found.answer == answer:
        return found
    _check_open(found)
    _decide(found, FilingState.DECLINED, answer, by)
    log(instance=certificate, action="trainees.renewal.decline", user=by, data={"filing": found.pk})
    found.certificate = certificate
    renewal_mail.owe_declined(found)
    return found


@transaction.atomic
def switch_reminders(*, person: Any, are_wanted: bool, by: Any) -> bool:
    """Turn reminders of renewals on or off for a person. Returns whether that changed anything."""
    if are_wanted:
        changed = bool(RemindersOff.objects.filter(person=person).delete()[0])
    else:
        _row, changed = RemindersOff.objects.get_or_create(person=person)
    if changed:
        log(instance=person, action="trainees.renewal.remind", user=by, data={"are_wanted": are_wanted})
    return changed


def _filed(certificate: Certificate, **fields: Any) -> RenewalFiling:
    """The only INSERT of a request; the partial UNIQUE lets one in where the lock does not."""
    made: RenewalFiling = RenewalFiling.objects.create(certificate=certificate, **fields)
    return made


def _check_window(term: Term) -> None:
    if term.opens_on is not None and term.today < term.opens_on:
        words = _("You can ask for this from %(day)s on.") % {"day": local.day(term.opens_on)}
        raise refuse(NON_FIELD_ERRORS, words, code="early")


def _missing(judged: Judgement | None) -> str:
    """What is still needed, one sentence after the other."""
    parts = judged.parts if judged is not None else ()
    steps = [part.next_step for part in parts if not part.is_met and part.next_step]
    return " ".join([_("Something is still needed."), *steps])


def _check_still_met(term: Term, filing: RenewalFiling) -> None:
    """What was there when it was filed counts, whatever versions came since; but hours declined since do not."""
    was_declined = any(
        one.state == ProofState.DECLINED and one.answered_at and one.answered_at >= filing.filed_at
        for one in term.hours
    )
    judged = term.judged_on(today_of(term.programme, filing.filed_at))
    if was_declined and judged is not None and not judged.is_met:
        raise refuse(NON_FIELD_ERRORS, _missing(judged), code="unmet")


def _answering(filing: RenewalFiling, by: Any) -> tuple[Certificate, RenewalFiling]:
    """The certificate on which a request is answered, and the request, as they are now; both locked."""
    found = RenewalFiling.objects.select_related("certificate").get(pk=filing.pk)
    certificate = locked_with_cohort(newest_of_term(found.certificate).pk)
    check_not_holder(certificate, by)
    return certificate, fresh(filing)


def _check_open(found: RenewalFiling) -> None:
    if found.state == FilingState.WITHDRAWN:
        raise refuse(NON_FIELD_ERRORS, _("This request was taken back in the meantime."), code="withdrawn")
    if found.state != FilingState.FILED:
        raise refuse(NON_FIELD_ERRORS, _("Somebody answered this in the meantime."), code="answered")


def _decide(found: RenewalFiling, state: FilingState, answer: str, by: Any) -> None:
    found.state, found.answer = state, answer
    found.decided_by, found.decided_at = by, timezone.now()
    found.save(update_fields=["state", "answer", "decided_by", "decided_at"])
