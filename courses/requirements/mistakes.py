"""What of an award's rules cannot be meant: codes and events that are not there, more asked for than there is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from .base import Requirement
from .groups import PARTS
from .record import Outline
from .stream import requirements_of, unknown_of
from .words import EVENTS, OF_A_TERM, OF_TRAINING, listed

EVENT_FIELDS = ("from_event", "to_event", "valid_at_event")


class Mistake(NamedTuple):
    """What is wrong in a field of a requirement. `path`: its place, and before it those of the groups it is in."""

    path: tuple[int, ...]
    field: str
    requirement: str
    words: str

    @property
    def sentence(self) -> str:
        """The words with the name of the requirement before them."""
        return _("%(label)s: %(value)s") % {"label": self.requirement, "value": self.words}


class RulesError(StreamBlockValidationError):
    """Mistakes as the editor of rules marks them: each at its field. Read as text, it is the first sentence."""

    def __init__(self, found: Sequence[Mistake]) -> None:
        said = list(dict.fromkeys(one.sentence for one in found))
        # Wagtail's editor puts each above the one before it.
        super().__init__(block_errors=_marks(found), non_block_errors=said[::-1])
        self.message = said[0]


def mistakes(stream: blocks.StreamValue, outline: Outline, *, is_renewal: bool = False) -> list[str]:
    """A sentence for each, which names its requirement."""
    found = find_mistakes(stream, outline, is_renewal=is_renewal)
    return list(dict.fromkeys(one.sentence for one in found))


def errors_of(found: Sequence[Mistake]) -> list[ValidationError]:
    """All of them for the field of a form: the first one carries the marks of all. Empty without any."""
    said = list(dict.fromkeys(one.sentence for one in found))
    return [RulesError(found), *map(ValidationError, said[1:])] if found else []


def find_mistakes(stream: blocks.StreamValue, outline: Outline, *, is_renewal: bool = False) -> list[Mistake]:
    """In the order of the rules, those of a group before those of its parts."""
    return list(_in(requirements_of(stream), outline, is_renewal, ()))


def _in(
    requirements: Iterable[Requirement], outline: Outline, is_renewal: bool, above: tuple[int, ...]
) -> Iterator[Mistake]:
    for place, requirement in enumerate(requirements):
        path, name = (*above, place), str(requirement.block.label)
        wrong = [*_missing(requirement, outline, is_renewal), *requirement.too_much(outline)]
        if is_renewal:
            wrong += _never_in_a_term(requirement)
        for field, words in wrong:
            yield Mistake(path, field, name, words)
        yield from _in(requirement.parts(), outline, is_renewal, path)


def _missing(requirement: Requirement, outline: Outline, is_renewal: bool) -> Iterator[tuple[str, str]]:
    """Fields that name what is not there, and the words about it."""
    missing: dict[str, list[str]] = {}
    for field, _sort, code in unknown_of(requirement, outline):
        missing.setdefault(field, []).append(code)
    for field in EVENT_FIELDS:
        event = requirement.get(field)
        if event == "credential:":
            yield field, _("type its short name after the colon.")
        elif event and not _happens(event, outline, is_renewal):
            missing.setdefault(field, []).append(event)
    for field, codes in missing.items():
        words = _("this edition does not have %(codes)s.")
        yield field, words % {"codes": listed(list(dict.fromkeys(codes)))}


def _never_in_a_term(requirement: Requirement) -> Iterator[tuple[str, str]]:
    """Fields that ask for what the facts of a term do not hold: nobody could ever meet them."""
    words = _("a renewal looks at one term, so it cannot ask for this.")
    first = next(iter(requirement))
    if requirement.is_of_training:
        yield first, words
        return
    # An event that is meant where none is said has no field of its own.
    fields = {requirement.get(field): field for field in EVENT_FIELDS if requirement.get(field)}
    never = [event for event in requirement.events() if event.partition(":")[0] in OF_TRAINING]
    for field in dict.fromkeys(fields.get(event, first) for event in never):
        yield field, words


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


def _marks(found: Sequence[Mistake], depth: int = 0) -> dict[int, StructBlockValidationError]:
    """By the place in a list of requirements: what is wrong in the fields of each, and in its parts."""
    made: dict[int, StructBlockValidationError] = {}
    for place in dict.fromkeys(one.path[depth] for one in found):
        here = [one for one in found if one.path[depth] == place]
        fields = {
            one.field: ValidationError(capfirst(one.words)) for one in here if len(one.path) == depth + 1
        }
        below = [one for one in here if len(one.path) > depth + 1]
        parts = fields.pop(PARTS, None)
        if below or parts:
            fields[PARTS] = StreamBlockValidationError(
                block_errors=_marks(below, depth + 1), non_block_errors=[parts] if parts else None
            )
        made[place] = StructBlockValidationError(block_errors=fields)
    return made
