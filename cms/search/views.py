"""The search page. It works without JavaScript; what is looked for stands in the address, so that it can be kept."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import navigation

from .excerpts import Piece, excerpt, marked
from .models import Entry, Kind
from .queries import matching
from .wanted import MOST_WORDS, Wanted, typed, wanted

ON_A_PAGE = 20


@dataclass(frozen=True)
class Result:
    """One result as the page shows it; `place` names the page that a module or question stands on."""

    url: str
    kind: str
    title: list[Piece]
    excerpt: list[Piece]
    place: str


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Look for `q` in the reader's language. Nothing of anybody's own is among the results, and none are kept."""
    language = (get_language() or "en")[:2]
    query = typed(request.GET.get("q", ""))
    words = wanted(query, language)
    context: dict[str, Any] = {"query": query, "most_words": MOST_WORDS}
    if words:
        context |= _found(request, words, language)
        context["is_cut"] = len(words) == MOST_WORDS
    if not context.get("count"):
        context["sections"] = [entry for entry, _is_in_menu in navigation.sections(request)]
    response = TemplateResponse(request, "pages/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _found(request: HttpRequest, words: tuple[Wanted, ...], language: str) -> dict[str, Any]:
    """What has all of the words; where nothing has, what has some of them."""
    for all_of_them in (True, False) if len(words) > 1 else (True,):
        entries = matching(words, language=language, all_of_them=all_of_them)
        page_obj = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
        if page_obj.paginator.count:
            break
    results = [_result(request, entry, words, language) for entry in page_obj]
    return {
        "results": results,
        "page_obj": page_obj,
        "count": page_obj.paginator.count,
        "has_only_some": not all_of_them,
    }


def _result(request: HttpRequest, entry: Entry, words: tuple[Wanted, ...], language: str) -> Result:
    url = entry.page.get_url(request) or ""
    is_part = entry.kind in (Kind.MODULE, Kind.QUESTION)
    return Result(
        url=f"{url}#{entry.anchor}" if entry.anchor else url,
        kind=str(Kind(entry.kind).label),
        title=marked(entry.title, words, language),
        excerpt=excerpt(entry.text, words, language),
        place=entry.page.title if is_part else "",
    )
