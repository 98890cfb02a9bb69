"""Verifying a certificate, and the register. Anybody may; nobody learns more than what the certificate says.

No cookie is read or set, and nothing is changed, so the forms need no token of a session.
"""

from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from trainees.portal.answers import SeeOther, behind_a_link
from trainees.queries import verifying
from trainees.queries.register import found_in, lines, listed, programmes_of
from trainees.rules.certificates import tidy_code
from trainees.rules.finding import LONGEST

from . import throttle
from .forms import CodeForm, RegisterForm

ON_A_PAGE = 25


@csrf_exempt
@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Type the code. A wrong one is answered here, so that it stands in no address and no log."""
    if request.method != "POST":
        return _page(request, CodeForm())
    form = CodeForm(request.POST)
    if throttle.is_too_often(request):
        return _too_often(request, form)
    if not form.is_valid():
        return _page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    typed = form.cleaned_data["code"]
    if verifying.find(typed) is None:
        throttle.count_wrong(request)
        return _page(request, CodeForm.unknown(typed), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return SeeOther(reverse("verify:certificate", args=[tidy_code(typed)]))


@behind_a_link
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate with this code says; one answer to everything that is no code of ours."""
    if throttle.is_too_often(request):
        return _too_often(request, CodeForm({"code": code}))
    found = verifying.find(code)
    if found is None:
        throttle.count_wrong(request)
        return _page(request, CodeForm.unknown(code), status=HTTPStatus.NOT_FOUND)
    return render(request, "verifying/certificate.html", {"shown": verifying.shown(found, at=timezone.now())})


@behind_a_link
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Who asked to stand in the register, by name; `?q=` and `?programme=` narrow it."""
    everybody = listed(at=timezone.now())
    programmes = programmes_of(everybody)
    chosen = request.GET.get("programme", "")
    programme = chosen if chosen in {one.slug for one in programmes} else ""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    ids = found_in(everybody, typed=typed, programme=programme)
    page = Paginator(ids, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": RegisterForm({"q": typed, "programme": programme}, programmes=programmes),
        "lines": lines(list(page.object_list)),
        "page_obj": page,
        "count": len(ids),
        "is_narrowed": bool(typed or programme),
    }
    return render(request, "verifying/register.html", context)


def _page(request: HttpRequest, form: CodeForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "verifying/index.html", {"form": form}, status=status)


def _too_often(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """What was typed stays. Whether it was right is not looked at: else the limit would limit nothing."""
    context: dict[str, Any] = {"typed": form["code"].value()}
    response = render(request, "verifying/too_often.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(throttle.HOUR)
    return response
