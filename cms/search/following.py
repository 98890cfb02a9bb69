"""What makes the search look at a page again: it was saved, or what it shows of a course or programme changed.

Everything waits for the commit: a page is saved before what hangs on it.
"""

from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, get_page_models

from cms.home.models import CoursePage, ProgrammePage
from courses.models import Cohort, Course, Edition, Module, Programme, Region

from .index import index_page, index_pages


def _page_saved(*, instance: Page, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """Drafts write only their own columns: what is read stays as it is."""
    if not raw and (update_fields is None or "live" in update_fields):
        transaction.on_commit(lambda: index_page(instance.pk), robust=True)


# Which pages show a row: the page's type, how it is found, and the row's column to find it by.
SHOWN_ON: dict[type[Model], tuple[type[Page], str, str]] = {
    Cohort: (
        CoursePage,
        "course__editions",
        "edition_id",
    ),  # which edition is shown: that of an announced one
    Course: (CoursePage, "course", "pk"),
    Edition: (CoursePage, "course", "course_id"),
    Module: (CoursePage, "course__editions", "edition_id"),
    Programme: (ProgrammePage, "programme", "pk"),
    Region: (ProgrammePage, "programme__region", "pk"),
}


# The columns of a row that decide what is shown, where its others change often.
DECIDES: dict[type[Model], frozenset[str]] = {Cohort: frozenset({"state", "edition"})}


def _row_changed(
    *, sender: type[Model], instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    decides = DECIDES.get(sender)
    if not raw and (decides is None or update_fields is None or decides & set(update_fields)):
        pages, path, column = SHOWN_ON[sender]
        found = pages.objects.filter(**{path: getattr(instance, column)})
        transaction.on_commit(lambda: _again(found), robust=True)


def _again(pages: QuerySet[Page]) -> None:
    index_pages(list(pages.values_list("pk", flat=True)))


def connect() -> None:
    """Follow every page type, and the rows that course and programme pages show."""
    for model in get_page_models():
        post_save.connect(_page_saved, sender=model, dispatch_uid=f"search.{model._meta.label}")
    for shown in SHOWN_ON:
        for signal in (post_save, post_delete):
            signal.connect(_row_changed, sender=shown, dispatch_uid=f"search.{shown.__name__}")
