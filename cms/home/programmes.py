"""What a programme's page shows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cms.home.intakes import intakes
from cms.home.models import ProgrammePage
from cms.home.places import course_urls
from cms.home.queries import trail
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
    """What templates/pages/programme_page.html shows. Six queries, however many courses and cohorts there are."""
    context: dict[str, Any] = {"trail": trail(page, request)}
    if page.programme_id is None:
        return context  # a draft whose programme is not chosen yet
    programme = Programme.objects.select_related("region").get(pk=page.programme_id)
    region = urlencode({"region": programme.region.slug})
    return context | {
        "programme": programme,
        "intakes": intakes(request, at=timezone.now(), programme=programme),
        "courses": courses(programme, request),
        "updates": newest_updates(page, programme, request),
        "updates_url": f"{reverse('wagtail_serve', args=['updates/'])}?{region}",
        "subscribe_url": f"{reverse('updates:subscribe')}?{region}",
    }


def courses(programme: Programme, request: HttpRequest) -> list[Way]:
    """What it teaches, by stream. Two queries."""
    taught = list(
        Course.objects.filter(programme=programme).select_related("stream").order_by("stream", "pk")
    )
    urls = course_urls([course.pk for course in taught], request)
    return [
        Way(
            title=course.title,
            text=course.summary,
            url=urls.get(course.pk, ""),
            kicker=course.stream.name,
        )
        for course in taught
    ]


def newest_updates(page: ProgrammePage, programme: Programme, request: HttpRequest) -> list[updates.Entry]:
    """Its newest updates in the page's language. One query."""
    found = UpdatePage.objects.live().public().filter(programme=programme, locale=page.locale_id)
    at = timezone.now()
    return [
        updates.entry(update, at=at, request=request)
        for update in found.defer_streamfields().newest().with_facts()[:NEWEST]
    ]
