"""Something to notice on the way through a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import WORDS
from .text import PartTextBlock


class Highlight(models.TextChoices):
    """How it is said; there is no alarm."""

    CALM = "calm", _("Good to know")
    INFO = "info", _("Information")
    CARE = "care", _("Needs care")


class HighlightBlock(blocks.StructBlock):
    """A title and a few sentences on a tinted ground."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=Highlight.choices, default=Highlight.CALM)
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = PartTextBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Highlight")
        group = WORDS
        template = "components/blocks/highlight.html"
