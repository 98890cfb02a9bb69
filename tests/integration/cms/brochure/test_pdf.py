"""The PDF of a brochure: what a screen reader finds in it, and that no text of an editor can break it."""

import logging
import statistics
import time
from collections.abc import Mapping
from html import escape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms.brochure import pdf
from cms.brochure.models import BrochurePage
from tests import factories, papers

pytestmark = pytest.mark.django_db

BODY: list[tuple[str, Any]] = [
    ("text", "<h2>What it is</h2><p>Support from <b>somebody</b> who <i>has been</i> there.</p><h3>Where</h3>"
             "<ul><li>In a clubhouse</li><li>At home</li></ul><ol><li>First</li><li>Then</li></ol>"
             '<p>See <a href="/privacy/">privacy</a> or <a href="https://example.org/x?a=1&amp;b=2">elsewhere</a>.</p>'),
    ("values", [{"name": "Mutuality", "sentence": "We meet as equals.", "text": "<p>Both learn.</p>"}]),
    ("steps", [{"title": "Ask", "text": "<p>Tell your team.</p>"}, {"title": "Meet", "text": "<p>Talk.</p>"}]),
    ("is_and_is_not", {"is_title": "It is", "is_items": ["Listening"],
                       "not_title": "It is not", "not_items": ["Therapy"]}),
    ("questions", [{"question": "Is it free?", "answer": "<p>Yes, always.</p>"}]),
    ("highlight", {"kind": "care", "title": "Families too", "text": "<p>You are welcome.</p>"}),
    ("quote", {"text": "It will not always be like this.", "source": "A peer supporter", "url": "https://example.org/q"}),
    ("contacts", {"programmes": "all", "programme": None}),
]  # fmt: skip


def download(client: Client, page: BrochurePage) -> Any:
    """The answer at the address of the page's PDF."""
    return client.get(page.get_url() + "brochure.pdf")


def read(client: Client, page: BrochurePage) -> papers.Paper:
    """The PDF as a screen reader reads it."""
    return papers.read(download(client, page).content)


def test_it_is_a_tagged_pdf_with_language_title_and_headings_in_order(client: Client) -> None:
    factories.programme(
        name_en="North Shore", host="Example Health", email="north@example.org", phone="604-555-0123"
    )
    page = factories.brochure(*BODY, title="Peer support for two")

    paper = read(client, page)

    assert (paper.is_tagged, paper.conforms_to) == (True, "PDF/UA-1")
    assert (paper.language, paper.title, paper.shows_title) == ("en-CA", "Peer support for two", True)
    assert (paper.pages, paper.sizes) == (2, {(612.0, 792.0)})
    assert paper.headings == [
        (1, "Peer support for two"),
        (2, "What it is"),
        (3, "Where"),
        (3, "Mutuality"),
        (3, "1 Ask"),
        (3, "2 Meet"),
        (3, "It is"),
        (3, "It is not"),
        (3, "Is it free?"),
        (3, "Families too"),
        (3, "North Shore"),
    ]
    assert [part.alt for part in paper.parts if part.tag == "Figure"] == [
        "The sign of Alongside: two lines that run side by side"
    ]


def test_every_text_of_the_page_is_read_out_in_its_order(client: Client) -> None:
    factories.programme(
        name_en="North Shore", host="Example Health", email="north@example.org", phone="604-555-0123",
        postal_address="5 Example Road\nNorth Vancouver BC",
    )  # fmt: skip
    page = factories.brochure(*BODY, title="Peer support", introduction="Somebody walks with you.")

    words = read(client, page).words

    expected = [
        "Alongside", "Peer support", "Somebody walks with you.",
        "What it is", "Support from somebody who has been there.", "Where", "• In a clubhouse • At home",
        "1. First 2. Then", "See privacy or elsewhere.",
        "Mutuality We meet as equals. Both learn.", "1 Ask Tell your team. 2 Meet Talk.",
        "It is ✓ Listening", "It is not ✗ Therapy", "Is it free? Yes, always.", "Families too You are welcome.",
        "“It will not always be like this.” — A peer supporter",
        "North Shore Example Health 5 Example Road, North Vancouver BC north@example.org 604-555-0123",
        "Need to talk to someone now? Call or text, day or night: 9-8-8",
        "Read this page on the web:", "Revised on",
    ]  # fmt: skip
    assert [text for text in expected if text not in words] == []
    places = [words.index(text) for text in expected]
    assert places == sorted(places)


def test_links_lead_to_whole_addresses(client: Client) -> None:
    factories.programme(email="north@example.org", phone="604-555-0123 ext. 4")
    page = factories.brochure(*BODY)

    assert read(client, page).links == [
        "http://testserver/privacy/",
        "https://example.org/x?a=1&b=2",
        "https://example.org/q",
        "mailto:north@example.org",
        "tel:6045550123;ext=4",
        "tel:988",
        page.get_full_url(),
    ]


def test_french_is_french(client: Client) -> None:
    factories.programme(name_fr="Rive-Nord")
    source = factories.brochure(*BODY)
    page = factories.brochure(
        ("text", "<p>Quelqu’un qui a vécu la même chose, au cœur de l’été.</p>"),
        ("quote", {"text": "Ça va passer.", "source": "Une paire aidante", "url": ""}),
        ("contacts", {"programmes": "all", "programme": None}),
        title="L’entraide à deux",
        language="fr",
        of=source,
    )
    assert page.get_url().startswith("/fr/")

    answer = download(client, page)
    paper = papers.read(answer.content)

    assert (paper.language, paper.title) == ("fr-CA", "L’entraide à deux")
    assert "Quelqu’un qui a vécu la même chose, au cœur de l’été." in paper.words
    assert "«\u00a0Ça va passer.\u00a0»" in [part.text for part in paper.parts]
    assert "Rive-Nord" in paper.words
    assert 'filename="alongside-l-entraide-a-deux.pdf"' in answer["Content-Disposition"]
    assert answer["Content-Language"] == "fr-CA"


