"""Whose verdict would change, if an award had other rules: judged, nothing saved."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail import blocks

from courses.enums import CohortState
from courses.models import Award
from courses.requirements.asking import plain
from courses.requirements.comparing import Flip, flips, left, moves
from courses.requirements.judgement import Judgement
from courses.requirements.stream import judge
from trainees.enums import EnrolmentState
from trainees.models import Certificate, Enrolment

from .judging import judged_in


@dataclass(frozen=True, kw_only=True)
class Change:
    """One person, by the rules as they are and as they would be. `holds_it`: they have the certificate; it stays."""

    enrolment: Enrolment
    before: Judgement
    after: Judgement
    holds_it: bool

    @cached_property
    def flips(self) -> Sequence[Flip]:
        """The single requirements that come out otherwise."""
        return flips(self.before, self.after)

    @cached_property
    def moves(self) -> Sequence[Flip]:
        """The single requirements of which more or less is left to do."""
        return moves(self.before, self.after)

    @property
    def shown(self) -> Sequence[Flip]:
        """What comes out otherwise; where nothing does, of what more or less is left."""
        return self.flips or self.moves

    @property
    def has_more_to_do(self) -> bool:
        """Whether more is left of some requirement. Of another one less may be left."""
        return any(left(one.after) > left(one.before) for one in self.moves)

    @property
    def has_less_to_do(self) -> bool:
        """Whether less is left of some requirement."""
        return any(left(one.after) < left(one.before) for one in self.moves)


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """Everybody who is in a cohort of the edition, or finished one. `digest` names this very outcome.

    Each person is in one group at most: the first four are about the whole verdict; of those in `in_part` it stays,
    and single requirements come out otherwise; of those in `moved` every result stays, and more or less is left to do.
    """

    met_now: Sequence[Change]
    not_met_any_more: Sequence[Change]
    out_of_reach: Sequence[Change]
    in_reach_again: Sequence[Change]
    in_part: Sequence[Change]
    moved: Sequence[Change]
    people: int
    holders: int
    digest: str

    @property
    def stays(self) -> int:
        """For how many nothing changes: all people but those in a group."""
        groups = (
            self.met_now,
            self.not_met_any_more,
            self.out_of_reach,
            self.in_reach_again,
            self.in_part,
            self.moved,
        )
        return self.people - sum(map(len, groups))

    @property
    def keeps_results(self) -> bool:
        """Whether nothing comes out otherwise for anybody."""
        return self.stays + len(self.moved) == self.people

    @property
    def have_more_to_do(self) -> int:
        """How many of those in `moved`."""
        return sum(one.has_more_to_do for one in self.moved)

    @property
    def have_less_to_do(self) -> int:
        """How many of those in `moved`: some may have more of one thing and less of another."""
        return sum(one.has_less_to_do for one in self.moved)


def what_if(award: Award, requirements: blocks.StreamValue, *, at: dt.datetime) -> WhatIf:
    """What the rules `requirements` would say of everybody whom the award's own rules judge, at the instant `at`.

    Fourteen queries, however many people and cohorts.
    """
    cohorts = award.edition.cohorts.exclude(state=CohortState.CANCELLED)
    ordered = list(cohorts.select_related("edition__course__programme").order_by("starts_on", "pk"))
    holders = set(
        Certificate.objects.standing()
        .filter(award=award, enrolment__isnull=False)
        .values_list("enrolment_id", flat=True)
    )
    found = [
        Change(
            enrolment=enrolment,
            before=verdicts[award.pk],
            after=judge(requirements, record, at=at.astimezone(enrolment.cohort.programme.tz).date()),
            holds_it=enrolment.pk in holders,
        )
        for enrolment, record, verdicts in judged_in(ordered, at=at)
        if enrolment.state in (EnrolmentState.ENROLLED, EnrolmentState.FINISHED)
    ]
    return WhatIf(
        met_now=[one for one in found if one.after.is_met and not one.before.is_met],
        not_met_any_more=[one for one in found if one.before.is_met and not one.after.is_met],
        out_of_reach=[one for one in found if not one.before.is_met and _is_lost(one.before, one.after)],
        in_reach_again=[one for one in found if not one.after.is_met and _is_lost(one.after, one.before)],
        in_part=[one for one in found if not _is_changed(one) and one.flips],
        moved=[one for one in found if not _is_changed(one) and not one.flips and one.moves],
        people=len(found),
        holders=sum(one.holds_it for one in found),
        digest=_digest(award, requirements, found),
    )


def _is_lost(one: Judgement, other: Judgement) -> bool:
    """Whether what happens from now on can meet it by the one verdict and not by the other."""
    return one.is_within_reach and not other.is_within_reach


def _is_changed(one: Change) -> bool:
    """Whether the whole verdict comes out otherwise."""
    if one.before.is_met or one.after.is_met:
        return one.before.is_met != one.after.is_met
    return one.before.is_open != one.after.is_open


def _digest(award: Award, requirements: blocks.StreamValue, found: Sequence[Change]) -> str:
    said: list[Any] = [award.pk, award.rules_version, plain(requirements)]
    said += [
        [
            one.enrolment.pk,
            [one.has_more_to_do, one.has_less_to_do],
            *(_facts(part) for judged in (one.before, one.after) for part in judged.walk()),
        ]
        for one in found
    ]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def _facts(judged: Judgement) -> tuple[bool, bool, bool]:
    return judged.is_met, judged.can_be_met, judged.is_over
