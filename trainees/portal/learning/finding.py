"""What a trainee may open: each look-up starts from their own enrolments, and everything else answers 404."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from courses.enums import CohortState, EvidenceKind
from courses.models import EvidenceItem, Module
from trainees.enums import ACTIVE
from trainees.models import Enrolment

UNPROCESSABLE = 422
DRAFT = "X-Draft"  # the header by which drafts.js saves while somebody writes
WITH = ("person", "cohort__edition__course__programme__region")


def own_enrolments(request: HttpRequest) -> list[Enrolment]:
    """Those that the person who asks sees as theirs, the latest cohort first."""
    return list(Enrolment.objects.of(request.user).select_related(*WITH))


def own_enrolment(request: HttpRequest, cohort: int) -> Enrolment:
    """Their place in the cohort (id); 404 where they have none."""
    for enrolment in own_enrolments(request):
        if enrolment.cohort_id == cohort:
            return enrolment
    raise Http404


def own_item(enrolment: Enrolment, pk: int, kind: EvidenceKind) -> EvidenceItem:
    """What a module of their edition asks for, of this kind; 404 else."""
    items = EvidenceItem.objects.select_related("module", "agreement", "quiz")
    return get_object_or_404(items, pk=pk, kind=kind, module__edition=enrolment.cohort.edition_id)


def own_module(enrolment: Enrolment, pk: int) -> Module:
    """A module of their edition; 404 else."""
    return get_object_or_404(Module, pk=pk, edition=enrolment.cohort.edition_id)


def can_act(enrolment: Enrolment) -> bool:
    """Whether the course goes on for them; afterwards they still read what they brought."""
    return enrolment.state in ACTIVE and enrolment.cohort.state != CohortState.CANCELLED


def language() -> str:
    """The reader's: en or fr."""
    return (get_language() or "en")[:2]


def id_in(given: str) -> int:
    """An id from a form; 404 for what is none."""
    if not given.isascii() or not given.isdecimal() or len(given) > 18:
        raise Http404
    return int(given)


def add_errors(form: Form, error: ValidationError) -> None:
    """Show what an operation refused: at the field where the form has it, else above all."""
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields and field != NON_FIELD_ERRORS else None, errors)


def page(
    request: HttpRequest, template: str, enrolment: Enrolment, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the cohort that the enrolment is in."""
    known = {"enrolment": enrolment, "cohort": enrolment.cohort, "can_act": can_act(enrolment)}
    return render(request, f"portal/learning/{template}.html", known | context, status=status)
