"""A coordinator's weeks: a messy list becomes a cohort, everybody is written to, modules are marked."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from cms.accounts.models import Person
from courses.enums import RoleKind
from courses.models import Cohort
from tests import factories
from tests.servers.smtp import SmtpServer
from tests.servers.stack import LiveStack
from trainees.models import Announcement, Enrolment

from .people import Guest, link_in

pytestmark = pytest.mark.journeys

# As a French Excel writes it: BOM, semicolons, CRLF; accents in two pieces, an address twice, one that is none.
MESSY = (
    "\ufeffPrénom choisi;Nom de famille;Adresse de courriel;Langue;N° de téléphone;Remarques\r\n"
    "ʔesk̓ʷa;Tremblay;eska@example.org;français;604 555-0101;vient avec sa sœur\r\n"
    "Rene\u0301e;Roy; RENEE@Example.org ;FR;;\r\n"
    '"Sam ""Sunny""";Lee;sam@example.org;English;(604) 555-0103;"A; B"\r\n'
    "Sam;Lee;SAM@EXAMPLE.ORG;anglais;;\r\n"
    "Jo;Bell;jo(at)example.org;;;\r\n"
    ";;;;;\r\n"
    "Kimberly;Ng;kim@example.org;English;;\r\n"
)
WELCOMED = {
    "eska@example.org": ("fr", "ʔesk̓ʷa"),
    "renee@example.org": ("fr", "Renée"),
    "sam@example.org": ("en", 'Sam "Sunny"'),
    "kim@example.org": ("fr", "Kim"),
}
MISTAKE = "name,email\nNot Yet,notyet@example.org\n"


@dataclass
class World:
    """A cohort without people, its coordinator, and somebody who has an account already."""

    cohort: Cohort
    coordinator: Person
    kim: Person


@pytest.fixture
def world(stack: LiveStack) -> World:
    """Three modules in a chain; the first session is tomorrow at six."""
    programme = factories.programme(name_en="Harbour programme")
    cohort = factories.cohort(
        programme=programme, seats=12, name_en="Fall evenings", name_fr="Soirs d’automne"
    )
    factories.session(cohort, place="Example Hall")
    return World(
        cohort=cohort,
        coordinator=factories.role(RoleKind.COORDINATOR, programme, held_by=factories.person("Robin")).person,
        kim=factories.person("Kim", email="kim@example.org", language="fr"),
    )


def test_a_cohort_from_a_messy_list(stack: LiveStack, somebody: Callable[..., Guest], world: World) -> None:
    coordinator = somebody()
    coordinator.signs_in(world.coordinator.email, at="/office/")
    coordinator.follows("Fall evenings")
    coordinator.follows("Roster")

    coordinator.follows("Enrol a list")
    upload(coordinator, "liste d’automne.csv", MESSY)
    read_the_dry_run(coordinator, stack.smtp)
    coordinator.presses("Enrol 4 of 6 rows")
    coordinator.reads("4 people were enrolled")
    check_welcomes(stack.smtp)
    coordinator.follows("To the roster")
    coordinator.reads("4 of 12 seats taken", "ʔesk̓ʷa", "Renée", "Kim")
    everything_is_sent(coordinator, 4)

    # The same file once more.
    coordinator.follows("Enrol a list")
    upload(coordinator, "liste d’automne.csv", MESSY)
    coordinator.reads("Enrolled already")
    expect(coordinator.tab.get_by_role("button", name="Enrol ")).to_have_count(0)

    # A list for another cohort, taken back.
    coordinator.follows("Read another list")
    upload(coordinator, "wrong.csv", MISTAKE)
    coordinator.presses("Enrol 1 person")
    coordinator.reads("1 person was enrolled")
    stack.smtp.wait_for("notyet@example.org")
    coordinator.follows("Undo (within 24 hours)")
    coordinator.presses("Undo")
    coordinator.reads("Everybody on this list was taken off the roster again.")
    stack.smtp.wait_for("notyet@example.org", matching=lambda mail: "our mistake" in mail.text)
    assert not Person.objects.filter(email="notyet@example.org").exists()

    coordinator.opens(f"/office/cohorts/{world.cohort.pk}/roster/")
    write_to_everybody(coordinator, world.cohort)
    for address in WELCOMED:
        stack.smtp.wait_for(address, matching=lambda mail: "206" in mail.text)
    coordinator.opens(f"/office/cohorts/{world.cohort.pk}/roster/")
    everything_is_sent(coordinator, 8)
    assert {address: len(stack.smtp.to(address)) for address in WELCOMED} == dict.fromkeys(WELCOMED, 2)
    assert len(stack.smtp.to("notyet@example.org")) == 2
    assert Announcement.objects.count() == 1

    mark_modules(coordinator)
    correct_a_mistake(coordinator)
    read_the_history(coordinator, world.cohort)


def upload(coordinator: Guest, name: str, text: str) -> None:
    """Have a file checked."""
    coordinator.tab.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    )
    coordinator.presses("Check the list")
    coordinator.reads(name)


