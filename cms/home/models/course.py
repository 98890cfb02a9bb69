"""A course as the site tells of it: an editor's words, and what its edition says of modules, hours and awards."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from courses.models import Course

from .readable import ReadablePage


class CoursePage(ReadablePage):
    """One course. Modules, hours, awards and cohorts are never typed: they come from the course."""

    course = models.ForeignKey(
        Course,
        verbose_name=_("course"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Its modules, hours, awards and next cohorts are shown; do not type them."),
    )

    template = "pages/course_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.ContentPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("course"),
        FieldPanel("body"),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("course", overridable=False)]

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.home.curriculum import course_context  # it reads pages, which are defined here

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | course_context(self, request)
