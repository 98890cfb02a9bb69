"""What a trainee's first page says of awards: what they hold, and what is left for the next one. No database here."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from courses.enums import CohortState
from courses.models import Award
from trainees.enums import STILL_VALID, CertificateState
from trainees.portal.standing import RENEWABLE, standing
from trainees.queries.facts import Fact, Kind
from trainees.queries.judging import Judged
from trainees.queries.records import Record
from trainees.rules.certificates import term_state

from .hours import Counted, in_awards
from .lines import Chapter, Line, chapters, is_still_quiet


@dataclass(frozen=True, kw_only=True)
class HeldNow:
    """A certificate that was not revoked (`kind` and `word`: components/tag.html; `is_valid`: whether it holds today).
    `renew_url`: where a renewal is due.
    """

    name: str
    kind: str
    word: str
    valid_until: dt.date | None
    is_valid: bool
    renew_url: str


@dataclass(frozen=True, kw_only=True)
class NextNow:
    """The award that comes next. `line`: what is left first; None where all is there, or nothing can be said yet.
    `more`: what there is to know of the whole award. `asks_whom`: whether the programme should be asked.
    """

    name: str
    kind: str
    word: str
    line: Line | None
    more: str
    asks_whom: bool


@dataclass(frozen=True, kw_only=True)
class AwardsNow:
    """`hours`: what the next award counts, where "My training" shows another number."""

    held: Sequence[HeldNow] = ()
    coming: NextNow | None = None
    hours: Sequence[str] = ()

    @property
    def is_something(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.held or self.coming)


def awards_now(record: Record, found: Judged, awards: Sequence[Award], *, counted: Counted) -> AwardsNow:
    """Of the awards of somebody's edition, in rank order, from their record, read with praise.

    Of what they hold: the highest one, and each whose renewal is due. Next is the first award above it that they do not
    hold and that can still be earned; without one, the first that cannot. In a course that is called off nothing comes.
    """
    plan = record.plan
    today = plan.at.astimezone(plan.cohort.programme.tz).date()
    rows = {fact.key: fact for fact in record.rows(Kind.CERTIFICATE)}
    held = {pk: fact for pk, fact in rows.items() if fact.other}
    ranked = [award for award in awards if award.pk in held]
    states = {
        award.pk: term_state(held[award.pk].until, getattr(award, "renewal", None), on=today)
        for award in ranked
    }
    shown = [award for award in ranked if award is ranked[-1] or states[award.pk] in RENEWABLE]
    lines = [_held(award, held[award.pk], states[award.pk]) for award in shown]
    above = awards[awards.index(ranked[-1]) + 1 :] if ranked else awards
    award = _next(above, found)
    if award is None or plan.cohort.state == CohortState.CANCELLED:
        return AwardsNow(held=lines)
    if is_still_quiet(found.record) and today < plan.cohort.starts_on:
        coming = NextNow(name=award.name, kind="", word="", line=None, more="", asks_whom=False)
        return AwardsNow(held=lines, coming=coming)
    revoked = [pk for pk, fact in rows.items() if not fact.other]
    [chapter] = chapters(found, [award], counted=counted, held={}, revoked=revoked)
    return AwardsNow(
        held=lines,
        coming=_coming(chapter),
        hours=list(in_awards(award, found.verdicts[award.pk], counted)),
    )


def _next(awards: Sequence[Award], found: Judged) -> Award | None:
    """Without rules nobody earns it: then there is nothing to say of it."""
    ruled = [award for award in awards if found.verdicts[award.pk].parts]
    within_reach = (award for award in ruled if found.verdicts[award.pk].is_within_reach)
    return next(within_reach, ruled[0] if ruled else None)


def _held(award: Award, fact: Fact, state: CertificateState) -> HeldNow:
    """`fact`: a row of Kind.CERTIFICATE."""
    is_due = state in RENEWABLE and hasattr(award, "renewal")
    kind, word = standing(state, is_asked=is_due and fact.at is not None)
    return HeldNow(
        name=award.name,
        kind=kind,
        word=word,
        valid_until=fact.until,
        is_valid=state in STILL_VALID,
        renew_url=reverse("portal:renewal", args=[fact.number]) if is_due else "",
    )


def _coming(chapter: Chapter) -> NextNow:
    left = list(_left(chapter.lines))
    best: Mapping[str, Line] = {line.kind: line for line in reversed(left)}
    is_lost = chapter.kind == "care"
    order = ("care", "open", "info", "coming") if is_lost else ("open", "info", "coming", "care")
    return NextNow(
        name=chapter.award.name,
        kind=chapter.kind,
        word=chapter.word,
        line=next((best[kind] for kind in order if kind in best), None) if chapter.kind != "done" else None,
        more=chapter.step,
        asks_whom=is_lost,
    )


def _left(lines: Sequence[Line]) -> Iterator[Line]:
    """What has a next step, at any depth, in the order of the rules."""
    for line in lines:
        if line.step:
            yield line
        yield from _left(line.parts)
