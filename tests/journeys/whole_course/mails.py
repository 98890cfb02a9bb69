"""What beat and the worker do meanwhile, and what arrives in people's mailboxes."""

from courses import local
from tasks.jobs.reminders import reminders
from tasks.jobs.schedule_notices import schedule_notices

from .expectation import MISSED
from .script import JOINS_LATER, PEOPLE, SESSIONS
from .stage import Stage


def schedule_is_told(stage: Stage) -> None:
    """One notice to each of fourteen, to Kim, and to Kit of the other cohort: once, however many sessions there are."""
    assert (schedule_notices(), schedule_notices()) == (16, 0)
    for address in [one.email for one in PEOPLE.values() if one.name != JOINS_LATER] + [
        stage.world.kim.email
    ]:
        assert len(stage.mails(address, "News about your sessions")) == 1


def reminded_of(stage: Stage, number: int) -> None:
    """The day before a session, in the morning: everybody once, at six on the clock of Vancouver on both sides of the
    night when it changes."""
    people = len(stage.world.enrolments)
    assert (reminders(), reminders()) == (people, 0)
    subject = f"Your next session: {local.day(SESSIONS[number])}"
    for name in stage.world.enrolments:
        (mail,) = stage.mails(PEOPLE[name].email, subject)
        assert "6:00 p.m. to 8:00 p.m. Pacific time" in mail.text.replace("\u00a0", " "), mail.text


def absences_were_told(stage: Stage) -> None:
    """Whoever came close to what may be missed, or over it, was written to, and nobody else; each time Robin, too."""
    for one in PEOPLE.values():
        times = MISSED.get(one.name, (0, 0, 0))[2]
        assert len(stage.mails(one.email, "About your sessions")) == times, one.name
