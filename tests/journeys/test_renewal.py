"""A certificate's life over five years, on a clock that the test moves: renewed in time, then lapsed and reinstated.

Sam learns, signs and asks on a phone; Robin answers in the office. What beat would start is called by the test.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from cms.accounts.models import Person
from courses.enums import RoleKind
from tasks.jobs.renewals import renewal_reminders
from tests import factories
from tests.fixtures.clock import MovedSite
from trainees.models import Certificate

from .people import link_in

pytestmark = [pytest.mark.journeys, pytest.mark.timeout(240)]
SAM = "sam@example.org"
ASKS = [
    {"type": "hours", "value": {"hours": "3", "kinds": ["law_and_ethics"], "from_event": "term"}},
    {"type": "agreement", "value": {"agreement": "code-of-ethics", "from_event": "term"}},
]


@dataclass
class Play:
    """The site, its clock, who sits where, and the certificate that stands."""

    site: MovedSite
    sam: Person
    robin: Person
    phone: Page
    desk: Page

    @property
    def certificate(self) -> Certificate:
        """The one that stands."""
        found: Certificate = Certificate.objects.standing().get(person=self.sam)
        return found

    def it_is(self, day: str) -> None:
        """Ten in the morning in Vancouver; what is due goes out, and both sign in anew."""
        self.site.moves_to(factories.instant(dt.date.fromisoformat(day), 10))
        renewal_reminders()
        self.site.sends_what_is_owed()
        for tab, person in ((self.phone, self.sam), (self.desk, self.robin)):
            self.site.signs_in(tab.context, person)

    def subjects(self) -> list[str]:
        """Of Sam's mails, since the last look."""
        self.site.sends_what_is_owed()
        found = [str(mail.message["Subject"]) for mail in self.site.smtp.to(SAM)]
        self.site.smtp.clear()
        return found

    def sam_opens_the_renewal(self) -> None:
        """On the phone."""
        self.phone.goto(f"{self.site.url}/my/certificates/{self.certificate.pk}/renewal/")


@pytest.fixture
def play(moved_site: MovedSite, new_context: Callable[..., BrowserContext]) -> Play:
    """On 1 March 2027 Sam has a certificate for two years."""
    moved_site.moves_to(factories.instant(dt.date(2027, 3, 1), 10))
    programme = factories.programme()
    factories.agreement(programme, code="code-of-ethics", title_en="Code of ethics")
    sam = factories.person("Sam", email=SAM)
    factories.held_certificate(
        programme=programme, held_by=sam, renewal_fields={"requirements": ASKS, "fee_en": "40 dollars"}
    )
    robin = factories.role(RoleKind.COORDINATOR, programme, held_by=factories.person("Robin")).person
    phone = new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    return Play(moved_site, sam, robin, phone.new_page(), new_context().new_page())


def logs(play: Play, hours: str, source: str) -> None:
    """Sam logs hours of today."""
    play.sam_opens_the_renewal()
    tab = play.phone
    tab.get_by_role("link", name="Log continuing education").click()
    tab.get_by_label("What was it?").fill("A day about the law")
    tab.get_by_label("Hours").fill(hours)
    tab.get_by_label("Law and ethics").check()
    tab.get_by_label(source).check()
    tab.get_by_role("button", name="Log these hours").click()


def signs_and_asks(play: Play, words: str) -> None:
    """Sam signs the code again and asks for the next term."""
    play.sam_opens_the_renewal()
    tab = play.phone
    tab.get_by_role("link", name="Code of ethics").click()
    tab.get_by_label("Name you go by").fill("Sam")
    tab.get_by_role("button", name="Sign", exact=True).click()
    expect(tab.locator("main")).to_contain_text("Fee: 40 dollars")
    tab.get_by_role("button", name=words).click()
    expect(tab.locator("main")).to_contain_text("There is nothing to do.")


def robin_answers(play: Play, part: str, row: str, yes: str) -> None:
    """Robin opens what waits, and says yes."""
    tab = play.desk
    tab.goto(f"{play.site.url}/office/renewals/")
    tab.get_by_role("navigation", name="Parts of renewals").get_by_role("link", name=part).click()
    tab.get_by_role("link", name=row, exact=True).click()
    tab.get_by_label(yes, exact=True).check()
    tab.get_by_role("button", name="Send the answer").click()
    expect(tab.get_by_text("Your answer is saved.")).to_be_visible()


def test_five_years_of_a_certificate(play: Play) -> None:
    first = play.certificate
    renewed_in_time(play)
    second = play.certificate
    assert (second.replaces, second.expires_on) == (first, dt.date(2031, 3, 1))
    lapsed_and_reinstated(play)
    third = play.certificate
    assert (third.replaces, third.first_awarded_on) == (second, dt.date(2027, 3, 1))
    assert (third.kind, third.issued_on, third.expires_on) == (
        "reinstated",
        dt.date(2031, 5, 2),
        dt.date(2033, 5, 2),
    )
    play.phone.goto(f"{play.site.url}/my/certificates/{first.pk}/renewal/")
    expect(play.phone.locator("main")).to_contain_text("A newer certificate has taken its place.")


def renewed_in_time(play: Play) -> None:
    """A webinar counts at once, a course when Robin has accepted it; asked for on the first day of the window."""
    play.it_is("2028-05-06")
    logs(play, "1", "Webinar")
    expect(play.phone.locator("main")).to_contain_text("2 more hours of Law and ethics.")
    expect(play.phone.locator("main")).to_contain_text("You can renew it from Friday, 1 December 2028 on.")
    logs(play, "2", "Course")
    robin_answers(play, "Continuing education", "A day about the law", "Accept")
    assert play.subjects() == ["News about your training"]
    play.it_is("2028-12-01")
    [mail] = play.site.smtp.to(SAM)
    assert play.subjects() == ["A reminder about your certificate"]
    play.phone.goto(link_in(mail, "/renewal/"))
    signs_and_asks(play, "Ask for the renewal")
    play.it_is("2029-02-22")
    assert play.subjects() == []
    robin_answers(play, "Requests", "Sam", "Renew the certificate")
    assert play.subjects() == ["A new version of your certificate"]


def lapsed_and_reinstated(play: Play) -> None:
    """Nothing is filed in time, reminders are turned off after the first; what is late goes by; it is reinstated."""
    play.it_is("2030-12-01")
    assert play.subjects() == ["A reminder about your certificate"]
    play.sam_opens_the_renewal()
    play.phone.get_by_role("button", name="Do not remind me").click()
    play.it_is("2031-02-22")
    assert play.subjects() == []
    play.it_is("2031-03-02")
    play.sam_opens_the_renewal()
    expect(play.phone.locator("main")).to_contain_text("You can still renew it, until Monday, 31 March 2031.")
    play.it_is("2031-04-30")
    logs(play, "3", "Webinar")
    signs_and_asks(play, "Ask to have it reinstated")
    play.it_is("2031-05-02")
    robin_answers(play, "Requests", "Sam", "Renew the certificate")
    assert play.subjects() == ["A new version of your certificate"]
