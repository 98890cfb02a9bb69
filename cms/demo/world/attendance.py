"""What the demo shows of attendance: roll-calls of the cohort that is under way, some absences, make-ups."""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from cms.accounts.models import Person
from courses.models import Cohort, Session
from trainees.enums import EnrolmentState, Mark
from trainees.models import Attendance, Enrolment, RollCall
from trainees.operations.attendance import Tap, close_roll_call, mark_all
from trainees.operations.correcting import correct
from trainees.operations.make_ups import confirm, plan
from trainees.queries.roll_call import sheet

Said = tuple[Mark, int, int]
# By the number of the session, and the name: what happened where somebody was not simply present.
MARKS: Mapping[int, Mapping[str, Said]] = {
    1: {"Wei": (Mark.PRESENT, 15, 0)},
    2: {"Dana": (Mark.EXCUSED, 0, 0)},
    4: {"Noor": (Mark.ABSENT, 0, 0), "Alex": (Mark.PRESENT, 0, 30)},
    6: {"Wei": (Mark.PRESENT, 20, 0), "Émile": (Mark.EXCUSED, 0, 0)},
    12: {"Sam": (Mark.EXCUSED, 0, 0), "Lucia": (Mark.PRESENT, 5, 10)},
    13: {"Maya": (Mark.ABSENT, 0, 0), "Noor": (Mark.EXCUSED, 0, 0)},
}
TASK = "Watch the recording, and write down three questions you would ask."
PRONOUNS = {
    "Camille": "elle",
    "Alex": "they/them",
    "Harpreet": "she/her",
    "Wei": "he/him",
    "Sam": "they/them",
}


def build(cohort: Cohort, *, by: Person) -> None:
    """Close the roll-calls of the sessions that were held, but for the last one. One absence is made up, one planned.

    A mark of the first evening was corrected. Marks and closings carry the time of their evening.
    """
    for name, pronouns in PRONOUNS.items():
        Person.objects.filter(chosen_name=name, enrolments__cohort=cohort).update(pronouns=pronouns)
    # Who has left by now went before the first evening.
    left = cohort.enrolments.filter(state=EnrolmentState.WITHDRAWN)
    left.update(ended_at=cohort.sessions.earliest("starts_at").starts_at - dt.timedelta(days=1))
    held = list(cohort.sessions.standing().filter(ends_at__lt=timezone.now()).order_by("starts_at", "pk"))
    for number, session in enumerate(held[:-1]):
        _take(session, MARKS.get(number, {}), by=by)
    people = {
        enrolment.person.chosen_name: enrolment for enrolment in cohort.enrolments.select_related("person")
    }
    if len(held) > max(MARKS):
        _corrected(held[0], people["Tala"], by=by)
        _made_up(held, people, by=by)


def _take(session: Session, away: Mapping[str, Said], *, by: Person) -> None:
    taps = [
        Tap(enrolment=line.enrolment.pk, mark=mark, seen_version=0, minutes_late=late, minutes_early=early)
        for line in sheet(session).lines
        for mark, late, early in [away.get(line.enrolment.person.chosen_name, (Mark.PRESENT, 0, 0))]
    ]
    mark_all(session=session, taps=taps, by=by)
    Attendance.objects.filter(session=session).update(
        recorded_at=session.starts_at + dt.timedelta(minutes=20)
    )
    RollCall.objects.filter(session=session).update(opened_at=session.starts_at)
    close_roll_call(session=session, by=by)


def _corrected(session: Session, enrolment: Enrolment, *, by: Person) -> None:
    standing = Attendance.objects.standing().get(session=session, enrolment=enrolment)
    correct(attendance=standing, mark=Mark.PRESENT, minutes_late=10, reason="Came with the later bus.", by=by)


def _made_up(held: list[Session], people: Mapping[str, Enrolment], *, by: Person) -> None:
    """Dana has done a task; for Noor one is planned."""
    done = plan(enrolment=people["Dana"], stands_for=held[2], task=TASK, minutes=held[2].minutes, by=by)
    confirm(make_up=done, done_on=held[3].held_on, by=by)
    plan(enrolment=people["Noor"], stands_for=held[4], task=TASK, minutes=held[4].minutes, by=by)
