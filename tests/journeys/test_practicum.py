"""A practicum from both sides: logged on a phone without scripts, confirmed through a mail, without an account."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from tests.factories.people import PASSWORD
from tests.servers.stack import LiveStack
from trainees.models import Placement
from trainees.operations import placing
from trainees.operations.practicum_reminders import owe_digests, owe_report_reminders
from trainees.queries.practicum import practicum_of

from .people import Guest, link_in

pytestmark = pytest.mark.journeys
PHONE = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False, "has_touch": True}
SAM, JO = "sam@example.org", "jo@example.org"


@dataclass
class World:
    """Sam has a proposed placement at the Harbour Centre, with Jo as supervisor."""

    placement: Placement


@pytest.fixture
def world(stack: LiveStack) -> World:
    """Ten hours of practicum in five reports; hours count from three days ago on."""
    cohort = factories.practicum_cohort(name_en="Fall evenings")
    site = factories.placement_site(cohort.programme, name="Harbour Centre", areas_en="Outreach")
    jo = factories.supervisor(site, name="Jo", email=JO)
    person = factories.person("Sam", email=SAM, password=PASSWORD)
    enrolled = factories.enrolment(cohort, held_by=person)
    placement = factories.placement(enrolled, site=site, led_by=jo, agreed=False)
    since = factories.today() - dt.timedelta(days=3)
    placing.set_counts_from(placement=placement, counts_from=since, by=None)
    return World(placement)


def a_digest_is_due() -> int:
    """What beat does on Thursday morning."""
    local = timezone.now().astimezone(ZoneInfo("America/Vancouver"))
    thursday = local + dt.timedelta(days=(3 - local.weekday()) % 7)
    return owe_digests(at=thursday.replace(hour=10))


def newest_link(guest: Guest, address: str, subject: str) -> str:
    """The link in the latest mail about this."""
    mail = guest.mailbox.wait_for(address, matching=lambda mail: mail.message["Subject"] == subject)
    return link_in(mail, "/practicum/")


def logs(sam: Guest, *, hours: str, days_ago: int, kind: str) -> None:
    """From the practicum page."""
    sam.follows("Log hours")
    sam.fills(worked_on=(factories.today() - dt.timedelta(days=days_ago)).isoformat(), hours=hours)
    sam.tab.get_by_label(kind).check()
    sam.presses("Log these hours")


def test_a_practicum(somebody: Callable[..., Guest], world: World) -> None:
    jo = somebody(**PHONE)
    jo.opens(newest_link(jo, JO, "A practicum placement: please have a look"))
    jo.reads("Sam learns peer support", "Harbour Centre", "Outreach")
    jo.presses("I agree")
    jo.reads("Thank you. You have agreed to this placement.")

    sam = somebody(**PHONE)
    sam.opens("/my/practicum/")
    sam.tab.locator("details.details > summary").click()
    sam.fills(login=SAM, password=PASSWORD)
    sam.tab.locator("details.details button").click()
    sam.is_at("/my/practicum/")
    sam.follows("See the placement")
    sam.reads("Harbour Centre", "Jo")
    sam.does_not_read(JO)
    sam.presses("I agree")
    sam.is_told("You have agreed to this placement.")
    assert sam.has_no_sideways_scrolling()

    logs(sam, hours="3", days_ago=1, kind="One-to-one support")
    sam.is_told("Your hours are logged.")
    logs(sam, hours="2", days_ago=2, kind="Supervision")
    logs(sam, hours="1", days_ago=5, kind="Group support")
    sam.follows("Log hours")
    sam.fills(hours="30")
    sam.presses("Log these hours")
    expect(sam.tab.locator(".error-summary")).to_be_visible()
    assert sam.tab.locator("[name=hours]").input_value() == "30"
    sam.follows("Back")
    sam.reads("0 minutes of 10 hours confirmed", "Waiting for your supervisor: 6 hours.")

    assert a_digest_is_due() == 1
    assert a_digest_is_due() == 0
    address = newest_link(jo, JO, "Practicum hours to look at")
    scanner = somebody()
    scanner.opens(address)
    jo.opens(address)
    jo.reads("Hours of Sam", "3 hours", "2 hours", "1 hour")
    assert jo.has_no_sideways_scrolling()
    item = jo.page.locator("li").filter(has_text="3 hours")
    item.locator("summary").click()
    item.get_by_label("Your question").fill("Was it not two hours?")
    item.get_by_role("button", name="Send the question").click()
    jo.reads("We have passed your question on.", "You asked: Was it not two hours?")
    for words in ("2 hours", "1 hour"):
        jo.page.locator("li").filter(has_text=f"{words} ·").get_by_role("checkbox").check()
    jo.presses("Confirm the ticked ones")
    jo.reads("These hours are confirmed.", "3 hours")

    mail = sam.mailbox.wait_for(
        SAM, matching=lambda mail: mail.message["Subject"] == "A question about your hours"
    )
    sam.opens(link_in(mail, "/my/practicum/"))
    sam.reads(
        "2 hours of 10 hours confirmed", "Not counted: 1 hour. Hours count from", "Was it not two hours?"
    )
    sam.page.locator("li").filter(has_text="3 hours").get_by_role("link", name="Correct").click()
    sam.fills(hours="2")
    sam.presses("Log the correction")
    sam.is_told("Your correction is logged.")
    sam.reads("Corrected by a later entry")

    # The same link still works, in another browser too: it was forwarded.
    scanner.opens(address)
    scanner.reads("2 hours", "This corrects an earlier entry.")
    scanner.does_not_read("3 hours")
    scanner.presses("Confirm all")
    scanner.reads("Nothing waits for you")
    sam.opens("/my/practicum/")
    sam.reads(
        "4 hours of 10 hours confirmed", "2 hours of 5 hours confirmed", "Write report 1", "Write report 2"
    )
    assert practicum_of(Placement.objects.with_names().get(pk=world.placement.pk)).minutes == 240


def test_reports_from_both(somebody: Callable[..., Guest], world: World) -> None:
    placement = world.placement
    placing.agree_as_trainee(placement=placement, by=placement.enrolment.person)
    placing.agree_as_supervisor(placement=placement)
    placement = Placement.objects.with_names().get(pk=placement.pk)
    factories.entry(placement, 130, confirmed=True)
    morning = timezone.now().astimezone(ZoneInfo("America/Vancouver")).replace(hour=10)
    assert owe_report_reminders(at=morning) == 2

    jo = somebody(**PHONE)
    jo.opens(newest_link(jo, JO, "A short practicum report"))
    jo.reads("Report 1 about Sam")
    jo.fills(comment="Listens well.")
    jo.presses("Send this report")
    expect(jo.tab.locator(".error-summary")).to_be_visible()
    assert jo.tab.locator("[name=comment]").input_value() == "Listens well."
    for value in ("mutuality", "strengths_based", "self_determination", "wholeness"):
        jo.tab.locator(f"[name={value}][value='3']").check()
    jo.presses("Send this report")
    jo.reads("Thank you. Your report is in.")
    assert jo.has_no_sideways_scrolling()
    assert placement.reports.get().comment == "Listens well."


def test_a_link_that_is_too_old(somebody: Callable[..., Guest], world: World) -> None:
    placement = world.placement
    jo = somebody(**PHONE)
    old = newest_link(jo, JO, "A practicum placement: please have a look")
    placement.links.update(made_at=timezone.now() - dt.timedelta(days=40))
    placement.links.update(expires_at=timezone.now() - dt.timedelta(days=1))
    jo.opens(old)
    jo.reads("This link is too old")
    jo.does_not_read("Sam", "Harbour Centre")
    before = len(jo.mailbox.to(JO))
    jo.presses("Send a new link")
    jo.reads("Please check your mail")
    new = jo.mailbox.wait_for(JO, matching=lambda mail: mail in jo.mailbox.to(JO)[before:])
    jo.opens(link_in(new, "/practicum/"))
    jo.presses("I agree")
    jo.reads("You have agreed to this placement.")
    placement.refresh_from_db()
    assert placement.supervisor_agreed_at is not None
