"""Files of trainees: their own to open; who teaches in the programme opens them by an act that is logged."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from courses.queries.roles import programmes_of
from trainees.enums import SubmissionState
from trainees.models import PriorLearning, Submission
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
    return _file(request, found, {"item": found.item_id, "number": found.number})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def credit_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a request for credit."""
    found = get_object_or_404(PriorLearning.objects.select_related(PERSON, PROGRAMME).exclude(file=""), pk=pk)
    return _file(request, found, {"prior_learning": found.pk})


def _file(request: HttpRequest, found: Any, data: dict[str, Any]) -> HttpResponseBase:
    """The file to its owner. Who teaches is first told that opening it is noted: a GET changes nothing, the log too."""
    enrolment = found.enrolment
    if enrolment.person_id == request.user.pk:
        return answer(found.file, found.file_name)
    programme = enrolment.cohort.edition.course.programme_id
    if not programmes_of(request.user, *TEACHING).filter(pk=programme).exists():
        raise Http404
    if request.method != "POST":
        context = {"name": found.file_name, "person": enrolment.person}
        return render(request, "portal/learning/file.html", context)
    response = answer(found.file, found.file_name)
    log(instance=enrolment, action="trainees.submission.read", user=request.user, data=data)
    return response


def answer(file: Any, name: str) -> FileResponse:
    """A file as a download, kept by nobody on the way; 404 where the disk has lost it."""
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=True, filename=clean_name(name))
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response
