"""What Robin does in the office, in the browser; a few acts more than once, then through the same forms."""

import datetime as dt
import re

from courses.models import Session
from tests.journeys.people import Guest
from trainees.models import MakeUp

from .forms import Forms
from .script import BY_HAND, DAY_OFF, PEOPLE, SESSIONS
from .stage import Stage


def drafts_the_sessions(robin: Guest, stage: Stage) -> None:
    """Tuesdays and Thursdays, without the day off; what was seen in the list is what is planned."""
    robin.opens(f"/office/cohorts/{stage.world.cohort.pk}/sessions/")
    robin.opens(f"/office/cohorts/{stage.world.cohort.pk}/sessions/draft/")
    robin.fills(first=SESSIONS[1].isoformat())
    robin.fills(free=DAY_OFF.isoformat())
    for day in (1, 3):
        robin.fills(**{f"week_{day}_from": "18:00", f"week_{day}_to": "20:00"})
    robin.page.get_by_label("Kim", exact=True).check()
    robin.page.get_by_label("The cohort ends with its last session").uncheck()
    hits_enter_on(robin, "See the list")
    robin.reads("6 sessions, 12", "Tuesday, 9 March 2027")
    robin.presses("Plan these 6 sessions")
    robin.is_told("6 sessions are planned.")
    planned = stage.world.cohort.sessions.order_by("starts_at")
    tz = stage.world.cohort.programme.tz
    assert [session.starts_at.astimezone(tz) for session in planned] == [
        dt.datetime.combine(day, dt.time(18), tz) for day in SESSIONS.values()
    ]


def hits_enter_on(robin: Guest, words: str) -> None:
    """The button, by keyboard: a calendar that opened below a field of a date may lie over it."""
    robin.tab.get_by_role("button", name=words).first.press("Enter")


def enrols(robin: Guest, stage: Stage, name: str) -> None:
    """Somebody who joins when the course has begun."""
    robin.opens(f"/office/cohorts/{stage.world.cohort.pk}/roster/enrol/")
    robin.fills(email=PEOPLE[name].email, chosen_name=name)
    robin.chooses(language="en")
    robin.presses("Enrol")
    robin.is_told(f"{name} is enrolled.")
    enrolled = stage.world.cohort.enrolments.select_related("person").get(person__chosen_name=name)
    stage.world.enrolments[name] = enrolled


def plans_a_make_up(robin: Guest, stage: Stage, name: str, missed: int, through: Session) -> None:
    """A session of another cohort stands in."""
    robin.opens(f"/office/enrolments/{stage.world.enrolments[name].pk}/make-up/")
    robin.chooses(stands_for=str(stage.world.session(missed).pk), through=str(through.pk))
    robin.presses("Plan it")
    robin.is_told("The make-up is planned.")


def plans_a_task(stage: Stage, name: str, missed: int, task: str) -> None:
    """Two hours of work at home stand in: through the form, without a browser."""
    path = f"/office/enrolments/{stage.world.enrolments[name].pk}/make-up/"
    stands_for = str(stage.world.session(missed).pk)
    Forms(stage.world.robin).sends(path, stands_for=stands_for, task=task, minutes="120")


def confirms_the_task(robin: Guest, stage: Stage, name: str) -> None:
    """It was done."""
    make_up = MakeUp.objects.get(enrolment=stage.world.enrolments[name])
    robin.opens(f"/office/cohorts/{stage.world.cohort.pk}/attendance/")
    robin.page.get_by_role("link", name=re.compile(f"^Confirm.*{name}")).first.click()
    hits_enter_on(robin, "Confirm")
    robin.is_told("The make-up is done.")
    make_up.refresh_from_db()
    assert make_up.minutes == 120


def records_a_mark(robin: Guest, stage: Stage, number: int, taken_on: str) -> None:
    """By hand: of one person, on the page of the exam."""
    robin.opens(f"/office/cohorts/{stage.world.cohort.pk}/exams/{stage.world.exam.pk}/")
    robin.chooses(enrolment=str(stage.world.enrolments[BY_HAND].pk))
    robin.fills(taken_on=taken_on)
    robin.fills(mark=str(PEOPLE[BY_HAND].marks[number]))
    hits_enter_on(robin, "Record")
    robin.is_told("The result is recorded.")


def records_a_list(robin: Guest, stage: Stage, number: int, taken_on: str) -> None:
    """The marks of everybody else for whom it is this attempt, as a CSV file."""
    marks = {
        one.email: one.marks[number]
        for one in PEOPLE.values()
        if len(one.marks) > number and one.name != BY_HAND
    }
    text = "email;mark;date\n" + "".join(f"{email};{mark};{taken_on}\n" for email, mark in marks.items())
    robin.opens(f"/office/cohorts/{stage.world.cohort.pk}/exams/{stage.world.exam.pk}/list/")
    robin.tab.locator("input[type=file]").set_input_files(
        {"name": "marks.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    robin.presses("Check the list")
    robin.reads(f"Attempt {number + 1}")
    robin.presses(f"Record {len(marks)} result")
    robin.is_told(f"{len(marks)} result")


def places(robin: Guest, stage: Stage, name: str) -> None:
    """At the Harbour Centre, with Jo, from the end of March on."""
    world = stage.world
    robin.opens(f"/office/cohorts/{world.cohort.pk}/practicum/{world.enrolments[name].pk}/")
    for field, words in (("site", world.site_name), ("supervisor", f"{world.site_name}: Jo")):
        options = robin.tab.locator(f"select[name={field}] option").all_inner_texts()
        label = next(option for option in options if option.strip().startswith(words))
        robin.chooses(**{field: label.strip()})
    robin.fills(starts_on="2027-03-29", ends_on="2027-04-30")
    hits_enter_on(robin, "Propose")
    robin.is_told(f"{name} and Jo are asked to agree.")
