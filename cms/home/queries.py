"""What the home page and the pages below it show."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.home.placed import PlacedPage
from cms.updates import queries as updates
from cms.updates.models import UpdatesIndexPage

NEWEST = 3


def home_context(home: Page, request: HttpRequest) -> dict[str, Any]:
    """What templates/pages/home_page.html shows. Without a list of updates below it, only the page itself."""
    index = UpdatesIndexPage.objects.child_of(home).live().first()
    if index is None:
        return {"intakes": [], "updates": [], "updates_url": ""}
    at = timezone.now()
    newest = updates.live_updates(index)[:NEWEST]
    return {
        "intakes": updates.announced(index, request, at=at).open,
        "updates": [updates.entry(page, at=at, request=request) for page in newest],
        "updates_url": index.get_url(request),
    }


def trail(page: PlacedPage, request: HttpRequest) -> list[dict[str, str | None]]:
    """The pages above `page`, for components/breadcrumb.html. The home page is called so: its title is a greeting."""
    return [
        {"url": step.get_url(request), "title": step.title if number else _("Home")}
        for number, step in enumerate(page.pages_above())
        if step.live
    ]
