"""Files that trainees handed in, for those who may read them: always saved, never shown in the browser."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from trainees.operations import answering, feedback

from .scope import prior_learning_of, submission_of


@login_required
@require_safe
def submission_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of something that was handed in; opening it is logged."""
    one = submission_of(request.user, pk)
    answer = _saved(one.file, one.file_name)
    feedback.log_reading(submission=one, by=request.user)
    return answer


@login_required
@require_safe
def credit_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a request for credit; opening it is logged."""
    one = prior_learning_of(request.user, pk)
    answer = _saved(one.file, one.file_name)
    answering.log_reading(request=one, by=request.user)
    return answer


def _saved(file: Any, name: str) -> FileResponse:
    """As a download of no particular type, so that no browser runs what is in it; Http404 without a file."""
    if not file:
        raise Http404
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        opened, as_attachment=True, filename=name or "file", content_type="application/octet-stream"
    )
