"""What a requirement says about a person: met or not, have and need, and why, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import override

from .record import Outline

if TYPE_CHECKING:
    from .base import Requirement


class In(StrEnum):
    """What `have` and `need` count."""

    MINUTES = "minutes"
    MODULES = "modules"
    SESSIONS = "sessions"
    PERCENT = "percent"
    TIMES = "times"
    MONTHS = "months"
    PARTS = "parts"


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What came out. `have` and `need` are counted in `counts`; a requirement with an upper bound (absences, age) is
    not met any more once `have` is more than `need`.

    can_be_met: whether it is met, or can still be: by what happens from now on, or by what was done before and is
    entered late. is_over: only the latter can meet it. about: codes that the words name (modules, mostly). more:
    further numbers that the words need, by name. parts: those of a group. Two are equal when the same came out: the
    requirement itself is not compared.
    """

    of: "Requirement" = field(compare=False)
    outline: Outline = field(repr=False, compare=False)
    is_met: bool
    counts: In
    have: int = 0
    need: int = 0
    can_be_met: bool = True
    is_over: bool = False
    about: tuple[str, ...] = ()
    more: tuple[tuple[str, Any], ...] = ()
    parts: tuple["Judgement", ...] = ()

    @property
    def kind(self) -> str:
        """Which kind of requirement it is, such as "hours"."""
        return self.of.kind

    @property
    def asks(self) -> str:
        """What is asked for, in a sentence that is about nobody, in the reader's language."""
        return self.of.asks(self.outline)

    @property
    def text(self) -> str:
        """How it stands, in a sentence, with the numbers of this judgement, in the reader's language."""
        return self.of.text(self)

    @property
    def next_step(self) -> str:
        """What leads further, in a sentence; empty where it is met."""
        return "" if self.is_met else self.of.next_step(self)

    @property
    def is_open(self) -> bool:
        """Whether it is not met, and what happens from now on can meet it."""
        return not self.is_met and self.can_be_met and not self.is_over

    @property
    def is_within_reach(self) -> bool:
        """Whether it is met, or what happens from now on can meet it."""
        return self.is_met or self.is_open

    def number(self, name: str) -> Any:
        """One of `more`; None where it is not there."""
        return dict(self.more).get(name)

    def walk(self) -> Iterator["Judgement"]:
        """This one and all of its parts, at any depth."""
        yield self
        for part in self.parts:
            yield from part.walk()


def as_data(judged: Judgement) -> dict[str, Any]:
    """A judgement as JSON can hold it, its words in every language of the site: what a certificate keeps."""
    said: dict[str, dict[str, str]] = {"asks": {}, "text": {}, "next_step": {}}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said["asks"][language] = judged.asks
            said["text"][language] = judged.text
            said["next_step"][language] = judged.next_step
    return {
        "kind": judged.kind,
        "is_met": judged.is_met,
        "can_be_met": judged.can_be_met,
        "is_over": judged.is_over,
        "counts": str(judged.counts),
        "have": judged.have,
        "need": judged.need,
        **said,
        "parts": [as_data(part) for part in judged.parts],
    }
