"""A cohort of fifteen goes through its whole course, on a clock that the test moves from February to April.

In the browser: everything that Robin (office) and Kim (phone) do at least once, and all roll-calls; Fay's learning with
a story to revise, Gus's quizzes, Dev who cannot come, Ana's practicum, and what Jo does through the links of mails.
The others send the same forms through Django's client (whole_course.forms). Nobody acts through an operation.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.fixtures.clock import MovedSite

from .whole_course import expectation, learning, mails, office, practising, reading, teaching
from .whole_course.script import JOINS_LATER, PEOPLE
from .whole_course.stage import Stage, opened

pytestmark = [pytest.mark.journeys, pytest.mark.timeout(300)]  # two months, in about 80 seconds


def test_a_whole_course(moved_site: MovedSite, new_context: Callable[..., BrowserContext]) -> None:
    stage = opened(moved_site, new_context)
    the_first_three_evenings(stage)
    what_was_missed_is_made_up(stage)
    the_last_three_evenings(stage)
    the_exam_and_who_practises(stage)
    hours_are_asked_about_and_confirmed(stage)
    the_last_hours_and_a_second_exam(stage)
    mails.absences_were_told(stage)
    assert expectation.found(stage.world) == expectation.expected()
    assert expectation.practicum_found(stage.world) == expectation.PRACTICUM
    reading.trainees_read_their_pages(stage)
    reading.kim_reads_the_inbox(stage)
    reading.robin_reads_the_overview(stage)


def the_first_three_evenings(stage: Stage) -> None:
    """Sessions are planned, people come, sign and take the quiz; one joins late."""
    office.drafts_the_sessions(stage["Robin"], stage)
    stage.it_is(2, 16, 10, 30)
    mails.schedule_is_told(stage)
    stage.it_is(3, 1, 9, 30)
    mails.reminded_of(stage, 1)
    teaching.holds(stage, 1)
    learning.signs(stage["Fay"], stage, "Fay")
    learning.sign(stage, but="Fay")
    stage.it_is(3, 3, 10)
    office.enrols(stage["Robin"], stage, JOINS_LATER)
    assert stage.mails(PEOPLE[JOINS_LATER].email, "Your first session: 4 March 2027")
    learning.sign_one(stage, JOINS_LATER)
    teaching.holds(stage, 2)
    teaching.holds(stage, 3)
    stage.it_is(3, 12, 12)
    learning.takes_the_quiz(stage["Gus"], stage, PEOPLE["Gus"].quiz[0])
    learning.take_the_quiz(stage, but="Gus")


def what_was_missed_is_made_up(stage: Stage) -> None:
    """Cleo comes to another cohort's session, Lou works at home; Gus tries the quiz again. The clocks change."""
    office.plans_a_make_up(stage["Robin"], stage, "Cleo", missed=2, through=stage.world.other)
    office.plans_a_task(stage, "Lou", missed=3, task="Read the handout and write a page.")
    stage.it_is(3, 13, 10, 5)
    learning.takes_the_quiz(stage["Gus"], stage, PEOPLE["Gus"].quiz[1])
    teaching.takes_the_roll_call(stage["Kim"], stage.world.other)
    stage.it_is(3, 15, 9, 30)
    office.confirms_the_task(stage["Robin"], stage, "Lou")
    mails.reminded_of(stage, 4)
    learning.cannot_come(stage["Dev"])


def the_last_three_evenings(stage: Stage) -> None:
    """Stories are written, one of them twice; a role-play is watched; a slip of the pen is corrected."""
    teaching.holds(stage, 4)
    stage.it_is(3, 17, 19)
    learning.hands_in(stage["Fay"], stage, "Somebody waited for my answer.")
    learning.hand_in(stage, but="Fay")
    office.plans_a_task(stage, "Dev", missed=4, task="Tell a story to a friend, and note how it went.")
    teaching.holds(stage, 5)
    teaching.answers_a_story(stage["Kim"], "Fay", "revise", "What happened then?")
    teaching.answers_the_other_stories(stage, but="Fay")
    assert stage.mails(PEOPLE["Fay"].email, "News about your training")
    stage.it_is(3, 19, 12)
    learning.reads_and_revises(stage["Fay"], stage, "What happened then?", "Then I could speak.")
    teaching.answers_a_story(stage["Kim"], "Fay", "accepted", "Thank you for this.")
    office.confirms_the_task(stage["Robin"], stage, "Dev")
    teaching.confirms_the_module(stage["Kim"], "Fay")
    teaching.confirms_the_other_modules(stage)
    teaching.holds(stage, 6)
    teaching.corrects_the_slip(stage["Kim"])
    teaching.notes_what_was_seen(stage["Kim"], PEOPLE["Gus"])
    teaching.notes_the_others(stage, but="Gus")


def the_exam_and_who_practises(stage: Stage) -> None:
    """Hana and Mia do not pass. Ana and Cleo are to practise with Jo, who has no account: everybody agrees."""
    stage.it_is(3, 26, 10)
    ana, jo, robin = stage["Ana"], stage["Jo"], stage["Robin"]
    office.records_a_mark(robin, stage, 0, "2027-03-25")
    office.records_a_list(robin, stage, 0, "2027-03-25")
    for name in ("Ana", "Cleo"):
        office.places(robin, stage, name)
        practising.agrees_as_supervisor(jo, stage, name)
    practising.agrees_as_trainee(ana)
    practising.agree(stage.forms("Cleo"))


def hours_are_asked_about_and_confirmed(stage: Stage) -> None:
    """Ana logs an hour too much, is asked, and corrects it; Jo confirms, and both write."""
    stage.it_is(3, 31, 18)
    ana, jo = stage["Ana"], stage["Jo"]
    practising.logs(ana, "2027-03-30", "One-to-one support", hours=2)
    practising.logs(ana, "2027-03-31", "Group support", hours=1, minutes=30)
    practising.logs(ana, "2027-03-31", "Supervision", hours=1)
    practising.log(stage.forms("Cleo"), "2027-03-30", "one_to_one", 100)
    practising.log(stage.forms("Cleo"), "2027-03-31", "training", 50)
    stage.it_is(4, 1, 10)
    practising.digest_is_due(stage)
    practising.asks_about(jo, stage, "Ana", "1 hour", "Was it not a little less?")
    practising.confirm_through(stage, "Cleo")
    practising.corrects(stage["Ana"], stage, PEOPLE["Ana"].email, "1 hour", minutes=45)
    practising.both_report(stage, 1)
    practising.report(stage.forms("Cleo"), 1)


def the_last_hours_and_a_second_exam(stage: Stage) -> None:
    """Hana passes now, Mia does not. Ana has all her hours, and Kim signs off."""
    office.records_a_mark(stage["Robin"], stage, 1, "2027-04-01")
    office.records_a_list(stage["Robin"], stage, 1, "2027-04-01")
    stage.it_is(4, 8, 9, 30)
    practising.logs(stage["Ana"], "2027-04-06", "Training at the site", hours=1)
    practising.digest_is_due(stage)
    practising.confirms_all(stage["Jo"], stage, "Ana")
    practising.log(stage.forms("Cleo"), "2027-04-07", "group", 40)
    practising.both_report(stage, 2)
    teaching.signs_off(stage["Kim"], "Ana")
