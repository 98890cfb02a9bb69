"""What a visitor is told about a cohort, in words; everything comes from the cohort itself, nothing is typed twice."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import local
from courses.enums import CohortState, Intake
from courses.models import Cohort

# The signs that components/tag.html knows. What is over or full is quiet; what was called off needs care.
SIGNS: dict[str, str] = {
    Intake.OPEN: "open",
    Intake.COMING: "coming",
    Intake.FULL: "full",
    Intake.CANCELLED: "care",
}


@dataclass(frozen=True)
class Tag:
    """A state as a sign and a word."""

    kind: str
    word: str


@dataclass(frozen=True)
class Fact:
    """One fact with its label; `more` is a second line."""

    label: str
    value: str
    more: str = ""
    url: str = ""


@dataclass(frozen=True)
class CohortFacts:
    """A cohort as a visitor may know it, at one instant and in one language."""

    intake: Intake
    tag: Tag
    name: str
    facts: list[Fact]
    note: str
    url: str = ""
    action: str = ""


def tag(intake: str) -> Tag:
    """Sign and word of an intake."""
    return Tag(kind=SIGNS.get(intake, "closed"), word=str(Intake(intake).label))


def describe(cohort: Cohort, *, at: dt.datetime) -> CohortFacts | None:
    """The facts at the instant `at`; None while the cohort is a draft, of which no visitor knows.

    Needs no query for a cohort read `with_course()`.
    """
    if cohort.state == CohortState.DRAFT:
        return None
    intake = cohort.intake(at=at)
    facts = [_classes(cohort), _place(cohort), _window(cohort, intake), _seats(cohort, intake)]
    return CohortFacts(
        intake=intake,
        tag=tag(intake),
        name=cohort.name,
        facts=[fact for fact in facts if fact is not None],
        note=_note(intake),
    )


def _classes(cohort: Cohort) -> Fact:
    days = local.days(cohort.starts_on, cohort.ends_on)
    if cohort.pattern:
        return Fact(label=_("Classes"), value=cohort.pattern, more=days)
    return Fact(label=_("Classes"), value=days)


def _place(cohort: Cohort) -> Fact | None:
    place = cohort.place or cohort.programme.region.name
    return Fact(label=_("Where"), value=place) if place else None


def _window(cohort: Cohort, intake: Intake) -> Fact | None:
    opens, closes, tz = cohort.applications_open_at, cohort.applications_close_at, cohort.programme.tz
    if opens is None or closes is None:
        return None
    if intake == Intake.COMING:
        return Fact(
            label=_("Applications open"),
            value=local.moment(opens, tz),
            more=_("Open until %(moment)s") % {"moment": local.moment(closes, tz)},
        )
    if intake == Intake.OPEN:
        return Fact(label=_("Apply by"), value=local.moment(closes, tz))
    if intake == Intake.CLOSED:
        return Fact(label=_("Applications closed"), value=local.moment(closes, tz))
    return None


def _seats(cohort: Cohort, intake: Intake) -> Fact | None:
    if intake not in (Intake.OPEN, Intake.COMING, Intake.FULL):
        return None
    if cohort.seats_left == 0:
        words = ngettext("The one place is taken", "All %(count)d places are taken", cohort.capacity)
        return Fact(label=_("Places"), value=words % {"count": cohort.capacity})
    if cohort.seats_held == 0:
        words = ngettext("%(count)d place", "%(count)d places", cohort.capacity)
        return Fact(label=_("Places"), value=words % {"count": cohort.capacity})
    words = ngettext("%(left)d of %(count)d left", "%(left)d of %(count)d left", cohort.seats_left)
    return Fact(label=_("Places"), value=words % {"left": cohort.seats_left, "count": cohort.capacity})


def _note(intake: Intake) -> str:
    if intake == Intake.CANCELLED:
        return _("This training will not be held. Subscribe, and we will write when a new one is posted.")
    if intake == Intake.FULL:
        return _("Every place is taken for now. Subscribe, and we will write when a new one is posted.")
    return ""
