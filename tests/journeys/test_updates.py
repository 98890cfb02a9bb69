"""From an update that an editor writes to the mail that a reader gets, and back to silence."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cms.accounts.models import Person
from cms.updates.models import Subscriber, UpdatePage, UpdatesIndexPage
from courses.enums import RoleKind
from courses.models import Cohort, Stream
from tests import factories
from tests.servers.smtp import Received, SmtpServer
from tests.servers.stack import LiveStack

from .people import Guest, link_in

pytestmark = pytest.mark.journeys
READER, CARER, FRIEND = "alex@example.org", "noor@example.org", "mika@example.org"
TITLE, LATER_TITLE = "Evenings in spring", "A course for carers"
BEAT = 60  # seconds between two looks of beat at what is scheduled


@dataclass
class World:
    """A programme with an editor and a coordinator, and a cohort of which no visitor knows yet."""

    index: UpdatesIndexPage
    cohort: Cohort
    family: Stream
    editor: Person
    coordinator: Person


@pytest.fixture
def world(stack: LiveStack) -> World:
    """The cohort takes applications once it is announced. Two follow already, a carer the family stream alone."""
    index = factories.site()["en"].updates
    programme = factories.programme(name_en="Harbour programme")
    cohort = factories.cohort(
        programme=programme,
        announced=False,
        name_en="Spring evenings",
        place_en="Example Hall",
        starts_on=dt.date(2031, 3, 4),
        ends_on=dt.date(2031, 6, 24),
        applications_open_at=timezone.now() - dt.timedelta(days=1),
        applications_close_at=factories.instant(dt.date(2031, 2, 1), 17),
    )
    family = factories.stream(name_en="Family stream")
    factories.subscriber(CARER, stream=family)
    factories.subscriber(FRIEND)
    editor = factories.role(RoleKind.EDITOR, programme).person
    coordinator = factories.role(RoleKind.COORDINATOR, programme).person
    return World(index, cohort, family, editor, coordinator)


def test_an_update_reaches_those_who_asked(
    stack: LiveStack, somebody: Callable[..., Guest], world: World
) -> None:
    visitor = somebody()
    subscribe(visitor, somebody(), stack.smtp)

    editor = somebody()
    editor.signs_in(world.editor.email, at="/office/")
    write_and_ask_for_a_check(editor, world)
    assert news(stack.smtp, READER) == []

    coordinator = somebody()
    coordinator.signs_in(world.coordinator.email, at="/office/")
    announce_and_approve(coordinator)
    mail = stack.smtp.wait_for(READER, matching=lambda mail: TITLE in mail.text)
    check_mail(mail)
    visitor.opens(link_in(mail, "/updates/evenings"))
    visitor.reads(TITLE, "4 March to 24 June 2031", "Example Hall", "15 places", "Tea is there")
    visitor.reads("Apply by", "Saturday, 1 February 2031, 5:00 p.m. Pacific time")

    # Published once more, with a change in it; then a mail program stops the messages by itself, without cookies.
    publish_again(coordinator)
    one_click = Request(unsubscribe_address(mail), data=urlencode({"List-Unsubscribe": "One-Click"}).encode())
    with urlopen(one_click, timeout=20) as answer:
        assert answer.status == 200
    assert not Subscriber.objects.confirmed().filter(address=READER).exists()

    # A later update goes live by the clock.
    schedule(coordinator, world)
    its_time_comes(stack, LATER_TITLE)
    for address in (CARER, FRIEND):
        stack.smtp.wait_for(address, matching=lambda mail: LATER_TITLE in mail.text, seconds=BEAT + 30)
    visitor.opens("/updates/")
    visitor.reads("Spring evenings", LATER_TITLE)
    visitor.does_not_read("Nothing is scheduled")
    choose_and_follow(visitor, world)
    assert news(stack.smtp, FRIEND) == [TITLE, LATER_TITLE]
    assert news(stack.smtp, CARER) == [LATER_TITLE]
    assert news(stack.smtp, READER) == [TITLE]


def choose_and_follow(visitor: Guest, world: World) -> None:
    """What is wanted is found, said and kept in the address; it can be followed; nothing found is no dead end."""
    visitor.chooses(stream="Family stream")
    visitor.presses("Show")
    visitor.is_at(f"/updates/?stream={world.family.slug}")
    visitor.reads("Shown: Family stream", LATER_TITLE)
    visitor.does_not_read(TITLE)
    feed = visitor.tab.locator("head link[type='application/atom+xml']").get_attribute("href")
    visible = visitor.page.get_by_role("link", name="Feed of these updates").get_attribute("href")
    assert feed == visible == f"/updates/feed/?stream={world.family.slug}"
    answer = visitor.tab.request.get(feed)
    assert (answer.ok, LATER_TITLE in answer.text(), TITLE in answer.text()) == (True, True, False)

    visitor.chooses(state="full")
    visitor.presses("Show")
    visitor.reads("Nothing matches for now")
    visitor.follows("Hear about the next one")
    assert visitor.tab.locator("select[name=stream] option:checked").inner_text() == "Family stream"
    visitor.opens("/updates/?state=open")
    visitor.reads("Spring evenings")
    visitor.follows("Show everything")
    visitor.is_at("/updates/")
    link = visitor.page.get_by_role("link", name="Download the dates of Harbour programme")
    file = visitor.tab.request.get(str(link.get_attribute("href")))
    assert file.text().startswith("BEGIN:VCALENDAR")


def subscribe(visitor: Guest, scanner: Guest, mailbox: SmtpServer) -> None:
    """Nothing is scheduled, so somebody asks to be told. Opening the mailed link does nothing; its button does."""
    visitor.opens("/updates/")
    visitor.reads("Nothing is scheduled right now")
    visitor.follows("Hear about the next one")
    visitor.fills(address=" Alex@Example.ORG")
    visitor.presses("Keep me posted")
    visitor.reads("Please check your mail")
    link = link_in(mailbox.wait_for(READER), "/updates/subscribe/")
    scanner.opens(link)
    scanner.reads("Confirm your subscription")
    assert not Subscriber.objects.filter(address=READER).exists()
    visitor.opens(link)
    visitor.presses("Yes, keep me posted")
    visitor.reads("You are subscribed")
    assert Subscriber.objects.confirmed().filter(address=READER).count() == 1


def write_and_ask_for_a_check(editor: Guest, world: World) -> None:
    """The cohort gives the facts; an editor cannot publish."""
    editor.opens(f"/office/pages/{world.index.pk}/")
    editor.follows("Add child page")
    editor.fills(title=TITLE, introduction="Fourteen evenings and a practicum.")
    editor.chooses(cohort="Spring evenings")
    editor.presses("Insert a block")
    editor.tab.get_by_role("option", name="Text", exact=True).click()
    editor.tab.locator("[contenteditable=true]").first.click()
    editor.tab.keyboard.type("Tea is there from half past five.")
    # The rich text editor hands its text to the form a moment later.
    expect(editor.tab.locator("[name='body-0-value']")).to_have_value(re.compile("Tea is there"))
    editor.presses("More actions")
    assert not editor.tab.get_by_role("button", name="Publish").is_visible()
    editor.presses("Submit to")
    editor.is_told(TITLE, "submitted for moderation")


def announce_and_approve(coordinator: Guest) -> None:
    """From the first page of the office, where both are waiting."""
    coordinator.follows("Spring evenings")
    coordinator.follows("Announce")
    coordinator.presses("Announce")
    coordinator.is_told("The cohort is announced.")
    coordinator.opens("/office/")
    coordinator.follows(TITLE)
    coordinator.presses("More actions")
    coordinator.presses("Approve and Publish")
    coordinator.is_told("has been")


def check_mail(mail: Received) -> None:
    """Only the public title outside; inside the facts of the cohort; a way out that needs no sign-in."""
    headers = mail.message
    assert headers["Subject"] == f"Training update: {TITLE}"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for words in ("4 March to 24 June 2031", "Example Hall", "Example Street", "Fourteen evenings"):
        assert words in mail.text, mail.text


def unsubscribe_address(mail: Received) -> str:
    """The https address of RFC 8058; here it is http."""
    found = re.search(r"<(http[^>]+)>", mail.message["List-Unsubscribe"])
    assert found is not None
    return found.group(1)


def schedule(coordinator: Guest, world: World) -> None:
    """An update for the family stream, to go live years from now."""
    coordinator.opens(f"/office/pages/{world.index.pk}/")
    coordinator.follows("Add child page")
    coordinator.fills(title=LATER_TITLE, introduction="Six short evenings.")
    coordinator.chooses(stream="Family stream")
    coordinator.presses("Status")
    coordinator.presses("Set schedule")
    dialog = coordinator.tab.get_by_role("dialog")
    dialog.get_by_label("Go live date/time").fill("2031-01-15 09:00")
    dialog.get_by_role("button", name="Save schedule").press("Enter")
    coordinator.presses("More actions")
    coordinator.presses("Schedule to publish")
    coordinator.is_told("has been scheduled for publishing")


def its_time_comes(stack: LiveStack, title: str) -> None:
    """As if the years had passed: only its hour changes; publishing is left to beat, which need not be waited for."""
    page = UpdatePage.objects.get(title=title)
    assert not page.live
    revision = page.scheduled_revision
    hour = timezone.now() - dt.timedelta(seconds=1)
    revision.content["go_live_at"] = hour.isoformat()
    revision.approved_go_live_at = hour
    revision.save()
    stack.beat_was_down(hours=1)


def publish_again(coordinator: Guest) -> None:
    """With another introduction."""
    coordinator.opens(f"/office/pages/{UpdatePage.objects.get(title=TITLE).pk}/edit/")
    coordinator.fills(introduction="Fourteen evenings, a practicum and tea.")
    coordinator.presses("More actions")
    coordinator.tab.get_by_role("button", name="Publish", exact=True).click()
    coordinator.is_told("has been published")


def news(mailbox: SmtpServer, address: str) -> list[str]:
    """The titles of the updates that a subscriber was told of, in the order of the mails."""
    mails = [mail for mail in mailbox.to(address) if mail.message["Subject"].startswith("Training update: ")]
    return [title for mail in mails for title in (TITLE, LATER_TITLE) if title in mail.text]
