"""A roll-call on a phone: with and without a script, with and without a connection, by two people at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from cms.accounts.models import Person
from courses.enums import RoleKind
from courses.models import Cohort, Session
from tests import factories
from tests.servers.stack import LiveStack
from trainees.enums import Mark
from trainees.models import Attendance, Enrolment, RollCall
from trainees.operations.attendance import mark as mark_one
from trainees.operations.make_ups import plan

from .people import Guest

pytestmark = pytest.mark.journeys
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True}
PLAIN = PHONE | {"java_script_enabled": False}
ROUND = 5  # seconds after which the page asks what others have marked
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('alongside.'))"


@dataclass
class World:
    """Sam, Camille and Alex are in the cohort; Kit of another one makes up here; Kim and Lee teach."""

    cohort: Cohort
    session: Session
    kim: Person
    lee: Person
    enrolments: dict[str, Enrolment]

    @property
    def path(self) -> str:
        """The address of the roll-call."""
        return f"/my/teaching/sessions/{self.session.pk}/"

    def marks(self) -> dict[str, str]:
        """What stands, by chosen name."""
        found = Attendance.objects.standing().filter(session=self.session)
        return dict(found.values_list("enrolment__person__chosen_name", "mark"))


@pytest.fixture
def world(stack: LiveStack) -> World:
    """A session of yesterday whose roll-call nobody has taken."""
    factories.site()
    programme = factories.programme()
    edition = factories.course_edition(2, chain=False, programme=programme)
    cohort, other = (
        factories.cohort(edition, name_en="Fall evenings"),
        factories.cohort(edition, name_en="Days"),
    )
    first = edition.modules.order_by("position")[0]
    enrolments = {name: factories.enrolment(cohort, chosen_name=name) for name in ("Sam", "Camille", "Alex")}
    Person.objects.filter(chosen_name="Camille").update(pronouns="elle")
    kit = factories.enrolment(other, chosen_name="Kit")
    missed = factories.held_session(other, days_ago=5, modules=[first])
    factories.closed_roll_call(missed, absent=[kit])
    session = factories.held_session(cohort, modules=[first])
    plan(enrolment=kit, stands_for=missed, through=session, by=None)
    kim = factories.role(RoleKind.FACILITATOR, programme, held_by=factories.person("Kim")).person
    lee = factories.role(RoleKind.COORDINATOR, programme, held_by=factories.person("Lee")).person
    return World(cohort, session, kim, lee, enrolments | {"Kit": kit})


def line(guest: Guest, name: str) -> Locator:
    """Somebody's line."""
    return guest.page.get_by_role("group", name=name)


def taps(guest: Guest, name: str, mark: str) -> None:
    """One tap."""
    line(guest, name).get_by_label(mark, exact=True).click()


def test_on_a_phone_without_a_script(signed_in: Callable[..., Guest], world: World) -> None:
    kim = signed_in(world.kim, **PLAIN)
    kim.opens("/my/teaching/")
    kim.follows("Take the roll-call")
    kim.is_at(world.path)
    kim.reads("Fall evenings", "Module 1", "Camille elle", "Here to make up", "Days: makes up for")
    assert kim.has_no_sideways_scrolling()
    taps(kim, "Sam", "Present")
    taps(kim, "Camille", "Absent")
    line(kim, "Sam").get_by_text("Late, or left early").click()
    line(kim, "Sam").get_by_label("Minutes late").fill("999")
    kim.presses("Save")
    kim.reads("Nothing was saved.", "Sam: The session has 3 h, not more.")
    expect(line(kim, "Camille").get_by_label("Absent")).to_be_checked()
    assert world.marks() == {}
    line(kim, "Sam").get_by_label("Minutes late").fill("10")

    # Meanwhile Lee marks Camille.
    lee_marks(world, "Camille", Mark.PRESENT)
    kim.presses("Save")
    kim.reads("Somebody else was quicker.", "Lee marked Camille at", "You had chosen: Absent")
    assert world.marks() == {"Sam": "present", "Camille": "present"}
    taps(kim, "Alex", "Excused")
    taps(kim, "Kit", "Present")
    kim.presses("Close the roll-call…")
    kim.is_at(f"{world.path}close/")
    kim.reads("3 present, 1 excused", "Excused: Alex", "Sam: Present, 10 min late")
    kim.presses("Close it now")
    kim.reads("This roll-call is closed.", "Present, 10 min late")
    assert world.enrolments["Kit"].make_ups.get().state == "done"

    kim.follows(re.compile("Correct.*Alex"))
    kim.reads("Correct the mark of Alex", "Now: Excused")
    kim.page.get_by_label("Present", exact=True).check()
    kim.presses("Correct")
    kim.reads("Please check what you wrote")
    expect(kim.page.get_by_label("Present", exact=True)).to_be_checked()
    kim.fills(reason="Was there after all.")
    kim.presses("Correct")
    kim.reads("The mark is corrected.")
    assert world.marks()["Alex"] == "present"
    assert kim.has_no_sideways_scrolling()


