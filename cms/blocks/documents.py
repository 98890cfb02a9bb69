"""Files to download. Wagtail serves each one itself, so that a private collection stays private."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from .groups import PARTS


class DocumentsBlock(blocks.ListBlock):
    """A list of documents with their kind and size; nothing of one that was deleted."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(DocumentChooserBlock(label=_("Document")), **kwargs)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"documents": [document for document in value if document]}

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        group = PARTS
        template = "components/blocks/documents.html"
