"""What the database keeps of renewals, tried by going round the operations; and what outlives accounts."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories
from trainees.enums import ProofState
from trainees.models import ContinuingHours, RemindersOff, RenewalFiling, RenewalSignature

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ANSWERED: dict[str, Any] = {"state": ProofState.ACCEPTED, "answered_at": NOW}


@pytest.mark.parametrize(
    ("made", "change"),
    [
        ({}, {"minutes": 240}),
        (ANSWERED, {"state": ProofState.WAITING, "answered_at": None}),
        (ANSWERED, {"state": ProofState.DECLINED}),
        ({**ANSWERED, "is_sampled": True, "audited_at": NOW}, {"state": ProofState.DECLINED}),
        ({**ANSWERED, "is_sampled": True, "audited_at": NOW}, {"state": ProofState.WITHDRAWN}),
        ({**ANSWERED, "is_sampled": True, "audited_at": NOW}, {"audited_at": None}),
        ({"state": ProofState.DECLINED, "answered_at": NOW}, {"state": ProofState.ACCEPTED}),
        ({"state": ProofState.WITHDRAWN, "answered_at": NOW}, {"state": ProofState.ACCEPTED}),
    ],
)
def test_hours_are_not_changed_in_other_ways(made: dict[str, Any], change: dict[str, Any]) -> None:
    hours = ContinuingHours.objects.filter(pk=factories.continuing(**made).pk)
    with pytest.raises(IntegrityError, match="continuing_kept"), transaction.atomic():
        hours.update(**change)


def test_the_ways_in_which_hours_change() -> None:
    ways: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
        ({}, ANSWERED),
        ({}, {"state": ProofState.DECLINED, "answered_at": NOW}),
        (ANSWERED, {"state": ProofState.WITHDRAWN}),
        ({**ANSWERED, "is_sampled": True}, {"state": ProofState.DECLINED, "audited_at": NOW}),
    )
    for made, change in ways:
        assert ContinuingHours.objects.filter(pk=factories.continuing(**made).pk).update(**change) == 1


def test_an_agreement_is_signed_once_a_day() -> None:
    held = factories.held_certificate()
    agreement = factories.agreement(held.award.edition.course.programme)
    sign: dict[str, Any] = {"certificate": held, "agreement": agreement, "language": "en", "signed_as": "Sam"}
    RenewalSignature.objects.create(signed_on=factories.today(), **sign)
    RenewalSignature.objects.create(signed_on=factories.long_ago(400), **sign)
    with pytest.raises(IntegrityError), transaction.atomic():
        RenewalSignature.objects.create(signed_on=factories.today(), **sign)


def test_reminders_are_off_once() -> None:
    sam = factories.person()
    RemindersOff.objects.create(person=sam)
    with pytest.raises(IntegrityError), transaction.atomic():
        RemindersOff.objects.create(person=sam)


def test_answers_outlive_who_gave_them_and_reminders_do_not_outlive_their_person() -> None:
    kim = factories.person("Kim")
    hours = factories.continuing(**ANSWERED, answered_by=kim, is_sampled=True, audited_at=NOW, audited_by=kim)
    filing = RenewalFiling.objects.create(
        certificate=hours.certificate, state="declined", decided_at=NOW, decided_by=kim
    )
    RemindersOff.objects.create(person=kim)
    kim.delete()
    hours.refresh_from_db()
    filing.refresh_from_db()
    assert (hours.answered_by, hours.audited_by, filing.decided_by) == (None, None, None)
    assert not RemindersOff.objects.exists()
