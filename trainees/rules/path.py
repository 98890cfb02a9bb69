"""Which state each module of a trainee is in. Facts in, words' states out: no database here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from trainees.enums import ModuleState


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A module as the rule sees it, in the edition's order."""

    pk: int
    needs: frozenset[int] = frozenset()
    is_optional: bool = False


def states(
    stops: Sequence[Stop], *, done: Collection[int], next_covers: Collection[int] = ()
) -> Mapping[int, ModuleState]:
    """The state of each module, by its id.

    done: recorded as completed. needs: something it needs is not done. next: can be done now, and is covered by the
    next session (`next_covers`); where no such module is, the first required one that can be done, or else the first
    optional one. later: could be done, and something else comes first.
    """
    found = {}
    open_stops = []
    for stop in stops:
        if stop.pk in done:
            found[stop.pk] = ModuleState.DONE
        elif stop.needs - set(done):
            found[stop.pk] = ModuleState.NEEDS
        else:
            found[stop.pk] = ModuleState.LATER
            open_stops.append(stop)
    ahead = [stop for stop in open_stops if stop.pk in next_covers]
    if not ahead:
        ahead = sorted(open_stops, key=lambda stop: stop.is_optional)[:1]
    for stop in ahead:
        found[stop.pk] = ModuleState.NEXT
    return found
