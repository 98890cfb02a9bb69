"""How the blocks of a page are written: their headings, and where they lead."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.home.models import ContentPage
from cms.search.index import index_page
from cms.search.models import Entry, Kind
from tests import factories
from tests.unit.cms.blocks.test_values import SHAPES, STUDY, VALUE

from .pages import body, content, of_programme

pytestmark = pytest.mark.django_db
BLOCKS_WITH_HEADINGS = [
    (name, value)
    for name, value in SHAPES
    if name in ("values", "steps", "spectrum", "is_and_is_not", "highlight", "report_barrier")
]


def read(client: Client, page: Page) -> str:
    """What a visitor gets."""
    response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


def levels(text: str) -> list[int]:
    """The levels of the headings in the main part of a page, in their order."""
    main = text.partition("<main")[2].partition("</main>")[0]
    return [int(level) for level in re.findall(r"<h([1-6])", main)]


def link(page: Page) -> dict[str, Any]:
    """A link card that leads to a page of the site."""
    return {"title": f"To {page.title}", "text": "", "page": page.pk, "url": ""}


@pytest.mark.parametrize(
    ("name", "value"), BLOCKS_WITH_HEADINGS, ids=[name for name, _ in BLOCKS_WITH_HEADINGS]
)
def test_headings_follow_the_page_title_or_the_section(client: Client, name: str, value: Any) -> None:
    """Level 2 below the title alone, level 3 inside a section that a text has begun: never a level left out."""
    alone = levels(read(client, content((name, value))))
    inside = levels(read(client, content(("text", "<h2>Section</h2><p>Words.</p>"), (name, value))))

    assert alone == [1] + [2] * (len(alone) - 1)
    assert len(alone) > 1
    assert inside == [1, 2] + [3] * (len(alone) - 1)


def test_every_block_at_once(client: Client) -> None:
    """All shapes stand on one page, each with its words."""
    programme = factories.programme(phone="604-555-0110")

    text = read(client, content(*SHAPES))

    for words in (
        "Mutuality",
        "Ask your team.",
        "Informal",
        "Walk-in centres",
        "Therapy",
        "Fewer days in hospital.",
        'href="https://doi.org/10.1176/ps.62.5.pss6205_0541"',
        "PMID 21532082",
        'href="https://example.org/"',
        "Closed.",
        f'href="mailto:{programme.email}"',
        'href="tel:',
        programme.postal_address,
        "Nothing is scheduled right now",
        "Read the study by Sledge WH (2011)",
    ):
        assert words in text


def test_a_link_leads_to_the_page_in_the_readers_language(client: Client) -> None:
    """Also where a translated page still names the English one; a page that is not live is left out."""
    english = content(title="Values")
    french = content(title="Valeurs", language="fr", translation_key=english.translation_key)
    only_english = content(title="Alone")
    hidden = content(title="Hidden")
    hidden.unpublish()
    cards = ("links", [link(english), link(only_english), link(hidden)])

    on_english = read(client, content(cards))
    on_french = read(client, content(cards, language="fr"))

    assert re.findall(r'<p class="ways__title"><a href="([^"]+)"', on_english) == [
        english.get_url(),
        only_english.get_url(),
    ]
    assert re.findall(r'<p class="ways__title"><a href="([^"]+)"', on_french) == [
        french.get_url(),
        only_english.get_url(),
    ]


def test_a_button_to_a_page_that_is_gone_is_left_out(client: Client) -> None:
    target = content(title="Target")
    page = content(("action", {"label": "Go there", "page": target.pk, "url": ""}))
    assert "Go there" in read(client, page)

    target.delete()

    assert "Go there" not in read(client, page)


def test_many_links_need_no_more_queries_than_one(client: Client) -> None:
    targets = [content() for _number in range(6)]
    few = content(("links", [link(targets[0])]))
    many = content(
        ("links", [link(page) for page in targets[:4]]),
        ("action", {"label": "Go", "page": targets[4].pk, "url": ""}),
        ("action", {"label": "Go", "page": targets[5].pk, "url": ""}),
    )
    counts = []
    for page in (few, few, many):
        with CaptureQueriesContext(connection) as queries:
            read(client, page)
        counts.append(len(queries))

    assert counts[2] <= counts[1] + 1  # one for the pages of the other kind of block


def test_contacts_lead_to_the_page_of_their_programme(client: Client) -> None:
    ours, theirs = factories.programme(), factories.programme()
    page = of_programme(ours)

    everybody = read(client, content(("contacts", {"programmes": "all"})))
    one = read(client, content(("contacts", {"programmes": "one", "programme": theirs.pk})))

    assert f'<a href="{page.get_url()}">{ours.name}</a>' in everybody
    assert theirs.email in everybody
    assert ours.email not in one
    assert theirs.email in one


def test_intakes_of_one_region_say_what_is_open_coming_and_full(client: Client) -> None:
    now = timezone.now()
    window: dict[str, Any] = {
        "starts_on": factories.today() + dt.timedelta(days=60),
        "ends_on": factories.today() + dt.timedelta(days=90),
    }
    is_open: dict[str, Any] = {
        "applications_open_at": now - dt.timedelta(days=1),
        "applications_close_at": now + dt.timedelta(days=9),
    }
    programme = factories.programme()
    factories.cohort(programme=programme, name_en="Open one", **window, **is_open)
    full = factories.cohort(programme=programme, name_en="Full one", seats=1, **window, **is_open)
    factories.enrolment(full)
    factories.cohort(
        programme=programme,
        name_en="Coming one",
        **window,
        applications_open_at=now + dt.timedelta(days=9),
        applications_close_at=now + dt.timedelta(days=19),
    )
    factories.cohort(programme=programme, name_en="Secret one", announced=False, **window, **is_open)
    factories.cohort(name_en="Elsewhere", **window, **is_open)

    text = read(client, content(("intakes", {"region": programme.region.pk, "programme": None})))

    shown = re.findall(r"(?:Open|Full|Coming|Secret) one|Elsewhere", text)
    assert sorted(shown) == ["Coming one", "Full one", "Open one"]
    assert "Every place is taken for now." in text
    assert "Nothing is scheduled" not in text


def places(text: str) -> list[str]:
    """The ids of the questions of a page, in their order."""
    return re.findall(r'<details class="details" id="([^"]+)"', text)


def test_no_two_questions_stand_at_the_same_place_and_search_leads_to_each(client: Client) -> None:
    """Blocks of one page share its names; words without Latin letters have only a number."""
    asked = [["收费吗？", "在哪里？", "Is it free?"], ["需要多久？", "Is it free?", "Is it free?"]]
    page = content(
        *(
            (
                "questions",
                [{"question": words, "answer": f"<p>Answer {n}.</p>"} for n, words in enumerate(block)],
            )
            for block in asked
        )
    )

    found = places(read(client, page))

    assert found == [
        "question-1",
        "question-2",
        "question-is-it-free",
        "question-3",
        "question-is-it-free-2",
        "question-is-it-free-3",
    ]
    index_page(page.pk)
    assert sorted(Entry.objects.filter(page=page, kind=Kind.QUESTION).values_list("anchor", flat=True)) == (
        sorted(found)
    )


@pytest.mark.parametrize("gone", ["region", "programme"])
def test_intakes_of_what_is_gone_are_nobodys(client: Client, gone: str) -> None:
    """Never everybody's: also after the page was saved again."""
    now = timezone.now()
    factories.cohort(
        name_en="Elsewhere",
        applications_open_at=now - dt.timedelta(days=1),
        applications_close_at=now + dt.timedelta(days=9),
    )
    programme = factories.programme()
    chosen = {"region": None, "programme": None} | {
        gone: programme.region.pk if gone == "region" else programme.pk
    }
    page = content(("intakes", chosen))
    assert "Nothing is scheduled right now" in read(client, page)
    assert "Elsewhere" in read(client, content(("intakes", {"region": None, "programme": None})))

    programme.delete()
    programme.region.delete()

    assert "Elsewhere" not in read(client, page)
    again = ContentPage.objects.get(pk=page.pk)
    assert again.body[0].value["region"] is None
    again.save_revision().publish()
    text = read(client, page)
    assert "Elsewhere" not in text
    assert "body__part" not in text


