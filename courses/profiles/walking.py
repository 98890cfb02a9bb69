"""The requirements in a file that may still have mistakes: each with its path, those that cannot be read left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail import blocks

from courses.requirements.base import Reference, Requirement
from courses.requirements.stream import REQUIREMENTS

from .fields import PARTS, is_group, is_plain_group, stored_of
from .reading import Path


@dataclass(frozen=True)
class Found:
    """A requirement in a file: where, which kind, its fields as they stand there."""

    path: Path
    kind: str
    block: blocks.StructBlock
    fields: Any

    @property
    def is_group(self) -> bool:
        """Whether it combines others."""
        return is_group(self.block)

    @property
    def parts(self) -> list[Any]:
        """What a group combines; empty for others, and where no list stands."""
        if not self.is_group:
            return []
        found = self.fields if is_plain_group(self.block) else _get(self.fields, PARTS)
        return found if isinstance(found, list) else []

    @property
    def value(self) -> Requirement:
        """The requirement. Only of what fits the schema, and is no group."""
        made: Requirement = self.block.to_python(stored_of(self.block, self.fields))
        return made

    def references(self) -> Iterator[tuple[Path, Reference]]:
        """What it names, each with its path. Only for what fits the schema."""
        if self.is_group:
            return
        for field, sort, code in self.value.refers():
            if sort != "source":
                yield self.path_of(field, code), (field, sort, code)
        for place, limit in enumerate(self.fields.get("sources", ())):
            yield (*self.path, "sources", place, "source"), ("sources", "source", limit["source"])

    def path_of(self, field: str, code: str) -> Path:
        """Where a field names a code: the entry of a list that does, else the field."""
        written = _get(self.fields, field)
        if isinstance(written, list) and code in written:
            return (*self.path, field, written.index(code))
        return (*self.path, field)

    def events(self) -> Iterator[tuple[Path, str]]:
        """The events that its fields count from; their names end with "_event"."""
        if isinstance(self.fields, dict) and not self.is_group:
            for field, value in self.fields.items():
                if field.endswith("_event") and isinstance(value, str):
                    yield (*self.path, field), value


def walk(listed: Any, path: Path, block: blocks.StreamBlock = REQUIREMENTS) -> Iterator[Found]:
    """Every requirement of a list in a file, groups before their parts."""
    for place, one in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(one, dict) or len(one) != 1:
            continue
        kind, fields = next(iter(one.items()))
        if kind not in block.child_blocks:
            continue
        found = Found((*path, place, kind), kind, block.child_blocks[kind], fields)
        yield found
        if found.is_group:
            inside = found.path if is_plain_group(found.block) else (*found.path, PARTS)
            yield from walk(found.parts, inside, found.block.child_blocks[PARTS])


def _get(fields: Any, name: str) -> Any:
    return fields.get(name) if isinstance(fields, dict) else None


def entries(data: Any, name: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The entries of the list `name` that have fields, with their paths."""
    listed = _get(data, name)
    for place, one in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(one, dict):
            yield (name, place), one


def codes(data: Any, name: str) -> list[str]:
    """The codes in that list."""
    return [one["code"] for _path, one in entries(data, name) if isinstance(one.get("code"), str)]


def rules_of(award: dict[str, Any], path: Path) -> Iterator[Found]:
    """What an award takes, and then what its renewal does."""
    yield from walk(award.get("requirements"), (*path, "requirements"))
    yield from walk(_get(award.get("renewal"), "requirements"), (*path, "renewal", "requirements"))