PLANTS = [
    '#panic("x")', "$x$", "@nowhere", "[a](b)", "\\", "*b* _c_", "`raw`", "<label>", "// no comment", "/* no */", "= H",
    "- item", "+ 1", "~", "{{ data }}", '"]#read("/etc/passwd")', "#import \"x.typ\"", "https://example.org/#a",
    "{page}", "{pages}",
]  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS)
def test_what_an_editor_writes_is_never_code(client: Client, plant: str) -> None:
    page = factories.brochure(
        ("text", f"<h2>{escape(plant)}</h2><p>{escape(plant)}</p>"),
        ("quote", {"text": plant, "source": plant, "url": ""}),
        ("steps", [{"title": plant, "text": f"<p>{escape(plant)}</p>"}]),
        title=plant,
        introduction=plant,
    )

    paper = read(client, page)

    assert paper.title == plant
    assert [part.text for part in paper.parts].count(
        plant
    ) == 5  # title, introduction, heading, two paragraphs
    assert [f"“{plant}”", f"— {plant}", f"1 {plant}"] == [
        part.text for part in paper.parts if part.text in (f"“{plant}”", f"— {plant}", f"1 {plant}")
    ]


def test_letters_of_every_language_here_have_a_shape(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    words = "ʔ é ə kʷ Sḵwx̱wú7mesh səlilwətaɬ 中文 Ελλ Кир œuvre №"
    page = factories.brochure(("text", f"<p>{words}</p>"), title=f"Names {words}")

    with caplog.at_level(logging.WARNING):
        paper = read(client, page)

    assert caplog.messages == []
    assert words in [part.text for part in paper.parts]


def test_a_sign_that_no_font_has_becomes_a_square_and_is_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    page = factories.brochure(("text", "<p>Before \u0378 after \u0379.</p>"))

    with caplog.at_level(logging.WARNING):
        paper = read(client, page)

    assert "U+0378, U+0379" in caplog.text
    assert any("after □." in part.text for part in paper.parts)


def test_it_is_made_once_and_again_when_its_words_change(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    write = pdf.pdf.write

    def noted(template: str, data: Mapping[str, Any]) -> bytes:
        made.append(template)
        return write(template, data)

    monkeypatch.setattr(pdf.pdf, "write", noted)
    programme = factories.programme(name_en="North Shore")
    page = factories.brochure(*BODY)

    first, again = download(client, page), download(client, page)
    assert (first.content == again.content, first["ETag"] == again["ETag"], len(made)) == (True, True, 1)

    programme.name_en = "North Shore and Bowen Island"
    programme.save()
    assert "North Shore and Bowen Island" in read(client, page).words
    assert len(made) == 2

    page.introduction = "Written anew."
    page.save_revision().publish()
    last = download(client, page)
    assert "Written anew." in papers.read(last.content).words
    assert last["ETag"] != first["ETag"]


def test_who_has_it_is_told_that_nothing_changed(client: Client) -> None:
    page = factories.brochure(*BODY, title="Peer support for two")
    first = download(client, page)

    assert first.status_code == 200
    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"] == 'inline; filename="alongside-peer-support-for-two.pdf"'
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(page.get_url() + "brochure.pdf", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(page.get_url() + "brochure.pdf").status_code == 200
    assert client.post(page.get_url() + "brochure.pdf").status_code == 405


def test_a_draft_is_not_public_and_does_not_change_what_is(client: Client) -> None:
    hidden = factories.brochure(("text", "<p>Not yet.</p>"), live=False)
    assert download(client, hidden).status_code == 404

    page = factories.brochure(("text", "<p>Published.</p>"))
    before = download(client, page).content
    page.introduction = "A draft of somebody's thoughts"
    page.save_revision()
    assert download(client, page).content == before

    page.unpublish()
    assert download(client, page).status_code == 404
    assert client.get("/brochure.pdf").status_code == 404
    assert client.get("/updates/brochure.pdf").status_code == 404


def test_a_private_brochure_asks_for_its_password(client: Client) -> None:
    page = factories.brochure(("text", "<p>For members.</p>"))
    page.view_restrictions.create(restriction_type="password", password="open sesame")

    answer = download(client, page)

    assert answer["Content-Type"].startswith("text/html")
    assert b"%PDF" not in answer.content


def test_its_preview_is_a_pdf_of_the_draft(client: Client) -> None:
    page = factories.brochure(("text", "<p>Published.</p>"))
    page.introduction = "Only in the draft"

    answer = page.make_preview_request(preview_mode="pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert "Only in the draft" in papers.read(answer.content).words


def test_making_one_takes_less_than_200_ms(client: Client, record_property: Any) -> None:
    """The 95th percentile of 40 brochures of two pages, none made before; the one that reads the fonts comes first.

    Time of this process on a processor: the machine may have other things to do.
    """
    for number in range(4):
        factories.programme(name_en=f"Programme {number}")
    page = factories.brochure(*BODY, *BODY[:4])
    download(client, page)

    request = client.get("/").wsgi_request
    seconds = []
    for number in range(40):
        page.introduction = f"Number {number} at {timezone.now()}"
        cache.clear()
        started = time.process_time()
        made = pdf.document(page, request)
        seconds.append(time.process_time() - started)
        assert made.pages == 2
    p95 = statistics.quantiles(seconds, n=20)[-1]
    record_property("p95_ms", round(p95 * 1000, 1))
    assert p95 < 0.2
