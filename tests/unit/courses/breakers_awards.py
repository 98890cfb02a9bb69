"""What breaks the constraints and triggers of awards: rules, certificates, keys, renewals, what others say."""

import datetime as dt
from typing import Any

from django.utils import timezone

from courses.models import Agreement, Award, Renewal
from tests import factories
from trainees.enums import CertificateKind, FilingState, ProofState, ProposalState
from trainees.models import (
    AwardProposal,
    Certificate,
    CertificateTemplate,
    ContinuingHours,
    Enrolment,
    ExternalCredential,
    Recommendation,
    RenewalFiling,
    RenewalSignature,
    SigningKey,
)

from .breakers_evidence import agreement
from .breaking import breaks

DAY = dt.timedelta(days=1)


def free() -> Award:
    """An award of an edition that is free to change."""
    return factories.award(factories.course_edition(1))


def elsewhere() -> tuple[Enrolment, Award]:
    """Somebody, and an award of another edition."""
    return factories.enrolment(), free()


def renewing() -> Renewal:
    """What keeps an award of a frozen edition."""
    return Renewal.objects.get(award__edition=factories.awarding_cohort(renews=True).edition)


def certificate() -> Any:
    """One certificate, as a queryset to change it by."""
    return Certificate.objects.filter(pk=factories.certificate().pk)


def continuing(**fields: Any) -> Any:
    """Hours that a holder logged, as a queryset to change them by."""
    return ContinuingHours.objects.filter(pk=factories.continuing(**fields).pk)


def filing(**fields: Any) -> RenewalFiling:
    """Somebody asks for a certificate to be renewed."""
    certificate = fields.pop("certificate", None) or factories.certificate()
    return RenewalFiling.objects.create(certificate=certificate, **fields)


def again() -> RenewalSignature:
    """An agreement signed again."""
    held = factories.certificate()
    signed: Agreement = agreement(held.award.edition.course.programme)
    return RenewalSignature.objects.create(
        certificate=held, agreement=signed, language="en", signed_as="Sam", signed_on=factories.today()
    )


# Awards and their renewal


@breaks("award_code_once")
def _() -> None:
    award = free()
    Award.objects.create(edition=award.edition, position=9, code=award.code, name_en="X", name_fr="X")


@breaks("renewal_anchor_known")
def _() -> None:
    factories.renewal(free(), anchor="leap_years")


@breaks("renewal_months_positive")
def _() -> None:
    factories.renewal(free(), every_months=0)


@breaks("renewal_ends_on_a_day")
def _() -> None:
    factories.renewal(free(), ends_on_month=13)


@breaks("renewal_audit_percent")
def _() -> None:
    factories.renewal(free(), audit_percent=101)


@breaks("renewal_frozen_insert")
def _() -> None:
    factories.renewal(factories.awarding_cohort().edition.awards.get())


@breaks("renewal_frozen_update")
def _() -> None:
    Renewal.objects.filter(pk=renewing().pk).update(every_months=12)


@breaks("renewal_frozen_delete")
def _() -> None:
    renewing().delete()


# Proposals


@breaks("proposal_open_once")
def _() -> None:
    factories.proposal(factories.proposal().enrolment)


@breaks("proposal_state_known")
def _() -> None:
    factories.proposal(state="lost", decided_at=timezone.now())


@breaks("proposal_decided_iff_not_open")
def _() -> None:
    factories.proposal(state=ProposalState.DECLINED)


@breaks("proposal_approved_by_another")
def _() -> None:
    by = factories.person()
    factories.proposal(state=ProposalState.APPROVED, proposed_by=by, decided_by=by, decided_at=timezone.now())


@breaks("proposal_of_edition")
def _() -> None:
    enrolment, award = elsewhere()
    factories.proposal(enrolment, award=award)


@breaks("proposal_kept")
def _() -> None:
    AwardProposal.objects.filter(pk=factories.proposal().pk).update(judgement={"is_met": True})


# Certificates


@breaks("certificate_standing_once")
def _() -> None:
    factories.certificate(factories.certificate().enrolment)


@breaks("certificate_status_once")
def _() -> None:
    factories.certificate(status_index=factories.certificate().status_index)


@breaks("certificate_kind_known")
def _() -> None:
    before = factories.certificate(replaced_at=timezone.now())
    factories.certificate(before.enrolment, kind="found", replaces=before)


