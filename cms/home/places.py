"""Where the site tells of a course or a programme, in the reader's language."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from cms.home.models import CoursePage, ProgrammePage


def course_urls(courses: Collection[int], request: HttpRequest | None) -> dict[int, str]:
    """The address of the page of each of these courses (ids), where everybody may read one. One query."""
    return _urls(CoursePage, "course", courses, request)


def programme_urls(programmes: Collection[int], request: HttpRequest | None) -> dict[int, str]:
    """The address of the page of each of these programmes (ids), where everybody may read one. One query."""
    return _urls(ProgrammePage, "programme", programmes, request)


def _urls(model: Any, name: str, wanted: Collection[int], request: HttpRequest | None) -> dict[int, str]:
    """Where there are two pages of the same, the one that stands first in the tree."""
    if not wanted:
        return {}
    pages = (
        model.objects.live()
        .public()
        .filter(locale__language_code=get_language(), **{f"{name}__in": wanted})
        .select_related("locale")
        .defer_streamfields()
        .order_by("path")
    )
    urls: dict[int, str] = {}
    for page in pages:
        urls.setdefault(getattr(page, f"{name}_id"), page.get_url(request) or "")
    return urls
