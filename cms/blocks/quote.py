"""Somebody else's words, with their source."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import WORDS
from .links import LinkBlock


class QuoteBlock(blocks.StructBlock):
    """A quotation. The source is required: nobody is quoted without being named."""

    text = blocks.TextBlock(label=_("Quotation"), max_length=600)
    source = blocks.CharBlock(label=_("Source"), max_length=200)
    url = LinkBlock(label=_("Web address of the source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        group = WORDS
        template = "components/blocks/quote.html"
