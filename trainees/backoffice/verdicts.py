"""A verdict as lines: each requirement with its sign, its rule, its outcome and what leads further."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import get_language

from courses.requirements.judgement import Judgement


class Line(NamedTuple):
    """One requirement: what it asks for, and how it stands. `parts` are those of a group."""

    is_met: bool
    asks: str
    text: str
    next_step: str
    parts: "Sequence[Line]" = ()


def lines_of(judgement: Judgement) -> list[Line]:
    """What is so now. The next step of a group is said by its parts."""
    return [
        Line(part.is_met, part.asks, part.text, "" if part.parts else part.next_step, lines_of(part))
        for part in judgement.parts
    ]


def lines_kept(data: Mapping[str, Any]) -> list[Line]:
    """What was so when it was proposed or given, from the verdict that was kept, in the reader's language."""
    parts: Sequence[Mapping[str, Any]] = data.get("parts") or ()
    return [
        Line(
            bool(part.get("is_met")),
            _said(part, "asks"),
            _said(part, "text"),
            "" if part.get("parts") else _said(part, "next_step"),
            lines_kept(part),
        )
        for part in parts
    ]


def _said(part: Mapping[str, Any], what: str) -> str:
    words = part.get(what) or {}
    return str(words.get((get_language() or "en")[:2]) or words.get("en") or "")
