"""From the last module to a stranger who checks the certificate, and to the day it is revoked.

Zoë waits for a module and a word of Kim's; Robin proposes her award, Lee gives it. Zoë takes paper and badge along by
keyboard. Somebody without an account checks both, in two languages.
"""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import translation
from playwright.sync_api import expect

from cms.accounts.models import Person
from courses import local
from courses.enums import CompletesBy, EvidenceKind, RoleKind
from courses.models import Cohort
from tests import factories, papers
from tests.servers.stack import LiveStack
from trainees.models import Certificate, Enrolment
from trainees.rules.certificates import grouped

from .people import Guest, link_in

pytestmark = pytest.mark.journeys
PHONE = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False, "has_touch": True}
ZOE = "zoe@example.org"
ASKS = [
    {"type": "modules", "value": {}},
    {"type": "evaluation", "value": {"sort": "recommendation", "by": "facilitator", "number": 1}},
]
REASON = "Two people were taken for each other."
SAYS = [
    "Name", "Award", "Programme", "Hours in class", "First awarded", "Issued", "Valid until", "Serial number",
]  # fmt: skip


@dataclass
class World:
    """Zoë has done two of three modules; Kim teaches, Robin and Lee coordinate."""

    zoe: Enrolment
    kim: Person
    robin: Person
    lee: Person

    @property
    def cohort(self) -> Cohort:
        """Where Zoë learns."""
        found: Cohort = self.zoe.cohort
        return found

    @property
    def certificate(self) -> Certificate:
        """The only one."""
        return Certificate.objects.get()


@pytest.fixture
def world(stack: LiveStack) -> World:
    """The last module wants a sign-off; the award wants all modules, and Kim's word. It is valid for two years."""
    factories.site()
    programme = factories.programme(
        name_en="Harbour programme", name_fr="Programme du port", host="Harbour Society"
    )
    edition = factories.course_edition(
        3, programme=programme, title_en="Peer support", title_fr="Soutien par les pairs"
    )
    last = edition.modules.get(code="M03")
    factories.asks(last, EvidenceKind.SIGN_OFF)
    edition.modules.filter(pk=last.pk).update(completes_by=CompletesBy.ITSELF)
    award = factories.award_that_asks(edition, ASKS, name_en="Certified", name_fr="Certification")
    factories.renewal(award)
    cohort = factories.cohort(edition, name_en="Fall evenings", name_fr="Soirs d’automne")
    zoe = factories.enrolment(cohort, chosen_name="Zoë", email=ZOE)

    def holds(kind: RoleKind, name: str) -> Person:
        return factories.role(kind, programme, held_by=factories.person(name)).person

    return World(
        zoe=factories.completed(zoe, "M01", "M02"),
        kim=holds(RoleKind.FACILITATOR, "Kim"),
        robin=holds(RoleKind.COORDINATOR, "Robin"),
        lee=holds(RoleKind.COORDINATOR, "Lee"),
    )


def test_from_the_last_module_to_a_stranger(
    somebody: Callable[..., Guest], signed_in: Callable[..., Guest], world: World, tmp_path: Path
) -> None:
    zoe, robin = signed_in(world.zoe.person, **PHONE), signed_in(world.robin)
    reads_what_is_left(zoe)
    kim_says_that_it_is_done(signed_in(world.kim, **PHONE))
    reads_that_everything_is_there(zoe)
    robin_proposes(robin, world.cohort)
    lee_approves(signed_in(world.lee))
    certificate = world.certificate

    holder = signed_in(world.zoe.person)
    opens_the_mail(holder)
    saves_the_paper(holder, certificate, tmp_path)
    badge = saves_the_badge(holder, certificate, tmp_path)
    stranger, reader = somebody(), somebody(**PHONE, locale="fr-CA")
    checks_the_code(stranger, certificate)
    reads_nothing_else(stranger, world)
    checks_the_code_in_french(reader, certificate)
    for file in badge:
        uploads(stranger, file)
        expect(stranger.tab.locator("h1")).to_have_text("This certificate is valid")
        stranger.reads("The badge is genuine.", "Zoë", "Certified")

    robin_revokes(robin, certificate)
    reads_that_it_was_revoked(stranger, reader, certificate, badge)
    reads_why(zoe)


