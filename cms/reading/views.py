"""The reading of texts that somebody is typing. Nothing of them is written down or logged."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from wagtail.permission_policies.pages import PagePermissionPolicy

from .grade import read
from .words import answer

MOST_TEXTS = 300
MOST_CHARACTERS = 200_000


def reading(request: HttpRequest) -> HttpResponseBase:
    """Judge `{"language": "en", "texts": [...]}`; for whoever may write pages. 400 where it is not of that shape.

    Answers `{"all": …, "texts": […]}`: for each a sentence and whether it is easy, null where nothing is running text.
    """
    if not PagePermissionPolicy().user_has_any_permission(request.user, {"add", "change", "publish"}):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    asked = _asked(request.body)
    if asked is None:
        return HttpResponseBadRequest()
    language, texts = asked
    return JsonResponse(
        {
            "all": answer(read("\n".join(texts), language)),
            "texts": [answer(read(text, language)) for text in texts],
        }
    )


def _asked(body: bytes) -> tuple[str, list[str]] | None:
    try:
        asked: Any = json.loads(body)
    except ValueError:
        return None
    if not isinstance(asked, dict) or asked.get("language") not in ("en", "fr"):
        return None
    texts = asked.get("texts")
    if (
        not isinstance(texts, list)
        or len(texts) > MOST_TEXTS
        or not all(isinstance(text, str) for text in texts)
    ):
        return None
    return (asked["language"], texts) if sum(map(len, texts)) <= MOST_CHARACTERS else None
