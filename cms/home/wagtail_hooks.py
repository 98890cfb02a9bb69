"""What the pages of the site bring to Wagtail. Registers, decides nothing."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from cms.home.documents import refuse_private_document


@hooks.register("before_serve_document")
def private_documents(document: Any, request: HttpRequest) -> None:
    """Documents of modules are given out by the portal."""
    refuse_private_document(document, request)
