"""Who can be given which award: verdicts of now, what is proposed, what was given."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from courses.models import Award, Cohort
from courses.queries.outlines import awards_of
from courses.requirements.judgement import Judgement
from trainees.enums import HOLDS_A_SEAT, AwardStanding, ProposalState
from trainees.models import AwardProposal, Certificate, CertificateWish, Enrolment

from .judging import judged


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One person and one award. `certificate`: the one that stands; without one, `revoked`: the last that was revoked.
    `can_be_given`: not given or proposed, and the person holds a seat.
    """

    award: Award
    judgement: Judgement
    standing: AwardStanding
    certificate: Certificate | None
    revoked: Certificate | None
    proposal: AwardProposal | None
    can_be_given: bool

    @property
    def is_ready(self) -> bool:
        """Whether it can be proposed without a reason."""
        return self.can_be_given and self.judgement.is_met


@dataclass(frozen=True, kw_only=True)
class GivingRow:
    """One enrolment, its cells in the awards' rank order."""

    enrolment: Enrolment
    cells: Sequence[Cell]


def giving(
    cohort: Cohort,
    *,
    at: dt.datetime,
    enrolments: Iterable[Enrolment],
    awards: Sequence[Award] | None = None,
) -> list[GivingRow]:
    """The rows of `enrolments` (with their people). As many queries as `judged` has, and two."""
    listed = list(enrolments)
    ranked = awards_of(cohort.edition) if awards is None else awards
    latest = Certificate.objects.filter(enrolment__in=listed, replaced_at=None).order_by("pk")
    given: dict[tuple[int | None, int], Certificate] = {}
    revoked: dict[tuple[int | None, int], Certificate] = {}
    for one in latest.defer("content", "judgement"):
        (given if one.stands else revoked)[one.enrolment_id, one.award_id] = one
    proposed = {
        (one.enrolment_id, one.award_id): one
        for one in AwardProposal.objects.filter(enrolment__in=listed, state=ProposalState.OPEN).defer(
            "judgement", "rules"
        )
    }

    def cell(enrolment: Enrolment, award: Award, judgement: Judgement) -> Cell:
        key = (enrolment.pk, award.pk)
        certificate, proposal = given.get(key), proposed.get(key)
        free = certificate is None and proposal is None
        return Cell(
            award=award,
            judgement=judgement,
            standing=_standing(judgement, certificate, proposal),
            certificate=certificate,
            revoked=None if certificate else revoked.get(key),
            proposal=proposal,
            can_be_given=free and enrolment.state in HOLDS_A_SEAT,
        )

    return [
        GivingRow(
            enrolment=one.enrolment,
            cells=[cell(one.enrolment, award, one.verdicts[award.pk]) for award in ranked],
        )
        for one in judged(cohort, at=at, enrolments=listed, awards=ranked)
    ]


def _standing(
    judgement: Judgement, certificate: Certificate | None, proposal: AwardProposal | None
) -> AwardStanding:
    if certificate is not None:
        return AwardStanding.GIVEN
    if proposal is not None:
        return AwardStanding.PROPOSED
    if judgement.is_met:
        return AwardStanding.EARNED
    return AwardStanding.MISSING if judgement.can_be_met else AwardStanding.CLOSED


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An open proposal, with the verdict of now and the name that would be printed."""

    proposal: AwardProposal
    judgement: Judgement
    name: str

    @property
    def has_changed(self) -> bool:
        """Whether it was met when it was proposed, and is not any more."""
        return bool(self.proposal.judgement.get("is_met")) and not self.judgement.is_met

    @property
    def needs_words(self) -> bool:
        """Whether whoever approves it has to say why."""
        return not self.judgement.is_met and not self.proposal.override_reason


def waiting(cohort: Cohort, *, at: dt.datetime, only: AwardProposal | None = None) -> list[Waiting]:
    """The open proposals of a cohort, the oldest first, judged anew; or `only` one, with its person.

    As many queries as `judged` has, and two; one with `only`.
    """
    of_cohort = AwardProposal.objects.filter(enrolment__cohort=cohort)
    found = list(open_proposals(of_cohort)) if only is None else [only]
    people = {one.enrolment_id: one.enrolment for one in found}
    verdicts = {one.enrolment.pk: one for one in judged(cohort, at=at, enrolments=people.values())}
    names = printed_names(people.values())
    return [
        Waiting(
            proposal=one,
            judgement=verdicts[one.enrolment_id].verdicts[one.award_id],
            name=names[one.enrolment_id],
        )
        for one in found
    ]


def open_proposals(proposals: "QuerySet[AwardProposal]") -> "QuerySet[AwardProposal]":
    """Those of `proposals` that wait, with everything that names them, the oldest first."""
    return (
        proposals.filter(state=ProposalState.OPEN)
        .select_related("award", "enrolment__person", "enrolment__cohort", "proposed_by")
        .order_by("proposed_at", "pk")
    )


def printed_names(enrolments: Iterable[Enrolment]) -> dict[int, str]:
    """By enrolment (id): the name that a certificate issued now would have. One query."""
    listed = list(enrolments)
    wished: dict[Any, str] = dict(
        CertificateWish.objects.filter(enrolment__in=listed).values_list("enrolment", "name")
    )
    return {one.pk: wished.get(one.pk) or one.person.chosen_name for one in listed}
