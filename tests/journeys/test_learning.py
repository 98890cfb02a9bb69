"""A trainee's way from the welcome in the mailbox to their own page: on a small phone, and by keyboard alone."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import translation
from playwright.sync_api import expect

from courses import local
from courses.models import Cohort
from tests import factories
from tests.servers.stack import LiveStack
from trainees.enums import Evidence
from trainees.operations.completion import record
from trainees.operations.enrolment import enrol

from .people import Guest, link_in

pytestmark = pytest.mark.journeys
PHONE = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False, "has_touch": True}
SAM, LUC = "sam@example.org", "luc@example.org"


@dataclass
class World:
    """Two cohorts of one programme; Sam and Luc are in the first one and have done its first module."""

    cohort: Cohort
    foreign: Cohort
    tomorrow: dt.date


@pytest.fixture
def world(stack: LiveStack) -> World:
    """Three modules of two hours in a chain; the second is for tomorrow at six."""
    factories.site()
    cohort = factories.cohort(name_en="Fall evenings", name_fr="Soirs d’automne")
    modules = list(cohort.edition.modules.order_by("position"))
    factories.session(cohort, modules=[modules[1]], place="Example Hall")
    people = [
        enrol(cohort=cohort, email=SAM, chosen_name="Sam", language="en", by=None),
        enrol(cohort=cohort, email=LUC, chosen_name="Luc", language="fr", by=None),
    ]
    record(
        cohort=cohort,
        pairs=[(enrolment.pk, modules[0].pk) for enrolment in people],
        completed_on=factories.today(),
        evidence=Evidence.ATTENDANCE,
        by=None,
    )
    foreign = factories.enrolment(chosen_name="Kim").cohort
    return World(cohort, foreign, factories.today() + dt.timedelta(days=1))


def said(day: dt.date, language: str) -> str:
    """A date in full."""
    with translation.override(language):
        return local.day(day)


def goes_to_their_page(trainee: Guest, address: str) -> None:
    """From the welcome mail, through the code of a second mail."""
    welcome = trainee.mailbox.wait_for(address)
    trainee.signs_in(address, at=link_in(welcome, "/my/"))


def signs_out(trainee: Guest) -> None:
    """From the menu; afterwards the page asks to sign in again."""
    trainee.tab.locator("summary:visible").first.click()
    trainee.tab.locator("a[href$='/accounts/logout/']:visible").click()
    trainee.tab.locator("main form button").click()
    trainee.opens("/my/")
    trainee.is_at("/accounts/login/?next=/my/")


def test_on_a_phone_without_scripts(somebody: Callable[..., Guest], world: World) -> None:
    sam = somebody(**PHONE)
    goes_to_their_page(sam, SAM)
    sam.is_at("/my/")
    sam.reads("Hello, Sam", "Fall evenings")
    sam.reads(said(world.tomorrow, "en"), "6:00 p.m. to 9:00 p.m. Pacific time", "Example Hall")
    sam.reads("2 of 6 class hours", "1 of 3 required modules done")
    path = sam.page.locator("ol > li")
    for number, words in enumerate(("Done on", "Next", "Needs Module 2 first")):
        expect(path.nth(number)).to_contain_text(f"Module {number + 1}")
        expect(path.nth(number)).to_contain_text(words)
    assert sam.has_no_sideways_scrolling()

    assert sam.status_of(f"/my/cohorts/{world.cohort.pk}/") == 200
    assert sam.status_of(f"/my/cohorts/{world.foreign.pk}/") == 404
    signs_out(sam)


def test_in_french_on_a_phone(somebody: Callable[..., Guest], world: World) -> None:
    luc = somebody(**PHONE, locale="fr-CA")
    goes_to_their_page(luc, LUC)
    luc.is_at("/fr/my/")
    expect(luc.tab.locator("html")).to_have_attribute("lang", "fr-CA")
    luc.reads("Bonjour", "Luc", "Soirs d’automne", said(world.tomorrow, "fr"), "18\u00a0h", "21\u00a0h")
    luc.reads("Pacifique", "Module 1 en français", "Module 3 en français")
    luc.does_not_read("Next", "Hello", "required modules done")
    assert luc.has_no_sideways_scrolling()

    # From now on Luce, who reads English.
    luc.opens("/fr/my/about-me/")
    luc.fills(chosen_name="Luce")
    luc.tab.locator("[name=language][value=en]").check()
    luc.tab.locator("main form button").first.click()
    luc.is_at("/my/about-me/")
    luc.reads("Saved.")
    luc.opens("/my/")
    luc.reads("Hello, Luce", "Module 1")
    expect(luc.tab.locator("html")).to_have_attribute("lang", "en-CA")
    signs_out(luc)


def test_by_keyboard_alone(somebody: Callable[..., Guest], world: World) -> None:
    sam = somebody()
    welcome = sam.mailbox.wait_for(SAM)
    sam.opens(link_in(welcome, "/my/"))
    sam.tabs_to("E-mail")
    sam.types(SAM)
    sam.tabs_to("Send me a code")
    sam.hits("Enter")
    sam.reads("Enter your code")
    sam.tabs_to("Code")
    sam.types(sam.code_for(SAM, after=1))
    sam.hits("Enter")
    sam.reads("Hello, Sam")

    # The first stop of a page leads past its head.
    sam.hits("Tab")
    assert sam.focused() == "Skip to the content"
    sam.hits("Enter")
    expect(sam.tab.locator("main")).to_be_focused()

    sam.opens("/my/")
    sam.tabs_to("About me")
    sam.hits("Enter")
    sam.is_at("/my/about-me/")
    sam.tabs_to("Name you go by")
    sam.hits("Control+a")
    sam.types("Sammy")
    sam.hits("Enter")
    sam.reads("Saved.")
    sam.tabs_to("Sign out")
    sam.hits("Enter")
    sam.is_at("/accounts/logout/")
    sam.tabs_to("Sign out", within="main")
    sam.hits("Enter")
    sam.is_at("/accounts/login/")
