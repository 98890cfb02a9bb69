"""Another programme's updates do not exist for somebody who works in the back office: they answer 404."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from cms.updates.permissions import foreign_updates
from courses.backoffice.access import is_administrator

# How Wagtail and wagtail-localize name the page in their addresses.
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")

# Reports that name the page changed last of each type, whoever's it is.
ABOUT_EVERYBODYS = ("page_types_usage", "page_types_usage_results")


class OnlyOwnUpdates:
    """Wagtail itself would say "not allowed" and by that, that the page exists. One query for each such screen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Called by Django between finding the view and calling it."""
        if not request.path_info.startswith(settings.OFFICE_PREFIX) or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if match is not None and match.url_name in ABOUT_EVERYBODYS and not is_administrator(request.user):
            raise Http404
        of_pages = match is not None and "wagtailadmin_pages" in match.namespaces
        names = (*PAGE_ARGUMENTS, "pk") if of_pages else PAGE_ARGUMENTS
        asked = [kwargs[name] for name in names if name in kwargs]
        if asked and foreign_updates(request.user).filter(pk__in=asked).exists():
            raise Http404
        return None
