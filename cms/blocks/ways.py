"""Ways onward: pages and addresses to go on with, each with a sentence about it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from .groups import PARTS
from .linked import address_of, exactly_one, known_urls
from .links import LinkBlock


class WayBlock(blocks.StructBlock):
    """A link with a sentence; leads to a page of this site or to another address, to exactly one of them."""

    title = blocks.CharBlock(label=_("Title of the link"), max_length=80)
    text = blocks.CharBlock(label=_("What is there"), max_length=160, required=False)
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = LinkBlock(label=_("or another web address"), required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        exactly_one(cleaned)
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")


class WaysBlock(blocks.ListBlock):
    """Links beside each other. One whose page is not to be read now is left out."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(WayBlock(), **kwargs)

    def pages_in(self, value: Any) -> list[Page]:
        """The pages of this site that it leads to."""
        return [way["page"] for way in value if way.get("page")]

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        urls = known_urls(self.pages_in(value), parent_context)
        ways = [
            {"title": way["title"], "text": way["text"], "url": url}
            for way in value
            if (url := address_of(way, urls))
        ]
        return context | {"ways": ways}

    class Meta:
        icon = "link"
        label = _("Links to go on with")
        group = PARTS
        template = "components/blocks/links.html"
