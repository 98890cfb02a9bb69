"""Where the site tells of a course, a programme or a cohort, in the reader's language."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.query import PageQuerySet


@dataclass(frozen=True)
class Places:
    """Addresses of pages by the id of what each tells of; what has no page that everybody may read is missing.

    `applying`: the cohorts whose update has the way to apply.
    """

    courses: dict[int, str] = field(default_factory=dict)
    programmes: dict[int, str] = field(default_factory=dict)
    cohorts: dict[int, str] = field(default_factory=dict)
    applying: set[int] = field(default_factory=set)


def readable(pages: PageQuerySet) -> PageQuerySet:
    """Those that everybody may read now. What Wagtail's live().public() finds, without a query for restrictions, and
    without pages for the enrolled.
    """
    above = PageViewRestriction.objects.filter(
        page__path=Substr(OuterRef("path"), 1, Length("page__path"))
    ).order_by()
    found: PageQuerySet = pages.live().filter(~Exists(above)).exclude(content_type__in=_for_the_enrolled())
    return found


def _for_the_enrolled() -> list[int]:
    """The content types of pages that no visitor reads, whatever their restrictions. Kept for the process."""
    models = [model for model in get_page_models() if getattr(model, "is_for_the_enrolled", False)]
    found = ContentType.objects.get_for_models(*models, for_concrete_models=False)
    return [content_type.pk for content_type in found.values()]


def find(
    request: HttpRequest | None,
    *,
    courses: Collection[int] = (),
    programmes: Collection[int] = (),
    cohorts: Collection[int] = (),
) -> Places:
    """The page of each course and programme, and the update to which each cohort leads, by ids. One query at most.

    Of two pages about the same course or programme it is the one that stands first in the tree; of updates the newest
    that says how to apply, else the newest, as in UpdateQuerySet.leading_for.
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
            has_action=F("updatepage__has_action"),
        )
        .select_related("locale")
        .only("path", "depth", "slug", "url_path", "first_published_at", "locale")
        .order_by("path"),
        request,
    )


def _by_what_they_tell_of(pages: Iterable[Any], request: HttpRequest | None) -> Places:
    found = Places()
    best: dict[int, tuple[bool, dt.datetime, int]] = {}
    for page in pages:
        url = page.get_url(request) or ""
        if page.course is not None:
            found.courses.setdefault(page.course, url)
        if page.programme is not None:
            found.programmes.setdefault(page.programme, url)
        if page.cohort is None or page.first_published_at is None:
            continue
        rank = (page.has_action, page.first_published_at, page.pk)
        if rank >= best.get(page.cohort, rank):
            best[page.cohort] = rank
            found.cohorts[page.cohort] = url
    found.applying.update(cohort for cohort, (has_action, _posted_at, _pk) in best.items() if has_action)
    return found
