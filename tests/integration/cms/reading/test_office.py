"""The address that judges what is typed, the editor's panel, and the word about links when a page is published."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.accounts.models import Person
from cms.home.models import ContentPage
from cms.reading.texts import texts_of
from courses.enums import RoleKind
from tests import factories
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db

EASY = "We meet on Tuesday. Bring a pen. We will help you."
HARD = (
    "Participants demonstrating insufficient comprehension of organisational obligations regarding interprofessional "
    "communication are subsequently required to undertake supplementary examinations, notwithstanding any previously "
    "authenticated accreditation."
)


@pytest.fixture
def office(client: Client) -> Client:
    """An administrator at work."""
    client.force_login(Person.objects.create_superuser("admin@example.org", PASSWORD, chosen_name="Ada"))
    return client


def ask(client: Client, **asked: Any) -> Any:
    """Post what the script posts."""
    return client.post(reverse("reading"), json.dumps(asked), content_type="application/json")


def a_page(**fields: Any) -> ContentPage:
    """A page below the English home page, published."""
    home = factories.site()["en"].home
    page = ContentPage(title="What we do", locale=home.locale, **fields)
    home.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_each_text_and_all_of_them(office: Client) -> None:
    answer = ask(office, language="en", texts=[EASY, HARD, "Save", ""]).json()

    assert [text and text["isEasy"] for text in answer["texts"]] == [True, False, None, None]
    assert answer["texts"][0]["words"].startswith("Reading grade ")
    assert "“Participants demonstrating" in answer["texts"][1]["words"]
    assert answer["all"]["isEasy"] is False


def test_french_is_judged_as_french(office: Client) -> None:
    answer = ask(office, language="fr", texts=["Vous venez le mardi soir. Nous serons là."]).json()

    assert answer["all"]["words"].startswith("Ease of reading ")


@pytest.mark.parametrize(
    "asked",
    [
        {"language": "xx", "texts": []},
        {"language": "en", "texts": "a text"},
        {"language": "en", "texts": [1]},
        {"language": "en", "texts": ["a"] * 301},
        {"language": "en", "texts": ["a" * 200_001]},
        {"language": "en"},
        {},
    ],
)
def test_what_has_another_shape_is_refused(office: Client, asked: dict[str, Any]) -> None:
    assert ask(office, **asked).status_code == 400


def test_no_json_is_refused(office: Client) -> None:
    for body in ("", "{", "[]", "null"):
        assert office.post(reverse("reading"), body, content_type="application/json").status_code == 400


def test_a_forged_form_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.create_superuser("admin@example.org", PASSWORD, chosen_name="Ada"))

    assert ask(client, language="en", texts=[EASY]).status_code == 403


def test_who_writes_no_pages_is_not_answered(client: Client) -> None:
    client.force_login(factories.role(RoleKind.FACILITATOR).person)

    assert ask(client, language="en", texts=[EASY]).status_code != 200


def test_nothing_of_it_is_kept(office: Client, caplog: pytest.LogCaptureFixture) -> None:
    before = PageLogEntry.objects.count()
    with caplog.at_level("DEBUG"):
        ask(office, language="en", texts=["A planted canary sings in this text of mine."])

    assert PageLogEntry.objects.count() == before
    assert "canary" not in caplog.text


def test_the_panel_is_there_when_the_page_opens(office: Client) -> None:
    page = a_page(
        introduction=EASY,
        body=[
            ("text", f'<p>{HARD}</p><p>To apply, <a href="https://example.org/">click here</a>.</p>'),
            ("questions", [{"question": "May I stop?", "answer": f"<p>{EASY}</p>"}]),
        ],
    )

    html = office.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert 'data-reading-empty="Nothing to read yet.">Reading grade ' in html
    # of the page as a whole, and of the one text
    assert len(re.findall(r"Try to split this one of \d+ words: “Participants demonstrating", html)) == 2
    assert "Links should say where they lead." in html
    assert "“click here”" in html
    assert "js/office-reading.js" in html


def test_a_new_page_has_the_panel_too(office: Client) -> None:
    home = factories.site()["en"].home

    html = office.get(
        reverse("wagtailadmin_pages:add", args=["home", "contentpage", home.pk])
    ).content.decode()

    assert "Nothing to read yet." in html


def test_every_text_of_a_page_is_found() -> None:
    page = a_page(
        introduction=EASY,
        body=[("text", "<p>One.</p>"), ("questions", [{"question": "Two?", "answer": "<p>Three.</p>"}])],
    )

    texts = [text.html for text in texts_of(page)]

    assert texts == ["What we do", EASY, "<p>One.</p>", "Two?", "<p>Three.</p>"]


def test_publishing_names_links_that_say_nothing(office: Client) -> None:
    page = a_page(
        body=[("text", '<p>See <a href="https://example.org/">here</a> or <a href="/x">the list</a>.</p>')]
    )
    form = office.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert form is not None

    response = office.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {
            "title": page.title,
            "slug": page.slug,
            "introduction": "",
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "text",
            "body-0-value": json.dumps(draftail("See ", "here", "https://example.org/")),
            "action-publish": "1",
        },
        follow=True,
    )

    said = [str(message) for message in response.context["messages"]]
    assert any("A link says only “here”" in words for words in said), said


def draftail(before: str, words: str, url: str) -> dict[str, Any]:
    """A paragraph with a link, as the editor sends it."""
    return {
        "blocks": [
            {
                "key": "a1",
                "type": "unstyled",
                "depth": 0,
                "text": before + words,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": len(before), "length": len(words), "key": 0}],
            }
        ],
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}},
    }
