"""What a supervisor does through a link, without an account: agree, confirm hours, write a report.

A GET changes nothing: programs that scan mail open every link. What an address is good for is decided anew at each
request, so a link that was revoked stops at once.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from courses.forms import put_errors
from trainees.enums import EntryState, LinkPurpose, ReportAuthor
from trainees.models import HoursEntry, SupervisorLink
from trainees.models.practicum import NOTE
from trainees.operations import hours, links, placing, practicum_mail, practicum_reports
from trainees.operations.recommendations import asks_supervisors
from trainees.queries.practicum import practicum_of

from .answers import SeeOther, behind_a_link
from .practicum_forms import ReportForm

LONGEST_ID = 12
MOST_ENTRIES = 1_000


# The token in the address is the whole authority and no cookie is read, so another site can send nothing that somebody
# who knows the address could not; and no token of a session can run out while a report is written.
@csrf_exempt
@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The one thing that a link is for; or that it is over, and how to get a new one."""
    link = links.read(token)
    if link is None:
        return render(request, "supervisor/unknown.html", status=HTTPStatus.NOT_FOUND)
    if links.is_closed(link):
        return render(request, "supervisor/closed.html", _names(link), status=HTTPStatus.GONE)
    if links.is_expired(link):
        return _expired(request, link)
    return PAGES[LinkPurpose(link.purpose)](request, link)


@behind_a_link
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same answer whether or not a new link was sent."""
    return render(request, "supervisor/sent.html")


def _expired(request: HttpRequest, link: SupervisorLink) -> HttpResponse:
    """Names nobody: the link may have come into other hands. What was typed on a page left open is shown, to copy."""
    if request.method == "POST" and "renew" in request.POST:
        practicum_mail.renew(link=link)
        return SeeOther(reverse("supervisor:sent"))
    typed = [request.POST.get(name, "") for name in ("comment", "question")]
    context = {"typed": [text for text in typed if text.strip()]}
    return render(request, "supervisor/expired.html", context, status=HTTPStatus.GONE)


def _agree(request: HttpRequest, link: SupervisorLink) -> HttpResponse:
    error = ""
    if request.method == "POST":
        try:
            placing.agree_as_supervisor(placement=link.placement)
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            return SeeOther(request.path)
    return render(
        request, "supervisor/agree.html", _names(link) | {"error": error}, status=422 if error else 200
    )


def _hours(request: HttpRequest, link: SupervisorLink) -> HttpResponse:
    """Confirm all but what was asked about, or some; ask about one. Only ids of this placement's own entries count."""
    error, asked, question, ticked = "", None, "", set()
    if request.method == "POST":
        asked = _number(request.POST.get("ask", ""))
        question = request.POST.get("question", "")
        ticked = set(_numbers(request.POST, "entry"))
        try:
            if asked is not None:
                hours.query(placement=link.placement, entry=asked, question=question)
            else:
                is_all = "all" in request.POST
                chosen = _numbers(request.POST, "shown") if is_all else ticked
                hours.confirm(placement=link.placement, entries=chosen, but_asked=is_all)
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            return SeeOther(f"{request.path}?done={'asked' if asked is not None else 'confirmed'}")
    found = link.placement.entries.open().select_related("replaces")
    entries = list(found.order_by("worked_on", "pk")[:MOST_ENTRIES])
    context = _names(link) | {
        "lines": [_line(entry, asked, question, error, ticked) for entry in entries],
        "waiting": [entry for entry in entries if entry.state != EntryState.QUERIED],
        "error": error,
        "done": DONE.get(request.GET.get("done", ""), ""),
        "most": NOTE,
    }
    return render(request, "supervisor/hours.html", context, status=422 if error else 200)


def _report(request: HttpRequest, link: SupervisorLink) -> HttpResponse:
    number = link.report_number or 0
    found = [
        report
        for report in practicum_of(link.placement).reports
        if report.author == ReportAuthor.SUPERVISOR and report.number == number
    ]
    enrolment = link.placement.enrolment
    is_asked = practicum_reports.is_last(link.placement, number) and asks_supervisors(
        enrolment.cohort.edition
    )
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        recommends=enrolment.person.chosen_name if is_asked else "",
    )
    if request.method == "POST" and form.is_valid():
        try:
            practicum_reports.write_report(
                placement=link.placement,
                number=number,
                author=ReportAuthor.SUPERVISOR,
                ratings=form.ratings(),
                comment=form.cleaned_data["comment"],
                recommends=form.cleaned_data.get("recommends"),
            )
        except ValidationError as error:
            put_errors(form, error)
        else:
            return SeeOther(request.path)
    context = _names(link) | {
        "form": form,
        "number": number,
        "is_written": bool(found and found[0].written),
        "is_due": bool(found),
    }
    return render(request, "supervisor/report.html", context, status=422 if form.is_bound else 200)


PAGES: dict[LinkPurpose, Callable[[HttpRequest, SupervisorLink], HttpResponse]] = {
    LinkPurpose.AGREE: _agree,
    LinkPurpose.HOURS: _hours,
    LinkPurpose.REPORT: _report,
}
DONE = {
    "confirmed": _("Thank you. These hours are confirmed."),
    "asked": _("Thank you. We have passed your question on."),
}


def _names(link: SupervisorLink) -> dict[str, Any]:
    """What every page behind a link names: the trainee by the chosen name, nothing else about them."""
    placement = link.placement
    return {
        "link": link,
        "placement": placement,
        "trainee": placement.enrolment.person.chosen_name,
        "programme": placement.enrolment.cohort.programme,
    }


def _line(
    entry: HoursEntry, asked: int | None, question: str, error: str, ticked: set[int]
) -> dict[str, Any]:
    is_asked = asked == entry.pk
    return {
        "entry": entry,
        "question": question if is_asked else "",
        "error": error if is_asked else "",
        "is_ticked": entry.pk in ticked,
    }


def _number(value: str) -> int | None:
    """An id out of a form; None for what is none. 0 is nobody's."""
    if not value:
        return None
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= LONGEST_ID else 0


def _numbers(posted: QueryDict, name: str) -> list[int]:
    return [number for value in posted.getlist(name)[:MOST_ENTRIES] if (number := _number(value)) is not None]
