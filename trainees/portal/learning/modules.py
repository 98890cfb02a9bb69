"""The checklist, and the page of one module."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.enums import EvidenceKind
from trainees.models import Enrolment
from trainees.portal.page import shown_first
from trainees.portal.seen import seen
from trainees.queries.material import readings
from trainees.queries.records import Record, cohort_record

from . import checklist
from .credit import credit_words
from .finding import language, own_enrolment, own_enrolments, own_module, page


@login_required
@require_safe
def own_checklist(request: HttpRequest) -> HttpResponse:
    """The checklist of the enrolment that goes on. Where there is none, "My training" says what will be there."""
    shown = shown_first(own_enrolments(request), on=timezone.localdate())
    if shown is None:
        return redirect("portal:home")
    return _checklist(request, shown)


@login_required
@require_safe
def cohort_checklist(request: HttpRequest, cohort: int) -> HttpResponse:
    """The checklist in one cohort."""
    return _checklist(request, own_enrolment(request, cohort))


@login_required
@require_safe
def module(request: HttpRequest, cohort: int, module: int) -> HttpResponse:
    """One module: what it is about, what it asks for, what there is to read."""
    enrolment = own_enrolment(request, cohort)
    shown = own_module(enrolment, module)
    record = _record(enrolment)
    chapter = checklist.chapter(record, shown)
    sessions = checklist.sessions_of(record, shown)
    asked = record.plan.leaves.get(shown.pk, ())
    practised = [item for item in asked if item.kind == EvidenceKind.PRACTICE]
    credit_url = reverse("portal:credit", args=[cohort, module])
    return page(
        request,
        "module",
        enrolment,
        chapter=chapter,
        module=shown,
        held=[session for session in sessions if session.ends_at <= record.plan.at],
        to_come=[session for session in sessions if session.ends_at > record.plan.at],
        seen=seen(enrolment, practised, language=language()),
        readings=readings(shown, enrolment, at=record.plan.at),
        credit=credit_words(record.prior_learning.get(shown.pk)),
        credit_url=credit_url,
    )


def _checklist(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    record = _record(enrolment)
    found = checklist.chapters(record)
    required = [one for one in found if not one.module.is_optional]
    return page(
        request,
        "checklist",
        enrolment,
        chapters=found,
        exams=checklist.exams(record),
        done=sum(one.is_done for one in required),
        required=len(required),
    )


def _record(enrolment: Enrolment) -> Record:
    return cohort_record(enrolment.cohort, at=timezone.now(), enrolments=[enrolment])[0]
