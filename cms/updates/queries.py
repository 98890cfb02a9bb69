"""What the pages of updates show, in a number of queries that does not grow with updates, cohorts or people."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.home.places import readable
from cms.pagecache.decorators import reads_parameters
from cms.updates import calendars, filters
from cms.updates.facts import CohortFacts, Fact, Tag, describe
from cms.updates.filters import Wanted
from cms.updates.forms.subscriptions import ShortSubscribeForm
from cms.updates.models import UpdateNotice, UpdatePage, UpdatesIndexPage
from courses import local
from courses.enums import Intake
from courses.models import Cohort, Programme

PAGE_SIZE = 20
NO_BREAK = "\u00a0"
MOST_COHORTS = 24  # open and coming ones on one page; a region rarely has three


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
    pages: Any = readable(UpdatePage.objects.child_of(index))
    return pages.defer_streamfields().newest().with_facts()


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


@dataclass(frozen=True)
class Announced:
    """What visitors can look forward to, in two queries: the cohorts that take applications, and those that will."""

    open: list[Intaking]
    coming: list[Entry]


def announced(
    index: UpdatesIndexPage, request: HttpRequest, *, at: dt.datetime, wanted: Wanted | None = None
) -> Announced:
    """Open cohorts, closing soonest first, and coming ones, starting soonest first, each with the way to its update.

    With `wanted`, those of its region, stream and state; no query where the state is neither.
    """
    wanted = wanted or Wanted()
    states = [state for state in (Intake.OPEN, Intake.COMING) if wanted.state in (None, state)]
    if not states:
        return Announced(open=[], coming=[])
    # West of Greenwich the day in UTC may be a day ahead; `intake_now` decides by the programme's own.
    to_take: Any = Cohort.objects.announced()
    cohorts: list[Cohort] = list(
        to_take.filter(
            Q(applications_close_at__gt=at) | Q(applications_close_at=None, starts_on__gte=at.date())
        )
        .filter(wanted.of_cohorts())
        .with_intake(at=at)
        .filter(intake_now__in=states)
        .with_course()
        .order_by("applications_close_at", "pk")[:MOST_COHORTS]
    )
    updates: Any = readable(UpdatePage.objects.child_of(index))
    pages = updates.leading_for(cohorts)
    urls = {pk: page.get_url(request) or "" for pk, page in pages.items()}
    known_of = {cohort.pk: describe(cohort, at=at) for cohort in cohorts}
    taking = [
        (cohort, known)
        for cohort in cohorts
        if (known := known_of[cohort.pk]) and known.intake == Intake.OPEN
    ]
    to_come = [
        (cohort, known)
        for cohort in cohorts
        if (known := known_of[cohort.pk]) and known.intake == Intake.COMING
    ]
    to_come.sort(key=lambda pair: (pair[0].starts_on, pair[0].pk))
    return Announced(
        open=[
            card(
                cohort,
                known,
                urls.get(cohort.pk, ""),
                can_apply=cohort.pk in pages and pages[cohort.pk].has_action,
            )
            for cohort, known in taking
        ],
        coming=[_coming(cohort, known, urls.get(cohort.pk, "")) for cohort, known in to_come],
    )


def card(cohort: Cohort, known: CohortFacts, url: str, *, can_apply: bool) -> Intaking:
    """An open cohort that leads to the update at `url`; `can_apply`: that update has the way to apply."""
    action = _("Read more and apply") if can_apply else _("Read more")
    return Intaking(title=cohort.name, facts=known.facts, word=known.tag.word, url=url, action=action)


def _coming(cohort: Cohort, known: CohortFacts, url: str) -> Entry:
    opens = cohort.applications_open_at
    words = local.moment(opens, cohort.programme.tz) if opens else ""
    return Entry(
        date_words=_("Starts on %(day)s") % {"day": local.short_day(cohort.starts_on).replace(" ", NO_BREAK)},
        title=cohort.name,
        url=url,
        summary=_("Applications open: %(moment)s") % {"moment": words} if words else "",
        kind=known.tag.kind,
        word=known.tag.word,
    )


def found_updates(index: UpdatesIndexPage, wanted: Wanted, *, at: dt.datetime) -> Any:
    """The updates that a reader wants to see, newest first."""
    updates = live_updates(index).filter(wanted.of_updates())
    return updates.saying(wanted.state, at=at) if wanted.state else updates


def index_context(index: UpdatesIndexPage, request: HttpRequest) -> dict[str, Any]:
    """What templates/pages/updates_index_page.html shows."""
    at = timezone.now()
    wanted = filters.read(request.GET)
    index.kept_query = wanted.query  # the language switch keeps the choice
    paginator = Paginator(found_updates(index, wanted, at=at), PAGE_SIZE)
    page_obj = paginator.get_page(request.GET.get(filters.PAGE))
    if request.GET.get(filters.PAGE, "1") == str(page_obj.number):  # pages beyond the last have no end
        reads_parameters(request)
    # All of them are sorted by what is needed for that; only those of this page are read with their facts.
    lines: Any = page_obj.object_list
    chosen = UpdatePage.objects.filter(pk__in=lines.values("pk"))
    page_obj.object_list = list(chosen.defer_streamfields().newest().with_facts())
    is_first = page_obj.number == 1
    found = announced(index, request, at=at, wanted=wanted) if is_first else Announced(open=[], coming=[])
    says_coming = any(page.headline == Intake.COMING and page.cohort is None for page in page_obj)
    is_empty = is_first and not (found.open or found.coming)
    updates = [entry(page, at=at, request=request) for page in page_obj]
    return {
        "wanted": wanted,
        "choices": wanted.choices(shown={update.word for update in updates}),
        "open_cohorts": found.open,
        "coming": found.coming,
        "updates": updates,
        "page_obj": page_obj if paginator.num_pages > 1 else None,
        "count": paginator.count,
        "subscribe_form": ShortSubscribeForm(regions=wanted.regions, initial={"region": wanted.region}),
        "subscribe_url": reverse("updates:subscribe"),
        "feed_url": reverse("updates:feed") + wanted.query,
        "calendars": calendars.links(wanted),
        "is_empty": not wanted and is_empty and not says_coming,
        "is_unmatched": bool(wanted) and is_empty and not paginator.count,
    }


def _cohort_of(page: UpdatePage) -> Cohort:
    """The cohort with its course: the one that the body shows where it is the same, so that it is read once."""
    shown = (child.value for child in page.body if child.block_type == "cohort")
    known: Cohort | None = next((one for one in shown if one and one.pk == page.cohort_id), None)
    return known or Cohort.objects.with_course().get(pk=page.cohort_id)


def update_context(page: UpdatePage, request: HttpRequest) -> dict[str, Any]:
    """What templates/pages/update_page.html shows. One query, or two where it has a stream but no cohort."""
    from cms.home.queries import trail  # it shows lists that are made here

    at = timezone.now()
    known: CohortFacts | None = None
    if page.cohort_id is not None:
        page.cohort = _cohort_of(page)
        page.programme, page.stream = page.cohort.programme, page.cohort.edition.course.stream
        known = describe(page.cohort, at=at)
    else:
        page.programme = Programme.objects.select_related("region").get(pk=page.programme_id)
    return {
        "date_words": local.short_day(page.posted_on(at=at)),
        "trail": trail(page, request),
        "tag": page.tag(at=at),
        "cohort": known,
        "subscribe_url": reverse("updates:subscribe") + _subscribe_query(page),
        "feed_url": reverse("updates:feed"),
        "calendar": calendars.link(page.programme, page.stream),
    }


def _subscribe_query(page: UpdatePage) -> str:
    """What the form is filled with: more of the same."""
    return Wanted(region=page.programme.region, stream=page.stream).place_query


def notice_of(page: UpdatePage) -> UpdateNotice | None:
    """Whether this update's subscribers were told, in its language."""
    if page.pk is None:
        return None
    found: UpdateNotice | None = UpdateNotice.objects.filter(
        translation_key=page.translation_key, language=page.locale.language_code
    ).first()
    return found
