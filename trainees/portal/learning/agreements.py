"""The page of an agreement: read it, type the name you go by, sign."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses import local
from courses.enums import EvidenceKind
from courses.models import EvidenceItem
from trainees.models import Enrolment, Signature
from trainees.operations import signing
from trainees.queries.evidence import newest_version
from trainees.rules.agreements import words_mark

from .finding import UNPROCESSABLE, add_errors, can_act, language, own_enrolment, own_item, page
from .forms import SignForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, cohort: int, item: int) -> HttpResponse:
    """The text, and the form to sign it; what was typed stays on the page when it is refused."""
    enrolment = own_enrolment(request, cohort)
    asked = own_item(enrolment, item, EvidenceKind.AGREEMENT)
    newest = newest_version(asked)
    signatures = list(Signature.objects.filter(enrolment=enrolment, item=asked).order_by("signed_at"))
    form = SignForm()
    status = 200
    if request.method == "POST":
        form = SignForm(request.POST)
        if form.is_valid() and _sign(request, enrolment, asked, form):
            return redirect("portal:module", cohort, asked.module_id)
        status = UNPROCESSABLE
    signed = next((one for one in signatures if one.agreement_id == newest.pk), None)
    tz = enrolment.cohort.programme.tz
    return page(
        request,
        "agreement",
        enrolment,
        status=status,
        item=asked,
        agreement=newest,
        mark=words_mark(newest, language()),
        signed=signed,
        signed_on=local.short_day(signed.signed_at.astimezone(tz).date()) if signed else "",
        signed_earlier=signatures[-1] if signatures else None,
        form=form if can_act(enrolment) or status == UNPROCESSABLE else None,
    )


def _sign(request: HttpRequest, enrolment: Enrolment, item: EvidenceItem, form: SignForm) -> bool:
    """Sign what the form says was read; False with the errors in the form."""
    try:
        signing.sign(
            enrolment=enrolment,
            item=item,
            signed_as=form.cleaned_data["signed_as"],
            read=request.POST.get("version", ""),
            language=language(),
            by=request.user,
        )
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(request, _("Signed. Thank you."))
    return True
