"""Every URL of the project has a row in the register, and every row a URL."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import get_page_models

from tests.pages import BROUGHT, PAGES, SPOKEN_FOR, WAGTAILS_SCREENS

OURS = ("cms", "courses", "trainees", "tasks")


def routes(
    patterns: list[Any], prefix: str = "", namespaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, URLPattern]]:
    """Every route of the resolver: its path, its view's name, its pattern."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from routes(pattern.url_patterns, route, inner)
        else:
            yield route, ":".join((*namespaces, pattern.name or "")), pattern


def is_ours(pattern: URLPattern) -> bool:
    """Whether the view, or the viewset that it belongs to, is defined in this project."""
    view = getattr(pattern.callback, "view_class", pattern.callback)
    if view.__module__.split(".")[0] in OURS:
        return True
    model = getattr(pattern.callback, "view_initkwargs", {}).get("model")
    return isinstance(model, type) and model.__module__.split(".")[0] in OURS


def rows_wanted() -> set[str]:
    """The names of the rows that the register must have."""
    urls = {
        name or route
        for route, name, pattern in routes(get_resolver().url_patterns)
        if is_ours(pattern) and name not in SPOKEN_FOR and not name.startswith(WAGTAILS_SCREENS)
    }
    models = [model for model in get_page_models() if model.__module__.split(".")[0] in OURS]
    return urls | {f"page:{model._meta.label}" for model in models}


def test_every_url_of_the_project_has_a_row() -> None:
    rows = [page.name for page in PAGES]
    assert sorted(rows_wanted() - set(rows)) == []
    assert sorted(set(rows) - rows_wanted()) == []


def test_no_row_stands_twice() -> None:
    rows = [(page.name, *sorted(page.ids.items()), page.query) for page in PAGES]
    assert sorted(rows) == sorted(set(rows))


def test_what_others_bring_stands_below_a_named_prefix() -> None:
    for route, name, pattern in routes(get_resolver().url_patterns):
        if not is_ours(pattern):
            assert route.lstrip("^").startswith(tuple(BROUGHT)), (route, name)
