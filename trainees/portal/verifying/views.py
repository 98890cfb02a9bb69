"""Verifying a certificate, and the register. Anybody may; nobody learns more than what the certificate says.

No cookie is read or set, and nothing is changed, so the forms need no token of a session.
"""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from trainees.badges.reading import MOST_BYTES
from trainees.enums import BadgeFault
from trainees.models import Certificate
from trainees.portal.answers import SeeOther, behind_a_link
from trainees.queries import verifying
from trainees.queries.badges import check_badge
from trainees.queries.register import found_in, lines, listed, programmes_of
from trainees.rules.certificates import tidy_code
from trainees.rules.finding import LONGEST

from . import throttle
from .forms import MOST_TYPED, BadgeForm, CodeForm, RegisterForm

ON_A_PAGE = 25
MOST_POSTED = 4 * MOST_BYTES
"""Bytes of a request that are read: pasted text of the greatest length has up to three for each of its own."""


# Nobody is signed in here and nothing changes: no cookie, so nothing for a token to protect.
@csrf_exempt
@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Type the code. A wrong one is answered here, so that it stands in no address and no log."""
    if request.method != "POST":
        return _page(request, CodeForm())
    form = CodeForm(request.POST)
    if throttle.is_too_often(request):
        return _too_often(request, request.POST.get("code", ""))
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
    """What the certificate with this code says. What is said of a wrong one depends on how it looks alone."""
    if throttle.is_too_often(request):
        return _too_often(request, code)
    found = verifying.find(code)
    if found is None:
        throttle.count_wrong(request)
        return _page(request, CodeForm.unknown(code), status=HTTPStatus.NOT_FOUND)
    return _certificate(request, found)


# Nobody is signed in here and nothing changes: no cookie, so nothing for a token to protect.
@csrf_exempt
@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def badge(request: HttpRequest) -> HttpResponse:
    """Upload a badge. A genuine one is answered with its certificate, here: an address could claim that for any."""
    if request.method != "POST":
        return _page(request, CodeForm())
    if throttle.is_too_often(request):
        return _too_often(request)
    form = _read_badge(request)
    if form.is_valid():
        checked = check_badge(form.cleaned_data["badge"])
        found = verifying.find(checked.certificate.code) if checked.certificate else None
        if found is not None:
            return _certificate(request, found, is_badge=True)
        throttle.count_wrong(request)
        if checked.fault != BadgeFault.TOO_LONG:
            return _refused(request, checked.fault or BadgeFault.NOT_FROM_HERE)
        form.add_error("text", BadgeFault.TOO_LONG.label)
    return _page(request, CodeForm(), form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _read_badge(request: HttpRequest) -> BadgeForm:
    """What was uploaded; a request that is much too long is not even read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) <= MOST_POSTED:
        return BadgeForm(request.POST, request.FILES)
    form = BadgeForm({"text": "-"})
    form.full_clean()
    form.add_error("file", BadgeFault.TOO_LONG.label)
    return form


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
        "has_programmes": len(programmes) > 1,
        "lines": lines(list(page.object_list)),
        "page_obj": page,
        "count": len(ids),
        "is_narrowed": bool(typed or programme),
    }
    return render(request, "verifying/register.html", context)


def _certificate(request: HttpRequest, found: Certificate, *, is_badge: bool = False) -> HttpResponse:
    context = {"shown": verifying.shown(found, at=timezone.now()), "is_badge": is_badge}
    return render(request, "verifying/certificate.html", context)


def _refused(request: HttpRequest, fault: BadgeFault) -> HttpResponse:
    """What came out of looking at it. It is an answer: nothing that was typed is to be put right."""
    is_ours = fault != BadgeFault.NOT_FROM_HERE
    said = _("Do not rely on this badge") if is_ours else _("We cannot vouch for this badge")
    return render(request, "verifying/refused.html", {"fault": fault, "said": said})


def _page(
    request: HttpRequest, form: CodeForm, badge_form: BadgeForm | None = None, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"form": form, "badge_form": badge_form or BadgeForm()}
    return render(request, "verifying/index.html", context, status=status)


def _too_often(request: HttpRequest, typed: str = "") -> HttpResponse:
    """What was typed stays. Whether it was right is not looked at: else the limit would limit nothing."""
    context = {"typed": typed[:MOST_TYPED]}
    response = render(request, "verifying/too_often.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(throttle.HOUR)
    return response
