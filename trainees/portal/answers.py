"""How pages answer: after a POST, behind a link of a mail, and when an operation refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
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


def put_errors(form: BaseForm, error: ValidationError) -> None:
    """Put what an operation refused at its field, else above the form."""
    found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for field, errors in found.items():
        form.add_error(field if field in form.fields else None, ValidationError(errors))
