"""The page of one's awards."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.queries.outlines import awards_of
from trainees.enums import STILL_VALID, CertificateState, FilingState
from trainees.models import Certificate, Enrolment, RenewalFiling
from trainees.portal.learning.finding import own_enrolments
from trainees.portal.page import shown_first
from trainees.portal.standing import standing
from trainees.queries.credentials import wanted_by
from trainees.queries.judging import judged_from
from trainees.queries.records import cohort_record
from trainees.queries.steps import progress_from
from trainees.rules.certificates import state_of

from . import lines
from .hours import counted_in


@dataclass(frozen=True, kw_only=True)
class Held:
    """A certificate of the person, and what is said of it today (`kind` and `word`: components/tag.html)."""

    certificate: Certificate
    state: CertificateState
    is_asked: bool

    @property
    def kind(self) -> str:
        """Its sign."""
        return standing(self.state, is_asked=self.is_asked)[0]

    @property
    def is_valid(self) -> bool:
        """Whether it holds today."""
        return self.state in STILL_VALID

    @property
    def word(self) -> str:
        """The state, in words."""
        return standing(self.state, is_asked=self.is_asked)[1]


@login_required
@require_safe
def awards(request: HttpRequest) -> HttpResponse:
    """The awards of the training that goes on; what will be here for who is in none."""
    mine = own_enrolments(request)
    return _page(request, shown_first(mine, on=timezone.localdate()), mine)


@login_required
@require_safe
def cohort_awards(request: HttpRequest, cohort: int) -> HttpResponse:
    """The awards in the cohort `cohort`; 404 where the person has no place in it."""
    mine = own_enrolments(request)
    shown = next((one for one in mine if one.cohort_id == cohort), None)
    if shown is None:
        raise Http404
    return _page(request, shown, mine)


def _page(request: HttpRequest, shown: Enrolment | None, mine: Sequence[Enrolment]) -> HttpResponse:
    at = timezone.now()
    certificates = list(
        Certificate.objects.of(request.user)
        .select_related("award__renewal", "award__edition__course__programme")
        .annotate(
            is_asked=Exists(RenewalFiling.objects.filter(certificate=OuterRef("pk"), state=FilingState.FILED))
        )
    )
    context = {
        "enrolment": shown,
        "others": [one for one in mine if shown is None or one.pk != shown.pk],
        **(_awards(shown, certificates, at) if shown else {"held_elsewhere": _held(certificates, at)}),
    }
    return render(request, "portal/awards/awards.html", context)


def _awards(enrolment: Enrolment, certificates: Sequence[Any], at: dt.datetime) -> dict[str, object]:
    ranked = awards_of(enrolment.cohort.edition)
    record = cohort_record(enrolment.cohort, at=at, enrolments=[enrolment], with_praise=True)[0]
    found = judged_from([record], at=at, awards=ranked)[0]
    here = {award.pk for award in ranked}
    held = _held(certificates, at)
    stands = {one.certificate.award_id: one.state for one in held if one.certificate.stands}
    today = at.astimezone(enrolment.cohort.programme.tz).date()
    if lines.is_still_quiet(found.record) and today < enrolment.cohort.starts_on:
        chapters = lines.asked(ranked, found.record.outline)
    else:
        revoked = {one.certificate.award_id for one in held if one.state == CertificateState.REVOKED}
        counted = counted_in(progress_from(record))
        chapters = lines.chapters(found, ranked, counted=counted, held=stands, revoked=revoked)
    return {
        "cohort": enrolment.cohort,
        "chapters": [
            (chapter, [one for one in held if one.certificate.award_id == chapter.award.pk])
            for chapter in chapters
        ],
        "held_elsewhere": [one for one in held if one.certificate.award_id not in here],
        "asks_for_credentials": bool(wanted_by(ranked)),
    }


def _held(certificates: Sequence[Any], at: dt.datetime) -> list[Held]:
    """What is said today of each that nothing has replaced."""
    return [
        Held(
            certificate=one,
            is_asked=one.is_asked,
            state=state_of(
                one,
                getattr(one.award, "renewal", None),
                on=at.astimezone(one.award.edition.course.programme.tz).date(),
            ),
        )
        for one in certificates
        if one.replaced_at is None
    ]
