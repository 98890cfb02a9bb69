"""Public calendars of a programme's sessions and deadlines, and the links to them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from cms.home.places import readable
from cms.pagecache.decorators import cacheable
from cms.updates.filters import Wanted
from cms.updates.models import UpdatePage
from courses.models import Cohort, Programme, Stream
from courses.queries.calendars import announced_cohorts, revisions, with_calendar
from courses.rules.calendars import CalendarFile, Event, cohort_events, session_event, write


@dataclass(frozen=True)
class CalendarLink:
    """`webcal_url` opens the reader's calendar program, which reads it again by itself; `url` is the file."""

    name: str
    url: str
    webcal_url: str


def link(programme: Programme, stream: Stream | None = None) -> CalendarLink:
    """The calendar of a programme, or of one stream in it. No query."""
    if stream is None:
        url = reverse("updates:calendar", args=[programme.slug])
    else:
        url = reverse("updates:stream_calendar", args=[programme.slug, stream.slug])
    return CalendarLink(
        name=programme.name, url=url, webcal_url=f"webcal://{urlsplit(settings.SITE_URL).netloc}{url}"
    )


def link_with_dates(programme: Programme, stream: Stream | None = None) -> CalendarLink | None:
    """The same, or None while no cohort was announced that it could tell of. One query."""
    one = Programme.objects.filter(pk=programme.pk)
    of: Any = with_calendar(one, stream=stream.slug if stream else "")
    return link(programme, stream) if of.filter(has_dates=True).exists() else None


def links(wanted: Wanted) -> list[CalendarLink]:
    """The calendars of the programmes in the region that a reader wants, or of all, where one has dates. No query."""
    programmes = (
        one
        for one in wanted.programmes
        if wanted.region in (None, one.region) and getattr(one, "has_dates", False)  # see filters.read
    )
    return [link(programme, wanted.stream) for programme in programmes]


@cacheable
@require_safe
@conditional_page
def calendar(request: HttpRequest, programme: str, stream: str | None = None) -> HttpResponse:
    """Sessions, application windows and first days of the announced cohorts; `programme` and `stream` are slugs."""
    of = get_object_or_404(Programme.objects.select_related("region"), slug=programme)
    only = get_object_or_404(Stream, slug=stream) if stream else None
    at = timezone.now()
    file = CalendarFile(
        name=_("Training, %(region)s") % {"region": of.region.name},
        tz=of.tz,
        url=settings.SITE_URL + request.path,
        events=tuple(_events(announced_cohorts(of, stream=only, at=at))),
    )
    response = HttpResponse(write(file, at=at), content_type="text/calendar; charset=utf-8")
    name = "-".join(part for part in (programme, stream) if part)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response.headers["Cache-Control"] = "no-cache"  # ask each time; what is unchanged is answered in one line
    return response


def _events(cohorts: list[Cohort]) -> list[Event]:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    urls, known = _pages(cohorts), revisions(cohorts)
    events: list[Event] = []
    for cohort in cohorts:
        url = urls.get(cohort.pk, "")
        events += cohort_events(cohort, host=host, url=url, revision=known.get(cohort.pk))
        for session in cohort.sessions.all():
            session.cohort = cohort
            known_of: Any = session  # see announced_cohorts
            is_online: bool = known_of.is_online
            events.append(session_event(session, host=host, url=url, is_online=is_online))
    return events


def _pages(cohorts: list[Cohort]) -> dict[int, str]:
    """The address of the update to which each cohort leads, in the active language."""
    pages: Any = readable(UpdatePage.objects.filter(locale__language_code=get_language()))
    return {
        cohort: settings.SITE_URL + (Page.get_url(page) or "/")
        for cohort, page in pages.leading_for(cohorts).items()
    }
