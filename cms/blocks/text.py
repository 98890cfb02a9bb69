"""Running text."""

from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from .groups import WORDS
from .links import is_safe_link
from .walk import TOP, well_headed

# The page's title is its only h1; pictures, embeds and tables are not part of running text.
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
# Inside a block that has headings of its own.
PLAIN_FEATURES = [feature for feature in FEATURES if feature not in ("h2", "h3")]


class TextBlock(blocks.RichTextBlock):
    """Headings, paragraphs, lists and links.

    The editor drops what it does not know and unsafe links with it. `clean` also refuses such links where a text comes
    another way (a translation, a copy, a command).
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)

    def clean(self, value: RichText) -> RichText:
        cleaned: RichText = super().clean(value)
        for attributes in FIND_A_TAG.findall(cleaned.source):
            href = unescape(extract_attrs(attributes).get("href", ""))
            if href and not is_safe_link(href):
                raise ValidationError(
                    _("A link cannot lead to “%(url)s”."), code="link", params={"url": href[:60]}
                )
        return cleaned

    def get_context(self, value: RichText, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        level = (parent_context or {}).get("level") or TOP
        return context | {"value": RichText(well_headed(value.source, level))}

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = WORDS
        template = "components/blocks/text.html"


class PartTextBlock(TextBlock):
    """Text inside another block, whose heading it has: paragraphs, lists and links, no headings."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=PLAIN_FEATURES, **kwargs)
