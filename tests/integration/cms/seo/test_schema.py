"""The facts for search engines are those of the database, and nothing in them can end their script element."""

import datetime as dt
import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client, override_settings
from wagtail.models import Locale

from cms.home.models import ContentPage, CoursePage
from courses.models import Cohort, Edition
from tests import factories

pytestmark = pytest.mark.django_db

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def graph(html: str) -> dict[str, dict[str, Any]]:
    """The nodes of a page, by type; each page has one script at most."""
    scripts = SCRIPT.findall(html)
    if not scripts:
        return {}
    (text,) = scripts
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def content_page(body: list[tuple[str, Any]], *, language: str = "en", **fields: Any) -> ContentPage:
    """A live page below the home page."""
    page = ContentPage(
        **(
            {"title": "Questions", "slug": "questions", "locale": Locale.objects.get(language_code=language)}
            | fields
        )
    )
    page.body = json.dumps([{"type": name, "value": value} for name, value in body])
    factories.site()[language].home.add_child(instance=page)
    return page


def course_page(edition: Edition, **fields: Any) -> CoursePage:
    """A live page of the edition's course."""
    page = CoursePage(
        title="The core course", slug="core", course=edition.course, introduction="Learn.", **fields
    )
    page.locale = Locale.objects.get(language_code="en")
    factories.site()["en"].home.add_child(instance=page)
    return page


def open_cohort(edition: Edition, **fields: Any) -> Cohort:
    now = factories.instant(factories.today())
    return factories.cohort(
        edition,
        seats=15,
        **(
            {
                "starts_on": factories.today() + dt.timedelta(days=30),
                "ends_on": factories.today() + dt.timedelta(days=90),
                "applications_open_at": now - dt.timedelta(days=7),
                "applications_close_at": now + dt.timedelta(days=21),
            }
            | fields
        ),
    )


def test_a_course_page_tells_what_the_edition_and_its_cohorts_say(client: Client) -> None:
    edition = factories.course_edition(14)
    award = factories.award(edition)
    cohort = open_cohort(edition, place_en="Room 204, 100 Example Street")
    held_on = factories.today() + dt.timedelta(days=31)
    factories.session(cohort, factories.instant(held_on))
    page = course_page(edition)

    node = graph(client.get(page.get_url()).content.decode())["Course"]

    course, programme = edition.course, edition.course.programme
    modules = list(edition.modules.order_by("position"))
    counted = [module for module in modules if not module.is_optional]
    assert (node["name"], node["url"], node["inLanguage"]) == (course.title_en, page.get_full_url(), "en-CA")
    assert node["provider"]["name"] == programme.host
    assert node["provider"]["email"] == programme.email
    assert [part["name"] for part in node["syllabusSections"]] == [module.title_en for module in modules]
    assert minutes(node["timeRequired"]) == sum(module.minutes for module in counted)
    assert node["educationalCredentialAwarded"] == [award.name_en]
    (instance,) = node["hasCourseInstance"]
    assert instance["name"] == cohort.name_en
    assert (instance["startDate"], instance["endDate"]) == (str(cohort.starts_on), str(cohort.ends_on))
    assert instance["courseMode"] == "Onsite"
    assert instance["location"]["name"] == "Room 204, 100 Example Street"
    assert minutes(instance["courseWorkload"]) == sum(
        module.minutes for module in counted if module.kind == "class"
    )
    assert (instance["maximumAttendeeCapacity"], instance["remainingAttendeeCapacity"]) == (15, 15)
    assert instance["eventStatus"] == "https://schema.org/EventScheduled"
    offer = instance["offers"]
    assert offer["availability"] == "https://schema.org/InStock"
    assert dt.datetime.fromisoformat(offer["availabilityStarts"]) == cohort.applications_open_at
    assert dt.datetime.fromisoformat(offer["availabilityEnds"]) == cohort.applications_close_at
    assert "price" not in offer


def minutes(duration: str) -> int:
    """ISO 8601, as the page writes it."""
    match = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?", duration)
    assert match, duration
    return int(match[1] or 0) * 60 + int(match[2] or 0)


@pytest.mark.parametrize(
    ("links", "mode"),
    [
        ([], None),
        ([""], "Onsite"),
        (["https://example.org/j"], "Online"),
        (["", "https://example.org/j"], "Blended"),
    ],
)
def test_how_a_cohort_meets_is_told_by_its_sessions(
    client: Client, links: list[str], mode: str | None
) -> None:
    edition = factories.course_edition(2)
    cohort = open_cohort(edition)
    for number, link in enumerate(links):
        day = factories.today() + dt.timedelta(days=31 + number)
        factories.session(cohort, factories.instant(day), join_url=link)
    page = course_page(edition)

    html = client.get(page.get_url()).content.decode()
    (instance,) = graph(html)["Course"]["hasCourseInstance"]

    assert instance.get("courseMode") == mode
    assert ("location" in instance) == (mode != "Online")
    assert "example.org/j" not in html  # the link to join is for those who take part


