"""Minutes divided into whole ones, so that the parts always add up. Pure."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

K = TypeVar("K")


def split(total: int, weights: Mapping[K, int]) -> dict[K, int]:
    """`total` in whole minutes, in proportion to `weights`; the parts add up to it.

    What is left over goes where most was cut off, of equals to the first. With `total` at most the sum of the weights
    no part is larger than its weight. Without any weight everything is 0.
    """
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    parts = {key: total * weight // whole for key, weight in weights.items()}
    rests = sorted(weights, key=lambda key: -(total * weights[key] % whole))
    for key in rests[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def shares(total: int, given: Sequence[tuple[K, int | None]]) -> dict[K, int]:
    """The minutes of a session of `total` that each of its modules has.

    `given` are the modules in their order with the minutes that somebody typed, or None: those share what is left in
    equal parts. More than the session has is cut down in proportion.
    """
    typed = {key: minutes for key, minutes in given if minutes is not None}
    rest = [key for key, minutes in given if minutes is None]
    if sum(typed.values()) >= total or not rest:
        typed = split(min(total, sum(typed.values())), typed)
        return {key: typed.get(key, 0) for key, _minutes in given}
    equal = split(total - sum(typed.values()), dict.fromkeys(rest, 1))
    return {key: typed[key] if key in typed else equal[key] for key, _minutes in given}


def divide(first: int, parts: Mapping[K, int]) -> tuple[dict[K, int], dict[K, int]]:
    """The same parts in two: their first `first` minutes, in their order, and the rest. Empty parts are left out."""
    head: dict[K, int] = {}
    tail: dict[K, int] = {}
    room = first
    for key, minutes in parts.items():
        here = min(room, minutes)
        room -= here
        if here:
            head[key] = here
        if minutes > here:
            tail[key] = minutes - here
    return head, tail