def read_the_dry_run(coordinator: Guest, mailbox: SmtpServer) -> None:
    """Each row and what would happen to it; nothing has happened."""
    coordinator.reads("Nobody is enrolled yet.", "Remarques")
    for row, words in {
        "eska@example.org": ["ʔesk̓ʷa", "French", "New person"],
        "renee@example.org": ["Renée", "French", "New person"],
        "(604) 555-0103": ['Sam "Sunny"', "English", "New person"],
        "same address as in row": ["Twice in this list"],
        "jo(at)example.org": ["Jo", "Has a mistake", "e-mail:"],
        "kim@example.org": ["Known person", "their own name, language and phone stay"],
    }.items():
        for said in words:
            expect(coordinator.tab.get_by_role("row").filter(has_text=row)).to_contain_text(said)
    assert not Enrolment.objects.exists()
    assert Person.objects.count() == 2
    assert [mail.message["Subject"] for mail in mailbox.messages] == ["Your sign-in code"]


def check_welcomes(mailbox: SmtpServer) -> None:
    """One each, in their language and by the name they go by."""
    cohort = {"en": "Fall evenings", "fr": "Soirs d’automne"}
    page = {"en": "/my/", "fr": "/fr/my/"}
    for address, (language, name) in WELCOMED.items():
        mail = mailbox.wait_for(address)
        assert mail.message["Content-Language"] == f"{language}-CA"
        for words in (name, cohort[language], "Example Hall"):
            assert words in mail.text, mail.text
        assert link_in(mail, "/my/").endswith(page[language])


def everything_is_sent(coordinator: Guest, number: int) -> None:
    """The roster says so for each message, perhaps after another look."""
    sent = coordinator.page.get_by_text("Sent", exact=True)
    coordinator.looks_again_until(lambda: sent.count() == number)


def write_to_everybody(coordinator: Guest, cohort: Cohort) -> None:
    """Read as each will read it; a double click sends once."""
    coordinator.follows("Write to the cohort")
    coordinator.fills(
        subject_en="Another room on Thursday",
        text_en="We meet in Room 206.",
        subject_fr="Une autre salle jeudi",
        text_fr="Nous serons à la salle 206.",
    )
    coordinator.presses("Preview")
    for language, words in {"en": "We meet in Room 206.", "fr": "Nous serons à la salle 206."}.items():
        preview = coordinator.tab.locator(f"article[lang={language}]")
        expect(preview).to_contain_text(words)
        expect(preview).to_contain_text(cohort.name_en if language == "en" else cohort.name_fr)
    coordinator.reads("4 people get it", "Renée", "Kim")
    assert not Announcement.objects.exists()
    coordinator.tab.get_by_role("button", name="Send to 4 people").dblclick()
    coordinator.reads("Written to everybody", "Another room on Thursday")


def tick(coordinator: Guest, *cells: str) -> None:
    """Boxes of the grid, by the name of the person and the code of the module."""
    for cell in cells:
        coordinator.tab.get_by_role("checkbox", name=cell).check()


def record(coordinator: Guest, evidence: str) -> None:
    """What is ticked, on today's date."""
    coordinator.chooses(evidence=evidence)
    coordinator.presses("Record")


def mark_modules(coordinator: Guest) -> None:
    """A column, a selection, and what a module needs first."""
    coordinator.follows("Modules")
    coordinator.presses("M01: Module 1")
    record(coordinator, "Attendance")
    coordinator.is_told("4 completions are recorded.")

    tick(coordinator, "Renée, M02", "Kim, M02")
    record(coordinator, "Quiz")
    coordinator.is_told("2 completions are recorded.")

    tick(coordinator, "ʔesk̓ʷa, M03")
    record(coordinator, "Observed practice")
    coordinator.reads("ʔesk̓ʷa: Module 3 needs Module 2 first.")
    expect(coordinator.tab.get_by_role("checkbox", name="ʔesk̓ʷa, M03")).to_be_checked()
    coordinator.fills(override_reason="Worked as a peer for ten years.")
    coordinator.presses("Record")
    coordinator.is_told("1 completion is recorded.")


def correct_a_mistake(coordinator: Guest) -> None:
    """A completion is never deleted: it is voided, and why."""
    coordinator.follows("Kim, M02: done on")
    coordinator.fills(reason="This was another Kim.")
    coordinator.presses("Void")
    coordinator.is_told("The completion is voided.")
    expect(coordinator.tab.get_by_role("checkbox", name="Kim, M02")).not_to_be_checked()


def read_the_history(coordinator: Guest, cohort: Cohort) -> None:
    """Of a person in the cohort, and of the cohort."""
    coordinator.follows("Kim")
    coordinator.reads(
        "Enrolled", "Completion recorded", "Completion voided", "This was another Kim.", "Robin"
    )
    coordinator.opens(f"/office/cohorts/{cohort.pk}/roster/")
    coordinator.follows("ʔesk̓ʷa")
    coordinator.reads("Worked as a peer for ten years.", "4 of 6 class hours")
    coordinator.opens(f"/office/cohorts/{cohort.pk}/history/")
    coordinator.reads(
        "List enrolled", "Enrolled list undone", "Announcement sent", "Completion voided", "Robin"
    )
