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
from courses.models.alphabet import alphabetical

from .crisis import may_need_help_now
from .excerpts import Piece, excerpt, marked
from .models import PARTS, Entry, Kind
from .queries import MOST, groups, in_full
from .wanted import MOST_WORDS, Wanted, typed, wanted

ON_A_PAGE = 20


@dataclass(frozen=True)
class Place:
    """A page, and where on it."""

    title: str
    url: str


@dataclass(frozen=True)
class Result:
    """One result as the page shows it; `places` are the pages that a module or question stands on."""

    url: str
    kind: str
    title: list[Piece]
    excerpt: list[Piece]
    places: list[Place]


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Look for `q` in the reader's language. Nothing of anybody's own is among the results, and none are kept."""
    language = (get_language() or "en")[:2]
    query = typed(request.GET.get("q", ""))
    words = wanted(query, language)
    context: dict[str, Any] = {
        "query": query,
        "most_words": MOST_WORDS,
        "may_need_help_now": may_need_help_now(query),
    }
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
        found = groups(words, language=language, all_of_them=all_of_them)
        if found:
            break
    page_obj = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    entries = in_full(pk for group in page_obj for pk in group)
    standing = (
        [entries[pk] for pk in group if pk in entries] for group in page_obj
    )  # one may just have gone
    return {
        "results": [_result(request, group, words, language) for group in standing if group],
        "page_obj": page_obj,
        "count": page_obj.paginator.count,
        "has_more": sum(map(len, found)) == MOST,
        "has_only_some": not all_of_them,
    }


def _result(request: HttpRequest, group: list[Entry], words: tuple[Wanted, ...], language: str) -> Result:
    places = [Place(entry.page.title, _url(request, entry)) for entry in group]
    first = group[0]
    return Result(
        url=places[0].url,
        kind=str(Kind(first.kind).label),
        title=marked(first.title, words, language),
        excerpt=excerpt(first.text, words, language),
        places=sorted(places, key=lambda place: alphabetical(place.title)) if first.kind in PARTS else [],
    )


def _url(request: HttpRequest, entry: Entry) -> str:
    url: str = entry.page.get_url(request) or ""
    return f"{url}#{entry.anchor}" if entry.anchor else url
