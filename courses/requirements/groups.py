"""Requirements that combine others: all of them, one of them, at least so many."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from .base import Requirement, RequirementBlock, more_than_there_is, nothing_known, number_field
from .judgement import In, Judgement
from .record import Outline, Record

PARTS = "parts"


class Group(Requirement):
    """What all groups share: `wanted` of its parts are needed."""

    def parts(self) -> Sequence[Requirement]:
        """In their order."""
        return [child.value for child in self[PARTS]]

    def wanted(self, of: int) -> int:
        """How many of so many parts are needed."""
        raise NotImplementedError

    def too_much(self, outline: Outline) -> Iterable[tuple[str, str]]:
        """More parts than it has; a group of nothing asks for one."""
        there = len(self.parts())
        wanted = self.wanted(there)
        field = "number" if "number" in self else PARTS
        return [(field, more_than_there_is(wanted, there))] if wanted > there else ()

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """Met when enough parts are; it can be while enough of them can."""
        return combine(self, [part.judge(record, at=at) for part in self.parts()], record.outline)

    def text(self, judged: Judgement) -> str:
        """How many are done."""
        if not judged.parts:
            return _("Nobody has said yet what this takes.")
        return _("%(have)d of %(need)d done.") % {"have": judged.have, "need": judged.need}

    def next_step(self, judged: Judgement) -> str:
        """That of the first part that leads further; where none does any more, what the first one says that blocks."""
        open_parts = [part for part in judged.parts if not part.is_met]
        same = (judged.can_be_met, judged.is_over)
        leading = [part for part in open_parts if (part.can_be_met, part.is_over) == same]
        return next((part.next_step for part in leading), nothing_known())


def combine(of: Group, parts: Sequence[Judgement], outline: Outline) -> Judgement:
    """The judgement of a group by those of its parts."""
    need = of.wanted(len(parts))
    have = sum(part.is_met for part in parts)
    can_be_met = sum(part.can_be_met for part in parts) >= need
    return Judgement(
        of=of,
        outline=outline,
        is_met=have >= need,
        counts=In.PARTS,
        have=min(have, need),
        need=need,
        can_be_met=can_be_met,
        is_over=can_be_met and sum(part.is_within_reach for part in parts) < need,
        parts=tuple(parts),
    )


class AllOf(Group):
    """Every part."""

    def wanted(self, of: int) -> int:
        """All; a group of nothing asks for one thing, which is not there, so nobody meets it."""
        return max(of, 1)

    def asks(self, outline: Outline) -> str:
        """Before its parts."""
        return _("All of these:")


class AnyOf(Group):
    """One part."""

    def wanted(self, of: int) -> int:
        """One."""
        return 1

    def asks(self, outline: Outline) -> str:
        """Before its parts."""
        return _("One of these:")


class AtLeast(Group):
    """So many parts."""

    def wanted(self, of: int) -> int:
        """As many as are said; more than there are can never be met, which `courses.profiles` refuses."""
        return int(self["number"])

    def asks(self, outline: Outline) -> str:
        """Before its parts."""
        wanted = self.wanted(0)
        return ngettext("At least %(number)d of these:", "At least %(number)d of these:", wanted) % {
            "number": wanted
        }


def group_blocks(inner: blocks.StreamBlock) -> list[tuple[str, blocks.Block]]:
    """The three groups, of what `inner` allows."""

    def group(value_class: type[Group], label: Any, icon: str, **more: blocks.Block) -> blocks.Block:
        fields: list[tuple[str, blocks.Block]] = [
            *more.items(),
            (PARTS, inner.__class__(label=gettext_lazy("What it combines"))),
        ]
        return RequirementBlock(fields, value_class=value_class, label=label, icon=icon)

    return [
        ("all_of", group(AllOf, gettext_lazy("All of these"), "list-ul")),
        ("any_of", group(AnyOf, gettext_lazy("One of these"), "list-ul")),
        (
            "at_least",
            group(
                AtLeast,
                gettext_lazy("At least so many of these"),
                "list-ol",
                number=number_field(gettext_lazy("How many")),
            ),
        ),
    ]
