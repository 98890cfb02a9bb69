"""People at a browser: what a hand does and an eye reads, so that a journey can be told in sentences."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.servers.smtp import Received, SmtpServer

CODE = re.compile(r"\b\d{4}-\d{4}\b")
LINK = re.compile(r"https?://[^\s<>\"]+")


def link_in(mail: Received, part: str) -> str:
    """The one address in the text of a mail that holds `part`."""
    found = {link.rstrip(".,") for link in LINK.findall(mail.text) if part in link}
    assert len(found) == 1, (part, mail.text)
    return found.pop()


# What has the focus: its name, whether it stands inside `within`, and whether one can see that it has it.
FOCUS = """(within) => {
  const at = document.activeElement;
  const words = at.getAttribute("aria-label") || (at.labels && at.labels.length ? at.labels[0] : at).innerText;
  const style = getComputedStyle(at);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = at.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {name: words.trim().split("\\n")[0], inside: !!at.closest(within), isVisible: ring && inView};
}"""
# The place of what has the focus among all elements of the page; -1 where nothing of it has.
PLACE = """() => {
  const at = document.activeElement;
  return !at || at === document.body ? -1 : [...document.querySelectorAll("*")].indexOf(at);
}"""
# The names of what a keyboard can be on: visible links, fields, buttons and heads of folds; one of a group of radios.
STOPS = """() => {
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const groups = new Set();
  return [...document.querySelectorAll(all)].filter((one) => {
    if (!one.checkVisibility({visibilityProperty: true}) || one.disabled || one.tabIndex < 0) return false;
    const first = one.type !== "radio" || !groups.has(one.name);
    groups.add(one.name);
    return first;
  }).length;
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOST_STOPS = 60


@dataclass
class Guest:
    """Somebody with a browser and a mailbox; signed in or not."""

    tab: Page
    mailbox: SmtpServer

    def opens(self, address: str) -> None:
        """Go to an address of the site, or to a link from a mail."""
        self.tab.goto(address)

    def has_a_clock(self) -> None:
        """From now on pages have a clock that `waits` puts on; it also goes by itself."""
        self.tab.clock.install()

    def waits(self, seconds: int) -> None:
        """For the page so many seconds pass, in which it does once what it would have done."""
        self.tab.clock.fast_forward(seconds * 1000)

    def follows(self, words: str | re.Pattern[str]) -> None:
        """Click the first link with these words."""
        self.tab.get_by_role("link", name=words).first.click()

    def presses(self, words: str | re.Pattern[str]) -> None:
        """Click the first button with these words."""
        self.tab.get_by_role("button", name=words).first.click()

    def fills(self, **fields: str) -> None:
        """Type into fields, by their names in the form."""
        for name, value in fields.items():
            self.tab.locator(f"[name='{name}']:visible").first.fill(value)

    def chooses(self, **fields: str) -> None:
        """Choose in lists, by the names of the fields and the words, or the code, of the choice."""
        for name, choice in fields.items():
            self.tab.locator(f"select[name='{name}']:visible").first.select_option(choice)

    @property
    def page(self) -> Locator:
        """What the page says, without its frame."""
        return self.tab.locator("main")

    def reads(self, *words: str | re.Pattern[str]) -> None:
        """Each of these is on the page, or soon will be."""
        for said in words:
            expect(self.page).to_contain_text(said)

    def does_not_read(self, *words: str) -> None:
        """None of these is on the page."""
        for said in words:
            expect(self.page).not_to_contain_text(said)

    def looks_again_until(self, holds: Callable[[], bool], *, seconds: float = 20) -> None:
        """Reload the page until it says so; AssertionError with the page when it never does."""
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, self.page.inner_text()
            self.tab.wait_for_timeout(300)
            self.tab.reload()

    def is_told(self, *words: str) -> None:
        """The office, or the site, answers with a message."""
        for said in words:
            expect(self.tab.locator(".messages").first).to_contain_text(said)

    def is_at(self, path: str) -> None:
        """The address bar shows this path."""
        expect(self.tab).to_have_url(re.compile(rf"^http://[^/]+{re.escape(path)}$"))

    def status_of(self, path: str) -> int:
        """Go there; how the site answers."""
        answer = self.tab.goto(path)
        assert answer is not None
        return answer.status

    def has_no_sideways_scrolling(self) -> bool:
        """Whether the page is no wider than the window."""
        return int(self.tab.evaluate(SIDEWAYS)) <= 0

    def hits(self, key: str) -> None:
        """A key."""
        self.tab.keyboard.press(key)

    def types(self, text: str) -> None:
        """Into whatever has the focus."""
        self.tab.keyboard.type(text)

    def focused(self) -> str:
        """The name of what has the focus, which must be visible."""
        return self._focus("html")[0]

    def _focus(self, within: str) -> tuple[str, bool]:
        found = self.tab.evaluate(FOCUS, within)
        assert found["isVisible"], (self.tab.url, found)
        return found["name"], found["inside"]

    def tabs_to(self, name: str, *, within: str = "body") -> None:
        """Press Tab until the focus is on this; at each stop one can see where it is."""
        stops = []
        for _stop in range(MOST_STOPS):
            self.hits("Tab")
            stops.append(self._focus(within))
            if stops[-1] == (name, True):
                return
        raise AssertionError(f"{name} cannot be reached at {self.tab.url}: {stops}")

    def walks_through(self) -> None:
        """Tab from the top to the end: every stop can be seen, each comes once, in the order of the page, and the last
        leads out of it. Afterwards the focus is at the top again."""
        self.tab.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        wanted = self.tab.evaluate(STOPS)
        places: list[int] = []
        self.hits("Tab")
        while (place := self.tab.evaluate(PLACE)) not in (-1, *places[:1]):
            self.focused()
            places.append(place)
            assert len(places) <= wanted, f"The keyboard goes round in {self.tab.url}"
            self.hits("Tab")
        assert places == sorted(set(places)), f"Out of order at {self.tab.url}: {places}"
        assert len(places) == wanted, f"{len(places)} of {wanted} can be reached at {self.tab.url}"
        self.hits("Shift+Tab")  # back from the end, as far as the last stop
        self.tab.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        self.tab.reload()

    def skips_the_head(self) -> None:
        """The first stop leads past the head of the page, to its content."""
        self.hits("Tab")
        assert self.focused() == "Skip to the content"
        self.hits("Enter")
        expect(self.tab.locator("main")).to_be_focused()

    def code_for(self, address: str, *, after: int = 0) -> str:
        """The code in the newest mail to `address`; `after`: how many mails they had before they asked."""
        mail = self.mailbox.wait_for(
            address,
            matching=lambda mail: (
                CODE.search(mail.text) is not None and mail in self.mailbox.to(address)[after:]
            ),
        )
        found = CODE.search(mail.text)
        assert found is not None
        return found.group()

    def signs_in(self, address: str, *, at: str = "/accounts/login/") -> None:
        """With the code that is mailed to them. They come to where they wanted to go."""
        before = len(self.mailbox.to(address))
        self.opens(at)
        self.fills(email=address)
        self.tab.locator("main form").first.get_by_role("button").first.click()
        self.fills(code=self.code_for(address, after=before))
        self.tab.locator("main form").first.get_by_role("button").first.click()
