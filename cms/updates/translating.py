"""Who may translate what in the office: the people of a programme its updates, administrators every page.

wagtail-localize asks for its own permission only, whichever page it is about, and lets whoever has it publish.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from cms.updates.permissions import foreign_updates
from courses.backoffice.access import is_administrator

NAMESPACE = "wagtail_localize"
# They name every page of the site.
REPORTS = ("translations_report", "translations_report_results")
# A page that mirrors another shows, at once, what the other shows.
ALIAS = "convert_to_alias"


class OnlyOwnTranslations:
    """Stands before every screen of wagtail-localize. What is another programme's answers 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Called by Django between finding the view and calling it."""
        match = request.resolver_match
        if match is None or NAMESPACE not in match.namespaces or not request.user.is_authenticated:
            return
        if is_administrator(request.user):
            return
        if match.url_name in REPORTS:
            raise Http404
        pages = _pages(kwargs)
        if foreign_updates(request.user).filter(pk__in=[page.pk for page in pages]).exists():
            raise Http404
        testers = [page.permissions_for_user(request.user) for page in pages]
        if not all(tester.can_edit() for tester in testers):
            raise PermissionDenied
        if _would_publish(request, match.url_name) and not all(tester.can_publish() for tester in testers):
            raise PermissionDenied


def _pages(kwargs: dict[str, Any]) -> list[Page]:
    """What the address is about: a page, or the translations of one."""
    if "page_id" in kwargs:
        found = Page.objects.filter(pk=kwargs["page_id"])
    elif "translation_source_id" in kwargs:
        keys = TranslationSource.objects.filter(pk=kwargs["translation_source_id"]).values("object_id")
        found = Page.objects.filter(translation_key__in=keys)
    elif "translation_id" in kwargs:
        keys = Translation.objects.filter(pk=kwargs["translation_id"]).values("source__object_id")
        found = Page.objects.filter(translation_key__in=keys)
    else:
        found = Page.objects.none()
    return list(found.specific())


def _would_publish(request: HttpRequest, name: str | None) -> bool:
    return request.method == "POST" and (name == ALIAS or "publish_translations" in request.POST)
