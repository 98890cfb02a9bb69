"""What the database itself keeps of proposals and certificates: who it was about, and who said what."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests import factories
from trainees.enums import CertificateKind, ProposalState
from trainees.models import AwardProposal, Certificate

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], Any], rule: str) -> None:
    """The database refuses it by this rule."""
    with pytest.raises(DatabaseError, match=rule), transaction.atomic():
        act()


@pytest.mark.parametrize("field", ["person", "issued_by"])
def test_a_certificate_never_becomes_another_persons(field: str) -> None:
    mine = Certificate.objects.filter(pk=factories.certificate().pk)
    refused(lambda: mine.update(**{field: factories.person()}), "certificate_kept")
    assert mine.update(**{field: None}) == 1
    refused(lambda: mine.update(**{field: factories.person()}), "certificate_kept")


def test_it_is_revoked_or_replaced_never_both() -> None:
    one = Certificate.objects.filter(pk=factories.certificate().pk)
    one.update(replaced_at=timezone.now())
    refused(lambda: one.update(revoked_at=timezone.now(), revoke_reason="A mistake."), "certificate_kept")


def test_it_replaces_one_of_the_same_person_that_was_replaced() -> None:
    stands = factories.certificate(enrolment=None)
    refused(
        lambda: factories.certificate(
            kind=CertificateKind.CORRECTED,
            replaces=stands,
            award=stands.award,
            person=stands.person,
            enrolment=None,
        ),
        "certificate_replaces_its_own",
    )
    refused(
        lambda: factories.renewed_certificate(stands, person=factories.person(), enrolment=None),
        "certificate_replaces_its_own",
    )


def test_who_proposed_and_who_answered_stay() -> None:
    made = factories.proposal(proposed_by=factories.person())
    proposal = AwardProposal.objects.filter(pk=made.pk)
    refused(lambda: proposal.update(proposed_by=factories.person()), "proposal_kept")
    proposal.update(state=ProposalState.APPROVED, decided_at=timezone.now(), decided_by=factories.person())
    for field, value in (
        ("decided_by", factories.person()),
        ("decided_at", timezone.now()),
        ("is_by_one", True),
    ):
        refused(partial(proposal.update, **{field: value}), "proposal_kept")
    assert proposal.update(proposed_by=None, decided_by=None) == 1
