"""Two people give an award: who may, on what verdict, and what happens when the facts change meanwhile."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.enums import RoleKind
from courses.models import Award, Course
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import EnrolmentState, ProposalState
from trainees.models import AwardProposal, Certificate, Enrolment
from trainees.operations import awarding, certificates

pytestmark = pytest.mark.django_db


def refused(act: Any) -> dict[str, list[str]]:
    """What an operation says, by field."""
    with pytest.raises(ValidationError) as caught:
        act()
    found: dict[str, list[str]] = caught.value.message_dict
    return found


def code_of(act: Any) -> str:
    """Why an operation refuses."""
    with pytest.raises(ValidationError) as caught:
        act()
    [[error]] = caught.value.error_dict.values()
    return str(error.code)


@pytest.fixture
def sam() -> Enrolment:
    """Somebody who has earned it."""
    return factories.earner(factories.awarding_cohort(seats=10), chosen_name="Sam")


@pytest.fixture
def by(sam: Enrolment) -> factories.Givers:
    return factories.givers(sam.cohort)


@pytest.fixture
def award(sam: Enrolment) -> Award:
    return factories.award_of(sam)


def undo_a_module(sam: Enrolment) -> None:
    sam.completions.filter(module__code="M01").delete()


def lets_one_do_both(sam: Enrolment) -> None:
    Course.objects.filter(pk=sam.cohort.edition.course_id).update(one_person_awards=True)


# Proposing


def test_a_proposal_keeps_the_verdict_and_the_rules(sam: Enrolment, award: Award, by: Any) -> None:
    made = awarding.propose(enrolment=sam, award=award, by=by.facilitator)
    assert (made.state, made.proposed_by, made.is_by_one) == (ProposalState.OPEN, by.facilitator, False)
    assert made.judgement["is_met"] is True
    assert made.judgement["parts"][0]["text"]["fr"]
    assert [(one["type"], one["value"]["codes"]) for one in made.rules] == [("modules", [])]
    assert made.rules_version == award.rules_version
    entry = ModelLogEntry.objects.get(action="trainees.award.propose")
    assert entry.data == {"award": award.name_en, "proposal": made.pk}
    assert not Message.objects.exists()


def test_what_is_not_earned_is_not_proposed_without_a_coordinator_who_says_why(
    award: Award, sam: Enrolment, by: Any
) -> None:
    undo_a_module(sam)

    def propose(who: Any, reason: str) -> AwardProposal:
        return awarding.propose(enrolment=sam, award=award, by=who, override_reason=reason)

    assert list(refused(lambda: propose(by.coordinator, " "))) == ["override_reason"]
    assert list(refused(lambda: propose(by.facilitator, "They did it elsewhere."))) == ["override_reason"]
    assert list(refused(lambda: propose(by.coordinator, "x" * 501))) == ["override_reason"]
    made = propose(by.coordinator, "They did it elsewhere.")
    assert (made.override_reason, made.judgement["is_met"]) == ("They did it elsewhere.", False)
    issued = awarding.approve(proposal=made, by=by.other)
    assert issued.judgement["is_met"] is False


def test_a_reason_that_is_not_needed_is_not_kept(sam: Enrolment, award: Award, by: Any) -> None:
    made = awarding.propose(enrolment=sam, award=award, by=by.coordinator, override_reason="Just so.")
    assert made.override_reason == ""


def test_proposing_twice_changes_nothing_and_another_person_is_told(
    sam: Enrolment, award: Award, by: Any
) -> None:
    made = awarding.propose(enrolment=sam, award=award, by=by.facilitator)
    assert awarding.propose(enrolment=sam, award=award, by=by.facilitator) == made
    assert code_of(lambda: awarding.propose(enrolment=sam, award=award, by=by.coordinator)) == "proposed"
    awarding.approve(proposal=made, by=by.coordinator)
    assert code_of(lambda: awarding.propose(enrolment=sam, award=award, by=by.other)) == "given"
    assert AwardProposal.objects.count() == 1


def test_who_may_propose(sam: Enrolment, award: Award) -> None:
    def propose(who: Any) -> str:
        return code_of(lambda: awarding.propose(enrolment=sam, award=award, by=who))

    assert propose(factories.person()) == "role"
    assert propose(factories.role(RoleKind.FACILITATOR).person) == "role"
    assert propose(factories.role(RoleKind.EDITOR, sam.cohort.programme).person) == "role"
    own = factories.role(RoleKind.COORDINATOR, sam.cohort.programme, held_by=sam.person).person
    assert propose(own) == "self"
    assert awarding.propose(enrolment=sam, award=award, by=factories.person(is_superuser=True))


def test_an_award_of_another_edition_is_refused(sam: Enrolment, by: Any) -> None:
    other = factories.award_of(factories.earner())
    assert code_of(lambda: awarding.propose(enrolment=sam, award=other, by=by.coordinator)) == "edition"


@pytest.mark.parametrize(
    ("state", "is_given"),
    [(EnrolmentState.FINISHED, True), (EnrolmentState.WITHDRAWN, False), (EnrolmentState.UNDONE, False)],
)
def test_who_finished_is_awarded_and_who_left_is_not(
    sam: Enrolment, by: Any, state: EnrolmentState, is_given: bool
) -> None:
    Enrolment.objects.filter(pk=sam.pk).update(state=state, ended_at=timezone.now())
    if is_given:
        assert factories.proposed(sam, by=by.facilitator)
    else:
        assert code_of(lambda: factories.proposed(sam, by=by.facilitator)) == "ended"


# Approving


def test_a_second_person_approves_and_the_certificate_is_issued(sam: Enrolment, by: Any) -> None:
    made = factories.proposed(sam, by=by.facilitator)
    issued = awarding.approve(proposal=made, by=by.coordinator, answer=" Well done. ")
    made.refresh_from_db()
    assert (made.state, made.decided_by, made.answer) == (
        ProposalState.APPROVED,
        by.coordinator,
        "Well done.",
    )
    assert (issued.proposal, issued.person, issued.issued_by) == (made, sam.person, by.coordinator)
    data = ModelLogEntry.objects.get(action="trainees.award.approve").data
    assert (data["serial"], data["reason"], data["is_met"]) == (issued.serial, "Well done.", True)


def test_approving_twice_gives_one_certificate_and_one_mail(sam: Enrolment, by: Any) -> None:
    made = factories.proposed(sam, by=by.facilitator)
    first = awarding.approve(proposal=made, by=by.coordinator)
    assert awarding.approve(proposal=made, by=by.coordinator) == first
    assert awarding.approve(proposal=made, by=by.other) == first
    assert (Certificate.objects.count(), Message.objects.count()) == (1, 1)


def test_who_may_approve(sam: Enrolment, by: Any) -> None:
    made = factories.proposed(sam, by=by.coordinator)

    def approve(who: Any) -> str:
        return code_of(lambda: awarding.approve(proposal=made, by=who))

    assert approve(by.coordinator) == "two"
    assert approve(by.facilitator) == "role"
    assert approve(factories.role(RoleKind.COORDINATOR).person) == "role"
    own = factories.role(RoleKind.COORDINATOR, sam.cohort.programme, held_by=sam.person).person
    assert approve(own) == "self"
    assert not Certificate.objects.exists()
    assert awarding.approve(proposal=made, by=factories.person(is_superuser=True))


def test_one_person_may_do_both_where_the_course_lets_them(sam: Enrolment, award: Award, by: Any) -> None:
    made = factories.proposed(sam, by=by.coordinator)
    lets_one_do_both(sam)
    issued = awarding.approve(proposal=made, by=by.coordinator)
    made.refresh_from_db()
    assert (made.is_by_one, issued.proposal) == (True, made)


def test_at_once_is_refused_to_one_person_elsewhere_and_leaves_nothing(
    sam: Enrolment, award: Award, by: Any
) -> None:
    def give(who: Any) -> Certificate:
        return awarding.award_at_once(enrolment=sam, award=award, by=who)

    assert code_of(lambda: give(by.coordinator)) == "two"
    assert not AwardProposal.objects.exists()
    lets_one_do_both(sam)
    assert code_of(lambda: give(by.facilitator)) == "role"
    assert not AwardProposal.objects.exists()
    assert give(by.coordinator).proposal == AwardProposal.objects.get(is_by_one=True)


def test_when_the_facts_changed_the_approver_says_why_or_does_not(sam: Enrolment, by: Any) -> None:
    made = factories.proposed(sam, by=by.facilitator)
    undo_a_module(sam)
    assert list(refused(lambda: awarding.approve(proposal=made, by=by.coordinator))) == ["answer"]
    made.refresh_from_db()
    assert made.state == ProposalState.OPEN
    issued = awarding.approve(proposal=made, by=by.coordinator, answer="It was made up in person.")
    assert issued.judgement["is_met"] is False
    assert made.judgement["is_met"] is True


def test_when_the_rules_changed_it_is_judged_by_those_of_now(sam: Enrolment, award: Award, by: Any) -> None:
    made = factories.proposed(sam, by=by.facilitator)
    stricter = [{"type": "hours", "value": {"hours": "1000"}}]
    Award.objects.filter(pk=award.pk).update(requirements=stricter, rules_version=2)
    assert list(refused(lambda: awarding.approve(proposal=made, by=by.coordinator))) == ["answer"]
    issued = awarding.approve(proposal=made, by=by.coordinator, answer="By the rules of the spring.")
    made.refresh_from_db()
    assert (made.rules_version, issued.rules_version) == (1, 2)


def test_who_left_meanwhile_is_not_awarded(sam: Enrolment, by: Any) -> None:
    made = factories.proposed(sam, by=by.facilitator)
    Enrolment.objects.filter(pk=sam.pk).update(state=EnrolmentState.WITHDRAWN, ended_at=timezone.now())
    assert code_of(lambda: awarding.approve(proposal=made, by=by.coordinator)) == "ended"


# Not this time, and taking back


def test_a_coordinator_declines_with_words_and_it_can_be_proposed_again(sam: Enrolment, by: Any) -> None:
    made = factories.proposed(sam, by=by.facilitator)
    assert list(refused(lambda: awarding.decline(proposal=made, by=by.coordinator, answer=" "))) == ["answer"]
    for _time in range(2):
        declined = awarding.decline(proposal=made, by=by.coordinator, answer="After the last report.")
        assert (declined.state, declined.answer) == (ProposalState.DECLINED, "After the last report.")
    assert ModelLogEntry.objects.filter(action="trainees.award.decline").count() == 1
    assert code_of(lambda: awarding.approve(proposal=made, by=by.coordinator)) == "answered"
    assert code_of(lambda: awarding.withdraw(proposal=made, by=by.facilitator)) == "answered"
    assert factories.proposed(sam, by=by.facilitator) != made
    assert not Message.objects.exists()


def test_a_facilitator_does_not_decline_and_takes_back_only_what_they_proposed(
    sam: Enrolment, by: Any
) -> None:
    made = factories.proposed(sam, by=by.coordinator)
    act = awarding.decline
    assert code_of(lambda: act(proposal=made, by=by.facilitator, answer="No.")) == "role"
    assert code_of(lambda: awarding.withdraw(proposal=made, by=by.facilitator)) == "role"
    awarding.withdraw(proposal=made, by=by.other)
    assert awarding.withdraw(proposal=made, by=by.other).state == ProposalState.WITHDRAWN
    assert code_of(lambda: awarding.approve(proposal=made, by=by.coordinator)) == "withdrawn"


def test_after_revoking_the_award_is_proposed_and_given_anew(sam: Enrolment, by: Any) -> None:
    first = awarding.approve(proposal=factories.proposed(sam, by=by.facilitator), by=by.coordinator)
    certificates.revoke(certificate=first, reason="A mistake.", by=by.coordinator)
    second = awarding.approve(proposal=factories.proposed(sam, by=by.facilitator), by=by.coordinator)
    assert (second.kind, second.replaces) == ("first", None)
