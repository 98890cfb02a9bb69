"""The home page, and pages that are simply read: what peer support is, privacy, contact."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import CONTENT_BODY
from cms.home.placed import PlacedPage

# What may hang below the home page and below a page to read.
BELOW = ["home.ContentPage", "home.CoursePage", "home.ProgrammePage", "brochure.BrochurePage"]


class ReadablePage(PlacedPage, Page):
    """A title, an introduction and a body."""

    introduction = models.CharField(
        _("introduction"), max_length=300, blank=True, help_text=_("One or two short sentences.")
    )
    body = StreamField(CONTENT_BODY, verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]

    class Meta:
        abstract = True


class HomePage(ReadablePage):
    """The first page of the site in one language."""

    template = "pages/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [*BELOW, "home.MaterialPage", "updates.UpdatesIndexPage"]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.home.queries import home_context  # it reads the updates, whose index hangs below this page

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | home_context(self, request)


class ContentPage(ReadablePage):
    """A page to read."""

    template = "pages/content_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.ContentPage"]
    subpage_types: ClassVar[list[str]] = BELOW

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.home.queries import section, trail

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"trail": trail(self, request), "section": section(self, request)}
