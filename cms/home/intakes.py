"""The cohorts that a page looks forward to: open ones as cards, coming and full ones in a list."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.home.places import Places, find
from cms.navigation import updates_url
from cms.updates.facts import CohortFacts, describe
from cms.updates.queries import Entry, Intaking, card
from courses import local
from courses.enums import Intake
from courses.models import Cohort, Course, Programme, Region

MOST = 24  # on one page; a region rarely has three


@dataclass(frozen=True)
class Intakes:
    """Open ones, closing soonest first; coming ones and full ones, starting soonest first; and where to subscribe.

    `cohorts`: the same, as they are. `updates_url`: the list of updates, empty while there is none.
    """

    open: list[Intaking] = field(default_factory=list)
    others: list[Entry] = field(default_factory=list)
    cohorts: list[Cohort] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    subscribe_url: str = ""
    updates_url: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is scheduled."""
        return not (self.open or self.others)


def intakes(
    request: HttpRequest | None,
    *,
    at: dt.datetime,
    subscribe_url: str = "",
    region: Region | None = None,
    programme: Programme | None = None,
    course: Course | None = None,
    courses: Collection[int] = (),
) -> Intakes:
    """What is open, coming or full at the instant `at`, in all programmes or in those asked for. Two queries.

    Each leads to its update in the reader's language, where it has one (cms.home.places). `subscribe_url`: the form
    with what is asked for chosen already. `courses`: whose pages are looked for on the way, together with the page of
    the programme of `course`; they are in `places`.
    """
    asked = Q()
    if region is not None:
        asked &= Q(edition__course__programme__region=region)
    if programme is not None:
        asked &= Q(edition__course__programme=programme)
    if course is not None:
        asked &= Q(edition__course=course)
    # West of Greenwich the day in UTC may be a day ahead; `describe` decides by the programme's own.
    cohorts = list(
        Cohort.objects.announced()
        .filter(asked)
        .filter(Q(applications_close_at__gt=at) | Q(applications_close_at=None, starts_on__gte=at.date()))
        .with_course()
        .with_meetings()
        .order_by("applications_close_at", "pk")[:MOST]
    )
    places = find(
        request,
        cohorts=[cohort.pk for cohort in cohorts],
        programmes=[course.programme_id] if course else (),
        courses=courses,
    )
    known = [(cohort, facts) for cohort in cohorts if (facts := describe(cohort, at=at)) is not None]
    waiting = [pair for pair in known if pair[1].intake in (Intake.COMING, Intake.FULL)]
    waiting.sort(key=lambda pair: (pair[0].starts_on, pair[0].pk))
    shown = (Intake.OPEN, Intake.COMING, Intake.FULL)
    return Intakes(
        places=places,
        cohorts=[cohort for cohort, facts in known if facts.intake in shown],
        open=[
            card(cohort, facts, places.cohorts.get(cohort.pk, ""), can_apply=cohort.pk in places.applying)
            for cohort, facts in known
            if facts.intake == Intake.OPEN
        ],
        others=[_line(cohort, facts, places.cohorts.get(cohort.pk, "")) for cohort, facts in waiting],
        subscribe_url=subscribe_url or reverse("updates:subscribe"),
        updates_url=updates_url(request),
    )


def _line(cohort: Cohort, known: CohortFacts, url: str) -> Entry:
    summary = known.note
    opens = cohort.applications_open_at
    if known.intake == Intake.COMING:
        summary = (
            _("Applications open: %(moment)s") % {"moment": local.moment(opens, cohort.programme.tz)}
            if opens
            else _("When applications open is not settled yet.")
        )
    return Entry(
        date_words=_("Starts on %(day)s") % {"day": local.short_day(cohort.starts_on).replace(" ", "\u00a0")},
        title=cohort.name,
        url=url,
        summary=summary,
        kind=known.tag.kind,
        word=known.tag.word,
    )