@breaks("certificate_first_iff_replaces_none")
def _() -> None:
    factories.certificate(kind=CertificateKind.RENEWED)


@breaks("certificate_revoked_with_reason")
def _() -> None:
    certificate().update(revoked_at=timezone.now())


@breaks("certificate_expires_after_issue")
def _() -> None:
    factories.certificate(expires_on=factories.today() - DAY)


@breaks("certificate_first_date_first")
def _() -> None:
    factories.certificate(first_awarded_on=factories.today() + DAY)


@breaks("certificate_language_known")
def _() -> None:
    factories.certificate(language="de")


@breaks("certificate_code_is_not_serial")
def _() -> None:
    factories.certificate(code="AL-1", serial="AL-1")


@breaks("certificate_kept")
def _() -> None:
    certificate().update(name="Somebody Else")


@breaks("certificate_never_deleted")
def _() -> None:
    certificate().delete()


@breaks("certificate_replaces_its_own")
def _() -> None:
    factories.certificate(kind=CertificateKind.CORRECTED, replaces=factories.certificate())


@breaks("certificate_of_edition")
def _() -> None:
    enrolment, award = elsewhere()
    factories.certificate(enrolment, award=award)


@breaks("template_paper_known")
def _() -> None:
    CertificateTemplate.objects.create(course=factories.course(), paper="a0")


@breaks("template_mail_known")
def _() -> None:
    CertificateTemplate.objects.create(course=factories.course(), mail="pigeon")


# Keys


@breaks("signing_key_private_until_retired")
def _() -> None:
    factories.signing_key(private="")


@breaks("signing_key_retired_after_made")
def _() -> None:
    factories.signing_key(private="", retired_at=timezone.now() - DAY)


@breaks("signing_key_kept")
def _() -> None:
    SigningKey.objects.filter(pk=factories.signing_key().pk).update(public="z6MkAnother")


@breaks("signing_key_never_deleted")
def _() -> None:
    factories.signing_key().delete()


# What others say, and have certified


@breaks("recommendation_by_known")
def _() -> None:
    factories.recommendation(by="friend")


@breaks("recommendation_rating_known")
def _() -> None:
    factories.recommendation(rating=5)


@breaks("recommendation_voided_with_reason")
def _() -> None:
    factories.recommendation(voided_at=timezone.now())


@breaks("recommendation_kept")
def _() -> None:
    Recommendation.objects.filter(pk=factories.recommendation().pk).update(recommends=False)


@breaks("credential_state_known")
def _() -> None:
    factories.credential(state="lost", answered_at=timezone.now())


@breaks("credential_expires_after_issue")
def _() -> None:
    factories.credential(expires_on=factories.today() - DAY)


@breaks("credential_answered_iff_not_waiting")
def _() -> None:
    factories.credential(state=ProofState.ACCEPTED)


@breaks("credential_kept")
def _() -> None:
    ExternalCredential.objects.filter(pk=factories.credential().pk).update(kind="driving")


# Renewals


@breaks("continuing_minutes")
def _() -> None:
    factories.continuing(minutes=0)


@breaks("continuing_state_known")
def _() -> None:
    factories.continuing(state="lost", answered_at=timezone.now())


@breaks("continuing_answered_iff_not_waiting")
def _() -> None:
    factories.continuing(state=ProofState.ACCEPTED)


@breaks("continuing_audited_if_sampled")
def _() -> None:
    factories.continuing(audited_at=timezone.now())


@breaks("continuing_kept")
def _() -> None:
    continuing().update(minutes=240)


@breaks("renewal_signature_once")
def _() -> None:
    signed = again()
    RenewalSignature.objects.create(
        certificate=signed.certificate,
        agreement=signed.agreement,
        language="en",
        signed_as="Sam",
        signed_on=signed.signed_on,
    )


@breaks("renewal_signature_kept")
def _() -> None:
    RenewalSignature.objects.filter(pk=again().pk).update(signed_as="Somebody Else")


@breaks("filing_once")
def _() -> None:
    filing(certificate=filing().certificate)


@breaks("filing_state_known")
def _() -> None:
    filing(state="lost", decided_at=timezone.now())


@breaks("filing_decided_iff_not_filed")
def _() -> None:
    filing(state=FilingState.APPROVED)


@breaks("filing_kept")
def _() -> None:
    RenewalFiling.objects.filter(pk=filing().pk).update(rules=["another"])
