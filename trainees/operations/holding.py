"""What the operations on a certificate's term have in common: locked, held by who acts, still standing."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Renewal
from courses.operations.checks import refuse
from trainees.enums import CertificateKind
from trainees.models import Certificate
from trainees.queries.renewals import WITH, Term, term_of

from .facts import held


def locked(certificate_id: int) -> Certificate:
    """The certificate, its row locked, so that of two acts on it one comes after the other."""
    found: Certificate = (
        Certificate.objects.select_for_update(of=("self",)).select_related(*WITH).get(pk=certificate_id)
    )
    return found


def locked_with_cohort(certificate_id: int) -> Certificate:
    """The certificate, locked after its cohort and enrolment: for what gives a new one."""
    enrolment = Certificate.objects.values_list("enrolment", flat=True).get(pk=certificate_id)
    if enrolment is not None:
        held(enrolment)
    return locked(certificate_id)


def own_term(certificate: Certificate, by: Any) -> tuple[Term, Renewal]:
    """The term of a certificate that `by` holds and that stands, locked, and its rules.

    Raises ValidationError for somebody else, for one that was revoked or replaced, and for one that does not expire.
    """
    certificate = locked(certificate.pk)
    if by is None or certificate.person_id != by.pk:
        raise refuse(NON_FIELD_ERRORS, _("Only who holds a certificate can do this."), code="holder")
    if not certificate.stands:
        raise refuse(
            NON_FIELD_ERRORS, _("This certificate was replaced or revoked in the meantime."), code="over"
        )
    term = term_of(certificate, at=timezone.now())
    if term.renewal is None or certificate.expires_on is None:
        raise refuse(NON_FIELD_ERRORS, _("This certificate does not need to be renewed."), code="lasting")
    return term, term.renewal


def check_not_filed(term: Term) -> None:
    """ValidationError while a request to renew waits: what it was filed on stays as it is."""
    if term.filing is not None:
        raise refuse(
            NON_FIELD_ERRORS,
            _("Your request is on its way. To change something, take it back first."),
            code="filed",
        )


def check_not_holder(certificate: Certificate, by: Any) -> None:
    """Nobody answers what they asked for themselves."""
    if by is not None and by.pk == certificate.person_id:
        raise refuse(NON_FIELD_ERRORS, _("Somebody else has to confirm this for you."), code="self")


def newest_of_term(certificate: Certificate) -> Certificate:
    """The certificate, or what it was issued again as, corrected: what was asked for on it goes on there."""
    while True:
        following = Certificate.objects.filter(
            replaces=certificate.pk, kind=CertificateKind.CORRECTED
        ).first()
        if following is None:
            return certificate
        certificate = following
