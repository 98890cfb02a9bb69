"""A trainee's own pages. Each starts from the enrolments of the person who asks: another's record does not exist."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from trainees.models import Enrolment

from .page import page_of, shown_first

COURSE = ("cohort__edition__course__programme__region", "cohort__edition__course__stream")


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My training: the enrolment that goes on, or what will be here once there is one."""
    mine = _enrolments(request)
    return _page(request, mine, shown_first(mine, on=timezone.localdate()))


@login_required
@require_safe
def cohort(request: HttpRequest, pk: int) -> HttpResponse:
    """My training in the cohort `pk`; 404 where the person has no place in it."""
    mine = _enrolments(request)
    for enrolment in mine:
        if enrolment.cohort_id == pk:
            return _page(request, mine, enrolment)
    raise Http404


def _enrolments(request: HttpRequest) -> list[Enrolment]:
    """Theirs, latest first, with all names that the page shows."""
    mine: Any = Enrolment.objects.of(request.user)
    return list(mine.select_related("person", *COURSE))


def _page(request: HttpRequest, mine: list[Enrolment], shown: Enrolment | None) -> HttpResponse:
    context: dict[str, Any] = {"person": request.user, "enrolment": None}
    if shown is None:
        context["has_left"] = Enrolment.objects.filter(person=request.user.pk).exists()
    else:
        others = [enrolment for enrolment in mine if enrolment.pk != shown.pk]
        language = (get_language() or "en")[:2]
        context |= page_of(enrolment=shown, others=others, at=timezone.now(), language=language)
    return render(request, "portal/home.html", context)
