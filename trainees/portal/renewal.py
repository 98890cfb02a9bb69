"""The renewal of one's own certificate. Each page starts from what the person holds: another's does not exist."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from courses import local
from courses.enums import RoleKind
from courses.forms import put_errors
from courses.models import Agreement
from courses.queries.roles import programmes_of
from trainees.enums import ProofState
from trainees.models import Certificate, ContinuingHours, RenewalFiling
from trainees.operations import continuing, renewing
from trainees.queries.renewals import WITH, Term, term_of
from trainees.rules.agreements import words_mark

from .answers import SeeOther
from .learning.files import answer
from .learning.finding import UNPROCESSABLE, id_in, language
from .learning.forms import SignForm
from .renewal_forms import LearningForm
from .renewal_page import asks_for_hours, renewal_page

FORM = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(FORM)
def renewal(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a certificate stands, what its renewal takes, and what was logged; by POST one act on it."""
    term = _own_term(request, pk)
    if request.method != "POST":
        return render(request, "portal/renewal/page.html", renewal_page(term, request.user))
    hours = _hours_in(request, term)
    if hours is not None and hours.state == ProofState.ACCEPTED:
        return SeeOther(reverse("portal:take_back_learning", args=[pk, hours.pk]))
    try:
        messages.success(request, _act(request, term, hours))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return SeeOther(_page(pk))


def _hours_in(request: HttpRequest, term: Term) -> ContinuingHours | None:
    """Those that are to be taken back; None for any other button. 404 for such as are not of this term."""
    if request.POST.get("action") != "take_back":
        return None
    return _hours_of(term, id_in(request.POST.get("hours", "")))


def _hours_of(term: Term, pk: int) -> ContinuingHours:
    return get_object_or_404(ContinuingHours.objects.filter(pk__in=[one.pk for one in term.hours]), pk=pk)


def _act(request: HttpRequest, term: Term, hours: ContinuingHours | None) -> str:
    """What the button says; returns the words of what was done. 404 for anything else."""
    action = request.POST.get("action", "")
    if action == "file":
        renewing.file_renewal(certificate=term.certificate, by=request.user)
        return _("Thank you. Somebody from your programme answers.")
    if action == "withdraw":
        found = get_object_or_404(
            RenewalFiling.objects.filter(pk__in=[one.pk for one in term.filings]),
            pk=id_in(request.POST.get("filing", "")),
        )
        renewing.withdraw(filing=found, by=request.user)
        return _("Taken back.")
    if hours is not None:
        continuing.take_back(hours=hours, by=request.user)
        return _("Taken back.")
    if action in ("reminders_on", "reminders_off"):
        wanted = action == "reminders_on"
        renewing.switch_reminders(person=request.user, are_wanted=wanted, by=request.user)
        return _("You get reminders again.") if wanted else _("You get no more reminders about renewals.")
    raise Http404


@login_required
@require_http_methods(FORM)
def take_back_learning(request: HttpRequest, pk: int, hours: int) -> HttpResponse:
    """Asks before hours that count are taken back: nobody loses them by one tap. What is not accepted has no page."""
    term = _own_term(request, pk)
    found = _hours_of(term, hours)
    if request.method == "POST":
        try:
            continuing.take_back(hours=found, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Taken back."))
        return SeeOther(_page(pk))
    if found.state != ProofState.ACCEPTED:
        return SeeOther(_page(pk))
    context = {
        "hours": found,
        "length": local.short_length(found.minutes),
        "certificate": term.certificate,
        "back": _page(pk),
    }
    return render(request, "portal/renewal/take_back.html", context)


@login_required
@require_http_methods(FORM)
def log_learning(request: HttpRequest, pk: int) -> HttpResponse:
    """Log continuing education, in less than a minute."""
    term = _open_term(request, pk)
    renewal = term.renewal
    if renewal is None or not asks_for_hours(term):
        raise Http404
    is_sent = request.method == "POST"
    form = LearningForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        renewal=renewal,
        begins_on=term.begins_on,
        today=term.today,
        initial={"worked_on": term.today, "token": uuid.uuid4()},
    )
    if is_sent and form.is_valid():
        try:
            made = continuing.log_hours(certificate=term.certificate, by=request.user, **form.written())
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(
                request,
                _("Logged. These hours count.")
                if made.is_automatic
                else _("Logged. Somebody from your programme looks at it."),
            )
            return SeeOther(_page(pk))
    context = {"form": form, "term": term, "certificate": term.certificate, "back": _page(pk)}
    return render(request, "portal/renewal/log.html", context, status=UNPROCESSABLE if is_sent else 200)


@login_required
@require_http_methods(FORM)
def sign_again(request: HttpRequest, pk: int, agreement: int) -> HttpResponse:
    """An agreement that the renewal asks for: read it, type the name you go by, sign."""
    term = _open_term(request, pk)
    shown = _asked(term, agreement)
    is_sent = request.method == "POST"
    form = SignForm(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        try:
            renewing.sign_again(
                certificate=term.certificate,
                agreement=shown,
                by=request.user,
                signed_as=form.cleaned_data["signed_as"],
                read=request.POST.get("version", ""),
                language=language(),
            )
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("Signed. Thank you."))
            return SeeOther(_page(pk))
    context = {
        "form": form,
        "agreement": shown,
        "certificate": term.certificate,
        "mark": words_mark(shown, language()),
        "signed": next((one for one in term.signatures if one.agreement_id == shown.pk), None),
        "back": _page(pk),
    }
    return render(request, "portal/renewal/agreement.html", context, status=UNPROCESSABLE if is_sent else 200)


@login_required
@require_http_methods(FORM)
def proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The proof of hours: its owner's to open; coordinators open it by an act that is logged."""
    related = ("certificate__person", "certificate__award__edition__course")
    found = get_object_or_404(ContinuingHours.objects.select_related(*related).exclude(file=""), pk=pk)
    certificate = found.certificate
    if certificate.person_id == request.user.pk:
        return answer(found.file, found.file_name)
    programme = certificate.award.edition.course.programme_id
    if not programmes_of(request.user, RoleKind.COORDINATOR).filter(pk=programme).exists():
        raise Http404
    if request.method != "POST":
        context = {"name": found.file_name, "person": certificate.person}
        return render(request, "portal/learning/file.html", context)
    response = answer(found.file, found.file_name)
    log(instance=certificate, action=continuing.READ, user=request.user, data={"hours": found.pk})
    return response


def _own_term(request: HttpRequest, pk: int) -> Term:
    theirs: Any = Certificate.objects.of(request.user)
    return term_of(get_object_or_404(theirs.select_related(*WITH), pk=pk), at=timezone.now())


def _open_term(request: HttpRequest, pk: int) -> Term:
    """One in which something can be done: its certificate stands, expires and has rules."""
    term = _own_term(request, pk)
    if not term.is_renewable or not term.certificate.stands:
        raise Http404
    return term


def _asked(term: Term, pk: int) -> Agreement:
    """The newest version of an agreement that the rules ask for; an older one leads to it. 404 for any other."""
    asked = [term.agreements[code] for code in term.asked_agreements]
    code = Agreement.objects.filter(pk=pk, programme=term.programme).values_list("code", flat=True).first()
    for one in asked:
        if one.code == code:
            return one
    raise Http404


def _page(pk: int) -> str:
    return reverse("portal:renewal", args=[pk])
