"""A trainee's practicum: the placement, hours, wishes, reports. Each page starts from what is the person's own."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.forms import put_errors
from trainees.enums import ACTIVE, HAS_HOURS, ReportAuthor
from trainees.models import Enrolment, HoursEntry, Placement, PlacementSite
from trainees.operations import hours, placing, practicum_reports, wishes
from trainees.queries.practicum import practicum_of

from .answers import SeeOther
from .page import shown_first
from .practicum_forms import CorrectionForm, HoursForm, ReportForm, WishesForm, initial_of
from .practicum_page import lines_of, practicum_page, today_of

FORM = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def practicum(request: HttpRequest) -> HttpResponse:
    """My practicum in the training that goes on."""
    mine = _enrolments(request)
    shown = shown_first(mine, on=timezone.localdate())
    if shown is None:
        return render(request, "portal/practicum.html", {"parts": []})
    return render(request, "portal/practicum.html", practicum_page(shown))


@login_required
@require_safe
def practicum_of_cohort(request: HttpRequest, pk: int) -> HttpResponse:
    """My practicum in the cohort `pk`; 404 where the person has no place in it."""
    return render(request, "portal/practicum.html", practicum_page(_enrolment(request, pk)))


@login_required
@require_http_methods(FORM)
def say_wishes(request: HttpRequest, pk: int) -> HttpResponse:
    """Where I would like to practise, and where I cannot. No reason is asked."""
    enrolment = _enrolment(request, pk)
    if enrolment.state not in ACTIVE:
        raise Http404
    form = WishesForm(
        request.POST if request.method == "POST" else None,
        sites=PlacementSite.objects.offered_in(enrolment.cohort.programme),
        chosen=list(enrolment.wishes.order_by("rank").values_list("site_id", flat=True)),
        out=list(enrolment.conflicts.values_list("site_id", flat=True)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            wishes.set_wishes(
                enrolment=enrolment,
                wishes=form.wishes(),
                conflicts=form.cleaned_data["conflicts"],
                by=request.user,
            )
        except ValidationError as error:
            put_errors(form, error)
        else:
            return _done(request, enrolment, _("Your wishes are saved."))
    sites = PlacementSite.objects.offered_in(enrolment.cohort.programme)
    return _form(request, "portal/practicum_wishes.html", form, enrolment, {"sites": sites})


@login_required
@require_http_methods(FORM)
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """What a placement is, and a button that agrees to it."""
    placement = _placement(request, pk)
    enrolment = placement.enrolment
    if request.method == "POST":
        try:
            placing.agree_as_trainee(placement=placement, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return SeeOther(_home(enrolment))
        return _done(request, enrolment, _("Thank you. You have agreed to this placement."))
    context = {"placement": placement, "back": _home(enrolment)}
    return render(request, "portal/practicum_agree.html", context)


@login_required
@require_http_methods(FORM)
def log_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """One day's time, in less than a minute."""
    placement = _open_placement(request, pk)
    today = today_of(placement.enrolment, timezone.now())
    form = HoursForm(
        request.POST if request.method == "POST" else None,
        today=today,
        starts_on=placement.starts_on,
        initial={"worked_on": today, "token": uuid.uuid4()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            hours.log_hours(placement=placement, by=request.user, **form.written())
        except ValidationError as error:
            put_errors(form, error)
        else:
            return _done(
                request, placement.enrolment, _("Your hours are logged. Your supervisor sees them soon.")
            )
    return _form(request, "portal/practicum_log.html", form, placement.enrolment, {"placement": placement})


@login_required
@require_http_methods(FORM)
def correct_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """What an entry should have said, or that it was so. The old one stays, and counts no more."""
    entry = _own_entry(request, pk)
    placement = _open_placement(request, entry.placement_id)
    if request.method == "POST" and "as_it_was" in request.POST:
        return _stand_by(request, entry, placement)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        today=today_of(placement.enrolment, timezone.now()),
        starts_on=placement.starts_on,
        initial=initial_of(entry),
    )
    if request.method == "POST" and form.is_valid():
        try:
            hours.correct(entry=entry, by=request.user, **form.written())
        except ValidationError as error:
            put_errors(form, error)
        else:
            return _done(
                request, placement.enrolment, _("Your correction is logged. Your supervisor sees it soon.")
            )
    context = {"placement": placement, "entry": entry}
    return _form(request, "portal/practicum_correct.html", form, placement.enrolment, context)


def _stand_by(request: HttpRequest, entry: HoursEntry, placement: Placement) -> HttpResponse:
    try:
        hours.stand_by(entry=entry, question=request.POST["as_it_was"], by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return SeeOther(_home(placement.enrolment))
    return _done(request, placement.enrolment, _("Your supervisor reads that it was so."))


@login_required
@require_safe
def entries(request: HttpRequest, pk: int) -> HttpResponse:
    """Every entry of a placement, corrected ones too."""
    placement = _placement(request, pk)
    can_correct = placement.takes_hours and placement.enrolment.state in ACTIVE
    log = next(log for log in practicum_of(placement).logs if log.placement.pk == placement.pk)
    context = {
        "placement": placement,
        "lines": lines_of(log, can_correct=can_correct),
        "totals": log.totals,
        "can_log": can_correct,
        "back": _home(placement.enrolment),
    }
    return render(request, "portal/practicum_entries.html", context)


@login_required
@require_http_methods(FORM)
def report(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A report that is due; 404 for one that is not, the same page once more for one that was written."""
    placement = _placement(request, pk)
    if placement.state not in HAS_HOURS:
        raise Http404
    due = [
        r for r in practicum_of(placement).reports if r.author == ReportAuthor.TRAINEE and r.number == number
    ]
    if not due:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            practicum_reports.write_report(
                placement=placement,
                number=number,
                author=ReportAuthor.TRAINEE,
                ratings=form.ratings(),
                comment=form.cleaned_data["comment"],
                by=request.user,
            )
        except ValidationError as error:
            put_errors(form, error)
        else:
            return _done(request, placement.enrolment, _("Thank you. Your report is in."))
    context = {"placement": placement, "number": number, "written": due[0].written}
    return _form(request, "portal/practicum_report.html", form, placement.enrolment, context)


def _enrolments(request: HttpRequest) -> list[Enrolment]:
    found = Enrolment.objects.of(request.user).select_related("cohort__edition__course__programme")
    return list(found)


def _enrolment(request: HttpRequest, cohort: int) -> Enrolment:
    for enrolment in _enrolments(request):
        if enrolment.cohort_id == cohort:
            return enrolment
    raise Http404


def _placement(request: HttpRequest, pk: int) -> Placement:
    found: Placement = get_object_or_404(Placement.objects.of(request.user).with_names(), pk=pk)
    return found


def _open_placement(request: HttpRequest, pk: int) -> Placement:
    """One into whose log the trainee writes."""
    placement = _placement(request, pk)
    if not placement.takes_hours or placement.enrolment.state not in ACTIVE:
        raise Http404
    return placement


def _own_entry(request: HttpRequest, pk: int) -> HoursEntry:
    """A POST also finds one that was corrected meanwhile: a second click finds what the first one wrote."""
    theirs = HoursEntry.objects.filter(placement__in=Placement.objects.of(request.user).order_by())
    if request.method != "POST":
        theirs = theirs.standing()
    found: HoursEntry = get_object_or_404(theirs, pk=pk)
    return found


def _home(enrolment: Enrolment) -> str:
    return reverse("portal:practicum_of", args=[enrolment.cohort_id])


def _done(request: HttpRequest, enrolment: Enrolment, words: str) -> HttpResponse:
    messages.success(request, words)
    return SeeOther(_home(enrolment))


def _form(
    request: HttpRequest, template: str, form: Any, enrolment: Enrolment, more: dict[str, Any]
) -> HttpResponse:
    context = {"form": form, "back": _home(enrolment), **more}
    return render(request, template, context, status=422 if form.is_bound else 200)
