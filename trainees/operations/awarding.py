"""Awarding is an act of two people: one proposes, another approves, unless the course lets one person do both.

Each act judges the facts anew, under the locks that keep them as they are: cohort, enrolment, proposal, and what
`certificates.issue` takes.
"""

from typing import Any, NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.enums import TEACHES, RoleKind
from courses.models import Award
from courses.operations.checks import fresh, refuse
from courses.queries.outlines import awards_of
from courses.queries.roles import programmes_of
from courses.requirements.judgement import Judgement, as_data
from courses.requirements.record import Record
from courses.requirements.stream import raw
from trainees.enums import HOLDS_A_SEAT, ProposalState
from trainees.models import AwardProposal, Certificate, Enrolment
from trainees.queries.judging import judge_person

from . import certificates
from .facts import check_length, check_not_ones_own, held


class Verdict(NamedTuple):
    """An award with its rules as they are now, and what they say about somebody."""

    award: Award
    record: Record
    judgement: Judgement


@transaction.atomic
def propose(*, enrolment: Enrolment, award: Award, by: Any, override_reason: str = "") -> AwardProposal:
    """Propose an award on the verdict of now, which is kept with its rules. `by` teaches in the programme.

    Where something is missing still, a coordinator may propose it nevertheless and says why. Done twice by one person,
    it changes nothing. Raises ValidationError keyed by field: award (not of this edition), override_reason; and where
    it is proposed or given already, the enrolment has ended, it is one's own, or `by` has no such role.
    """
    override_reason = override_reason.strip()
    check_length("override_reason", override_reason)
    enrolment = held(enrolment.pk)
    _check_teaches(enrolment, by)
    _check_may_be_given(enrolment, by)
    open_one = enrolment.award_proposals.filter(award=award, state=ProposalState.OPEN).first()
    if open_one is not None:
        known: AwardProposal = open_one
        if known.proposed_by_id == by.pk:
            return known
        raise refuse(NON_FIELD_ERRORS, _("Somebody has proposed this award already."), code="proposed")
    if Certificate.objects.standing().filter(enrolment=enrolment, award=award).exists():
        raise refuse(NON_FIELD_ERRORS, _("This award was given already."), code="given")
    verdict = _verdict(enrolment, award.pk)
    if not verdict.judgement.is_met:
        _check_override(enrolment, override_reason, by)
    made = AwardProposal.objects.create(
        enrolment=enrolment,
        award=verdict.award,
        judgement=as_data(verdict.judgement),
        rules=raw(verdict.award.requirements),
        rules_version=verdict.award.rules_version,
        override_reason="" if verdict.judgement.is_met else override_reason,
        is_by_one=enrolment.cohort.edition.course.one_person_awards,
        proposed_by=by,
    )
    _log(made, "propose", by, reason=made.override_reason)
    return made


@transaction.atomic
def approve(*, proposal: AwardProposal, by: Any, answer: str = "") -> Certificate:
    """Give a proposed award: the certificate is issued on the verdict of now, and its holder is owed a mail.

    One that was approved already gives its certificate: of two who approve at once, the first has done it. Raises
    ValidationError: {"answer"} where the verdict was met when it was proposed, and is not any more, and nothing says
    why it is given nevertheless; and where it was answered otherwise or taken back, `by` proposed it (but for a course
    that lets one person do both), is the trainee, or does not coordinate the programme.
    """
    answer = answer.strip()
    check_length("answer", answer)
    enrolment, proposal = _both(proposal)
    if proposal.state == ProposalState.APPROVED:
        known: Certificate = proposal.certificate
        return known
    _check_open(proposal)
    _check_may_be_given(enrolment, by)
    _check_coordinates(enrolment, by)
    by_one = enrolment.cohort.edition.course.one_person_awards
    if by.pk == proposal.proposed_by_id and not by_one:
        raise refuse(
            NON_FIELD_ERRORS, _("You proposed this award: somebody else has to approve it."), code="two"
        )
    verdict = _verdict(enrolment, proposal.award_id)
    if not verdict.judgement.is_met and not (answer or proposal.override_reason):
        raise refuse(
            "answer",
            _("The facts have changed: this is not met any more. To give it nevertheless, say why."),
            code="unmet",
        )
    _answer(proposal, ProposalState.APPROVED, by, answer, is_by_one=by_one)
    made = certificates.issue(
        enrolment=enrolment,
        award=verdict.award,
        record=verdict.record,
        judgement=as_data(verdict.judgement),
        by=by,
        proposal=proposal,
    )
    _log(proposal, "approve", by, reason=answer, serial=made.serial, is_met=verdict.judgement.is_met)
    return made


@transaction.atomic
def award_at_once(*, enrolment: Enrolment, award: Award, by: Any, override_reason: str = "") -> Certificate:
    """Propose and approve in one step, where the course lets one person do both. Raises as both do."""
    proposal = propose(enrolment=enrolment, award=award, by=by, override_reason=override_reason)
    return approve(proposal=proposal, by=by)


