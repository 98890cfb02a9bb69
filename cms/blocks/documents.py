"""Files to download. Wagtail serves each one itself, so that a private collection stays private."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from .groups import PARTS


class DocumentsBlock(blocks.ListBlock):
    """A list of documents with their kind and size."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(DocumentChooserBlock(label=_("Document")), **kwargs)

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        group = PARTS
        template = "components/blocks/documents.html"