def reads_what_is_left(zoe: Guest) -> None:
    """What is missing and why, on a phone."""
    zoe.opens("/my/awards/")
    zoe.reads("Certified", "On the way")
    module, word = (zoe.page.locator(".asked__one").nth(number) for number in range(2))
    expect(module).to_contain_text("2 of 3")
    expect(module).to_contain_text("Module 3")
    expect(word).to_contain_text("Recommended by a facilitator")
    expect(word).to_contain_text("1 recommendation by a facilitator is still to come.")
    assert zoe.has_no_sideways_scrolling()
    zoe.opens("/my/certificates/")
    zoe.reads("Your certificates will be here")


def kim_says_that_it_is_done(kim: Guest) -> None:
    """The last module is signed off, which completes it; then Zoë is recommended. On a phone."""
    kim.opens("/my/teaching/inbox/")
    kim.page.get_by_role("link", name=re.compile("^Zoë.*Sign off")).click()
    kim.presses("Sign off")
    kim.reads("It is signed off.")
    kim.opens("/my/teaching/")
    kim.follows("Recommend somebody for an award")
    kim.follows("Fall evenings")
    kim.reads("Nobody has said anything yet.")
    kim.follows("Zoë")
    kim.page.get_by_label("Yes", exact=True).check()
    assert kim.has_no_sideways_scrolling()
    kim.presses("Save it")
    kim.reads("It is saved.", "Recommended")


def reads_that_everything_is_there(zoe: Guest) -> None:
    """And who acts next."""
    zoe.opens("/my/awards/")
    zoe.reads("Everything is there", "Your programme looks at it next, and gives you the award.")
    zoe.does_not_read("still to come", "To do")
    assert zoe.has_no_sideways_scrolling()


def robin_proposes(robin: Guest, cohort: Cohort) -> None:
    """In the cohort's workspace; nothing is given by this, and Robin cannot give it alone."""
    robin.opens(f"/office/cohorts/{cohort.pk}/roster/")
    robin.follows("Awards")
    robin.tab.get_by_role("checkbox", name=re.compile("Zoë, Certified")).check()
    robin.presses("Propose what is ticked")
    robin.is_told("1 award is proposed.")
    robin.follows("1 award waits for a second person")
    robin.reads("Zoë: Certified", "You proposed it: somebody else approves it.")
    expect(robin.tab.get_by_role("button", name="Approve")).to_have_count(0)
    assert not Certificate.objects.exists()


def lee_approves(lee: Guest) -> None:
    """From the first page of the office."""
    lee.opens("/office/")
    lee.follows("Zoë: Certified")
    lee.reads("Robin", "3 of 3 modules done.", "The recommendation is there.")
    lee.presses("Approve and give the award")
    lee.is_told("The award is given:")


def opens_the_mail(zoe: Guest) -> None:
    """It leads to the certificates."""
    mail = zoe.mailbox.wait_for(ZOE, matching=lambda mail: "/my/certificates/" in mail.text)
    assert "Certified" not in mail.message["Subject"]
    zoe.opens(link_in(mail, "/my/certificates/"))
    zoe.is_at("/my/certificates/")
    zoe.reads("Certified", "Zoë")


def saves(guest: Guest, name: str, file: Path) -> bytes:
    """By keyboard: what a link or a button hands out, under the name that the product gives it."""
    guest.tabs_to(name, within="main")
    with guest.tab.expect_download() as download:
        guest.hits("Enter")
    assert download.value.suggested_filename == file.name
    download.value.save_as(file)
    return file.read_bytes()


def saves_the_paper(zoe: Guest, certificate: Certificate, folder: Path) -> None:
    """It can be read aloud, and says how it is checked."""
    zoe.skips_the_head()
    file = folder / f"{certificate.serial}.pdf"
    paper = papers.read(saves(zoe, "Save as PDF", file))
    assert (paper.is_tagged, paper.conforms_to, paper.language) == (True, "PDF/UA-1", "en-CA")
    for words in ("Zoë", "Certified", "Harbour programme", grouped(certificate.code)):
        assert words in paper.words, (words, paper.words)
    assert any(certificate.code in link for link in paper.links)


def saves_the_badge(zoe: Guest, certificate: Certificate, folder: Path) -> list[Path]:
    """In both forms."""
    files = [folder / f"{certificate.serial}.{form}" for form in ("json", "jwt")]
    for file, words in zip(files, ("Save the badge", "Save the badge (.jwt)"), strict=True):
        assert saves(zoe, words, file)
    assert json.loads(files[0].read_text())["credentialSubject"]
    return files


