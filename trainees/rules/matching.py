"""Who could practise where: what rules a site out for somebody, and which site to suggest. No database here."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trainees.enums import ClearanceKind, ClearanceResult


@dataclass(frozen=True, kw_only=True)
class Place:
    """A site as the rule sees it."""

    pk: int
    name: str
    free: int
    needs_clearance: bool = False


@dataclass(frozen=True, kw_only=True)
class Seeker:
    """Somebody who has no placement yet. `wishes` are ids of sites, the dearest first."""

    pk: int
    wishes: Sequence[int] = ()
    conflicts: frozenset[int] = frozenset()
    is_clear: bool = False


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A clearance as the rule sees it."""

    kind: str
    result: str
    expires_on: dt.date


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A site for somebody, and why. `site` is None where nothing fits; `rank` is that of the wish it meets, else None.

    `passed_over`: wishes before it, each with what ruled it out; where nothing fits, every site.
    """

    site: Place | None
    rank: int | None = None
    passed_over: Sequence[str] = field(default_factory=tuple)

    @property
    def sentence(self) -> str:
        """Why, in a sentence or two."""
        if self.site is None:
            why = _("No site fits now.")
        elif self.rank == 1:
            why = _("Their first wish.")
        elif self.rank:
            why = _("Their wish number %(rank)d.") % {"rank": self.rank}
        else:
            why = _("None of their wishes fits: this site has most places left.")
        return " ".join([why, *self.passed_over])


def is_clear(clearances: Iterable[Seen], *, on: dt.date) -> bool:
    """Whether the latest criminal record check says clear and is good on the day `on`. `clearances`: oldest first."""
    checks = [seen for seen in clearances if seen.kind == ClearanceKind.CRIMINAL_RECORD]
    return bool(checks) and checks[-1].result == ClearanceResult.CLEAR and checks[-1].expires_on >= on


def why_not(seeker: Seeker, place: Place, *, free: int) -> str:
    """What rules a site out for somebody, as a sentence; empty when nothing does. A conflict of interest comes first:
    it is never explained. `free`: places left after what is suggested to others.
    """
    if place.pk in seeker.conflicts:
        return _("%(site)s is out.") % {"site": place.name}
    if place.needs_clearance and not seeker.is_clear:
        return _("%(site)s needs a clearance.") % {"site": place.name}
    if place.free < 1:
        return _("%(site)s is full.") % {"site": place.name}
    if free < 1:
        return _("The places left at %(site)s are suggested to others.") % {"site": place.name}
    return ""


def suggest(seekers: Iterable[Seeker], places: Iterable[Place]) -> Mapping[int, Suggestion]:
    """A site for each, by their id. No place is suggested twice.

    First everybody's first wish is looked at, then everybody's second, and so on; where two wish for the last place,
    it goes to the one who was enrolled first (the lower id). Who is left then is shown the site with most places left
    that nothing rules out.
    """
    people = sorted(seekers, key=lambda seeker: seeker.pk)
    by_pk = {place.pk: place for place in places}
    free = {pk: place.free for pk, place in by_pk.items()}
    found: dict[int, Suggestion] = {}
    passed: dict[int, list[str]] = {seeker.pk: [] for seeker in people}
    for rank in range(1, max((len(seeker.wishes) for seeker in people), default=0) + 1):
        for seeker in people:
            if seeker.pk in found or len(seeker.wishes) < rank:
                continue
            place = by_pk.get(seeker.wishes[rank - 1])
            if place is None:  # it takes nobody any more
                continue
            if words := why_not(seeker, place, free=free[place.pk]):
                passed[seeker.pk].append(words)
                continue
            free[place.pk] -= 1
            found[seeker.pk] = Suggestion(site=place, rank=rank, passed_over=tuple(passed[seeker.pk]))
    for seeker in people:
        if seeker.pk not in found:
            fitting = [p for p in by_pk.values() if not why_not(seeker, p, free=free[p.pk])]
            best = min(fitting, key=lambda p: (-free[p.pk], p.name, p.pk), default=None)
            if best is not None:
                free[best.pk] -= 1
            else:
                passed[seeker.pk] = _everywhere(seeker, by_pk, free)
            found[seeker.pk] = Suggestion(site=best, passed_over=tuple(passed[seeker.pk]))
    return found


def _everywhere(seeker: Seeker, by_pk: Mapping[int, Place], free: Mapping[int, int]) -> list[str]:
    """What rules out every site for somebody: their wishes first, then the others by name."""
    if not by_pk:
        return [_("No site takes trainees yet.")]
    wished = [by_pk[pk] for pk in seeker.wishes if pk in by_pk]
    others = sorted((p for p in by_pk.values() if p not in wished), key=lambda p: (p.name, p.pk))
    return [why_not(seeker, place, free=free[place.pk]) for place in (*wished, *others)]


def places_words(free: int) -> str:
    """`3 places left`."""
    return ngettext("%(count)d place left", "%(count)d places left", free) % {"count": free}
