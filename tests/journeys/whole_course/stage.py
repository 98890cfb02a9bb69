"""The site, its clock, and people who sit down at browsers of their own for as long as the course lasts."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext

from tests import factories
from tests.fixtures.clock import MovedSite
from tests.journeys.people import Guest
from tests.servers.smtp import Received

from .course import World, a_world
from .forms import Forms
from .script import SESSIONS, YEAR

PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True}
ON_PHONES = ("Ana", "Dev", "Eli", "Fay", "Gus", "Mia", "Cleo")


@dataclass
class Stage:
    """What every act needs. `guests` by name: Robin at a desk, everybody else on a phone; Jo has no account."""

    site: MovedSite
    world: World
    guests: dict[str, Guest] = field(default_factory=dict)
    signed_in: set[str] = field(default_factory=set)

    def __getitem__(self, name: str) -> Guest:
        """Somebody at their browser, signed in since the clock was moved."""
        guest = self.guests[name]
        if name not in self.signed_in and (person := self.person(name)) is not None:
            self.site.signs_in(guest.tab.context, person)
            self.signed_in.add(name)
        return guest

    def it_is(self, month: int, day: int, hour: int = 18, minute: int = 0) -> None:
        """What is owed goes out, then the clock moves to a time on the wall in Vancouver. Everybody signs in again."""
        self.site.sends_what_is_owed()
        self.site.moves_to(factories.instant(dt.date(YEAR, month, day), hour, minute))
        self.signed_in.clear()

    def evening(self, number: int, hour: int = 18, minute: int = 5) -> None:
        """The day of a session, when it has begun unless another time is said."""
        self.it_is(SESSIONS[number].month, SESSIONS[number].day, hour, minute)

    def person(self, name: str) -> Any:
        """Somebody's account; None for Jo, who has none."""
        staff = {"Kim": self.world.kim, "Robin": self.world.robin, "Jo": None}
        return staff[name] if name in staff else self.world.enrolments[name].person

    def forms(self, name: str) -> Forms:
        """Somebody without a browser, signed in as of now."""
        return Forms(self.person(name))

    def mails(self, address: str, subject: str) -> list[Received]:
        """What was sent to an address so far, after everything that is owed went out."""
        self.site.sends_what_is_owed()
        return [mail for mail in self.site.smtp.to(address) if mail.message["Subject"] == subject]


def opened(site: MovedSite, new_context: Callable[..., BrowserContext]) -> Stage:
    """It is a morning in February, and everybody who has a browser is there."""
    site.moves_to(factories.instant(dt.date(YEAR, 2, 16), 10))
    stage = Stage(site=site, world=a_world())
    for name in ("Robin", "Kim", "Jo", *ON_PHONES):
        context = new_context(base_url=site.url, **({} if name == "Robin" else PHONE))
        context.set_default_timeout(20_000)
        stage.guests[name] = Guest(tab=context.new_page(), mailbox=site.smtp)
    return stage