def lee_marks(world: World, name: str, mark: str) -> None:
    """Lee marks somebody elsewhere."""
    enrolment = world.enrolments[name]
    standing = Attendance.objects.standing().filter(session=world.session, enrolment=enrolment).first()
    mark_one(
        session=world.session,
        enrolment=enrolment,
        mark=mark,
        seen_version=standing.version if standing else 0,
        by=world.lee,
    )


def test_one_tap_a_mark(signed_in: Callable[..., Guest], world: World) -> None:
    kim = signed_in(world.kim, **PHONE)
    kim.opens(world.path)
    assert kim.has_no_sideways_scrolling()
    assert kim.page.locator(".roll__mark").first.bounding_box()["height"] >= 44  # type: ignore[index]  # it is shown
    taps(kim, "Sam", "Present")
    kim.reads("Saved. Kim", "1 present, 3 not marked yet")
    assert world.marks() == {"Sam": "present"}
    line(kim, "Sam").get_by_text("Late, or left early").click()
    line(kim, "Sam").get_by_label("Minutes late").fill("15")
    line(kim, "Sam").get_by_label("Minutes late").blur()
    expect(line(kim, "Sam").locator("[data-note]")).to_contain_text("Saved")
    sam = Attendance.objects.filter(enrolment=world.enrolments["Sam"])
    kim.looks_again_until(lambda: sam.get().minutes_late == 15)
    assert sam.get().version == 2
    line(kim, "Alex").get_by_text("Late, or left early").click()
    line(kim, "Alex").get_by_label("Minutes late").fill("500")
    line(kim, "Alex").get_by_label("Minutes late").blur()
    kim.reads("This mark could not be saved: The session has 3 h, not more.")
    expect(line(kim, "Alex").get_by_label("Minutes late")).to_have_value("500")
    assert kim.tab.evaluate(KEPT) == []


def test_two_see_each_other_s_marks(signed_in: Callable[..., Guest], world: World) -> None:
    kim, lee = signed_in(world.kim, **PHONE), signed_in(world.lee)
    lee.has_a_clock()
    kim.opens(world.path)
    lee.opens(world.path)
    taps(kim, "Sam", "Present")
    expect(line(kim, "Sam").locator("[data-note]")).to_contain_text("Saved")
    lee.waits(ROUND)
    expect(line(lee, "Sam").get_by_label("Present")).to_be_checked()
    expect(lee.page.get_by_role("status")).to_contain_text("Sam: Present (Kim")
    # Before Kim's page has asked again, both mark Camille.
    kim.tab.context.route("**/marks/", lambda route: route.abort())
    taps(lee, "Camille", "Absent")
    expect(line(lee, "Camille").locator("[data-note]")).to_contain_text("Saved")
    taps(kim, "Camille", "Present")
    kim.reads("Lee marked Camille at", "You had chosen: Present")
    expect(line(kim, "Camille").get_by_label("Absent")).to_be_checked()
    # Now that Kim has seen it, it counts.
    taps(kim, "Camille", "Present")
    expect(line(kim, "Camille").locator("[data-note]")).to_contain_text("Saved")
    lee.waits(ROUND)
    expect(line(lee, "Camille").get_by_label("Present")).to_be_checked()
    assert world.marks() == {"Sam": "present", "Camille": "present"}


