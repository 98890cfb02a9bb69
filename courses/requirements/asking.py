"""What an award asks for, in words, and whether its edition has all that it names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks

from .base import Requirement
from .groups import Group
from .record import Outline
from .stream import requirements_of, unknown, walk
from .words import EVENTS, OF_A_TERM, OF_TRAINING, event_words, listed


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A requirement in a sentence; a group has parts."""

    text: str
    parts: Sequence["Asked"] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Its sentence and those of its parts, set in by two spaces each."""
        yield "  " * depth + self.text
        for part in self.parts:
            yield from part.lines(depth + 1)


def asked(requirements: Iterable[Requirement], outline: Outline) -> list[Asked]:
    """What each of them asks for, in the reader's language."""
    return [Asked(text=one.asks(outline), parts=asked(one.parts(), outline)) for one in requirements]


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


def mistakes(stream: blocks.StreamValue, outline: Outline, *, is_renewal: bool = False) -> list[str]:
    """What cannot be meant, a sentence each: codes and events that are not there, more asked for than there is."""
    missing = [code for _field, _sort, code in unknown(stream, outline)]
    said, requirements = [], list(walk(requirements_of(stream)))
    for requirement in requirements:
        missing += [code for code in requirement.events() if not _happens(code, outline, is_renewal)]
        if isinstance(requirement, Group):
            there, wanted = len(requirement.parts()), requirement.wanted(len(requirement.parts()))
        else:
            there, wanted = len(set(requirement.get("codes") or ())), requirement.get("at_least") or 0
        if wanted > there and (there or isinstance(requirement, Group)):
            words = _("%(wanted)d are asked for, and there are only %(there)d.")
            said.append(words % {"wanted": wanted, "there": there})
    if is_renewal and (never := _never_in_a_term(requirements, outline)):
        words = _("A renewal looks at one term. It cannot ask for: %(things)s.")
        said.append(words % {"things": listed(never)})
    if missing:
        codes = listed(list(dict.fromkeys(missing)))
        said.insert(0, _("This edition does not have: %(codes)s.") % {"codes": codes})
    return said


def _never_in_a_term(requirements: Iterable[Requirement], outline: Outline) -> list[str]:
    """Kinds and events, in words, that the facts of a term do not hold: nobody could ever meet them."""
    found: dict[str, None] = {}
    for one in requirements:
        if one.is_of_training:
            found[str(one.block.label)] = None
        else:
            events = [event for event in one.events() if event.partition(":")[0] in OF_TRAINING]
            found |= dict.fromkeys(event_words(event, outline) for event in events)
    return list(found)


def _happens(event: str, outline: Outline, is_renewal: bool) -> bool:
    sort, colon, code = event.partition(":")
    if not colon:
        return sort in EVENTS and (is_renewal or sort not in OF_A_TERM)
    known: dict[str, Mapping[str, Any]] = {
        "module": outline.modules,
        "exam": outline.exams,
        "agreement": outline.agreements,
        "award": outline.awards,
    }
    return bool(code) if sort == "credential" else code in known.get(sort, ())


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
