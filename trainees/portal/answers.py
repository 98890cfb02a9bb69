"""How pages answer: after a POST, behind a link of a mail, and when an operation refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers

View = Callable[..., HttpResponse]


class SeeOther(HttpResponseRedirect):
    """After a POST: go on with GET."""

    status_code = 303


def behind_a_link(view: View) -> View:
    """For pages whose address holds a token: no cache, no search engine and no other page gets to know it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped
