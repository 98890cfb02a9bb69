"""What verifiers and strangers read: the site's keys, the lists of revoked badges, and what an award is."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from courses.models import Award
from courses.models.alignment import standards_in
from courses.queries.outlines import edition_outline
from trainees.badges.contexts import BADGE_CONTEXTS
from trainees.badges.credential import achievement
from trainees.badges.keys import NoKeyError
from trainees.operations.badges import signed_status_list, status_list_jwt
from trainees.queries.badges import awarded, did_document
from trainees.queries.certificate_content import criteria

SECONDS = 5 * 60
"""So long others may keep an answer: a revocation is known to everybody after that."""
MACHINES = "application/json", "application/ld+json"
VC, JWT = "application/vc", "application/vc+jwt"


@contextlib.contextmanager
def none_without_a_key() -> Iterator[None]:
    """Where nothing signs, there is nothing that is signed: 404."""
    try:
        yield
    except NoKeyError as error:
        raise Http404 from error


@require_safe
@conditional_page
def did(request: HttpRequest) -> HttpResponse:
    """The site's did:web document."""
    return _for_anybody(did_document())


@require_safe
@conditional_page
def status(request: HttpRequest, number: int) -> HttpResponse:
    """A list of revoked badges, with a proof inside, or as a JWT for who asks for that (by Accept); 404 where no badge
    stands in it.
    """
    is_jwt = request.get_preferred_type([*MACHINES, VC, JWT]) == JWT
    with none_without_a_key():
        found = status_list_jwt(number) if is_jwt else signed_status_list(number)
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type=JWT) if isinstance(found, str) else JsonResponse(found)
    patch_vary_headers(response, ["Accept"])
    return _open_to_all(response)


@require_safe
def award(request: HttpRequest, pk: int) -> HttpResponse:
    """What an award is: a page, or for programs (by Accept) the achievement that badges name.

    Only of awards that somebody holds: drafts are nobody's business.
    """
    found = awarded(pk)
    if found is None:
        raise Http404
    if request.get_preferred_type(["text/html", *MACHINES]) in MACHINES:
        response = _for_anybody(_achievement(found))
    else:
        response = render(request, "badges/award.html", _context(found))
    patch_vary_headers(response, ["Accept"])
    return response


def _context(found: Award) -> dict[str, Any]:
    course = found.edition.course
    return {
        "award": found,
        "programme": course.programme.name,
        "facts": [
            {"label": _("Host"), "value": course.programme.host},
            {"label": _("Course"), "value": course.title},
        ],
        "asked": _asked(found).splitlines(),
        "standards": standards_in(found.alignment),
    }


def _achievement(found: Award) -> dict[str, Any]:
    language = translation.get_language() or "en"
    course = found.edition.course
    return {
        "@context": list(BADGE_CONTEXTS),
        **achievement(
            award=found,
            name=found.name,
            description=f"{course.title} – {course.programme.name}",
            narrative=_asked(found),
            language=language,
        ),
    }


def _asked(found: Award) -> str:
    """What it asks for, a sentence a line, in the reader's language. Four queries."""
    return criteria(found, edition_outline(found.edition))[(translation.get_language() or "en")[:2]]


def _for_anybody(document: dict[str, Any]) -> HttpResponse:
    """Also for pages of other sites: verifiers run in browsers."""
    return _open_to_all(JsonResponse(document))


def _open_to_all(response: HttpResponse) -> HttpResponse:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return response
