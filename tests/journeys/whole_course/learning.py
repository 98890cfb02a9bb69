"""What trainees do: some on a phone in the browser, the others through the forms of the same pages."""

from bs4 import BeautifulSoup

from tests.journeys.people import Guest

from .course import DOES_NOT_FIT, FITS
from .script import PEOPLE, QUESTIONS
from .stage import Stage


def path_of(stage: Stage, kind: str, item: str) -> str:
    """The page of something that a module asks for."""
    return f"/my/cohorts/{stage.world.cohort.pk}/{kind}/{stage.world.items[item].pk}/"


def signs(guest: Guest, stage: Stage, name: str) -> None:
    """The agreement, from the module's page."""
    guest.opens(f"/my/cohorts/{stage.world.cohort.pk}/modules/{stage.world.module('M01').pk}/")
    guest.follows("Read and sign it")
    guest.fills(signed_as=name)
    guest.presses("Sign")
    guest.reads("Signed. Thank you.")
    assert guest.has_no_sideways_scrolling()


def sign(stage: Stage, *, but: str) -> None:
    """Everybody else who is enrolled, through the form."""
    for name in stage.world.enrolments.keys() - {but}:
        sign_one(stage, name)


def sign_one(stage: Stage, name: str) -> None:
    """One of them."""
    stage.forms(name).sends(path_of(stage, "agreements", "agreement"), signed_as=name)


def takes_the_quiz(guest: Guest, stage: Stage, right: int) -> None:
    """With so many right answers."""
    guest.opens(path_of(stage, "quizzes", "quiz"))
    guest.presses("Begin" if guest.page.get_by_role("button", name="Begin").count() else "Try again")
    for number in range(QUESTIONS):
        answer = FITS if number < right else DOES_NOT_FIT
        guest.page.get_by_label(answer, exact=True).nth(number).check()
    assert guest.has_no_sideways_scrolling()
    guest.presses("Hand in")
    guest.reads(f"{right} of {QUESTIONS} answers were right")


def take_the_quiz(stage: Stage, *, but: str) -> None:
    """Everybody else, through the forms."""
    for name in PEOPLE.keys() - {but}:
        forms, path = stage.forms(name), path_of(stage, "quizzes", "quiz")
        forms.sends(path, action="begin")
        page = forms.page(path)
        forms.sends_in(page, path, action="hand_in", **_answers(page, PEOPLE[name].quiz[0]))


def _answers(page: BeautifulSoup, right: int) -> dict[str, str]:
    """What is chosen for each question: the first ones right."""
    found: dict[str, str] = {}
    for box in page.select("main form input[type=radio]"):
        label = box.find_parent("label") or page.find("label", attrs={"for": box["id"]})
        words = label.get_text(strip=True) if label else ""
        name = str(box["name"])
        others = found.keys() - {name}
        if words == (FITS if len(others) < right else DOES_NOT_FIT):
            found.setdefault(name, str(box["value"]))
    assert len(found) == QUESTIONS
    return found


def hands_in(guest: Guest, stage: Stage, text: str) -> None:
    """A story, from the phone."""
    guest.opens(path_of(stage, "assignments", "story"))
    guest.fills(text=text)
    guest.presses("Hand in")
    guest.reads("Handed in.")


def hand_in(stage: Stage, *, but: str) -> None:
    """Everybody else who has a story."""
    for one in PEOPLE.values():
        if one.story and one.name != but:
            path = path_of(stage, "assignments", "story")
            stage.forms(one.name).sends(path, text=f"{one.name} was asked, and listened.", action="hand_in")


def reads_and_revises(guest: Guest, stage: Stage, feedback: str, more: str) -> None:
    """The text is still in the form; a sentence is added."""
    guest.opens("/my/checklist/")
    guest.follows("Read the feedback and go on")
    guest.reads(feedback)
    text = guest.tab.locator("[name=text]").input_value()
    hands_in(guest, stage, f"{text} {more}")


def cannot_come(guest: Guest) -> None:
    """To the next session. Nobody asks why."""
    guest.opens("/my/")
    guest.presses("I can’t come")
    guest.reads("You need not say why.", "You said that you cannot come.")
    assert guest.has_no_sideways_scrolling()
