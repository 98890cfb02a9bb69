"""The same four ways through the site, once by keyboard alone and once on a phone without JavaScript.

Reading an update, asking to be told of the next (with the link in the mail), signing in, one's own page. At each stop
of the keyboard one can see where it is; it comes to everything once, in the order of the page, and out again.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from cms.updates.models import Subscriber, UpdatePage
from courses.models import Cohort
from tests import factories
from tests.factories.people import PASSWORD
from tests.servers.stack import LiveStack
from trainees.operations.enrolment import enrol

from .people import Guest, link_in

pytestmark = pytest.mark.journeys
PHONE = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False, "has_touch": True}
SAM, READER = "sam@example.org", "alex@example.org"
ELSEWHERE = "https://weather.gc.ca/**"


@dataclass
class World:
    """An update that is posted, and Sam, who is enrolled and has a password."""

    cohort: Cohort
    update: UpdatePage


@pytest.fixture
def world(stack: LiveStack) -> World:
    """A cohort that takes applications, an update about it in English."""
    cohort = factories.cohort(name_en="Fall evenings")
    factories.session(cohort, modules=list(cohort.edition.modules.all()[:1]), place="Example Hall")
    factories.person("Sam", email=SAM, password=PASSWORD)
    enrol(cohort=cohort, email=SAM, chosen_name="Sam", language="en", by=None)
    update = factories.update(cohort=cohort, title="Fall evenings are open", slug="fall")
    return World(cohort, update)


def test_reading_and_subscribing_by_keyboard(somebody: Callable[..., Guest], world: World) -> None:
    reader = somebody()
    reader.opens("/updates/")
    reader.walks_through()
    reader.skips_the_head()
    reader.opens("/updates/")
    reader.tabs_to("Fall evenings are open", within="main")
    reader.hits("Enter")
    reader.is_at("/updates/fall/")
    reader.walks_through()

    reader.tabs_to("Hear about new updates by e-mail", within="main")
    reader.hits("Enter")
    reader.reads("We write when a training update is posted.")
    reader.walks_through()
    reader.tabs_to("E-mail", within="main")
    reader.types("not an address")
    reader.hits("Enter")
    # After a mistake reading goes on at what is to be put right; a link there leads to the field.
    expect(reader.tab.locator("[data-error-summary]")).to_be_focused()
    reader.hits("Tab")
    reader.hits("Enter")
    reader.hits("Control+a")
    reader.types(READER)
    reader.hits("Enter")
    reader.reads("Please check your mail")

    reader.opens(link_in(reader.mailbox.wait_for(READER), "/updates/subscribe/"))
    reader.walks_through()
    reader.tabs_to("Yes, keep me posted", within="main")
    reader.hits("Enter")
    reader.reads("You are subscribed")
    assert Subscriber.objects.confirmed().filter(address=READER).count() == 1


def test_signing_in_and_the_portal_by_keyboard(somebody: Callable[..., Guest], world: World) -> None:
    sam = somebody()
    sam.opens("/my/")
    sam.walks_through()
    sam.tabs_to("Sign in with a password")
    sam.hits("Enter")
    sam.tabs_to("E-mail", within="details")
    sam.types(SAM)
    sam.tabs_to("Password", within="details")
    sam.types(PASSWORD)
    sam.tabs_to("Sign in", within="details")
    sam.hits("Enter")
    sam.is_at("/my/")
    sam.reads("Hello, Sam", "Example Hall")
    sam.walks_through()
    sam.skips_the_head()

    sam.opens("/my/about-me/")
    sam.walks_through()
    sam.tabs_to("Sign out")
    sam.hits("Enter")
    sam.is_at("/accounts/logout/")
    sam.tabs_to("Sign out", within="main")
    sam.hits("Enter")

    sam.is_at("/accounts/login/")
    sam.opens("/my/")
    sam.tabs_to("E-mail")
    sam.types(SAM)
    sam.hits("Enter")
    sam.reads("Enter your code")
    sam.walks_through()
    sam.tabs_to("Code", within="main")
    sam.types(sam.code_for(SAM))
    sam.hits("Enter")
    sam.is_at("/my/")
    sam.reads("Hello, Sam")


def test_leaving_by_keyboard(somebody: Callable[..., Guest], world: World) -> None:
    reader = somebody()
    reader.tab.route(ELSEWHERE, lambda route: route.fulfill(body="<title>Weather</title>"))
    reader.opens("/")
    reader.opens("/updates/fall/")
    reader.tabs_to("Leave this site")
    reader.hits("Enter")
    reader.tab.wait_for_url(ELSEWHERE)
    reader.tab.go_back()
    # Not the page that was left: it is no longer in the history.
    reader.is_at("/")


def test_all_of_it_without_javascript(somebody: Callable[..., Guest], world: World) -> None:
    reader = somebody(**PHONE)
    reader.opens("/updates/")
    reader.page.get_by_role("link", name="Fall evenings are open").click()
    reader.is_at("/updates/fall/")
    reader.reads("At a glance", "Fall evenings")
    assert reader.has_no_sideways_scrolling()
    reader.page.get_by_role("link", name="Hear about new updates by e-mail").click()
    reader.fills(address="not an address")
    reader.presses("Keep me posted")
    expect(reader.tab.locator(".error-summary")).to_be_visible()
    reader.fills(address=READER)
    reader.presses("Keep me posted")
    reader.reads("Please check your mail")
    reader.opens(link_in(reader.mailbox.wait_for(READER), "/updates/subscribe/"))
    reader.presses("Yes, keep me posted")
    reader.reads("You are subscribed")

    sam = somebody(**PHONE)
    sam.opens("/my/")
    sam.tab.locator("details.details > summary").click()
    sam.fills(login=SAM, password=PASSWORD)
    sam.tab.locator("details.details button").click()
    sam.is_at("/my/")
    sam.reads("Hello, Sam", "Example Hall")
    assert sam.has_no_sideways_scrolling()

    by_code = somebody(**PHONE)
    by_code.signs_in(SAM, at="/accounts/login/?next=/my/")
    by_code.is_at("/my/")
    by_code.reads("Hello, Sam")
