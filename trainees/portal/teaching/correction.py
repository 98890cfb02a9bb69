"""A mark of a closed roll-call: what it was, why it was changed, and changing it again."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from courses.forms import put_errors
from courses.models import Session
from trainees.enums import EnrolmentState
from trainees.models import Attendance, Enrolment, RollCall
from trainees.operations.attendance import mark_words
from trainees.operations.correcting import add_mark, correct

from .forms import CorrectionForm
from .page import session_context
from .scope import session_taught
from .views import READ_OR_POST


@login_required
@READ_OR_POST
def correct_mark(request: HttpRequest, pk: int, enrolment: int) -> HttpResponse:
    """Correct one person's mark, or add one for somebody who joined later. While it is open, go to the roll-call."""
    session = session_taught(request.user, pk)
    person = _listed(session, enrolment)
    if not RollCall.objects.filter(session=session, closed_at__isnull=False).exists():
        return redirect("portal:roll_call", session.pk)
    found = Attendance.objects.filter(session=session, enrolment=person).select_related("recorded_by")
    marks = list(found.order_by("-pk"))
    standing = next((mark for mark in marks if mark.replaced_at is None), None)
    form = CorrectionForm(request.POST or None, initial=_initial(standing))
    if request.method == "POST" and form.is_valid():
        try:
            _write(form, session, person, marks, by=request.user)
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The mark is corrected. The old one stays in the history."))
            return redirect("portal:roll_call", session.pk)
    context = session_context(session) | {
        "form": form,
        "person": person.person,
        "history": [{"mark": mark, "words": mark_words(mark)} for mark in marks],
        "standing": mark_words(standing) if standing else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "portal/teaching/correct.html", context, status=status)


def _listed(session: Session, pk: int) -> Enrolment:
    """Somebody of the cohort, or somebody who is marked at this session; Http404 for everybody else."""
    people = Enrolment.objects.filter(Q(cohort=session.cohort_id) | Q(attendance__session=session))
    found: Enrolment = get_object_or_404(
        people.exclude(state=EnrolmentState.UNDONE).select_related("person").distinct(), pk=pk
    )
    return found


def _initial(standing: Attendance | None) -> dict[str, Any]:
    if standing is None:
        return {"seen": "0"}
    return {
        "mark": standing.mark,
        "minutes_late": standing.minutes_late or None,
        "minutes_early": standing.minutes_early or None,
        "seen": str(standing.pk),
    }


def _write(
    form: CorrectionForm, session: Session, person: Enrolment, marks: list[Attendance], *, by: Any
) -> None:
    """Correct the mark that the form was made from; without one, add it."""
    seen = form.cleaned_data["seen"]
    if seen == "0":
        add_mark(session=session, enrolment=person, by=by, **form.facts())
        return
    for mark in marks:
        if str(mark.pk) == seen:
            correct(attendance=mark, by=by, **form.facts())
            return
    raise ValidationError(_("The form was changed on its way. Please try again."), code="seen")
