"""Two people with one award at the same moment; each race with the locks taken out as well, which must go wrong."""

from typing import Any

import pytest

from courses.models import Cohort
from tasks.outbox.models import Message
from tests import factories
from tests.races import Meeting, at_once, kinds
from trainees.enums import ProposalState
from trainees.models import AwardProposal, Certificate, Enrolment, SerialYear
from trainees.operations import awarding, certificates, facts, serials

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 50


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """Where the two meet."""
    return Meeting(monkeypatch)


def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the locks out."""
    monkeypatch.setattr(facts, "locked", lambda pk: Cohort.objects.with_course().get(pk=pk))
    for module in (awarding, certificates):
        monkeypatch.setattr(module, "fresh", lambda record: type(record).objects.get(pk=record.pk))
    everybody = Enrolment.objects.all
    monkeypatch.setattr(Enrolment.objects, "select_for_update", lambda **_: everybody(), raising=False)


def people(number: int = ROUNDS) -> list[Enrolment]:
    """So many who have earned it."""
    cohort = factories.awarding_cohort(modules=1, seats=number)
    return [factories.completed(trainee) for trainee in factories.enrolments(cohort, number)]


def propose_twice(sam: Enrolment, by: factories.Givers) -> list[Any]:
    award = factories.award_of(sam)
    results = at_once(
        *[
            lambda who=who: awarding.propose(enrolment=sam, award=award, by=who)
            for who in (by.facilitator, by.coordinator)
        ]
    )
    assert AwardProposal.objects.filter(enrolment=sam).count() == 1
    return results


def test_of_two_who_propose_one_is_told(meeting: Meeting) -> None:
    meeting.after(awarding, "_check_may_be_given")
    everybody = people()
    by = factories.givers(everybody[0].cohort)
    for sam in everybody:
        meeting.again()
        assert kinds(propose_twice(sam, by)) == ["AwardProposal", "ValidationError"]


def test_without_the_lock_only_the_constraint_keeps_one_proposal(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(monkeypatch)
    meeting.seconds = 2
    meeting.after(awarding, "_verdict")
    [sam] = people(1)
    assert kinds(propose_twice(sam, factories.givers(sam.cohort))) == ["AwardProposal", "IntegrityError"]


def approve_twice(sam: Enrolment, by: factories.Givers) -> list[Any]:
    made = factories.proposed(sam, by=by.facilitator)
    results = at_once(
        *[lambda who=who: awarding.approve(proposal=made, by=who) for who in (by.coordinator, by.other)]
    )
    assert Certificate.objects.filter(enrolment=sam).count() == 1
    assert Message.objects.filter(address=sam.person.email).count() == 1
    return results


def test_of_two_who_approve_the_first_has_done_it(meeting: Meeting) -> None:
    meeting.after(awarding, "_both")
    everybody = people()
    by = factories.givers(everybody[0].cohort)
    for sam in everybody:
        meeting.again()
        first, second = approve_twice(sam, by)
        assert first == second == Certificate.objects.get(enrolment=sam)
    serials_given = [f"AL-{factories.today().year}-{n:05}" for n in range(1, ROUNDS + 1)]
    assert sorted(Certificate.objects.values_list("serial", flat=True)) == serials_given


def test_without_the_lock_only_the_trigger_keeps_who_approved(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(monkeypatch)
    meeting.seconds = 2
    meeting.after(awarding, "_both")
    [sam] = people(1)
    assert kinds(approve_twice(sam, factories.givers(sam.cohort))) == ["Certificate", "IntegrityError"]


def approve_and_withdraw(sam: Enrolment, by: factories.Givers) -> list[Any]:
    made = factories.proposed(sam, by=by.facilitator)
    results = at_once(
        lambda: awarding.approve(proposal=made, by=by.coordinator),
        lambda: awarding.withdraw(proposal=made, by=by.facilitator),
    )
    made.refresh_from_db()
    assert Certificate.objects.filter(proposal=made).exists() == (made.state == ProposalState.APPROVED)
    return results


def test_what_is_taken_back_is_not_given_and_what_is_given_not_taken_back(meeting: Meeting) -> None:
    meeting.after(awarding, "_both")
    everybody = people()
    by = factories.givers(everybody[0].cohort)
    for sam in everybody:
        meeting.again()
        found = kinds(approve_and_withdraw(sam, by))
        assert found in (["Certificate", "ValidationError"], ["AwardProposal", "ValidationError"])


def test_without_the_lock_only_the_trigger_keeps_the_first_answer_to_a_proposal(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(monkeypatch)
    meeting.seconds = 2
    meeting.after(awarding, "_both")
    [sam] = people(1)
    assert "IntegrityError" in kinds(approve_and_withdraw(sam, factories.givers(sam.cohort)))


def two_at_once(given: Any, by: factories.Givers) -> list[Any]:
    results = at_once(
        lambda: certificates.reissue(certificate=given, reason="Spelling.", by=by.coordinator),
        lambda: certificates.revoke(certificate=given, reason="A mistake.", by=by.other),
    )
    given.refresh_from_db()
    assert (given.revoked_at is None) != (given.replaced_at is None)
    return results


def test_one_is_corrected_or_revoked_never_both(meeting: Meeting) -> None:
    meeting.after(certificates, "_held")
    everybody = people()
    by = factories.givers(everybody[0].cohort)
    for sam in everybody:
        given = awarding.approve(proposal=factories.proposed(sam, by=by.facilitator), by=by.coordinator)
        meeting.again()
        assert kinds(two_at_once(given, by)) == ["Certificate", "ValidationError"]


def test_without_the_lock_only_the_triggers_keep_it_from_being_both(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = factories.given()
    by = factories.givers(given.enrolment.cohort)
    unlocked(monkeypatch)
    meeting.seconds = 2
    meeting.after(certificates, "_check_stands")
    assert kinds(two_at_once(given, by)) == ["Certificate", "IntegrityError"]


def approvals(number: int) -> list[list[Any]]:
    """Acts in pairs, in two programmes that share nothing but the numbers."""
    acts: list[list[Any]] = []
    for _programme in range(2):
        everybody = people(number)
        by = factories.givers(everybody[0].cohort)
        made = [factories.proposed(sam, by=by.facilitator) for sam in everybody]
        acts.append(
            [lambda one=one, by=by: awarding.approve(proposal=one, by=by.coordinator) for one in made]
        )
    return [list(pair) for pair in zip(*acts, strict=True)]


def test_two_programmes_never_share_a_number(meeting: Meeting) -> None:
    meeting.after(serials, "free_place")
    year, last = factories.today().year, 0
    for pair in approvals(ROUNDS):
        meeting.again()
        found = sorted(one.serial for one in at_once(*pair))
        assert found == [f"AL-{year}-{last + 1:05}", f"AL-{year}-{last + 2:05}"]
        last += 2


def test_without_the_lock_only_the_constraint_keeps_numbers_apart(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    SerialYear.objects.create(year=factories.today().year)
    everybody = SerialYear.objects.all
    monkeypatch.setattr(SerialYear.objects, "select_for_update", lambda **_: everybody(), raising=False)
    meeting.seconds = 2
    meeting.after(SerialYear.objects, "select_for_update")
    [pair] = approvals(1)
    assert kinds(at_once(*pair)) == ["Certificate", "IntegrityError"]
