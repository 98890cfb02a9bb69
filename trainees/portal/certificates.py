"""What somebody was awarded. It stays theirs: an enrolment may have ended, an address may have changed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.downloads import private_pdf
from courses.forms import put_errors
from trainees.enums import STILL_VALID, CertificateLanguage, Paper
from trainees.models import Certificate, CertificateTemplate, CertificateWish, Enrolment
from trainees.operations.certificate_wishes import wish
from trainees.queries.papers import certificate_pdf
from trainees.rules.certificates import state_of
from trainees.rules.names import LONGEST
from trainees.rules.verification import address_to_read

from .answers import SeeOther
from .renewal_page import Summary, summaries
from .standing import standing


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A certificate as its holder sees it: `title` is the award's name, `kind` and `word` what holds today, `paper`
    what its course prints on, `email` whom to ask about it, `renewal` what keeps it valid, in a line
    (components/renewal_summary.html).
    """

    certificate: Certificate
    title: str
    kind: str
    word: str
    is_valid: bool
    paper: str
    email: str
    verify_url: str
    renewal: Summary | None


class WishForm(forms.Form):
    """How the next certificate is written."""

    name = forms.CharField(
        label=gettext_lazy("Name on my certificate"),
        max_length=LONGEST,
        required=False,
        strip=False,
        help_text=gettext_lazy("In any letters. Leave it empty for the name you go by."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the certificate"),
        required=False,
        choices=[("", pgettext_lazy("a language", "The language I read here")), *CertificateLanguage.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"


@login_required
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """The certificates of the person who asks, the latest first; and how the next one is to be written."""
    held: Any = Certificate.objects.of(request.user.pk)
    rows = list(held.select_related("award__renewal", "award__edition__course__programme").defer("judgement"))
    at = timezone.now()
    courses = {one.award.edition.course_id for one in rows}
    papers: dict[int, str] = dict(
        CertificateTemplate.objects.filter(course__in=courses).values_list("course", "paper")
    )
    renewals = summaries(rows, at=at)
    shown = [_shown(one, at, papers, renewals.get(one.pk)) for one in rows]
    context = {
        "person": request.user,
        "held": [one for one in shown if one.certificate.replaced_at is None],
        "earlier": [one for one in shown if one.certificate.replaced_at is not None],
        "coming": _coming(request, {one.certificate.enrolment_id for one in shown}),
        "languages": CertificateLanguage.choices,
        "papers": Paper.choices,
    }
    return render(request, "portal/certificates.html", context)


@login_required
@require_safe
def certificate_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own certificate as PDF; `language` and `paper` may be chosen. Anybody else's does not exist."""
    certificate = get_object_or_404(Certificate, pk=pk, person=request.user.pk)
    language, paper = request.GET.get("language", ""), request.GET.get("paper", "")
    if language not in ("", *CertificateLanguage.values) or paper not in ("", *Paper.values):
        raise Http404
    return private_pdf(certificate_pdf(certificate, language=language, paper=paper), name=certificate.serial)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_wish(request: HttpRequest, pk: int) -> HttpResponse:
    """How the certificate of my place in the cohort `pk` is to be written; 404 where I have none."""
    mine: Any = Enrolment.objects.of(request.user)
    enrolment = get_object_or_404(mine.select_related("person", "cohort__edition__course"), cohort=pk)
    kept = CertificateWish.objects.filter(enrolment=enrolment).first() or CertificateWish()
    form = WishForm(
        request.POST if request.method == "POST" else None,
        initial={"name": kept.name, "language": kept.language},
    )
    if request.method == "POST" and form.is_valid():
        try:
            wish(enrolment=enrolment, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("Your wish is saved. Your next certificate is written like this."))
            return SeeOther(reverse("portal:certificates"))
    context = {
        "form": form,
        "cohort": enrolment.cohort,
        "person": request.user,
        "is_given": Certificate.objects.standing().filter(enrolment=enrolment).exists(),
    }
    return render(request, "portal/certificate_wish.html", context, status=422 if form.errors else 200)


def _shown(one: Certificate, at: dt.datetime, papers: dict[int, str], renewal: Summary | None) -> Shown:
    award = one.award
    today = at.astimezone(award.edition.course.programme.tz).date()
    state = state_of(one, getattr(award, "renewal", None), on=today)
    named = one.content.get("award") or {}
    language = (get_language() or "en")[:2]
    kind, word = standing(state, is_asked=renewal is not None and renewal.is_waiting)
    return Shown(
        certificate=one,
        title=named.get(language) or named.get("en") or award.name,
        kind=kind,
        word=word,
        is_valid=state in STILL_VALID,
        email=award.edition.course.programme.email,
        paper=papers.get(award.edition.course_id, Paper.LETTER.value),
        verify_url=address_to_read(one, language),
        renewal=renewal,
    )


def _coming(request: HttpRequest, given: set[int | None]) -> list[dict[str, Any]]:
    """Places of this person in cohorts whose editions have awards, with what they wish. Two queries."""
    mine: Any = Enrolment.objects.of(request.user)
    listed = list(
        mine.filter(cohort__edition__awards__isnull=False)
        .select_related("cohort__edition__course")
        .distinct()
    )
    wishes = {one.enrolment_id: one for one in CertificateWish.objects.filter(enrolment__in=listed)}
    return [{"cohort": one.cohort, "wish": wishes.get(one.pk), "is_given": one.pk in given} for one in listed]
