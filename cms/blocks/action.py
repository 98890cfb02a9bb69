"""What a reader can do next."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from .groups import WORDS
from .linked import address_of, exactly_one, known_urls
from .links import LinkBlock


class ActionBlock(blocks.StructBlock):
    """A button that leads to a page of this site or to another address: to exactly one of them."""

    label = blocks.CharBlock(label=_("Words on the button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = LinkBlock(label=_("or another web address"), required=False)
    hint = blocks.CharBlock(label=_("Sentence beside it"), max_length=200, required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        exactly_one(cleaned)
        return cleaned

    def pages_in(self, value: Any) -> list[Page]:
        """The pages of this site that it leads to."""
        return [value["page"]] if value.get("page") else []

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"url": address_of(value, known_urls(self.pages_in(value), parent_context))}

    class Meta:
        icon = "link"
        label = _("Call to action")
        group = WORDS
        template = "components/blocks/action.html"
