"""A brochure: a page of the site that can also be had on paper."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks.contacts import ContactsBlock
from cms.blocks.faq import QuestionsBlock
from cms.blocks.highlight import HighlightBlock
from cms.blocks.quote import QuoteBlock
from cms.blocks.steps import StepsBlock
from cms.blocks.text import TextBlock
from cms.blocks.values import IsAndIsNotBlock, ValuesBlock
from cms.home.placed import PlacedPage

# The blocks that make sense on paper. The names stand in stored pages, and are the same as in other pages.
BODY = [
    ("text", TextBlock()),
    ("values", ValuesBlock()),
    ("steps", StepsBlock()),
    ("is_and_is_not", IsAndIsNotBlock()),
    ("questions", QuestionsBlock()),
    ("highlight", HighlightBlock()),
    ("contacts", ContactsBlock()),
    ("quote", QuoteBlock()),
]


class BrochurePage(PlacedPage, Page):
    """A title, an introduction and a body; its PDF has the same words and is made from them (cms.brochure.pdf)."""

    introduction = models.CharField(
        _("introduction"), max_length=300, blank=True, help_text=_("One or two short sentences.")
    )
    body = StreamField(
        BODY,
        verbose_name=_("body"),
        blank=True,
        help_text=_("About 600 words fit on the two sides of a sheet. See the preview as a PDF."),
    )

    template = "pages/brochure_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.ContentPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("brochure")
        verbose_name_plural = _("brochures")

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """On the site, and on paper."""
        return [("", _("On the site")), ("pdf", _("As a PDF"))]

    def get_route_paths(self) -> list[str]:
        """Where it answers below its own address: so that a renamed brochure's PDF is found too."""
        return ["/", "/brochure.pdf"]

    def resolve_subpage(self, path: str) -> None:
        """Asked by Wagtail before it redirects to a part of a page. Raises Resolver404 for one that is not there."""
        if path not in self.get_route_paths():
            raise Resolver404({"path": path})

    def serve(self, request: HttpRequest, *args: Any, as_pdf: bool = False, **kwargs: Any) -> HttpResponse:
        """The page, or its PDF."""
        if as_pdf:
            return self._pdf(request)
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """What an editor sees of a draft; nobody else reaches it."""
        if mode_name == "pdf":
            return self._pdf(request)
        response: HttpResponse = super().serve_preview(request, mode_name)
        return response

    def _pdf(self, request: HttpRequest) -> HttpResponse:
        from cms.brochure.views import answer  # it reads the page, which is defined here

        return answer(request, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.brochure.pdf import download  # these read the pages, which are defined here
        from cms.home.queries import section, trail

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {
            "trail": trail(self, request),
            "section": section(self, request),
            "download": download(self, request),
        }
