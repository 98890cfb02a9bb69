"""Things in an order: what to do one after the other, and forms of support from informal to formal."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import PARTS
from .text import PartTextBlock


class StepBlock(blocks.StructBlock):
    """One step. It has no number: its place in the list is its number."""

    title = blocks.CharBlock(label=_("Title of the step"), max_length=100)
    text = PartTextBlock(label=_("What happens"))

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(blocks.ListBlock):
    """Steps to take one after the other."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(StepBlock(), **kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        group = PARTS
        template = "components/blocks/steps.html"


class FormBlock(blocks.StructBlock):
    """One form of support on the way from the first to the last."""

    name = blocks.CharBlock(label=_("Name of the form"), max_length=100)
    text = PartTextBlock(label=_("What it is"))
    examples = blocks.TextBlock(label=_("Examples"), max_length=300, required=False, rows=2)

    class Meta:
        icon = "dots-horizontal"
        label = _("Form")


class SpectrumBlock(blocks.StructBlock):
    """Forms of support in their order between two ends, such as informal and formal."""

    from_label = blocks.CharBlock(label=_("Name of the first end"), max_length=60)
    to_label = blocks.CharBlock(label=_("Name of the last end"), max_length=60)
    items = blocks.ListBlock(FormBlock(), label=_("Forms, from the first end to the last"), min_num=2)

    class Meta:
        icon = "arrows-up-down"
        label = _("From one end to the other")
        group = PARTS
        template = "components/blocks/spectrum.html"
