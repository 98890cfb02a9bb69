"""What the home page and the pages below it show."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.home.models import ProgrammePage
from cms.home.placed import PlacedPage
from cms.home.places import readable
from cms.navigation import LINK
from cms.updates import queries as updates
from cms.updates.models import UpdatesIndexPage

NEWEST = 3
SECTION_DEPTH = 3  # the root is at depth 1, a language's home page at 2, its sections at 3


@dataclass(frozen=True)
class Step:
    """A page of a section. `current`: what stands in aria-current, "page" for itself, "true" for the page above it."""

    url: str
    title: str
    current: str = ""


def home_context(home: Page, request: HttpRequest) -> dict[str, Any]:
    """What templates/pages/home_page.html shows. Without a list of updates below it, only the page and its regions."""
    known: dict[str, Any] = {"regions": regions(home, request)}
    index = readable(UpdatesIndexPage.objects.child_of(home)).first()
    if index is None:
        return known | {"intakes": [], "updates": [], "updates_url": ""}
    at = timezone.now()
    newest = updates.live_updates(index)[:NEWEST]
    return known | {
        "intakes": updates.announced(index, request, at=at).open,
        "updates": [updates.entry(page, at=at, request=request) for page in newest],
        "updates_url": index.get_url(request),
    }


def regions(home: Page, request: HttpRequest) -> list[Step]:
    """The programmes with a page below `home`, each named by its region, in the order of the pages. One query."""
    pages: Any = readable(ProgrammePage.objects.descendant_of(home))
    return [
        Step(url=page.get_url(request) or "", title=page.programme.region.name)
        for page in pages.select_related("locale", "programme__region")
        .only(*LINK, "programme__region__name_en", "programme__region__name_fr")
        .order_by("path")
    ]


def trail(page: PlacedPage, request: HttpRequest) -> list[dict[str, str | None]]:
    """The pages above `page`, for components/breadcrumb.html. The home page is called so: its title is a greeting."""
    return [
        {"url": step.get_url(request), "title": step.title if number else _("Home")}
        for number, step in enumerate(page.pages_above())
        if step.live
    ]


def section(page: PlacedPage, request: HttpRequest) -> list[Step]:
    """The pages of the section that `page` stands in, its first page before those below it; empty for a single page.

    Only what everybody may read. One query.
    """
    line = [*page.pages_above(), page]
    first: Any = line[SECTION_DEPTH - 2] if len(line) > SECTION_DEPTH - 2 else None
    if first is None:
        return []
    pages = readable(Page.objects.child_of(first)).select_related("locale").only(*LINK).order_by("path")
    above = {step.pk for step in line[:-1] if step is not first}

    def current(step: Page) -> str:
        if step.pk == page.pk:  # type: ignore[attr-defined]  # as above
            return "page"
        return "true" if step.pk in above else ""

    found = [
        Step(url=step.get_url(request) or "", title=step.title, current=current(step))
        for step in [first, *pages]
        if step.live or step is page  # a draft sees itself in its preview
    ]
    return found if len(found) > 1 else []
