"""Files of trainees: their own to open; who teaches in the programme opens them by an act that is logged."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from courses.enums import RoleKind
from courses.queries.roles import programmes_of
from trainees.enums import SubmissionState
from trainees.models import ExternalCredential, PriorLearning, Submission
from trainees.operations.answering import CREDIT_READ
from trainees.operations.credentials import CREDENTIAL_READ
from trainees.operations.feedback import READ
from trainees.queries.material import TEACHING
from trainees.rules.files import clean_name

PERSON = "enrolment__person"
PROGRAMME = "enrolment__cohort__edition__course__programme"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submission_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of an assignment. A draft is nobody's but its author's."""
    found = get_object_or_404(Submission.objects.select_related(PERSON, PROGRAMME).exclude(file=""), pk=pk)
    if found.state == SubmissionState.DRAFT and found.enrolment.person_id != request.user.pk:
        raise Http404
    return _file(request, found, TEACHING, READ, {"item": found.item_id, "number": found.number})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def credit_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a request for credit, which coordinators answer."""
    found = get_object_or_404(PriorLearning.objects.select_related(PERSON, PROGRAMME).exclude(file=""), pk=pk)
    return _file(request, found, (RoleKind.COORDINATOR,), CREDIT_READ, {"prior_learning": found.pk})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def credential_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The proof of an external certificate, which coordinators answer."""
    found = get_object_or_404(
        ExternalCredential.objects.select_related(PERSON, PROGRAMME).exclude(file=""), pk=pk
    )
    data = {"credential": found.pk, "kind": found.kind}
    return _file(request, found, (RoleKind.COORDINATOR,), CREDENTIAL_READ, data)


def _file(
    request: HttpRequest, found: Any, kinds: Collection[RoleKind], action: str, data: dict[str, Any]
) -> HttpResponseBase:
    """The file to its owner, and to who holds a role of `kinds` in the programme: by POST, because it is logged."""
    enrolment = found.enrolment
    if enrolment.person_id == request.user.pk:
        return answer(found.file, found.file_name)
    programme = enrolment.cohort.edition.course.programme_id
    if not programmes_of(request.user, *kinds).filter(pk=programme).exists():
        raise Http404
    if request.method != "POST":
        context = {"name": found.file_name, "person": enrolment.person}
        return render(request, "portal/learning/file.html", context)
    response = answer(found.file, found.file_name)
    log(instance=enrolment, action=action, user=request.user, data=data)
    return response


def answer(file: Any, name: str) -> FileResponse:
    """A file as a download, kept by nobody on the way; 404 where the disk has lost it."""
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    # Of no particular type: no browser runs what is in it, whatever it is called.
    kind = "application/octet-stream"
    response = FileResponse(opened, as_attachment=True, filename=clean_name(name), content_type=kind)
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response
