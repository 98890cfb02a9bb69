"""The roll-call of a session, taken by two people at once if need be, with or without a script."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import Session
from trainees.operations.attendance import close_roll_call, mark_all
from trainees.queries.roll_call import Sheet, sheet

from .page import as_json, closing_context, counts, page_of, stale_words
from .reading import tap_from_script, taps_of, typed_lines
from .scope import session_taught

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@READ_OR_POST
def roll_call(request: HttpRequest, pk: int) -> HttpResponse:
    """A session's roll-call: one form that saves everything. Without a script it is all there is."""
    session = session_taught(request.user, pk)
    if request.method == "POST":
        return _save(request, session)
    return _page(request, sheet(session))


def _page(request: HttpRequest, found: Sheet, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    context = page_of(found, at=timezone.now(), **more)
    return render(request, "portal/teaching/roll_call.html", context, status=status)


def _save(request: HttpRequest, session: Session) -> HttpResponse:
    """Save what was touched. What somebody else changed meanwhile is said, and stands."""
    typed = typed_lines(request.POST, sheet(session))
    try:
        taps = taps_of(typed)
        saved = mark_all(session=session, taps=taps, by=request.user) if taps else None
    except ValidationError as error:
        found = sheet(session)
        kept = {} if found.is_closed else typed
        return _page(request, found, status=HTTPStatus.UNPROCESSABLE_ENTITY, typed=kept, error=error)
    if saved and saved.stale:
        return _page(request, sheet(session), status=HTTPStatus.CONFLICT, stale=saved.stale)
    if "close" in request.POST:
        return redirect("portal:close_roll_call", session.pk)
    number = len(saved.changed) if saved else 0
    words = ngettext("%(number)d mark is saved.", "%(number)d marks are saved.", number)
    messages.success(request, words % {"number": number} if number else _("Nothing has changed."))
    return redirect("portal:roll_call", session.pk)


@login_required
@require_safe
def roll_call_marks(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands now, for the script that asks every few seconds; 304 while nothing changed."""
    found = sheet(session_taught(request.user, pk))
    tag = f'"{found.digest}-{get_language()}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        lines = {str(line.enrolment.pk): as_json(line) for line in found.lines}
        answer = JsonResponse({"is_closed": found.is_closed, "counts": counts(found), "lines": lines})
    answer["ETag"] = tag
    return answer


@login_required
@require_POST
def mark_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap from the script. 200: it stands now; 409: somebody was quicker, this stands; 422: it cannot be."""
    session = session_taught(request.user, pk)
    try:
        tap = tap_from_script(request.POST)
        saved = mark_all(session=session, taps=[tap], by=request.user)
    except ValidationError as error:
        return JsonResponse({"words": " ".join(error.messages)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    found = sheet(session)
    body = {"line": as_json(found.by_enrolment[tap.enrolment]), "counts": counts(found)}
    if saved.stale:
        return JsonResponse(body | {"words": stale_words(*saved.stale[0])}, status=HTTPStatus.CONFLICT)
    return JsonResponse(body)


@login_required
@READ_OR_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """A question with the names of those who were not there; a POST closes, if that is what was seen."""
    session = session_taught(request.user, pk)
    errors: list[str] = []
    if request.method == "POST":
        try:
            close_roll_call(session=session, by=request.user, seen=request.POST.get("seen", "") or "-")
        except ValidationError as error:
            errors = error.messages
        else:
            messages.success(request, _("The roll-call is closed."))
            return redirect("portal:roll_call", session.pk)
    found = sheet(session)
    if found.is_closed:
        return redirect("portal:roll_call", session.pk)
    context = closing_context(found) | {"errors": errors, "has_begun": session.starts_at <= timezone.now()}
    status = HTTPStatus.CONFLICT if errors else HTTPStatus.OK
    return render(request, "portal/teaching/close.html", context, status=status)
