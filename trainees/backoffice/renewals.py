"""Renewals in the office: what waits for a coordinator, and which certificates end soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from courses import local
from courses.backoffice.access import COORDINATORS, is_administrator, programme_ids, seen_by
from courses.backoffice.pages import OfficePage, allow
from courses.models import Programme
from courses.requirements.record import Named
from trainees.enums import CertificateState, FilingState, ProofState
from trainees.models import Certificate, ContinuingHours
from trainees.operations import continuing
from trainees.queries.renewals import Term, terms_of
from trainees.queries.renewals_waiting import (
    ending_soon,
    hours_waiting,
    numbers,
    requests_waiting,
    samples_waiting,
)
from trainees.rules.renewals import words_by_code

ON_A_PAGE = 50
MOST_IDS = 200
SIGNS: dict[str, str] = {
    ProofState.WAITING: "queued",
    ProofState.ACCEPTED: "done",
    FilingState.APPROVED: "done",
    CertificateState.VALID: "done",
    CertificateState.DUE: "done",
}
"""The sign before a state in words (templates/backoffice/status.html), where it has none of its own."""


def answers_renewals(person: Any) -> bool:
    """Whether there is such a page for this person."""
    return is_administrator(person) or bool(programme_ids(person, *COORDINATORS))


def coordinated(person: Any) -> list[Programme]:
    """The programmes whose renewals this person answers."""
    if not answers_renewals(person):
        return []
    return list(seen_by(person, Programme, "change").order_by("pk"))


def renewals_step() -> tuple[str, Any]:
    """The first step of every trail here."""
    return reverse("renewals:index"), _("Renewals")


def holder_name(certificate: Certificate) -> str:
    """The name that the holder goes by; a certificate may bear another one, which stands only there."""
    return certificate.person.chosen_name if certificate.person else str(_("Account removed"))


@dataclass(frozen=True, kw_only=True)
class HoursRow:
    """Hours in a list, in words."""

    hours: ContinuingHours
    name: str
    length: str
    kind: str
    source: str
    sign: str


def row_of(hours: ContinuingHours) -> HoursRow:
    """Named as the renewal of their award names them."""
    renewal = hours.certificate.award.renewal
    kinds, sources = words_by_code(renewal.categories), words_by_code(renewal.sources)
    return HoursRow(
        hours=hours,
        name=holder_name(hours.certificate),
        length=local.short_length(hours.minutes),
        kind=str(kinds.get(hours.category, Named(hours.category))),
        source=str(sources.get(hours.source, Named(hours.source))),
        sign=SIGNS.get(hours.state, hours.state),
    )


class Listing(OfficePage):
    """A part of what waits, in the programmes that one coordinates, fifty at a time; perhaps of one programme."""

    page_title = _("Renewals")
    header_icon = "rotate"
    part = ""

    def load(self, **kwargs: Any) -> None:
        """For those who coordinate something."""
        allow(answers_renewals(self.request.user))
        self.at = timezone.now()

    @cached_property
    def programmes(self) -> list[Programme]:
        """All of theirs."""
        return coordinated(self.request.user)

    @cached_property
    def chosen(self) -> list[Programme]:
        """The one that the address names, else all."""
        asked = self.request.GET.get("programme", "")
        return [one for one in self.programmes if str(one.pk) == asked] or self.programmes

    def found(self) -> QuerySet[Any]:
        """What the list shows."""
        raise NotImplementedError

    def rows(self, things: Sequence[Any]) -> Sequence[Any]:
        """In words."""
        return things

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows of one page, numbers of all parts."""
        page = Paginator(self.found(), ON_A_PAGE).get_page(self.request.GET.get("p"))
        one = self.chosen[0] if len(self.chosen) < len(self.programmes) else None
        query = f"programme={one.pk}&" if one else ""
        counts = numbers(self.chosen, at=self.at)
        parts = (
            ("index", _("Requests"), counts.requests),
            ("hours", _("Continuing education"), counts.hours),
            ("samples", _("Samples"), counts.samples),
            ("ending", _("Ending soon"), counts.ending),
        )
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": self.rows(list(page.object_list)),
            "query": query,
            "programmes": self.programmes if len(self.programmes) > 1 else [],
            "programme": one,
            "parts": [
                {
                    "label": label,
                    "count": count,
                    "url": f"{reverse(f'renewals:{name}')}?{query}".rstrip("?&"),
                    "is_current": name == self.part,
                }
                for name, label, count in parts
            ],
        }


