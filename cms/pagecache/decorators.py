"""Which views may be kept: those that say so."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)


def cacheable(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Allow the answers of `view` to be kept and given to every visitor.

    The answer may depend on the path, on the parameters named in cms.pagecache.keys, on the database and on nothing
    else. Answers that turn out to be personal (a session or a form token was used, a table that is not watched was
    read) are not kept all the same.
    """

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Answer:
        answer = view(*args, **kwargs)
        answer.may_be_kept = True  # type: ignore[attr-defined]  # read by cms.pagecache.middleware
        return answer

    return wrapped


def reads_parameters(request: HttpRequest) -> None:
    """To be called where a view goes by its parameters: elsewhere an answer to an address with some is not kept."""
    request.parameters_are_read = True  # type: ignore[attr-defined]  # read by cms.pagecache.middleware
