"""From one page of a section to the next, and from the home page to a region."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from cms.brochure.models import BrochurePage
from cms.home.models import ContentPage, CoursePage, ProgrammePage
from tests import factories

from .pages import add, content

pytestmark = pytest.mark.django_db


FRESH = {"authorization": "none"}  # past the page cache


def section_of(client: Client, page: Page) -> list[tuple[str, str | list[str] | None]]:
    """Titles with their aria-current, as the page lists them; empty where it lists none."""
    html = BeautifulSoup(client.get(page.get_url(), headers=FRESH).content, "html.parser")
    nav = html.select_one("nav.section-nav")
    if nav is None:
        return []
    assert [Page.objects.filter(live=True, title=link.text).count() for link in nav.select("a")]
    return [(link.text, link.get("aria-current")) for link in nav.select("a")]


def test_every_kind_of_page_lists_its_section(client: Client) -> None:
    course = factories.course_edition(1).course
    first = content(title="First")
    pages = [
        content(title="Words", below=first),
        add(CoursePage(title="Course", course=course), below=first),
        add(ProgrammePage(title="Programme", programme=course.programme), below=first),
        add(BrochurePage(title="Brochure"), below=first),
    ]
    content(title="Elsewhere", below=content(title="Another section"))
    titles = ["First", "Words", "Course", "Programme", "Brochure"]

    for page in [first, *pages]:
        listed = [(title, "page" if title == page.title else None) for title in titles]
        assert section_of(client, page) == listed


def test_a_page_alone_lists_nothing(client: Client) -> None:
    alone = content(title="Alone")
    draft = ContentPage(title="Draft", locale=alone.locale, live=False)
    alone.add_child(instance=draft)
    hidden = content(title="Hidden", below=alone)
    private = PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.GROUPS)
    private.groups.set(Group.objects.all())

    assert section_of(client, alone) == []

    private.delete()
    assert section_of(client, alone) == [("Alone", "page"), ("Hidden", None)]


def test_deeper_down_the_page_above_is_marked(client: Client) -> None:
    first = content(title="First")
    second = content(title="Second", below=first)
    third = content(title="Third", below=second)

    assert section_of(client, third) == [("First", None), ("Second", "true")]


def test_in_french_the_section_is_french(client: Client) -> None:
    first = content(title="Premier", language="fr")
    content(title="Deuxième", language="fr", below=first)

    assert section_of(client, first) == [("Premier", "page"), ("Deuxième", None)]


def test_a_longer_section_costs_no_more(client: Client) -> None:
    first = content(title="First")
    content(title="One", below=first)
    section_of(client, first)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(first.get_url(), headers=FRESH)
        counts.append(len(queries))
        for number in range(9):
            content(title=f"More {number}", below=first)
    assert counts[0] == counts[1]


def test_the_home_page_leads_to_each_region(client: Client) -> None:
    below = content(title="Programmes")
    for slug, names in {"one": ("First Bay", "Première Baie"), "two": ("Far Hills", "Collines")}.items():
        region = factories.region(slug=slug, name_en=names[0], name_fr=names[1])
        programme = factories.programme(region=region)
        add(ProgrammePage(title=f"Programme {slug}", programme=programme), below=below)
    pages = list(ProgrammePage.objects.order_by("path"))

    assert regions_of(client, "/") == [("First Bay", pages[0].url), ("Far Hills", pages[1].url)]
    assert regions_of(client, "/fr/") == []

    add(ProgrammePage(title="En français", programme=pages[0].programme), language="fr")
    assert [name for name, _url in regions_of(client, "/fr/")] == ["Première Baie"]

    pages[0].unpublish()
    assert [name for name, _url in regions_of(client, "/")] == ["Far Hills"]


def regions_of(client: Client, address: str) -> list[tuple[str, str]]:
    """Names and addresses of the regions on the home page."""
    html = BeautifulSoup(client.get(address, headers=FRESH).content, "html.parser")
    return [(link.text, str(link["href"])) for link in html.select("nav.regions a")]
