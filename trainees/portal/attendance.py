"""What a trainee reads of their attendance, and how they say that they cannot come. Nobody asks why."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.models import Cohort, Session
from trainees.enums import ACTIVE, MakeUpState
from trainees.models import Enrolment
from trainees.operations.absences import can_come, cannot_come
from trainees.operations.attendance import mark_words
from trainees.queries.attendance import attendance_from
from trainees.queries.records import cohort_record
from trainees.queries.steps import to_make_up

from .page import shown_first


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Attendance in the course that goes on; an empty place for who is in none."""
    return _page(request, shown_first(_enrolments(request), on=timezone.localdate()))


@login_required
@require_safe
def of_cohort(request: HttpRequest, pk: int) -> HttpResponse:
    """Attendance in the cohort `pk`; 404 where the person has no place in it."""
    for enrolment in _enrolments(request):
        if enrolment.cohort_id == pk:
            return _page(request, enrolment)
    raise Http404


@login_required
@require_POST
def coming(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one cannot come to a session ("no"), or can after all ("yes"). No reason is asked for."""
    enrolment, session = _own(request, pk)
    try:
        if request.POST.get("coming") == "no":
            cannot_come(enrolment=enrolment, session=session, by=request.user)
            messages.success(request, _("Thank you for telling us. You need not say why."))
        else:
            can_come(enrolment=enrolment, session=session, by=request.user)
            messages.success(request, _("Good: we expect you."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("portal:cohort", enrolment.cohort_id)


def _enrolments(request: HttpRequest) -> list[Enrolment]:
    """Theirs, latest first."""
    return list(Enrolment.objects.of(request.user).select_related("cohort"))


def _own(request: HttpRequest, pk: int) -> tuple[Enrolment, Session]:
    """The session, and the enrolment for which they are expected there; Http404 for every other session."""
    for enrolment in Enrolment.objects.of(request.user).filter(state__in=ACTIVE):
        theirs = Q(cohort=enrolment.cohort_id) | Q(
            makes_up_for__enrolment=enrolment, makes_up_for__state=MakeUpState.PLANNED
        )
        if session := Session.objects.filter(theirs, pk=pk).first():
            return enrolment, session
    raise Http404


def _page(request: HttpRequest, enrolment: Enrolment | None) -> HttpResponse:
    context: dict[str, Any] = {"enrolment": enrolment}
    if enrolment is not None:
        context |= _context(enrolment, at=timezone.now())
    return render(request, "portal/attendance.html", context)


def _context(enrolment: Enrolment, *, at: dt.datetime) -> dict[str, Any]:
    cohort = Cohort.objects.with_course().get(pk=enrolment.cohort_id)
    record = cohort_record(cohort, at=at, enrolments=[enrolment])[0]
    found = attendance_from(record)
    person = found.of(enrolment.pk)
    return {
        "cohort": cohort,
        "tz": cohort.programme.tz,
        "course": person.attended.course,
        "sessions": [
            {
                "session": found.sessions[pk],
                "title": found.title_of(found.sessions[pk]),
                "words": mark_words(person.marks[pk]),
                "time": time,
            }
            for pk, time in reversed([*person.attended.sessions.items()])
        ],
        "modules": [
            {"module": module, "time": person.attended.modules[pk]}
            for pk, module in found.modules.items()
            if pk in person.attended.modules
        ],
        "allowances": [
            {"words": found.words_of(one), "state": found.state_of(one)} for one in person.allowances
        ],
        "to_make_up": to_make_up(record),
    }
