"""What an award asks for, in words, and which other awards that takes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wagtail import blocks

from .base import Requirement
from .record import Outline
from .stream import requirements_of, walk


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A requirement in a sentence; a group has parts. `differs`: the rules beside it have no such one."""

    text: str
    parts: Sequence["Asked"] = ()
    differs: bool = False

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Its sentence and those of its parts, set in by two spaces each."""
        yield "  " * depth + self.text
        for part in self.parts:
            yield from part.lines(depth + 1)


def asked(requirements: Iterable[Requirement], outline: Outline) -> list[Asked]:
    """What each of them asks for, in the reader's language."""
    return [Asked(text=one.asks(outline), parts=asked(one.parts(), outline)) for one in requirements]


def marked(these: Iterable[Asked], those: Iterable[Asked]) -> list[Asked]:
    """`these`, where what `those` do not ask for is marked. In a group that both have, its parts are told apart."""
    left = list(those)
    return [_marked(one, left) for one in these]


def _marked(one: Asked, left: list[Asked]) -> Asked:
    if one in left:
        left.remove(one)
        return one
    group = next((other for other in left if one.parts and other.parts and other.text == one.text), None)
    if group is None:
        return replace(one, differs=True)
    left.remove(group)
    return replace(one, parts=marked(one.parts, group.parts))


def in_words(stream: blocks.StreamValue, outline: Outline) -> list[str]:
    """All that it asks for, a line each."""
    return [line for one in asked(requirements_of(stream), outline) for line in one.lines()]


def same(one: blocks.StreamValue, other: blocks.StreamValue) -> bool:
    """Whether both ask for the same, whatever their blocks are numbered."""
    return bool(plain(one) == plain(other))


def plain(stream: blocks.StreamValue) -> Any:
    """Requirements without the ids of their blocks, each field there: what nobody read would be as it was stored."""
    for _requirement in walk(requirements_of(stream)):
        pass
    return _without_ids(stream.get_prep_value())


def plain_one(requirement: Requirement) -> Any:
    """One requirement with its parts, as `plain`."""
    return _without_ids(requirement.block.get_prep_value(requirement))


def _without_ids(stored: Any) -> Any:
    if isinstance(stored, list):
        return [_without_ids(one) for one in stored]
    if isinstance(stored, dict):
        return {key: _without_ids(value) for key, value in stored.items() if key != "id"}
    return None if stored == "" else stored


def awards_asked_for(stream: blocks.StreamValue) -> set[str]:
    """The codes of the other awards that it asks for, at any depth."""
    return {one["award"] for one in walk(requirements_of(stream)) if one.kind == "award"}


def asks_for_itself(code: str, awards: Mapping[str, blocks.StreamValue]) -> bool:
    """Whether an award asks for itself, by way of others or not: then nobody could earn it."""
    reached: set[str] = set()
    left = [code]
    while left:
        stream = awards.get(left.pop())
        found = awards_asked_for(stream) - reached if stream is not None else set()
        reached |= found
        left += found
    return code in reached
