"""Pages for the tests of the site's pages."""

from itertools import count
from typing import Any

from wagtail.models import Locale, Page

from cms.home.models import ContentPage, CoursePage, ProgrammePage
from courses.models import Course, Programme
from tests import factories

_numbers = count(1)


def body(*parts: tuple[str, Any]) -> list[dict[str, Any]]:
    """What a page keeps of its blocks."""
    return [{"type": name, "value": value} for name, value in parts]


def add(page: Page, *, language: str = "en", below: Page | None = None) -> Page:
    """The page, published below the home page of its language or below another."""
    number = next(_numbers)
    page.title = page.title or f"Page {number}"
    page.slug = page.slug or f"page-{number}"
    page.locale = Locale.objects.get_or_create(language_code=language)[0]
    (below or factories.site()[language].home).add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def content(*parts: tuple[str, Any], language: str = "en", below: Page | None = None, **fields: Any) -> Page:
    """A page to read with these blocks."""
    factories.site()
    return add(ContentPage(body=body(*parts), **fields), language=language, below=below)


def of_course(course: Course, *, language: str = "en", **fields: Any) -> Page:
    """The page of a course."""
    factories.site()
    return add(CoursePage(course=course, **fields), language=language)


def of_programme(programme: Programme, *, language: str = "en", **fields: Any) -> Page:
    """The page of a programme."""
    factories.site()
    return add(ProgrammePage(programme=programme, **fields), language=language)
