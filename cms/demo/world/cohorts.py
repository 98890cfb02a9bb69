"""Four cohorts, dated from today on: one in its middle, one open, one full, one that comes later."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence

from django.utils import timezone

from cms.accounts.models import Person
from courses.enums import ModuleKind
from courses.models import Cohort, Edition, Module
from courses.operations.cohorts import announce_cohort, create_cohort
from courses.operations.sessions import add_session
from tasks.outbox.enums import State
from tasks.outbox.models import Content, Message
from trainees.enums import Evidence
from trainees.models import Enrolment
from trainees.operations.announcement import send
from trainees.operations.completion import record, void
from trainees.operations.enrolment import enrol, withdraw
from trainees.operations.welcome import welcome_drafts

from . import people

WEEK = dt.timedelta(weeks=1)
EVENING = dt.time(18)
LONGEST = 3  # hours of one evening
TUESDAY = 1
# Days on which nobody teaches: British Columbia's holidays of a fixed date, and the days around them. Those that move
# fall on a Monday or a Friday, when no cohort meets.
FREE = {(1, 1), (7, 1), (9, 30), (11, 11), (12, 24), (12, 25), (12, 26), (12, 31)}
ROOMS = {
    "vancouver": ("Room 204, 100 Example Street", "salle 204, 100, rue Example"),
    "north-shore": (
        "Room 3, 20 Example Avenue, North Vancouver",
        "salle 3, 20, avenue Example, North Vancouver",
    ),
    "richmond": ("Room 12, 8 Example Road, Richmond", "salle 12, 8, chemin Example, Richmond"),
}
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


def evenings(first: dt.date) -> Iterator[dt.date]:
    """Tuesdays and Thursdays from the Tuesday `first` on, without those on which nobody teaches."""
    day = first
    while True:
        if (day.month, day.day) not in FREE:
            yield day
        day += dt.timedelta(days=2 if day.weekday() == TUESDAY else 5)


def lengths(hours: int) -> list[int]:
    """How a module's hours are spread over evenings of at most three: 4 is 2 and 2, 8 is 3, 3 and 2."""
    parts = -(-hours // LONGEST)
    return [hours // parts + (part < hours % parts) for part in range(parts)]


def build(editions: dict[str, Edition], *, by: Person) -> dict[str, Cohort]:
    """The cohorts by what they show: running, open, full, coming."""
    vancouver, north, richmond = editions["vancouver"], editions["north-shore"], editions["richmond"]
    today = timezone.now().astimezone(vancouver.course.programme.tz).date()
    tuesday = today - dt.timedelta(days=(today.weekday() - TUESDAY) % 7)
    return {
        "running": _running(vancouver, tuesday - 10 * WEEK, by=by),
        "open": _cohort(vancouver, tuesday + 8 * WEEK, seats=15, opens=today - 2 * WEEK, by=by),
        "full": _full(richmond, tuesday + 7 * WEEK, today=today, by=by),
        "coming": _cohort(north, tuesday + 20 * WEEK, seats=12, opens=today + 6 * WEEK, by=by),
    }


def _cohort(edition: Edition, earliest: dt.date, *, seats: int, opens: dt.date, by: Person) -> Cohort:
    """An announced cohort with its sessions; applications are open for four weeks, from noon, local time.

    It ends with its last session.
    """
    programme = edition.course.programme
    plan = _plan(edition, earliest)
    first, last = plan[0][0], plan[-1][0]
    english, french = season(first)
    region = programme.region
    room_en, room_fr = ROOMS[programme.slug]
    noon = dt.time(12)
    cohort = create_cohort(
        edition=edition,
        by=by,
        name_en=f"{region.name_en}, {english}",
        name_fr=f"{region.name_fr}, {french}",
        place_en=f"{room_en}; Thursdays online",
        place_fr=f"{room_fr[0].upper()}{room_fr[1:]}; le jeudi en ligne",
        pattern_en="Tuesdays and Thursdays",
        pattern_fr="Les mardis et jeudis",
        starts_on=first,
        ends_on=last,
        capacity=seats,
        applications_open_at=dt.datetime.combine(opens, noon, programme.tz),
        applications_close_at=dt.datetime.combine(opens + 4 * WEEK, noon, programme.tz),
    )
    _add_sessions(cohort, plan, by=by)
    return announce_cohort(cohort=cohort, by=by)


Evening = tuple[dt.date, int, Module, str, str]
"""Its date, its hours, what is taught, and its title in both languages."""


def _plan(edition: Edition, earliest: dt.date) -> list[Evening]:
    """Every evening of a cohort: as many hours as its class modules have, neither more nor less."""
    days = evenings(earliest)
    plan: list[Evening] = []
    for module in edition.modules.order_by("position"):
        if module.is_optional or module.kind != ModuleKind.CLASS:
            continue
        spread = lengths(module.minutes // 60)
        for part, hours in enumerate(spread, 1):
            several = len(spread) > 1
            english = f"{module.title_en}, part {part}" if several else ""
            french = f"{module.title_fr}, partie {part}" if several else ""
            plan.append((next(days), hours, module, english, french))
    return plan


def _add_sessions(cohort: Cohort, plan: Sequence[Evening], *, by: Person) -> None:
    """Tuesdays in the room, Thursdays online."""
    tz = cohort.programme.tz
    for day, hours, module, english, french in plan:
        starts_at = dt.datetime.combine(day, EVENING, tz)
        add_session(
            cohort=cohort,
            by=by,
            modules=[module],
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(hours=hours),
            title_en=english,
            title_fr=french,
            join_url="" if day.weekday() == TUESDAY else f"https://meet.example.org/{cohort.programme.slug}",
        )


def _running(edition: Edition, earliest: dt.date, *, by: Person) -> Cohort:
    opens = earliest - 12 * WEEK
    cohort = _cohort(edition, earliest, seats=15, opens=opens, by=by)
    people_of = [*people.TRAINEES, ("Kit", "en")]
    *enrolments, leaver = _enrol(cohort, people_of, on=opens + 7 * WEEK, by=by)
    withdraw(enrolment=leaver, by=by)
    _completions(cohort, enrolments, by=by)
    send(
        cohort=cohort,
        token=uuid.uuid4(),
        by=by,
        subject_en="The building closes at 9:15 p.m. on Tuesday",
        text_en="On Tuesday the building closes at 9:15 p.m. We will end on time.",
        subject_fr="L’immeuble ferme à 21 h 15 mardi",
        text_fr="Mardi, l’immeuble ferme à 21 h 15. Nous finirons à l’heure.",
    )
    cohort.refresh_from_db()
    return cohort


def _full(edition: Edition, earliest: dt.date, *, today: dt.date, by: Person) -> Cohort:
    """Applications close a week from now, but the last place was given twelve days ago."""
    opens = today - 3 * WEEK
    cohort = _cohort(edition, earliest, seats=len(people.OTHERS), opens=opens, by=by)
    _enrol(cohort, people.OTHERS, on=today - dt.timedelta(days=12), by=by)
    cohort.refresh_from_db()
    return cohort


def _enrol(cohort: Cohort, who: Sequence[tuple[str, str]], *, on: dt.date, by: Person) -> list[Enrolment]:
    """Enrolled some weeks ago, with the welcome that each got then: it names what was the first session then."""
    at = dt.datetime.combine(on, dt.time(15), cohort.programme.tz)
    made = [
        enrol(cohort=cohort, email=people.address(name), chosen_name=name, language=language, by=by)
        for name, language in who
    ]
    Enrolment.objects.filter(pk__in=[enrolment.pk for enrolment in made]).update(enrolled_at=at)
    for draft in welcome_drafts(cohort=cohort, enrolments=made, at=at):
        Message.objects.filter(dedup_key=draft.dedup_key).update(
            content=draft.content,
            state=State.SENT,
            attempts=1,
            created_at=at,
            next_attempt_at=at,
            sent_at=at,
        )
    Content.objects.filter(messages=None).delete()
    return made


def _completions(cohort: Cohort, enrolments: Sequence[Enrolment], *, by: Person) -> None:
    """What was taught before today is recorded; two people still have something to make up."""
    today = timezone.now().astimezone(cohort.programme.tz).date()
    held = {
        module: session.held_on
        for session in cohort.sessions.order_by("starts_at").prefetch_related("modules")
        for module in session.modules.all()
    }
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
