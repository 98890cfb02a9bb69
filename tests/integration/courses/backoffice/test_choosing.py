"""The editor of rules in Chromium: codes are chosen in words, what is posted is what would have been typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab

from courses.enums import RoleKind
from courses.models import Award
from courses.requirements.stream import raw
from tests import factories
from tests.fixtures.axe import faults_of, show

RULES: list[dict[str, Any]] = [
    {"type": "modules", "value": {"codes": ["M99", "M03"]}},
    {"type": "credential", "value": {"sort": "cpr", "name_en": "CPR", "name_fr": "RCR"}},
]


@pytest.fixture
def award(transactional_db: None) -> Award:
    """Its rules name a module that the edition does not have."""
    edition = factories.course_edition(3, programme=factories.programme())
    factories.exam(edition, code="X1", title_en="Final exam")
    made = factories.award(edition)
    made.requirements = RULES
    made.save()
    return made


@pytest.fixture
def editor(award: Award, live_server: Any, new_context: Callable[..., BrowserContext]) -> Tab:
    """A coordinator has the award open."""
    client = Client()
    client.force_login(factories.role(RoleKind.COORDINATOR, award.edition.course.programme).person)
    context = new_context(viewport={"width": 320, "height": 800})
    context.add_cookies(
        [{"name": name, "value": one.value, "url": live_server.url} for name, one in client.cookies.items()]
    )
    tab = context.new_page()
    tab.goto(live_server.url + reverse("courses:award", args=[award.pk]))
    return tab


def faults_that_stay(tab: Tab) -> list[str]:
    """What axe still finds once the editor rests: after each change Wagtail moves its bar at the foot, and what that
    covers for a moment counts as too small.
    """
    found = [*faults_of(tab)]
    for _again in range(15):
        if not found:
            break
        found = [*faults_of(tab)]
    return found


def test_codes_are_chosen_in_words(editor: Tab, award: Award) -> None:
    line = editor.locator("[name='requirements-0-value-codes']")
    chosen = editor.locator(".office-choices summary")
    expect(chosen).to_have_text("Not known here: M99, Module 3")
    expect(chosen).to_have_accessible_name("Modules Not known here: M99, Module 3")
    expect(line).to_be_hidden()
    assert line.input_value() == "M99, M03"  # looking changes nothing

    chosen.focus()
    editor.keyboard.press("Enter")
    editor.keyboard.press("Tab")
    expect(editor.get_by_role("checkbox", name="Module 1 (M01)")).to_be_focused()
    editor.keyboard.press("Space")
    editor.get_by_role("checkbox", name="Not known here: M99").uncheck()
    assert line.input_value() == "M01, M03"

    day = editor.get_by_role("combobox", name="Valid on the day of")
    day.select_option(label="External certificate: type its short name")
    typed = editor.locator("[name='requirements-1-value-valid_at_event']")
    expect(typed).to_be_focused()
    editor.keyboard.press("End")
    editor.keyboard.type("cpr")
    # Scrolled to the end: the bar at the foot covers what lies below it, and axe calls that too small.
    editor.evaluate("document.scrollingElement.scrollTo({top: 1e6, behavior: 'instant'})")
    end = "innerHeight + scrollY >= document.scrollingElement.scrollHeight - 1"
    editor.wait_for_function(end)
    assert faults_that_stay(editor) == []

    # A block that is added has choosers as well, and the first of them the focus.
    editor.get_by_title("Insert a block").last.click()
    expect(editor.get_by_placeholder("Search options…")).to_be_focused()
    editor.get_by_role("option", name="Exam result").click()
    exam = editor.get_by_role("combobox", name="Exam")
    expect(exam).to_be_focused()
    exam.select_option(label="Final exam (X1)")
    begun = editor.get_by_role("combobox", name="Counted from")
    begun.select_option("module:M02")
    show(editor, "light", 1280)
    assert faults_that_stay(editor) == []

    editor.get_by_role("button", name="Save").click()
    editor.wait_for_url(f"**{reverse('courses:edition', args=[award.edition_id])}**")
    award.refresh_from_db()
    modules, credential, result = [one["value"] for one in raw(award.requirements)]
    assert [one["value"] for one in modules["codes"]] == ["M01", "M03"]
    assert credential["valid_at_event"] == "credential:cpr"
    assert (result["exam"], result["from_event"]) == ("X1", "module:M02")


def test_what_is_wrong_in_a_rule_can_be_gone_to(editor: Tab) -> None:
    """The error of a rule is drawn by a script: the button counts it nevertheless."""
    editor.locator("[name='requirements-0-value-at_least']").evaluate("field => { field.value = '7777777' }")
    editor.locator("form:has([name='name_en'])").evaluate("form => { form.noValidate = true }")
    editor.get_by_role("button", name="Save").click()
    button = editor.get_by_role("button", name="Go to the first error")
    expect(button).to_be_visible()
    button.click()
    expect(editor.get_by_text("Ensure this value is less than or equal to")).to_be_focused()
