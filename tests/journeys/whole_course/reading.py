"""What the pages say in the end: to three trainees and Kim on their phones, and to Robin in the office."""

from playwright.sync_api import expect

from .expectation import INBOX, OVERVIEW, PAGES
from .stage import Stage


def trainees_read_their_pages(stage: Stage) -> None:
    """What is done, what is missing, what to do next, in words that blame nobody."""
    for name, pages in PAGES.items():
        guest = stage[name]
        for path, words in pages.items():
            guest.opens(path)
            guest.reads(*words)
            guest.does_not_read("0 attempts left")
            assert guest.has_no_sideways_scrolling()


def kim_reads_the_inbox(stage: Stage) -> None:
    """The oldest first."""
    kim, (first, number) = stage["Kim"], INBOX
    kim.opens("/my/teaching/inbox/")
    expect(kim.page.locator(".waiting__title")).to_have_count(number)
    expect(kim.page.locator(".waiting__one").first).to_contain_text(first)


def robin_reads_the_overview(stage: Stage) -> None:
    """The signs of some rows of the matrix: modules, then the exam."""
    robin = stage["Robin"]
    robin.opens(f"/office/cohorts/{stage.world.cohort.pk}/matrix/")
    for name, signs in OVERVIEW.items():
        link = robin.tab.get_by_role("link", name=name, exact=True)
        row = robin.tab.locator(".office-matrix tbody tr").filter(has=link)
        expect(row.locator("td > span[aria-hidden]")).to_have_text(signs.split())
