"""What every kind of requirement has: fields (a block), `judge`, and its words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from wagtail import blocks

from .codes import EVENT, CodeBlock, named
from .judgement import Judgement
from .record import Outline, Record

Reference = tuple[str, str, str]
"""A field, what it names ("module", "exam", "agreement", "award", "category" or "source"), and the code in it."""


class Requirement(blocks.StructValue):
    """The value of a requirement's block: its fields by name, and what it makes of a person's facts.

    is_of_training: it asks for facts of a training, of which the term of a certificate has none.
    """

    is_of_training: ClassVar[bool] = False

    @property
    def kind(self) -> str:
        """Its name in a profile, such as "hours"."""
        return str(self.block.name)

    def judge(self, record: Record, *, at: dt.date) -> Judgement:
        """Whether the facts meet it on the day `at`. Pure: the same facts in any order give the same judgement."""
        raise NotImplementedError

    def asks(self, outline: Outline) -> str:
        """What it asks for, in a sentence that is about nobody: "36 hours of practicum." """
        raise NotImplementedError

    def text(self, judged: Judgement) -> str:
        """How somebody stands, with the judgement's numbers."""
        raise NotImplementedError

    def next_step(self, judged: Judgement) -> str:
        """What leads further, where it is not met."""
        raise NotImplementedError

    def refers(self) -> Iterable[Reference]:
        """The codes it names, so that a profile or an edition can be checked for what it does not have."""
        return [
            (field, sort, code)
            for field, block in self.block.child_blocks.items()
            for sort, code in named(block, self[field])
            if sort != EVENT
        ]

    def too_much(self, outline: Outline) -> Iterable[tuple[str, str]]:
        """Its fields that ask for more than the edition has, each with the words about it."""
        return ()

    def events(self) -> list[str]:
        """The events that it counts from, those that go without saying among them."""
        return [self[name] for name in self.block.child_blocks if name.endswith("_event") and self[name]]

    def parts(self) -> Sequence["Requirement"]:
        """What a group combines."""
        return ()


class RequirementBlock(blocks.StructBlock):
    """A requirement in the back office."""

    class Meta:
        form_classname = "struct-block requirement-block"
        icon = "tick-inverse"


# What most kinds need.


LONGEST_CODE = 60


def code_field(label: Any, **more: Any) -> blocks.CharBlock:
    """A field for a code that is made here."""
    return blocks.CharBlock(label=label, max_length=LONGEST_CODE, **more)


def named_field(names: str, label: Any, **more: Any) -> CodeBlock:
    """A field for the code of something that there is, such as M04. `names`: what, see `Reference`; or "event"."""
    return CodeBlock(names=names, label=label, max_length=LONGEST_CODE, **more)


def number_field(label: Any, *, least: int = 1, most: int = 100_000, **more: Any) -> blocks.IntegerBlock:
    """A field for a whole number."""
    return blocks.IntegerBlock(label=label, min_value=least, max_value=most, **more)


def months_field(label: Any, **more: Any) -> blocks.IntegerBlock:
    """A field for a number of months, a hundred years at most."""
    return number_field(label, most=1200, **more)


def hours_field(label: Any, **more: Any) -> blocks.DecimalBlock:
    """A field for hours: 36, or 1.5. `minutes_of` makes whole minutes of them."""
    return blocks.DecimalBlock(
        label=label, min_value=0, max_value=10_000, max_digits=7, decimal_places=2, **more
    )


def minutes_of(value: Any) -> int:
    """Whole minutes of a number of hours, the nearest ones."""
    return round(value * 60) if value else 0


def month_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later (or earlier); the last of the month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.max if months > 0 else dt.date.min
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError  # no month has fewer than 28 days


def months_between(first: dt.date, last: dt.date) -> int:
    """Full months from one day to another: `month_later(first, months) <= last`."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (month_later(first, months) > last)


def more_than_there_is(wanted: int, there: int) -> str:
    """Said of a field that asks for more of something than there is."""
    words = {"wanted": wanted, "there": there}
    return _("%(wanted)d are asked for, and there are only %(there)d.") % words


def nothing_known() -> str:
    """Said where a step cannot be named."""
    return _("Ask your coordinator about it.")
