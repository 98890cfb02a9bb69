"""A programme as the site tells of it: who runs training in a region, and what there is to take part in."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from courses.models import Programme

from .readable import ReadablePage


class ProgrammePage(ReadablePage):
    """One programme. Its contact, courses, cohorts and updates are never typed: they come from the programme."""

    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Its contact, courses, cohorts and updates are shown; do not type them."),
    )

    template = "pages/programme_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.ContentPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("programme"),
        FieldPanel("body"),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("programme", overridable=False)]

    class Meta:
        verbose_name = _("programme page")
        verbose_name_plural = _("programme pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.home.programmes import programme_context  # it reads pages, which are defined here

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | programme_context(self, request)
