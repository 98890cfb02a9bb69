"""The block in which an award keeps what it asks for: every kind, and groups within groups."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail import blocks

from .base import Reference, Requirement
from .groups import AllOf, combine, group_blocks
from .judgement import Judgement
from .kinds import KINDS
from .record import Outline, Record

DEPTH = 3
"""How deep groups go: a group within a group within a group."""


def _stream(depth: int) -> type[blocks.StreamBlock]:
    fields: dict[str, blocks.Block] = {name: kind() for name, kind in KINDS.items()}
    if depth:
        fields |= dict(group_blocks(_stream(depth - 1)(required=False)))
    return type("RequirementsBlock", (blocks.StreamBlock,), fields)


RequirementsBlock = _stream(DEPTH)
REQUIREMENTS: blocks.StreamBlock = RequirementsBlock(required=False)
"""For reading stored or written requirements where no model is at hand."""


def stored(raw: Iterable[Mapping[str, Any]]) -> blocks.StreamValue:
    """Requirements of what is stored: [{"type": "hours", "value": {…}}, …]. No database."""
    return REQUIREMENTS.to_python(list(raw))


def raw(stream: blocks.StreamValue) -> list[dict[str, Any]]:
    """Requirements as they are stored: what `stored` reads, as JSON can hold it."""
    kept: list[dict[str, Any]] = json.loads(json.dumps(stream.get_prep_value(), cls=DjangoJSONEncoder))
    return kept


def requirements_of(stream: blocks.StreamValue) -> list[Requirement]:
    """Those on the first level, in their order."""
    return [child.value for child in stream]


def judge(stream: blocks.StreamValue, record: Record, *, at: dt.date) -> Judgement:
    """What an award (or a renewal) says about a person: all on the first level are needed.

    An award that asks for nothing is earned by nobody: somebody still has to say what it takes.
    """
    parts = [requirement.judge(record, at=at) for requirement in requirements_of(stream)]
    return combine(_everything(), parts, record.outline)


def _everything() -> AllOf:
    block = REQUIREMENTS.child_blocks["all_of"]
    return AllOf(block, {"parts": []})


def walk(requirements: Iterable[Requirement]) -> Iterator[Requirement]:
    """Every requirement, groups and their parts."""
    for requirement in requirements:
        yield requirement
        yield from walk(requirement.parts())


def unknown(stream: blocks.StreamValue, outline: Outline) -> list[Reference]:
    """What the requirements name and the edition does not have."""
    return [one for requirement in walk(requirements_of(stream)) for one in unknown_of(requirement, outline)]


def unknown_of(requirement: Requirement, outline: Outline) -> list[Reference]:
    """What it names itself (its parts do not count) and the edition does not have."""
    has: dict[str, Mapping[str, Any]] = {
        "module": outline.modules,
        "exam": outline.exams,
        "agreement": outline.agreements,
        "award": outline.awards,
        "category": outline.categories,
        "source": outline.sources,
    }
    return [(field, sort, code) for field, sort, code in requirement.refers() if code not in has[sort]]