def checks_the_code(stranger: Guest, certificate: Certificate) -> None:
    """By keyboard, as it is printed."""
    stranger.opens("/verify/")
    stranger.tabs_to("Code of the certificate", within="main")
    stranger.types(grouped(certificate.code))
    stranger.hits("Enter")
    stranger.is_at(f"/verify/{certificate.code}/")
    expect(stranger.tab.locator("h1")).to_have_text("This certificate is valid")
    assert stranger.tab.context.cookies() == []


def reads_nothing_else(stranger: Guest, world: World) -> None:
    """Name, award, programme, hours, dates; nothing of the cohort, of how it was earned, or of who gave it."""
    certificate = world.certificate
    said = dict(zip(*(stranger.page.locator(part).all_inner_texts() for part in ("dt", "dd")), strict=True))
    assert list(said) == SAYS
    assert [said[name].split("\n")[0] for name in SAYS] == [
        "Zoë",
        "Certified",
        "Harbour programme",
        "6 hours",
        *[local.short_day(day) for day in dates_of(certificate)],
        certificate.serial,
    ]
    hidden = ("Fall evenings", "Module 3", "Kim", "Robin", "Lee", "Recommended", ZOE)
    assert not [words for words in hidden if words in stranger.tab.content()]


def dates_of(certificate: Certificate) -> list[dt.date]:
    """First awarded, issued, valid until: given today for two years."""
    today = certificate.issued_on
    assert certificate.expires_on == today.replace(year=today.year + 2)
    return [today, today, certificate.expires_on]


def checks_the_code_in_french(reader: Guest, certificate: Certificate) -> None:
    """On a phone. The certificate says everything in both languages."""
    reader.opens("/fr/verify/")
    reader.fills(code=grouped(certificate.code).upper())
    reader.hits("Enter")
    reader.is_at(f"/fr/verify/{certificate.code}/")
    expect(reader.tab.locator("html")).to_have_attribute("lang", "fr-CA")
    expect(reader.tab.locator(".verdict--valid")).to_be_visible()
    reader.reads("Zoë", "Certification", "Programme du port", "Soutien par les pairs", certificate.serial)
    with translation.override("fr"):
        reader.reads(*[local.short_day(day) for day in dates_of(certificate)])
    assert reader.has_no_sideways_scrolling()


def uploads(stranger: Guest, badge: Path) -> None:
    """The file that the holder sent."""
    stranger.opens("/verify/")
    stranger.tab.locator("[name=file]").set_input_files(badge)
    stranger.presses("Check the badge")


def robin_revokes(robin: Guest, certificate: Certificate) -> None:
    """With a reason."""
    robin.opens("/office/certificates/")
    robin.follows(certificate.serial)
    robin.reads("Zoë", "Lee")
    robin.follows("Revoke it…")
    robin.fills(reason=REASON)
    robin.presses("Revoke it")
    robin.is_told("The certificate is revoked. The holder is told.")


def reads_that_it_was_revoked(
    stranger: Guest, reader: Guest, certificate: Certificate, badge: list[Path]
) -> None:
    """At once: by the code, in the page that was open, and with the badge that the holder has still. Never why."""
    stranger.opens(f"/verify/{certificate.code}/")
    reader.tab.reload()
    expect(reader.tab.locator(".verdict--revoked")).to_be_visible()
    reader.does_not_read(REASON)
    is_revoked(stranger)
    for file in badge:
        uploads(stranger, file)
        is_revoked(stranger)


def is_revoked(stranger: Guest) -> None:
    """The page says so, and no more."""
    expect(stranger.tab.locator("h1")).to_have_text("This certificate was revoked")
    stranger.reads("It does not count any more.")
    stranger.does_not_read(REASON, "Valid until")


def reads_why(zoe: Guest) -> None:
    """The holder is told, with the reason."""
    zoe.mailbox.wait_for(ZOE, matching=lambda mail: REASON in mail.text)
    zoe.opens("/my/certificates/")
    zoe.reads("Revoked", REASON)
    zoe.does_not_read("Save the badge", "Valid until")
    zoe.opens("/my/awards/")
    zoe.reads("Revoked", "Everything is there", "Your coordinator can tell you what is possible.")
    zoe.does_not_read("gives you the award")
    assert zoe.has_no_sideways_scrolling()
