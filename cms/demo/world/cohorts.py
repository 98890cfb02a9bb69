"""Four cohorts, dated from today on: one in its middle, one open, one full, one that comes later."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.utils import timezone

from cms.accounts.models import Person
from courses.models import Cohort, Edition, Module
from courses.operations.cohorts import announce_cohort, create_cohort
from courses.operations.sessions import add_session
from trainees.enums import Evidence
from trainees.models import Enrolment
from trainees.operations.announcement import send
from trainees.operations.completion import record, void
from trainees.operations.enrolment import enrol, withdraw

from . import people

WEEK = dt.timedelta(weeks=1)
EVENING, END = dt.time(18), dt.time(21)
TUESDAY, THURSDAY = 1, 3
SEASONS = {
    "winter": ("winter", "hiver"),
    "spring": ("spring", "printemps"),
    "summer": ("summer", "été"),
    "fall": ("fall", "automne"),
}
MONTHS = ("winter", *("spring",) * 4, *("summer",) * 3, *("fall",) * 3, "winter")


def season(day: dt.date) -> tuple[str, str]:
    """The season and year of a day in both languages, such as "fall 2026" and "automne 2026"."""
    english, french = SEASONS[MONTHS[day.month - 1]]
    return f"{english} {day.year}", f"{french} {day.year}"


def build(editions: dict[str, Edition], *, by: Person) -> dict[str, Cohort]:
    """The cohorts by what they show: running, open, full, coming."""
    vancouver, north, richmond = editions["vancouver"], editions["north-shore"], editions["richmond"]
    today = timezone.now().astimezone(vancouver.course.programme.tz).date()
    tuesday = today - dt.timedelta(days=(today.weekday() - TUESDAY) % 7)
    return {
        "running": _running(vancouver, tuesday - 10 * WEEK, by=by),
        "open": _cohort(vancouver, tuesday + 8 * WEEK, seats=15, opens=today - 2 * WEEK, by=by),
        "full": _full(richmond, tuesday + 3 * WEEK, opens=today - 2 * WEEK, by=by),
        "coming": _cohort(north, tuesday + 20 * WEEK, seats=12, opens=today + 6 * WEEK, by=by),
    }


def _cohort(edition: Edition, first: dt.date, *, seats: int, opens: dt.date, by: Person) -> Cohort:
    """An announced cohort of 17 weeks whose applications are open for four, at noon, local time."""
    programme = edition.course.programme
    english, french = season(first)
    place = programme.region
    noon = dt.time(12)
    cohort = create_cohort(
        edition=edition,
        by=by,
        name_en=f"{place.name_en}, {english}",
        name_fr=f"{place.name_fr}, {french}",
        place_en="Room 204, 100 Example Street; some evenings online",
        place_fr="Salle 204, 100, rue Example; certains soirs en ligne",
        pattern_en="Tuesdays and Thursdays",
        pattern_fr="Les mardis et jeudis",
        starts_on=first,
        ends_on=first + 17 * WEEK,
        capacity=seats,
        applications_open_at=dt.datetime.combine(opens, noon, programme.tz),
        applications_close_at=dt.datetime.combine(opens + 4 * WEEK, noon, programme.tz),
    )
    return announce_cohort(cohort=cohort, by=by)


def _running(edition: Edition, first: dt.date, *, by: Person) -> Cohort:
    cohort = _cohort(edition, first, seats=15, opens=first - 12 * WEEK, by=by)
    modules = list(edition.modules.order_by("position"))
    held = _sessions(cohort, modules, by=by)
    enrolments = [
        enrol(cohort=cohort, email=people.address(name), chosen_name=name, language=language, by=by)
        for name, language in people.TRAINEES
    ]
    leaver = enrol(cohort=cohort, email="kit@example.org", chosen_name="Kit", by=by)
    withdraw(enrolment=leaver, by=by)
    _completions(cohort, enrolments, held, by=by)
    send(
        cohort=cohort,
        token=uuid.uuid4(),
        by=by,
        subject_en="The building closes at 9:15 p.m. on Thursday",
        text_en="On Thursday the building closes at 9:15 p.m. We will end on time.",
        subject_fr="L’immeuble ferme à 21 h 15 jeudi",
        text_fr="Jeudi, l’immeuble ferme à 21 h 15. Nous finirons à l’heure.",
    )
    cohort.refresh_from_db()
    return cohort


def _full(edition: Edition, first: dt.date, *, opens: dt.date, by: Person) -> Cohort:
    cohort = _cohort(edition, first, seats=len(people.OTHERS), opens=opens, by=by)
    for name, language in people.OTHERS:
        enrol(cohort=cohort, email=people.address(name), chosen_name=name, language=language, by=by)
    cohort.refresh_from_db()
    return cohort


def _sessions(cohort: Cohort, modules: Sequence[Module], *, by: Person) -> dict[Module, dt.date]:
    """Evenings of three hours, Tuesdays and Thursdays, until each class module has its hours.

    Returns the date on which each module's last session is held.
    """
    tz = cohort.programme.tz
    day = cohort.starts_on
    last: dict[Module, dt.date] = {}
    for module in modules:
        if module.is_optional or module.kind != "class":
            continue
        parts = -(-module.minutes // 180)
        for part in range(1, parts + 1):
            add_session(
                cohort=cohort,
                by=by,
                modules=[module],
                starts_at=dt.datetime.combine(day, EVENING, tz),
                ends_at=dt.datetime.combine(day, END, tz),
                title_en=f"{module.title_en}, part {part}" if parts > 1 else "",
                title_fr=f"{module.title_fr}, partie {part}" if parts > 1 else "",
                join_url="" if day.weekday() == TUESDAY else "https://meet.example.org/room-204",
            )
            last[module] = day
            day += dt.timedelta(days=2 if day.weekday() == TUESDAY else 5)
    return last


def _completions(
    cohort: Cohort, enrolments: Sequence[Enrolment], held: dict[Module, dt.date], *, by: Person
) -> None:
    """What was taught before today is recorded; two people still have something to make up."""
    today = timezone.now().astimezone(cohort.programme.tz).date()
    for module, day in held.items():
        if day >= today:
            continue
        behind = {"M05": 1, "M06": 2}.get(module.code, 0)
        who = enrolments[: len(enrolments) - behind]
        record(
            cohort=cohort,
            pairs=[(enrolment.pk, module.pk) for enrolment in who],
            completed_on=day,
            evidence=Evidence.PRACTICE if module.must_attend else Evidence.ASSIGNMENT,
            by=by,
        )
    family = cohort.edition.modules.get(code="F1")
    made = record(
        cohort=cohort,
        pairs=[(enrolments[2].pk, family.pk)],
        completed_on=cohort.starts_on - 10 * WEEK,
        evidence=Evidence.PRIOR_LEARNING,
        by=by,
        note="Taken with another programme.",
        override_reason="Boundaries were part of that course.",
    )
    if made:
        void(completion=made[0], reason="Recorded for the wrong person.", by=by)
