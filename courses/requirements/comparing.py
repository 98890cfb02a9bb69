"""Two judgements of one person, by other rules: which single requirements come out otherwise."""

from collections.abc import Sequence
from typing import NamedTuple

from .asking import plain_one
from .groups import AllOf
from .judgement import Judgement


class Flip(NamedTuple):
    """A requirement before and after; None where it is not asked for."""

    before: Judgement | None
    after: Judgement | None


def flips(before: Judgement, after: Judgement) -> list[Flip]:
    """Requirements that are met by one judgement and not by the other, or only by one can be, or can be from now on, at
    any depth.

    What is the same in both is compared with itself, then what is of the same kind in its order. What only one of them
    asks for counts as met in the other, except within a choice: an option more or less is no demand.
    """
    is_choice = not (isinstance(before.of, AllOf) and isinstance(after.of, AllOf))
    found: list[Flip] = []
    for old, new in _pairs(before.parts, after.parts):
        if old is None or new is None:
            if not is_choice and _stands(old) != _stands(new):
                found.append(Flip(old, new))
        elif inner := flips(old, new) if old.parts or new.parts else ():
            found += inner
        elif _stands(old) != _stands(new):
            found.append(Flip(old, new))
    return found


def moves(before: Judgement, after: Judgement) -> list[Flip]:
    """Requirements of which more or less is left to do, at any depth; empty where both are met. What only one of them
    asks for is left in that one, except within a choice.
    """
    if before.is_met and after.is_met:
        return []
    is_choice = not (isinstance(before.of, AllOf) and isinstance(after.of, AllOf))
    found: list[Flip] = []
    for old, new in _pairs(before.parts, after.parts):
        if old is None or new is None:
            if not is_choice and left(old) != left(new):
                found.append(Flip(old, new))
        elif inner := moves(old, new) if old.parts or new.parts else ():
            found += inner
        elif left(old) != left(new):
            found.append(Flip(old, new))
    return found


def left(judged: Judgement | None) -> int:
    """How much is missing, in what the requirement counts; 0 where it is met or not asked for."""
    return 0 if judged is None or judged.is_met else abs(judged.need - judged.have)


def _stands(judged: Judgement | None) -> tuple[bool, bool, bool]:
    return (True, True, False) if judged is None else (judged.is_met, judged.can_be_met, judged.is_over)


def _pairs(
    before: Sequence[Judgement], after: Sequence[Judgement]
) -> list[tuple[Judgement | None, Judgement | None]]:
    asked = {id(one): (one.kind, plain_one(one.of)) for one in (*before, *after)}
    left = list(after)
    found: dict[int, Judgement] = {}
    for depth in (2, 1):  # by kind and fields, then by kind alone
        for place, old in enumerate(before):
            key = asked[id(old)][:depth]
            new = next((one for one in left if place not in found and asked[id(one)][:depth] == key), None)
            if new is not None:
                found[place] = new
                left = [one for one in left if one is not new]
    return [(old, found.get(place)) for place, old in enumerate(before)] + [(None, new) for new in left]