def test_a_cohort_has_its_heading_below_the_section(client: Client) -> None:
    """In an update, whose body is another."""
    cohort = factories.cohort(name_en="Autumn")

    def shown(*parts: tuple[str, Any]) -> list[int]:
        return levels(read(client, factories.update(programme=cohort.programme, body=body(*parts))))

    assert shown(("cohort", cohort.pk)) == [1, 2]
    assert shown(("text", "<h2>Section</h2>"), ("cohort", cohort.pk)) == [1, 2, 3]


def test_a_text_that_begins_with_a_small_heading_leaves_no_level_out(client: Client) -> None:
    page = content(("text", "<h3>Small</h3><p>Words.</p>"), ("values", [VALUE]))

    assert levels(read(client, page)) == [1, 2, 3]


def test_what_is_gone_leaves_nothing_behind(client: Client) -> None:
    """No empty list, figure or part: a screen reader would read them out."""
    missing = 999_999
    page = content(
        ("documents", [missing]),
        ("picture", {"image": {"image": missing, "decorative": True, "alt_text": ""}, "caption": "Caption"}),
        ("contacts", {"programmes": "one", "programme": missing}),
        ("values", []),
        ("evidence", []),
        ("questions", []),
        ("text", '<h2></h2><p data-block-key="a"> </p>'),
    )

    text = read(client, page)

    main = text.partition("<main")[2].partition("</main>")[0]
    assert "body__part" not in main
    assert "<figure" not in main
    assert "Caption" not in main


def test_two_ways_to_report_a_barrier_lead_to_one_address(client: Client) -> None:
    """Links with the same words on one page."""
    page = content(("report_barrier", None))

    found = re.findall(r'href="([^"]*accessibility/report/[^"]*)"', read(client, page))

    assert len(found) == 2
    assert set(found) == {f"/accessibility/report/?{urlencode({'page': page.get_url()})}"}


def test_links_to_two_studies_never_have_the_same_words(client: Client) -> None:
    other = STUDY | {"authors": "Centre for Mental Health and Addiction", "doi": "10.1000/182"}
    twin = STUDY | {"doi": "10.1000/183"}
    page = content(("evidence", [STUDY, other, twin, STUDY | {"year": 2012, "authors": "Davidson L et al."}]))

    found = re.findall(r'href="https://doi.org/[^"]+">([^<]+)</a>', read(client, page))

    assert found == [
        "Read the study by Sledge WH (2011a)",
        "Read the study by Centre for Mental Health and Addiction (2011)",
        "Read the study by Sledge WH (2011b)",
        "Read the study by Davidson L (2012)",
    ]
