"""Where the site tells of a course, a programme or a cohort, in the reader's language."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet


@dataclass(frozen=True)
class Places:
    """Addresses of pages by the id of what each tells of; what has no page that everybody may read is missing."""

    courses: dict[int, str] = field(default_factory=dict)
    programmes: dict[int, str] = field(default_factory=dict)
    cohorts: dict[int, str] = field(default_factory=dict)


def readable(pages: PageQuerySet) -> PageQuerySet:
    """Those that everybody may read now. What Wagtail's live().public() finds, without a query for restrictions."""
    above = PageViewRestriction.objects.filter(
        page__path=Substr(OuterRef("path"), 1, Length("page__path"))
    ).order_by()
    found: PageQuerySet = pages.live().filter(~Exists(above))
    return found


def find(
    request: HttpRequest | None,
    *,
    courses: Collection[int] = (),
    programmes: Collection[int] = (),
    cohorts: Collection[int] = (),
) -> Places:
    """The page of each course and programme, and the newest update of each cohort, by their ids. One query at most.

    Of two pages about the same course or programme it is the one that stands first in the tree.
    """
    wanted = Q()
    for name, ids in (
        ("coursepage__course__in", courses),
        ("programmepage__programme__in", programmes),
        ("updatepage__cohort__in", cohorts),
    ):
        wanted |= Q(**{name: ids}) if ids else Q()
    if not wanted:
        return Places()
    pages = readable(Page.objects.filter(wanted, locale__language_code=get_language()))
    return _by_what_they_tell_of(
        pages.annotate(
            course=F("coursepage__course"),
            programme=F("programmepage__programme"),
            cohort=F("updatepage__cohort"),
        )
        .select_related("locale")
        .only("path", "depth", "slug", "url_path", "first_published_at", "locale")
        .order_by("path"),
        request,
    )


def _by_what_they_tell_of(pages: Iterable[Any], request: HttpRequest | None) -> Places:
    found = Places()
    newest: dict[int, dt.datetime] = {}
    for page in pages:
        url = page.get_url(request) or ""
        if page.course is not None:
            found.courses.setdefault(page.course, url)
        if page.programme is not None:
            found.programmes.setdefault(page.programme, url)
        posted_at = page.first_published_at
        if page.cohort is not None and posted_at and posted_at >= newest.get(page.cohort, posted_at):
            newest[page.cohort] = posted_at
            found.cohorts[page.cohort] = url
    return found
