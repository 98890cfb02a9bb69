"""What a programme's page shows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cms.home.intakes import intakes
from cms.home.models import ProgrammePage
from cms.home.places import Places, readable
from cms.home.queries import section, trail
from cms.updates import queries as updates
from cms.updates.models import UpdatePage
from courses.models import Course, Programme

NEWEST = 3


@dataclass(frozen=True)
class Way:
    """A course as a link; see components/ways.html. `url` is empty while it has no page."""

    title: str
    text: str
    url: str
    kicker: str = ""


def programme_context(page: ProgrammePage, request: HttpRequest) -> dict[str, Any]:
    """What templates/pages/programme_page.html shows. Five queries, however many courses and cohorts there are.

    One more where it teaches nothing yet.
    """
    context: dict[str, Any] = {"trail": trail(page, request), "section": section(page, request)}
    if page.programme_id is None:
        return context  # a draft whose programme is not chosen yet
    taught = list(
        Course.objects.filter(programme=page.programme_id)
        .select_related("stream", "programme__region")
        .order_by("stream_id", "pk")
    )
    known = Programme.objects.select_related("region").filter(pk=page.programme_id)
    programme = taught[0].programme if taught else known.get()
    region = urlencode({"region": programme.region.slug})
    subscribe_url = f"{reverse('updates:subscribe')}?{region}"
    at = timezone.now()
    found = intakes(
        request,
        at=at,
        programme=programme,
        subscribe_url=subscribe_url,
        courses=[course.pk for course in taught],
    )
    return context | {
        "programme": programme,
        "intakes": found,
        "courses": ways(taught, found.places),
        "updates": newest_updates(page, programme, request, at=at),
        "updates_url": found.updates_url and f"{found.updates_url}?{region}",
    }


def ways(taught: list[Course], places: Places) -> list[Way]:
    """What it teaches, each course with the way to its page."""
    return [
        Way(
            title=course.title,
            text=course.summary,
            url=places.courses.get(course.pk, ""),
            kicker=course.stream.name,
        )
        for course in taught
    ]


def newest_updates(
    page: ProgrammePage, programme: Programme, request: HttpRequest, *, at: dt.datetime
) -> list[updates.Entry]:
    """Its newest updates in the page's language. One query."""
    found = readable(UpdatePage.objects.filter(programme=programme, locale=page.locale_id))
    return [
        updates.entry(update, at=at, request=request)
        for update in found.defer_streamfields().newest().with_facts()[:NEWEST]
    ]
