"""The style guide: complete, in both schemes and languages, accessible, and only for staff."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from cms.accounts.models import Person
from cms.backoffice.styleguide.catalogue import COMPONENTS, GROUPS

COMPONENT_TEMPLATES = settings.BASE_DIR / "templates/components"
# Parts of other components, and what a block or page draws from the database: seen on their own pages.
NOT_ALONE = {
    "intakes.html",
    "language_switch.html",
    "lines.html",
    "mark.html",
    "marked.html",
    "walk.html",
    "ways.html",
    "nav.html",
    "preview_checks.html",
    "subscribe_form.html",
    "valid_until.html",
}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def admin() -> Person:
    return Person.objects.create_superuser("admin@example.org", chosen_name="Ada")


def soup(html: bytes) -> Any:
    return BeautifulSoup(html, "html.parser")


def address(name: str, scheme: str, language: str = "en") -> str:
    return reverse("styleguide_frame", args=[name, scheme]) + f"?language={language}"


def test_every_component_is_in_the_guide() -> None:
    shown = {component.template for component in COMPONENTS.values()}
    there = {path.name for path in COMPONENT_TEMPLATES.glob("*.html")}
    assert there - shown - NOT_ALONE == set()
    assert [name for name in shown if name and not (COMPONENT_TEMPLATES / name).exists()] == []
    assert len(COMPONENTS) == sum(len(group.components) for group in GROUPS)


@pytest.mark.django_db
def test_the_guide_names_explains_and_frames_each_component_twice(client: Client, admin: Person) -> None:
    client.force_login(admin)
    page = soup(client.get(reverse("styleguide")).content)
    for name, component in COMPONENTS.items():
        article = page.find("article", id=name)
        assert article.h3.text == str(component.title)
        frames = [frame["src"] for frame in article.find_all("iframe")]
        assert frames == [address(name, "light"), address(name, "dark")]
        assert component.include in article.pre.text
    context = page.find("article", id="notice").find("details").text
    assert 'kind "info" | "success"' in context


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_sample_is_written_in_each_language(client: Client, admin: Person, language: str) -> None:
    client.force_login(admin)
    for name in COMPONENTS:
        response = client.get(address(name, "dark", language))
        page = soup(response.content)
        assert (name, response.status_code) == (name, 200)
        assert page.html["lang"] == f"{language}-CA"
        assert page.select_one(".sample__piece").text.strip(), name
    words = soup(client.get(address("tag", "light", language)).content).body.text
    assert ("Complet" in words) is (language == "fr")


@pytest.mark.django_db
def test_a_frame_may_be_framed_by_the_office_and_another_name_is_not_found(
    client: Client, admin: Person
) -> None:
    client.force_login(admin)
    response = client.get(address("notice", "dark"))
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert client.get("/office/styleguide/nothing/dark/").status_code == 404
    assert client.get("/office/styleguide/notice/purple/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_scheme_of_a_frame_is_its_own(
    live_server: LiveServer, new_context: Callable[..., BrowserContext], admin: Person
) -> None:
    page = signed_in(live_server, new_context, admin, color_scheme="dark").new_page()
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper')"
    for scheme, colour in (("light", "#fbf8f3"), ("dark", "#101b19")):
        page.goto(live_server.url + address("notice", scheme))
        assert page.evaluate(paper) == colour
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == scheme


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme", "language"), [(320, "light", "fr"), (1000, "dark", "en")])
def test_no_component_has_a_fault(
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    admin: Person,
    width: int,
    scheme: str,
    language: str,
) -> None:
    context = signed_in(live_server, new_context, admin, viewport={"width": width, "height": 800})
    page = context.new_page()
    # A component alone has no page around it: rules about whole pages do not apply.
    whole_page = ("region", "page-has-heading-one", "landmark-one-main", "heading-order", "bypass")
    options = {"preload": False, "rules": {rule: {"enabled": False} for rule in whole_page}}
    faults = {}
    for name in COMPONENTS:
        page.goto(live_server.url + address(name, scheme, language))
        found = Axe().run(page, options=options).response["violations"]
        wrong = [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
        if over := page.evaluate(TOO_WIDE):
            wrong.append(f"{over} px too wide")
        if wrong:
            faults[name] = wrong
    assert faults == {}


def signed_in(
    server: LiveServer, new_context: Callable[..., BrowserContext], person: Person, **options: Any
) -> BrowserContext:
    client = Client()
    client.force_login(person)
    context = new_context(**options)
    cookies = [
        {"name": name, "value": cookie.value, "url": server.url} for name, cookie in client.cookies.items()
    ]
    context.add_cookies(cookies)  # type: ignore[arg-type]  # plain dicts of its own shape
    return context
