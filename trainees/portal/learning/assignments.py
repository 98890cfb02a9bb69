"""The page of a reflection or an assignment: what to do, a text that is kept while it is written, feedback."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.enums import EvidenceKind
from courses.models import EvidenceItem
from trainees.enums import SubmissionState
from trainees.models import Enrolment, Submission
from trainees.operations import submissions
from trainees.queries.evidence import last_session_on, versions_of

from . import checklist
from .finding import DRAFT, UNPROCESSABLE, add_errors, can_act, own_enrolment, own_item, page
from .forms import AssignmentForm

GOES_ON = (SubmissionState.DRAFT, SubmissionState.REVISE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: HttpRequest, cohort: int, item: int) -> HttpResponse:
    """Write, save, hand in; earlier versions with what was answered below."""
    enrolment = own_enrolment(request, cohort)
    asked = own_item(enrolment, item, EvidenceKind.ASSIGNMENT)
    versions = versions_of(asked, enrolment)
    if request.method != "POST":
        return _page(request, enrolment, asked, versions, _form(asked, versions))
    form = _form(asked, versions, request)
    if not form.is_valid() or not _keep(request, enrolment, asked, form):
        return _page(request, enrolment, asked, versions, form, status=UNPROCESSABLE)
    if DRAFT in request.headers:
        return HttpResponse(status=204)
    if request.POST.get("action") == "hand_in":
        messages.success(request, _("Handed in. Your facilitator reads it and writes back."))
        return redirect("portal:module", cohort, asked.module_id)
    messages.success(request, _("Saved. Only you see it until you hand it in."))
    return redirect("portal:assignment", cohort, item)


def _form(
    item: EvidenceItem, versions: list[Submission], request: HttpRequest | None = None
) -> AssignmentForm:
    """Empty, or with the draft; after "please revise" with the last text."""
    latest = versions[0] if versions else None
    draft = latest if latest is not None and latest.state == SubmissionState.DRAFT else None
    sent: tuple[Any, ...] = () if request is None else (request.POST, request.FILES)
    initial = {"text": latest.text if latest is not None else ""}
    return AssignmentForm(*sent, takes=item.takes, draft=draft, initial=initial)


def _keep(request: HttpRequest, enrolment: Enrolment, item: EvidenceItem, form: AssignmentForm) -> bool:
    """Save or hand in; False with the errors in the form."""
    act = submissions.hand_in if request.POST.get("action") == "hand_in" else submissions.save_draft
    try:
        act(
            enrolment=enrolment,
            item=item,
            text=form.cleaned_data.get("text", ""),
            file=form.cleaned_data.get("file"),
            drop_file=form.cleaned_data.get("drop_file", False),
            by=request.user,
        )
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True


def _page(
    request: HttpRequest,
    enrolment: Enrolment,
    item: EvidenceItem,
    versions: list[Submission],
    form: AssignmentForm,
    *,
    status: int = 200,
) -> HttpResponse:
    latest = versions[0] if versions else None
    may_write = can_act(enrolment) and (latest is None or latest.state in GOES_ON)
    last_on = (
        last_session_on(item.module, enrolment.cohort) if item.due_days is not None and may_write else None
    )
    due = last_on + dt.timedelta(days=item.due_days or 0) if last_on else None
    return page(
        request,
        "assignment",
        enrolment,
        status=status,
        item=item,
        form=form if may_write or status == UNPROCESSABLE else None,
        draft=latest if latest is not None and latest.state == SubmissionState.DRAFT else None,
        latest=latest,
        versions=[one for one in versions if one.state != SubmissionState.DRAFT],
        due=checklist.due_words(due) if due else "",
    )
