"""A profile that was read and found right: its data with everything that is there by default, and its outline."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import override
from wagtail import blocks

from courses.enums import HoursCategory, ModuleKind
from courses.models.alignment import standards_in
from courses.requirements.base import minutes_of
from courses.requirements.record import ExamFacts, Named, Outline, Unit
from courses.requirements.stream import REQUIREMENTS, stored

from .checking import more_mistakes
from .fields import Schema, number, stored_of, written_of
from .problems import Refused
from .reading import Document, Path, read
from .schema import profile_schema
from .validating import mistakes

Data = dict[str, Any]


@dataclass(frozen=True)
class Profile:
    """`data` is complete: every field that may be left out is there. Two profiles that say the same are equal in it."""

    document: Document
    data: Data

    @cached_property
    def outline(self) -> Outline:
        """What everybody who takes this course has in common."""
        return outline_of(self.data)

    def refused(self, path: Path, words: str) -> Refused:
        """The error about one of its fields."""
        return Refused([self.document.problem(path, words)])


def read_profile(name: str, content: bytes) -> Profile:
    """The profile in a file called `name`. Raises Refused with everything that is wrong. No database."""
    document = read(name, content)
    wrong = mistakes(document, profile_schema())
    wrong += more_mistakes(document, [path for path, _words in wrong])
    if wrong:
        raise Refused(document.problem(path, words) for path, words in wrong)
    return Profile(document, complete(document.data))


def rules(written: Sequence[Mapping[str, Any]]) -> blocks.StreamValue:
    """Requirements as they stand in a profile, as those that judge."""
    return stored(stored_of(REQUIREMENTS, written))


def written_rules(stream: blocks.StreamValue) -> list[Any]:
    """Requirements as they stand in a profile."""
    found: list[Any] = written_of(REQUIREMENTS, stream)
    return found


def hours_of(minutes: int) -> int | Decimal:
    """Hours as a profile has them; `minutes_of` makes the same minutes of them."""
    return number((Decimal(minutes) / 60).quantize(Decimal("0.01")))


def complete(data: Data) -> Data:
    """With every field that may be left out, in the order of the schema; lists without an order sorted."""
    made: Data = _filled(profile_schema(), data)
    places = {module["code"]: place for place, module in enumerate(made["modules"])}
    for module in made["modules"]:
        module["needs"].sort(key=places.__getitem__)
    for award in made["awards"]:
        award["alignment"] = [asdict(one) for one in standards_in(alignment_text(award["alignment"]))]
    made["agreements"].sort(key=lambda one: one["code"])
    return made


def alignment_text(standards: Sequence[Mapping[str, str]]) -> str:
    """Standards as an award keeps them: one a line."""
    return "\n".join(f"{one['name']} {one['url']}" for one in standards)


def bare(data: Data) -> Data:
    """Without what is there anyway: what people read and write. `complete` makes the same data of it."""
    made: Data = _bared(profile_schema(), data)
    return made


def _filled(schema: Schema, value: Any) -> Any:
    if "properties" in schema:
        return {
            name: _filled(inner, value[name] if name in value else inner["default"])
            for name, inner in schema["properties"].items()
            if name in value or "default" in inner
        }
    if _holds_rules(schema):
        return written_rules(rules(value))
    if "items" in schema:
        return [_filled(schema["items"], one) for one in value]
    return hours_of(minutes_of(value)) if schema.get("type") == "number" else value


def _bared(schema: Schema, value: Any) -> Any:
    if "properties" in schema:
        found = {
            name: _bared(inner, value[name]) for name, inner in schema["properties"].items() if name in value
        }
        return {
            name: one
            for name, one in found.items()
            if "default" not in schema["properties"][name] or one != schema["properties"][name]["default"]
        }
    if "items" in schema and not _holds_rules(schema):
        return [_bared(schema["items"], one) for one in value]
    return value


def _holds_rules(schema: Schema) -> bool:
    return "$ref" in schema.get("items", ())


def named(words: Mapping[str, str]) -> Named:
    """Words of a profile in both languages."""
    return Named(words["en"], words["fr"])


def in_both(label: Any) -> Named:
    """A label of ours in both languages."""
    said = {}
    for language in ("en", "fr"):
        with override(language):
            said[language] = str(label)
    return named(said)


def outline_of(data: Data) -> Outline:
    """What requirements see of a complete profile."""
    return Outline(
        modules={
            module["code"]: Unit(
                title=named(module["title"]),
                minutes=minutes_of(module["hours"]),
                is_optional=module["optional"],
                is_practicum=module["kind"] == ModuleKind.PRACTICUM,
            )
            for module in data["modules"]
        },
        exams={
            exam["code"]: ExamFacts(
                title=named(exam["title"]), pass_mark=exam["pass_mark"], attempts=exam["attempts"]
            )
            for exam in data["exams"]
        },
        agreements={one["code"]: (named(one["title"]), one["version"]) for one in data["agreements"]},
        awards={award["code"]: named(award["name"]) for award in data["awards"]},
        categories=_categories(data),
        sources=_learning(data, "sources"),
        allows_make_ups=data["edition"]["allows_make_ups"],
    )


def _categories(data: Data) -> dict[str, Named]:
    found = {str(ModuleKind.CLASS): in_both(ModuleKind.CLASS.label)}
    found |= {str(kind): in_both(kind.label) for kind in HoursCategory}
    return found | _learning(data, "categories")


def _learning(data: Data, name: str) -> dict[str, Named]:
    """Kinds or sources of continuing education."""
    return {
        one["code"]: named(one["name"])
        for award in data["awards"]
        for one in award.get("renewal", {}).get(name, ())
    }