def test_without_a_connection(signed_in: Callable[..., Guest], world: World) -> None:
    kim = signed_in(world.kim, **PHONE)
    kim.has_a_clock()
    kim.opens(world.path)
    kim.tab.context.set_offline(True)
    taps(kim, "Sam", "Present")
    taps(kim, "Camille", "Absent")
    taps(kim, "Camille", "Excused")  # takes the place of the one before
    kim.reads("No connection.", "Waiting: 2", "Waiting to be sent")
    assert world.marks() == {}
    # What is kept names nobody.
    assert "Camille" not in kim.tab.evaluate("JSON.stringify({...localStorage})")
    # The next try hangs: what is said of closing stays until it has failed.
    kim.tab.context.route("**/mark/", lambda route: None)
    kim.presses("Close the roll-call…")
    kim.reads("Some marks wait to be sent.")
    kim.tab.context.unroute("**/mark/")

    # The phone is put away, the page is loaded again once there is a connection: marks are sent, once each.
    kim.tab.goto("about:blank")
    kim.tab.context.set_offline(False)
    kim.opens(world.path)
    kim.reads("Everything is saved.")
    assert world.marks() == {"Sam": "present", "Camille": "excused"}
    found = Attendance.objects.filter(session=world.session)
    assert list(found.values_list("version", flat=True)) == [1, 1]
    assert kim.tab.evaluate(KEPT) == []

    # And without loading it again; an answer that gets lost is no second mark.
    kim.tab.context.route("**/mark/", lambda route: (route.fetch(), route.abort()))
    taps(kim, "Alex", "Present")
    kim.reads("Waiting: 1")
    kim.tab.context.unroute("**/mark/")
    kim.waits(30)  # the longest pause before another try
    kim.reads("Everything is saved.")
    assert Attendance.objects.get(enrolment=world.enrolments["Alex"]).version == 1


def test_signed_out_meanwhile(signed_in: Callable[..., Guest], world: World) -> None:
    kim = signed_in(world.kim, **PHONE)
    kim.opens(world.path)
    kim.tab.context.clear_cookies()
    taps(kim, "Sam", "Present")
    kim.reads("You are signed out. Your marks are kept on this phone.")
    assert world.marks() == {}
    kim.signs_in(world.kim.email, at=f"/accounts/login/?next={world.path}")
    kim.is_at(world.path)
    kim.reads("Everything is saved.")
    assert world.marks() == {"Sam": "present"}


def test_somebody_closes_it_meanwhile(signed_in: Callable[..., Guest], world: World) -> None:
    kim = signed_in(world.kim, **PHONE)
    kim.has_a_clock()
    kim.opens(world.path)
    factories.closed_roll_call(world.session, by=world.lee)
    kim.waits(ROUND)
    kim.reads("Somebody closed the roll-call.")
    kim.follows("Load the page again")
    kim.reads("This roll-call is closed.")
    assert RollCall.objects.get(session=world.session).closed_by == world.lee


def test_by_keyboard_alone(signed_in: Callable[..., Guest], world: World) -> None:
    kim = signed_in(world.kim)
    kim.opens(world.path)
    kim.skips_the_head()
    kim.tabs_to("Present", within="[data-line]")
    kim.hits("Space")
    kim.reads("Saved. Kim")
    kim.hits("ArrowRight")  # on to the next mark
    expect(line(kim, "Alex").get_by_label("Excused")).to_be_checked()
    kim.looks_again_until(lambda: world.marks() == {"Alex": "excused"})
    kim.tabs_to("Close the roll-call…")
    kim.hits("Enter")
    kim.is_at(f"{world.path}close/")
    kim.reads("Still without a mark", "Camille, Kit, Sam")
