"""The page editor in Chromium: the line below a text follows what is typed, and the checks find planted faults."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab

from cms.accounts.models import Person
from cms.home.models import ContentPage
from tests import factories

HARD = (
    "Participants demonstrating insufficient comprehension of organisational obligations regarding interprofessional "
    "communication are subsequently required to undertake supplementary examinations."
)
FAULTS = (
    '<h3>A heading that skips a level</h3><p>To apply, <a href="https://example.org/">click here</a>. Or see '
    '<a href="https://example.org/a">https://example.org/a</a>, or <a href="/b">the list of dates</a>.</p>'
)


@pytest.fixture
def page(transactional_db: None) -> ContentPage:
    """A page with faults in it."""
    home = factories.site()["en"].home
    page = ContentPage(
        title="What we do",
        introduction="We meet on Tuesday. Bring a pen.",
        body=[("text", "<p>We listen. You decide.</p>"), ("text", FAULTS)],
        locale=home.locale,
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def editor(page: ContentPage, live_server: Any, new_context: Callable[..., BrowserContext]) -> Tab:
    """An administrator has the page open."""
    client = Client()
    client.force_login(Person.objects.create_superuser("admin@example.org", chosen_name="Ada"))
    context = new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(30_000)
    context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": live_server.url}
            for name, cookie in client.cookies.items()
        ]
    )
    tab = context.new_page()
    tab.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return tab


def test_the_line_follows_what_is_typed(editor: Tab) -> None:
    introduction = editor.locator("#id_introduction")
    expect(editor.locator("[data-reading-all]")).to_contain_text("easy.")
    line = editor.locator(".reading__line", has_text="Reading grade").first
    expect(line).to_be_visible()

    introduction.fill(HARD)

    described = editor.locator(f"#{line.get_attribute('id')}")
    expect(described).to_contain_text(re.compile("long (words|sentences)"))
    assert (line.get_attribute("id") or "-") in (introduction.get_attribute("aria-describedby") or "")
    expect(editor.locator("[data-reading-hard] li")).to_contain_text("Introduction: Reading grade")
    # It is said once, when the text turned hard; a further key says nothing new.
    said = editor.locator("[data-reading-status]")
    expect(said).to_contain_text("Introduction: Reading grade")

    introduction.fill("We meet on Tuesday. Bring a pen.")
    expect(described).to_contain_text("easy.")
    expect(editor.locator("[data-reading-hard] li")).to_have_count(0)


def test_a_new_page_is_read_before_it_is_saved(editor: Tab, page: ContentPage, live_server: Any) -> None:
    parent = page.get_parent()
    editor.goto(live_server.url + reverse("wagtailadmin_pages:add", args=["home", "contentpage", parent.pk]))
    said = editor.locator("[data-reading-all]")
    expect(said).to_have_text("Nothing to read yet.")

    editor.locator("#id_title").fill("Confidentiality and accessibility information")
    editor.locator("#id_introduction").fill(HARD)

    expect(said).to_contain_text("Reading grade")
    expect(editor.locator("[data-reading-hard] li")).to_have_count(1)  # not the title

    editor.locator("#id_introduction").fill("")
    expect(said).to_have_text("Nothing to read yet.")


def test_a_rich_text_has_its_line(editor: Tab) -> None:
    text = editor.locator("[contenteditable='true']").first
    text.click()
    editor.keyboard.press("Control+End")
    editor.keyboard.type(f" {HARD}")

    expect(editor.locator(".reading__line--hard")).to_contain_text("Reading grade")


def test_the_checks_find_planted_faults(editor: Tab) -> None:
    editor.get_by_role("button", name="Toggle checks").click()

    found = editor.locator("[data-checks-panel]")
    expect(found).to_contain_text("A link does not say where it leads")
    names = found.locator("[data-content-checker-name]").all_inner_texts()
    assert names.count("A link does not say where it leads") == 2
    assert "There is more than one title" not in names
    assert "Incorrect heading hierarchy" not in names  # the page lifts a heading that would skip a level
