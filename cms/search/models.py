"""What can be found: one row for each page, module and question that a visitor may read, in one language."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Kind(models.TextChoices):
    """What a result is."""

    PAGE = "page", _("Page")
    UPDATE = "update", _("Training update")
    MODULE = "module", _("Module")
    QUESTION = "question", _("Question")


PARTS = (Kind.MODULE, Kind.QUESTION)
"""What stands on a page, perhaps on several."""


class Entry(models.Model):
    """Something that can be found. It belongs to a page; whether that is to be read is asked when somebody searches.

    `terms` holds its words as PostgreSQL writes a tsvector ('boundari':1A 'limit':9), A for words of the title; there
    a generated column and its index are made from it (0002_index). SQLite reads it as it is (cms.search.sqlite).
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=5)
    anchor = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    terms = models.TextField(blank=True)

    wagtail_reference_index_ignore = True  # made anew from its page whenever that changes

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["page", "anchor"], name="search_entry_once"),
        ]

    def __str__(self) -> str:
        return self.title
