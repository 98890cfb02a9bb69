"""Asking for credit for a module that was learned somewhere else."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.models import Module
from trainees.enums import PriorLearningState
from trainees.models import Completion, Enrolment, PriorLearning
from trainees.operations import prior_learning

from .finding import UNPROCESSABLE, add_errors, can_act, own_enrolment, own_module, page
from .forms import CreditForm

SAID = (PriorLearningState.ASKED, PriorLearningState.GRANTED, PriorLearningState.DECLINED)


def credit_words(state: str | None) -> str:
    """Where the last request stands, in words; empty where there is none that still counts."""
    return str(PriorLearningState(state).label) if state in SAID else ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def credit(request: HttpRequest, cohort: int, module: int) -> HttpResponse:
    """Ask, take back, read the answer."""
    enrolment = own_enrolment(request, cohort)
    shown = own_module(enrolment, module)
    found = PriorLearning.objects.filter(enrolment=enrolment, module=shown).order_by("-asked_at", "-pk")
    latest = found.first()
    form, status = CreditForm(), 200
    if request.method == "POST":
        form = CreditForm(request.POST, request.FILES)
        if _act(request, enrolment, shown, latest, form):
            return redirect("portal:credit", cohort, module)
        latest, status = found.first(), UNPROCESSABLE
    is_done = Completion.objects.standing().filter(enrolment=enrolment, module=shown).exists()
    waits = latest is not None and latest.state == PriorLearningState.ASKED
    is_granted = latest is not None and latest.state == PriorLearningState.GRANTED
    may_ask = can_act(enrolment) and not is_done and not waits and not is_granted
    return page(
        request,
        "credit",
        enrolment,
        status=status,
        module=shown,
        latest=latest if latest is not None and latest.state in SAID else None,
        words=credit_words(latest.state if latest else None),
        waits=waits,
        is_done=is_done,
        form=form if may_ask or status == UNPROCESSABLE else None,
    )


def _act(
    request: HttpRequest, enrolment: Enrolment, module: Module, latest: PriorLearning | None, form: CreditForm
) -> bool:
    """Ask, or take back what was asked; False with the errors in the form."""
    try:
        if request.POST.get("action") == "take_back":
            if latest is None:
                return True
            latest.enrolment = enrolment
            prior_learning.take_back(asked=latest, by=request.user)
            messages.success(request, _("Taken back."))
            return True
        if not form.is_valid():
            return False
        prior_learning.ask(enrolment=enrolment, module=module, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.is_valid()
        add_errors(form, error)
        return False
    messages.success(request, _("Your request is on its way. Somebody from your programme answers it."))
    return True
