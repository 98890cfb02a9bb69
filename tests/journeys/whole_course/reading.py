"""What the pages say in the end: to three trainees on their phones, and to Robin in the office."""

from playwright.sync_api import expect

from .expectation import OVERVIEW, PAGES
from .stage import Stage


def trainees_read_their_pages(stage: Stage) -> None:
    """Checklist and attendance: what is done, what is missing, what to do next, in words."""
    for name, (checklist, attendance) in PAGES.items():
        guest = stage[name]
        for path, words in (("/my/checklist/", checklist), ("/my/attendance/", attendance)):
            guest.opens(path)
            guest.reads(*words)
            assert guest.has_no_sideways_scrolling()


def robin_reads_the_overview(stage: Stage) -> None:
    """The signs of some rows of the matrix: modules, then the exam."""
    robin = stage["Robin"]
    robin.opens(f"/office/cohorts/{stage.world.cohort.pk}/matrix/")
    for name, signs in OVERVIEW.items():
        link = robin.tab.get_by_role("link", name=name, exact=True)
        row = robin.tab.locator(".office-matrix tbody tr").filter(has=link)
        expect(row.locator("td > span[aria-hidden]")).to_have_text(signs.split())
