"""A picture, with words for those who do not see it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from .groups import WORDS


class PictureBlock(blocks.StructBlock):
    """A picture. Wagtail asks for its words unless it only decorates."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Words below it"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        group = WORDS
        template = "components/blocks/picture.html"