def test_seats_are_told_honestly_and_drafts_not_at_all(client: Client) -> None:
    edition = factories.course_edition(2)
    full = open_cohort(edition, name_en="Full one", starts_on=factories.today() + dt.timedelta(days=20))
    factories.enrolments(full, 15)
    now = factories.instant(factories.today())
    open_cohort(edition, name_en="Coming one", applications_open_at=now + dt.timedelta(days=9))
    open_cohort(edition, name_en="Secret one", announced=False)
    page = course_page(edition)

    html = client.get(page.get_url()).content.decode()
    told = {
        instance["name"]: (
            instance["offers"]["availability"].rpartition("/")[2],
            instance["remainingAttendeeCapacity"],
        )
        for instance in graph(html)["Course"]["hasCourseInstance"]
    }

    assert told == {"Full one": ("SoldOut", 0), "Coming one": ("PreOrder", 15)}
    assert "Secret one" not in html


def test_an_update_tells_of_its_cohort(client: Client) -> None:
    cohort = open_cohort(factories.course_edition(3))
    update = factories.update(cohort=cohort)
    plain = factories.update()

    node = graph(client.get(update.get_url()).content.decode())["Course"]

    assert node["name"] == cohort.edition.course.title_en
    assert [instance["name"] for instance in node["hasCourseInstance"]] == [cohort.name_en]
    assert "Course" not in graph(client.get(plain.get_url()).content.decode())


ANSWER = "<p>Yes.</p><ul><li>One</li><li>Two &amp; <b>th</b>ree</li></ul>"


def test_questions_are_an_faq_with_plain_answers(client: Client) -> None:
    page = content_page(
        [
            ("questions", [{"question": "Is it free?", "answer": ANSWER}]),
            ("text", "<p>Between.</p>"),
            ("questions", [{"question": "Where?", "answer": "<p>Here</p>"}]),
        ]
    )  # fmt: skip

    node = graph(client.get(page.get_url()).content.decode())["FAQPage"]

    assert [(item["name"], item["acceptedAnswer"]["text"]) for item in node["mainEntity"]] == [
        ("Is it free?", "Yes. One Two & three"),
        ("Where?", "Here"),
    ]


PLANTS = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "&lt;/script&gt;",
    "\u2028 \u2029",
    '"}]',
    "\\u003c/script",
]


@pytest.mark.parametrize("plant", PLANTS)
def test_no_text_can_end_the_script(client: Client, plant: str) -> None:
    page = content_page([("questions", [{"question": plant, "answer": "<p>x</p>"}])], title=f"T {plant}")

    html = client.get(page.get_url()).content.decode()

    node = graph(html)
    assert node["FAQPage"]["mainEntity"][0]["name"] == plant
    assert node["BreadcrumbList"]["itemListElement"][-1]["name"] == f"T {plant}"
    inside = SCRIPT.findall(html)[0]
    assert not set(inside) & set("<>&\u2028\u2029")


def test_the_home_page_says_who_stands_behind_it(client: Client) -> None:
    factories.site()
    for url, language in (("/", "en-CA"), ("/fr/", "fr-CA")):
        found = graph(client.get(url).content.decode())
        assert found["Organization"]["name"] == "Alongside"
        assert found["Organization"]["logo"].startswith("http://testserver/static/icons/icon-512")
        assert (found["WebSite"]["url"], found["WebSite"]["inLanguage"]) == (
            f"http://testserver{url}",
            language,
        )


def test_a_trail_is_a_breadcrumb_list(client: Client) -> None:
    page = content_page([("text", "<p>x</p>")])

    html = client.get(page.get_url()).content.decode()
    steps = graph(html)["BreadcrumbList"]["itemListElement"]

    assert [(step["position"], step["item"]) for step in steps] == [
        (1, "http://testserver/"),
        (2, "http://testserver/questions/"),
    ]
    assert unescape(html).count(steps[0]["name"]) >= 2  # in the data and in the page


def test_a_preview_and_a_site_that_is_closed_tell_nothing(client: Client) -> None:
    page = content_page([("questions", [{"question": "Is it free?", "answer": "<p>Yes.</p>"}])])

    preview = page.make_preview_request().content.decode()
    assert (graph(preview), 'content="noindex"' in preview) == ({}, True)
    with override_settings(SEARCH_ENGINES=False):
        closed = client.get(page.get_url()).content.decode()
    assert (graph(closed), 'content="noindex"' in closed) == ({}, True)
