"""Old and mistyped addresses lead on: what Wagtail noted when a page moved, and what can be guessed safely.

A target is always what the database holds (a page, or what an administrator wrote), never a part of the request.
"""

import re
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import override
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from cms.home import routing

# Only what no other view answered: a trainee's own page that is not there stays "not found".
GUESSED = (None, "wagtail_serve")
NEVER = ("/office/", "/static/", "/media/", "/documents/", "/health/", "/_util/")
# In either language. A wrong code is answered as fast as any other, and is compared with nothing.
CODES = re.compile(r"(?:/[a-z]{2})?/verify/")


class MovedPages(RedirectMiddleware):
    """Wagtail's redirects, with what a link carries after `?`; then another case, or a forgotten language prefix."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Leave everything alone that is not "not found"."""
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in ("GET", "HEAD"):
            return response
        if request.path_info.startswith(NEVER) or CODES.match(request.path_info):
            return response
        answer: HttpResponse = super().process_response(request, response)
        if answer is response:
            url = _guess(request)
            # For now, not for ever: the address may get a page of its own.
            answer = HttpResponseRedirect(url) if url else response
        return response if answer is response else _with_query(request, answer, response)


def _with_query(request: HttpRequest, answer: HttpResponse, response: HttpResponse) -> HttpResponse:
    """`answer` with the request's query where it stays on this site; never back to where the reader is."""
    target = urlsplit(answer["Location"])
    if not target.netloc and target.path == request.path:
        return response
    query = request.META.get("QUERY_STRING", "")
    if query and not target.netloc and not target.query:
        answer["Location"] = urlunsplit(target._replace(query=query))
    return answer


def _guess(request: HttpRequest) -> str | None:
    """The live page that was most likely meant."""
    if (request.resolver_match and request.resolver_match.url_name) not in GUESSED:
        return None
    lower = request.path_info.lower()
    if lower != request.path_info:
        moved = get_redirect(request, Redirect.normalise_path(lower))
        if moved is not None and moved.link:
            return str(moved.link)
    for code, path in _readings(lower):
        with override(code):
            found = routing.find(request, path)
            if found is not None:
                return found.page.get_url(request) or None
    return None


def _readings(path: str) -> Iterator[tuple[str, str]]:
    """The path in each language, as if its prefix were right, wrong or forgotten: (language, path without prefix)."""
    codes = [code for code, _name in settings.LANGUAGES]
    steps = [step for step in path.split("/") if step]
    if not steps:
        return
    first, rest = steps[0], "/".join(steps[1:])
    if first in codes:
        yield first, rest
        yield from ((code, rest) for code in codes if code != first and rest)
    else:
        yield from ((code, "/".join(steps)) for code in codes)