@transaction.atomic
def decline(*, proposal: AwardProposal, by: Any, answer: str) -> AwardProposal:
    """Do not give it this time, and say why, for whoever proposed it. It can be proposed again.

    Done twice with the same words, it changes nothing. Raises ValidationError keyed "answer" without words; and as
    approve does.
    """
    answer = answer.strip()
    if not answer:
        raise refuse("answer", _("Say why not this time, and what would help."), code="required")
    check_length("answer", answer)
    enrolment, proposal = _both(proposal)
    if (proposal.state, proposal.answer, proposal.decided_by_id) == (
        ProposalState.DECLINED,
        answer,
        by.pk,
    ):
        return proposal
    _check_open(proposal)
    check_not_ones_own(enrolment, by)
    _check_coordinates(enrolment, by)
    _answer(proposal, ProposalState.DECLINED, by, answer)
    _log(proposal, "decline", by, reason=answer)
    return proposal


@transaction.atomic
def withdraw(*, proposal: AwardProposal, by: Any) -> AwardProposal:
    """Take a proposal back: whoever proposed it, or a coordinator. Done twice, it changes nothing."""
    enrolment, proposal = _both(proposal)
    if proposal.state == ProposalState.WITHDRAWN:
        return proposal
    _check_open(proposal)
    check_not_ones_own(enrolment, by)
    if by.pk != proposal.proposed_by_id:
        _check_coordinates(enrolment, by)
    _answer(proposal, ProposalState.WITHDRAWN, by, "")
    _log(proposal, "withdraw", by)
    return proposal


def _both(proposal: AwardProposal) -> tuple[Enrolment, AwardProposal]:
    """Enrolment and proposal as they are now, locked in this order."""
    enrolment = held(proposal.enrolment_id)
    proposal = fresh(proposal)
    proposal.enrolment = enrolment
    return enrolment, proposal


def _verdict(enrolment: Enrolment, award_id: int) -> Verdict:
    awards = awards_of(enrolment.cohort.edition)
    award = next((one for one in awards if one.pk == award_id), None)
    if award is None:
        raise refuse("award", _("This is not part of this cohort's edition."), code="edition")
    award.edition = enrolment.cohort.edition
    judged = judge_person(enrolment, at=timezone.now(), awards=awards)
    return Verdict(award=award, record=judged.record, judgement=judged.verdicts[award.pk])


def _answer(
    proposal: AwardProposal, state: ProposalState, by: Any, answer: str, *, is_by_one: bool | None = None
) -> None:
    proposal.state, proposal.answer = state, answer
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    if is_by_one is not None:
        proposal.is_by_one = is_by_one
    proposal.save(update_fields=["state", "answer", "decided_by", "decided_at", "is_by_one"])


def _check_open(proposal: AwardProposal) -> None:
    if proposal.state == ProposalState.WITHDRAWN:
        raise refuse(NON_FIELD_ERRORS, _("This proposal was taken back in the meantime."), code="withdrawn")
    if proposal.state != ProposalState.OPEN:
        raise refuse(NON_FIELD_ERRORS, _("Somebody answered this in the meantime."), code="answered")


def _check_may_be_given(enrolment: Enrolment, by: Any) -> None:
    if enrolment.state not in HOLDS_A_SEAT:
        raise refuse(
            NON_FIELD_ERRORS,
            _("The enrolment has ended: %(names)s.") % {"names": enrolment.person.chosen_name},
            code="ended",
        )
    check_not_ones_own(enrolment, by)


def _check_override(enrolment: Enrolment, reason: str, by: Any) -> None:
    if not reason:
        raise refuse(
            "override_reason",
            _("Not everything is there yet. A coordinator can propose it nevertheless, with a reason."),
            code="unmet",
        )
    if not _holds(enrolment, by, RoleKind.COORDINATOR):
        raise refuse(
            "override_reason",
            _("Not everything is there yet. Only a coordinator can propose it nevertheless."),
            code="role",
        )


def _check_teaches(enrolment: Enrolment, by: Any) -> None:
    if not _holds(enrolment, by, *TEACHES):
        raise refuse(NON_FIELD_ERRORS, _("You do not teach in this programme."), code="role")


def _check_coordinates(enrolment: Enrolment, by: Any) -> None:
    if not _holds(enrolment, by, RoleKind.COORDINATOR):
        raise refuse(NON_FIELD_ERRORS, _("Only a coordinator can answer this."), code="role")


def _holds(enrolment: Enrolment, by: Any, *kinds: RoleKind) -> bool:
    return programmes_of(by, *kinds).filter(pk=enrolment.cohort.programme.pk).exists()


def _log(proposal: AwardProposal, act: str, by: Any, *, reason: str = "", **more: Any) -> None:
    data = {"award": proposal.award.name_en, "proposal": proposal.pk, **more}
    if reason:
        data["reason"] = reason
    log(instance=proposal.enrolment, action=f"trainees.award.{act}", user=by, data=data)
