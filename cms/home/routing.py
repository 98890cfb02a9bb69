"""From an address to its page, in three queries however deep the page lies.

Wagtail asks for the language, its home page and two rows for each step on the way. Here one query reads the home page
in the reader's language together with every page on the way, and one more reads the last of them in full.
"""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path
from django.utils.translation import get_language
from wagtail import urls as wagtail_urls
from wagtail import views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from cms.navigation import LINK
from cms.pagecache.decorators import cacheable

MOST_STEPS = 20  # more than any tree of pages has; each one more is a condition more in the query


def find(request: HttpRequest, path: str) -> RouteResult | None:
    """The live page at `path` (without the language's prefix) in the active language, or None.

    None also for what only Wagtail can tell: a page without a translation, or a page type with routes of its own; and,
    without a query, for what can be no page's address.
    """
    steps = [step for step in path.split("/") if step]
    if len(steps) > MOST_STEPS or "\0" in path:
        return None
    site = Site.find_for_request(request)
    if site is None:
        return None
    home_depth = site.root_page.depth
    wanted = Q(depth=home_depth, translation_key=site.root_page.translation_key)
    for number, slug in enumerate(steps, start=1):
        wanted |= Q(depth=home_depth + number, slug=slug)
    found = (
        Page.objects.filter(wanted, locale__language_code=get_language())
        .select_related("locale")
        .only(*LINK, "content_type", "alias_of")
    )
    line = _line(list(found), home_depth, steps)
    if not line or not line[-1].live or any(page.specific_class.route is not Page.route for page in line):
        return None
    page = line[-1].specific
    page.locale = line[-1].locale
    page.above = line[:-1]
    return RouteResult(page)


def _line(pages: list[Page], depth: int, steps: list[str]) -> list[Page]:
    """The pages from the home page down `steps`, each below the one before; empty where one is missing."""
    line = [page for page in pages if page.depth == depth][:1]
    for slug in steps if line else []:
        above = line[-1].path
        below = [
            page
            for page in pages
            if page.slug == slug and page.depth == line[-1].depth + 1 and page.path.startswith(above)
        ]
        if not below:
            return []
        line.append(below[0])
    return line


@cacheable
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, told the page where we know it; else it looks for itself.

    Raises Http404 before any query for an address with a NUL, which PostgreSQL takes in no text.
    """
    if "\0" in path:
        raise Http404("There is no page at this address.")
    result = find(request, path)
    if result is not None:
        request._wagtail_route_for_request = result  # type: ignore[attr-defined]  # what Page.route_for_request keeps
    response: HttpResponse = views.serve(request, path)
    return response


# Wagtail's addresses, with `serve` in the place of its own.
urlpatterns: list[Any] = [
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
]
