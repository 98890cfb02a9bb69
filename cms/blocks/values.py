"""What a programme stands for, and what peer support is and is not."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import PARTS
from .text import PartTextBlock


class ValueBlock(blocks.StructBlock):
    """One value: its name, one sentence to keep in mind, and what it means here."""

    name = blocks.CharBlock(label=_("Name of the value"), max_length=60)
    sentence = blocks.CharBlock(label=_("The value in one sentence"), max_length=120)
    text = PartTextBlock(label=_("What it means here"))

    class Meta:
        icon = "pick"
        label = _("Value")


class ValuesBlock(blocks.ListBlock):
    """The values, beside each other where there is room."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(ValueBlock(), **kwargs)

    class Meta:
        icon = "pick"
        label = _("Values")
        group = PARTS
        template = "components/blocks/values.html"


def _points(label: object) -> blocks.ListBlock:
    return blocks.ListBlock(blocks.CharBlock(label=_("Point"), max_length=160), label=label, min_num=1)


class IsAndIsNotBlock(blocks.StructBlock):
    """What something is beside what it is not."""

    is_title = blocks.CharBlock(label=_("Heading of what it is"), max_length=80)
    is_items = _points(_("What it is"))
    not_title = blocks.CharBlock(label=_("Heading of what it is not"), max_length=80)
    not_items = _points(_("What it is not"))

    class Meta:
        icon = "tick-inverse"
        label = _("What it is and is not")
        group = PARTS
        template = "components/blocks/is_and_is_not.html"