class RequestsPage(Listing):
    """Requests to renew."""

    template_name = "backoffice/renewals/requests.html"
    part = "index"

    def found(self) -> QuerySet[Any]:
        """The longest waiting first."""
        return requests_waiting(self.chosen)

    def rows(self, things: Sequence[Any]) -> Sequence[dict[str, Any]]:
        """With names and the day on the programme's calendar."""
        return [
            {
                "filing": one,
                "name": holder_name(one.certificate),
                "award": one.certificate.award,
                "programme": (programme := one.certificate.award.edition.course.programme),
                "filed_on": one.filed_at.astimezone(programme.tz).date(),
                "expires_on": one.certificate.expires_on,
            }
            for one in things
        ]


class HoursPage(Listing):
    """Hours to accept: several at once where they are ticked."""

    template_name = "backoffice/renewals/hours.html"
    part = "hours"

    def found(self) -> QuerySet[Any]:
        """The longest waiting first."""
        return hours_waiting(self.chosen)

    def rows(self, things: Sequence[Any]) -> Sequence[HoursRow]:
        """In words."""
        return [row_of(one) for one in things]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Accept what is ticked and in scope; the rest is left as it is."""
        given = request.POST.getlist("hours")[:MOST_IDS]
        ids = [int(one) for one in given if one.isascii() and one.isdecimal() and len(one) <= 18]
        theirs = list(hours_waiting(self.programmes).filter(pk__in=ids).values_list("pk", flat=True))
        try:
            count = continuing.accept_many(hours=theirs, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(request.get_full_path())
        if not ids:
            messages.warning(request, _("Tick at least one entry."))
        elif count:
            words = ngettext("%(count)d entry accepted.", "%(count)d entries accepted.", count)
            messages.success(request, words % {"count": count})
        else:
            messages.warning(request, _("These were answered in the meantime, or are your own."))
        return redirect(request.get_full_path())


class SamplesPage(Listing):
    """Hours that were accepted by their source, and are to be looked at."""

    template_name = "backoffice/renewals/samples.html"
    part = "samples"

    def found(self) -> QuerySet[Any]:
        """The longest waiting first."""
        return samples_waiting(self.chosen)

    def rows(self, things: Sequence[Any]) -> Sequence[HoursRow]:
        """In words."""
        return [row_of(one) for one in things]


class EndingPage(Listing):
    """Certificates that end in the next 120 days, and how far their holders are. A fixed number of queries."""

    template_name = "backoffice/renewals/ending.html"
    part = "ending"

    def found(self) -> QuerySet[Any]:
        """The next one first."""
        return ending_soon(self.chosen, at=self.at)

    def rows(self, things: Sequence[Any]) -> Sequence[dict[str, Any]]:
        """Each with its term."""
        return [ending_row(term) for term in terms_of(things, at=self.at)]


def ending_row(term: Term) -> dict[str, Any]:
    """A certificate that ends soon: whose, when, and what is still needed."""
    judged = term.judged
    missing = [part.next_step for part in judged.parts if not part.is_met] if judged else []
    return {
        "term": term,
        "certificate": term.certificate,
        "name": holder_name(term.certificate),
        "award": term.certificate.award,
        "state": term.state,
        "sign": SIGNS.get(term.state, ""),
        "filing": term.filing,
        "missing": missing,
        "is_met": bool(judged and judged.is_met),
    }


class RenewalsWaiting(Component):
    """What waits about renewals, in numbers."""

    name = "renewals_waiting"
    template_name = "backoffice/renewals/home.html"
    order = 46

    def __init__(self, person: Any) -> None:
        self.person = person

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Five queries; none for those who coordinate nothing."""
        if not answers_renewals(self.person):
            return {"is_shown": False}
        found = numbers(coordinated(self.person), at=timezone.now())
        return {"is_shown": bool(found.waiting or found.ending), "numbers": found}
