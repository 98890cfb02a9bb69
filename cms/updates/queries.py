"""What the pages of updates show, in a number of queries that does not grow with updates, cohorts or people."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.updates.facts import CohortFacts, Fact, Tag, describe
from cms.updates.forms.subscriptions import SubscribeForm
from cms.updates.models import UpdateNotice, UpdatePage, UpdatesIndexPage
from courses.enums import Intake
from courses.models import Cohort
from courses.rules import local

PAGE_SIZE = 20
MOST_INTAKES = 12  # cards on one page; a region rarely has three


@dataclass(frozen=True)
class Intaking:
    """An open cohort as a card; see components/intake.html."""

    title: str
    facts: list[Fact]
    word: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class Entry:
    """An update, or a cohort without one, in a list; see components/entry.html."""

    date_words: str
    title: str
    url: str
    summary: str = ""
    kind: str = ""
    word: str = ""


def live_updates(index: UpdatesIndexPage) -> Any:
    """The updates below `index` that everybody may read, newest first, each with its facts."""
    return UpdatePage.objects.child_of(index).live().public().defer_streamfields().newest().with_facts()


def entry(page: UpdatePage, *, at: dt.datetime, request: HttpRequest) -> Entry:
    """An update in a list."""
    tag = page.tag(at=at) or Tag(kind="", word="")
    return Entry(
        date_words=local.short_day(page.posted_on(at=at)),
        title=page.title,
        url=page.get_url(request) or "",
        summary=page.introduction,
        kind=tag.kind,
        word=tag.word,
    )


def open_intakes(index: UpdatesIndexPage, request: HttpRequest, *, at: dt.datetime) -> list[Intaking]:
    """What takes applications now, closing soonest first; each leads to its newest update. Two queries."""
    cohorts = list(
        Cohort.objects.open_for_applications(at=at).with_course().order_by("applications_close_at", "pk")[:MOST_INTAKES]
    )
    pages = _updates_of(index, cohorts)
    return [_card(cohort, pages.get(cohort.pk), request, at=at) for cohort in cohorts]


def _updates_of(index: UpdatesIndexPage, cohorts: list[Cohort]) -> dict[int, UpdatePage]:
    """The newest update of each cohort."""
    if not cohorts:
        return {}
    pages = UpdatePage.objects.child_of(index).live().defer_streamfields().filter(cohort__in=cohorts)
    return {page.cohort_id: page for page in pages.order_by("first_published_at", "pk")}


def _card(cohort: Cohort, page: UpdatePage | None, request: HttpRequest, *, at: dt.datetime) -> Intaking:
    known = describe(cohort, at=at)
    assert known is not None  # an open cohort is announced
    return Intaking(
        title=cohort.name,
        facts=known.facts,
        word=known.tag.word,
        url=(page.get_url(request) or "") if page else "",
        action=_("Read more and apply"),
    )


def coming(index: UpdatesIndexPage, request: HttpRequest, *, at: dt.datetime) -> list[Entry]:
    """What is announced and not open yet: cohorts, soonest first. Two queries."""
    cohorts = list(
        Cohort.objects.coming(at=at).with_course().order_by("applications_open_at", "pk")[:MOST_INTAKES]
    )
    pages = _updates_of(index, cohorts)
    entries = []
    for cohort in cohorts:
        known, page = describe(cohort, at=at), pages.get(cohort.pk)
        if known is None:
            continue
        window = local.moment(cohort.applications_open_at, cohort.programme.tz)
        entries.append(
            Entry(
                date_words=_("Starts %(day)s") % {"day": local.short_day(cohort.starts_on)},
                title=cohort.name,
                url=(page.get_url(request) or "") if page else "",
                summary=_("Applications open: %(moment)s") % {"moment": window},
                kind=known.tag.kind,
                word=known.tag.word,
            )
        )
    return entries


def index_context(index: UpdatesIndexPage, request: HttpRequest) -> dict[str, Any]:
    """What templates/pages/updates_index_page.html shows."""
    at = timezone.now()
    intakes, announced = open_intakes(index, request, at=at), coming(index, request, at=at)
    paginator = Paginator(live_updates(index), PAGE_SIZE)
    page_obj = paginator.get_page(request.GET.get("page"))
    says_coming = any(page.headline == Intake.COMING and page.cohort is None for page in page_obj)
    return {
        "open_cohorts": intakes,
        "coming": announced,
        "updates": [entry(page, at=at, request=request) for page in page_obj],
        "page_obj": page_obj if paginator.num_pages > 1 else None,
        "subscribe_form": SubscribeForm(),
        "subscribe_url": reverse("updates:subscribe"),
        "is_empty": not (intakes or announced or says_coming),
    }


def update_context(page: UpdatePage, request: HttpRequest) -> dict[str, Any]:
    """What templates/pages/update_page.html shows. One query, none where the page names neither cohort nor headline."""
    at = timezone.now()
    known: CohortFacts | None = None
    if page.cohort_id is not None:
        page.cohort = Cohort.objects.with_course().get(pk=page.cohort_id)
        page.programme = page.cohort.programme
        known = describe(page.cohort, at=at)
    parent = page.get_parent()
    return {
        "date_words": local.short_day(page.posted_on(at=at)),
        "trail": [{"url": parent.get_url(request), "title": parent.title}] if parent else [],
        "tag": page.tag(at=at),
        "cohort": known,
        "subscribe_url": reverse("updates:subscribe"),
    }


def notice_of(page: UpdatePage) -> UpdateNotice | None:
    """Whether this update's subscribers were told, in its language."""
    if page.pk is None:
        return None
    found: UpdateNotice | None = UpdateNotice.objects.filter(
        translation_key=page.translation_key, language=page.locale.language_code
    ).first()
    return found
