"""Four cohorts, dated from today on: one in its middle, one open, one full, one that comes later; and an earlier one."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from cms.accounts.models import Person
from courses.models import Cohort, Edition
from courses.operations.cohorts import announce_cohort, create_cohort
from courses.operations.drafting import draft_sessions
from courses.queries.schedule import taught_in_class
from courses.rules.days_off import days_off
from courses.rules.drafting import Slot, Weekly, weekly
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
TUESDAY, THURSDAY = 1, 3
EVENINGS = Weekly({TUESDAY: (dt.time(18), dt.time(21)), THURSDAY: (dt.time(18), dt.time(20, 40))})
"""Tuesdays in the room, Thursdays online."""
AROUND_NEW_YEAR = [(12, 24), (12, 31)]
"""Days on which nobody teaches, beside the public holidays."""
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


def earlier(
    edition: Edition, *, ends: dt.date, who: Sequence[tuple[str, str]], by: Person
) -> list[Enrolment]:
    """A cohort that ended in the weeks before `ends`, and those who were in it."""
    first = ends - 28 * WEEK
    cohort = _cohort(edition, first, seats=12, opens=first - 12 * WEEK, by=by)
    return _enrol(cohort, who, on=first - 5 * WEEK, by=by)


def _cohort(
    edition: Edition,
    earliest: dt.date,
    *,
    seats: int,
    opens: dt.date,
    by: Person,
    facilitators: Sequence[Person] = (),
) -> Cohort:
    """An announced cohort with its sessions; applications are open for four weeks, from noon, local time.

    It ends with its last session.
    """
    programme = edition.course.programme
    slots = _slots(edition, earliest)
    first, last = (slot.starts_at.astimezone(programme.tz).date() for slot in (slots[0], slots[-1]))
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
    draft_sessions(
        cohort=cohort,
        slots=slots,
        by=by,
        facilitators=facilitators,
        end_with_last=True,
        despite_conflicts=True,
    )
    cohort.refresh_from_db()
    return announce_cohort(cohort=cohort, by=by)


def _slots(edition: Edition, earliest: dt.date) -> list[Slot]:
    """As many evenings as the edition's hours in class need, without holidays; Thursdays have a link to join."""
    programme = edition.course.programme
    years = range(earliest.year, earliest.year + 2)
    named = [dt.date(year, month, day) for year in years for month, day in AROUND_NEW_YEAR]
    minutes = sum(module.minutes for module in taught_in_class(edition))
    closed = days_off(programme.province, years, named)
    found = weekly(EVENINGS, first=earliest, minutes=minutes, tz=programme.tz, closed=closed)
    link = f"https://meet.example.org/{programme.slug}"
    return [
        replace(slot, join_url=link if slot.starts_at.astimezone(programme.tz).weekday() == THURSDAY else "")
        for slot in found.slots
    ]


def _running(edition: Edition, earliest: dt.date, *, by: Person) -> Cohort:
    opens = earliest - 12 * WEEK
    ken = Person.objects.get(email=people.address("ken"))
    cohort = _cohort(edition, earliest, seats=15, opens=opens, by=by, facilitators=[ken, by])
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
        behind = {"M05": 1, "M06": 2, "M08": 1}.get(module.code, 0)
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
