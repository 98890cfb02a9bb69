"""What a reader can do next."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .links import LinkBlock


class ActionBlock(blocks.StructBlock):
    """A button that leads to a page of this site or to another address: to exactly one of them."""

    label = blocks.CharBlock(label=_("Words on the button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = LinkBlock(label=_("or another web address"), required=False)
    hint = blocks.CharBlock(label=_("Sentence beside it"), max_length=200, required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            problem = ValidationError(_("Choose a page or give a web address, one of the two."), code="one")
            raise blocks.StructBlockValidationError(block_errors={"url": problem})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Call to action")
        template = "components/blocks/action.html"
