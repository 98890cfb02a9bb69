"""What Kim does on a phone: roll-calls, feedback, what was seen, what is confirmed. The many go through the forms."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from courses.models import Session
from tests.journeys.people import Guest

from .forms import Forms
from .script import PEOPLE, SLIP, Script, minutes_of, present_but
from .stage import Stage


def takes_the_roll_call(kim: Guest, session: Session, number: int = 0) -> None:
    """Everybody is there, but for a few; then it is closed. Without a number: as the page begins."""
    kim.opens("/my/teaching/")
    kim.opens(f"/my/teaching/sessions/{session.pk}/")
    for name, mark in present_but(number).items():
        line = kim.page.get_by_role("group", name=name)
        line.get_by_label(mark, exact=True).click()
        expect(line.locator("[data-note]")).to_contain_text("Saved")
    for name, (field, minutes) in minutes_of(number).items():
        line = kim.page.get_by_role("group", name=name)
        line.get_by_label("Present", exact=True).click()
        line.get_by_text("Late, or left early").click()
        line.get_by_label(field).fill(str(minutes))
        line.get_by_label(field).blur()
        expect(line.locator("[data-note]")).to_contain_text("Saved")
    assert kim.has_no_sideways_scrolling()
    closes_it(kim)


def holds(stage: Stage, number: int) -> None:
    """An evening: the roll-call of the cohort's session so many, on Kim's phone."""
    stage.evening(number)
    takes_the_roll_call(stage["Kim"], stage.world.session(number), number)


def closes_it(kim: Guest) -> None:
    """With a look at who is named."""
    kim.presses("Close the roll-call…")
    kim.presses("Close it now")
    kim.reads("This roll-call is closed.")


def corrects_the_slip(kim: Guest) -> None:
    """On the page of the roll-call that was just closed."""
    name, _number, minutes = SLIP
    kim.page.get_by_role("link", name=re.compile(f"^Correct.*{name}")).click()
    kim.page.get_by_label("Present", exact=True).check()
    kim.fills(minutes_late=str(minutes), reason="I took the wrong line.")
    kim.presses("Correct")
    kim.reads("The mark is corrected.")


def opens_in_the_inbox(kim: Guest, name: str, what: str) -> None:
    """The first thing of somebody that waits and is called so."""
    kim.opens("/my/teaching/inbox/")
    kim.page.get_by_role("link", name=re.compile(f"^{name}.*{what}")).first.click()
    expect(kim.page.get_by_role("heading", level=1)).to_have_text(name)
    assert kim.has_no_sideways_scrolling()


def answers_a_story(kim: Guest, name: str, decision: str, words: str) -> None:
    """With "accepted" or "revise"."""
    opens_in_the_inbox(kim, name, "Read and answer")
    kim.page.locator(f"[name=decision][value={decision}]").check()
    kim.fills(feedback=words)
    kim.presses("Send the answer")
    kim.reads("Your answer is on its way.")


def answers_the_other_stories(stage: Stage, *, but: str) -> None:
    """Each as the script says, through the forms."""
    forms = stage.forms("Kim")
    waiting = in_inbox(forms, "Read and answer")
    for one in PEOPLE.values():
        if one.story and one.story[0] and one.name != but:
            forms.sends(waiting[one.name], decision=one.story[0], feedback="Thank you.")


def notes_what_was_seen(kim: Guest, one: Script) -> None:
    """On the phone, as often as it was watched."""
    for levels in one.seen:
        opens_in_the_inbox(kim, one.name, "Watch and note")
        for number, level in enumerate(levels):
            kim.page.locator(f"[name=level_{number}][value='{level}']").check()
        kim.presses("Save what you saw")
        is_enough = min(levels) >= 2  # "Well"
        kim.reads("Your observation is saved." if is_enough else "Saved. Another time is needed")


def notes_the_others(stage: Stage, *, but: str) -> None:
    """Through the forms."""
    forms = stage.forms("Kim")
    waiting = in_inbox(forms, "Watch and note")
    for one in PEOPLE.values():
        for levels in one.seen if one.name != but else ():
            noted = {f"level_{number}": str(level) for number, level in enumerate(levels)}
            forms.sends(waiting[one.name], **noted)


def confirms_the_module(kim: Guest, name: str) -> None:
    """Everything is there."""
    opens_in_the_inbox(kim, name, "Confirm the module")
    kim.presses("Confirm the module")
    kim.reads("The module is confirmed.")


def confirms_the_other_modules(stage: Stage) -> None:
    """Whatever waits for it, through the forms."""
    forms = stage.forms("Kim")
    while waiting := in_inbox(forms, "Confirm the module"):
        for path in waiting.values():
            forms.page(path)
            answer = forms.client.post(path)
            assert answer.status_code == 302


def signs_off(kim: Guest, name: str) -> None:
    """The practicum is done."""
    opens_in_the_inbox(kim, name, "Sign off")
    kim.presses("Sign off")
    kim.reads("It is signed off.")


def in_inbox(forms: Forms, what: str) -> dict[str, str]:
    """Where each thing that waits and is called so is dealt with, by the name of the person; all pages, read once."""
    found: dict[str, str] = {}
    for number in range(1, 9):
        page = forms.page(f"/my/teaching/inbox/?page={number}")
        for link in page.select(".waiting__title a"):
            name, _, words = link.get_text(" ", strip=True).partition(" , ")
            if words.startswith(what):
                found.setdefault(name, urlsplit(str(link["href"])).path)
        if not page.select_one("a[rel=next]"):
            break
    return found
