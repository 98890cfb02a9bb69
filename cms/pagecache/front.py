"""In front of Django: a kept page is answered before its handler, signals and middleware begin."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import HttpResponse

from cms.pagecache import keys, store
from cms.pagecache.middleware import kept

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class KeptFirst:
    """A WSGI application around Django's. What is not kept is Django's, whose first middleware may keep it."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = _answer(environ) if environ["REQUEST_METHOD"] in ("GET", "HEAD") else None
        if answer is None:
            return self.application(environ, start_response)
        start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
        return [answer.content]


def _answer(environ: dict[str, Any]) -> HttpResponse | None:
    # A copy: a request decodes the path where it stands, and Django would decode it once more ("é" became "%E9").
    request = WSGIRequest(environ.copy())
    address = keys.address(request)
    if address is None:
        return None
    try:
        return kept(request, address)
    except store.AwayError:
        return None
    finally:
        close_old_connections()  # as Django does after a request: it may have asked whether something is owed
