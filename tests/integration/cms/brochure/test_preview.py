"""The preview of a brochure that is still being written: on the site and on paper, whatever is missing."""

import json
import logging
from typing import Any

import pytest
import typst
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.brochure import pdf
from tests import factories, papers

pytestmark = pytest.mark.django_db

UNFINISHED: dict[str, Any] = {
    "text": "<h2></h2><h3></h3><p></p>",
    "values": [{"name": "", "sentence": "", "text": ""}],
    "steps": [{"title": "", "text": ""}],
    "is_and_is_not": {"is_title": "", "is_items": [""], "not_title": "", "not_items": []},
    "questions": [{"question": "", "answer": ""}],
    "highlight": {"kind": "", "title": "", "text": ""},
    "quote": {"text": "", "source": "", "url": ""},
    "contacts": {"programmes": "one", "programme": None},
}


@pytest.mark.parametrize("mode", ["", "pdf"])
@pytest.mark.parametrize("names", [*([name] for name in UNFINISHED), list(UNFINISHED)])
def test_what_is_not_finished_can_be_previewed(
    caplog: pytest.LogCaptureFixture, mode: str, names: list[str]
) -> None:
    """The editor's preview does not ask for what will be required."""
    page = factories.brochure(title=" ")
    page.introduction = ""
    page.body = json.dumps([{"type": name, "value": UNFINISHED[name]} for name in names])

    answer = page.make_preview_request(preview_mode=mode)

    assert (answer.status_code, caplog.messages) == (200, [])
    if mode == "pdf":
        assert [level for level, _words in papers.read(answer.content).headings] == [1]
    else:
        assert "download__facts" in answer.content.decode()


def test_a_preview_asks_for_nothing_that_is_required(client: Client, settings: Any) -> None:
    """As the editor's screen asks, of a brochure that has only begun."""
    settings.STAFF_NEED_SECOND_FACTOR = False
    page = factories.brochure(("text", "<p>Words.</p>"), title="Begun")
    client.force_login(factories.person(is_superuser=True))
    path = f"/office/pages/{page.pk}/edit/preview/"
    points = streamfield([("item", "")])
    sides = {"is_title": "", "not_title": "", "is_items": points, "not_items": points}
    form = nested_form_data(
        {
            "title": "Begun",
            "slug": page.slug,
            "introduction": "",
            "body": streamfield([("is_and_is_not", sides)]),
            "comments": inline_formset([]),
        }
    )

    assert client.post(path, form).json()["is_valid"]
    for mode in ("", "pdf"):
        assert client.get(path, {"mode": mode}).status_code == 200


def test_no_page_fails_for_a_brochure_that_cannot_be_set(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The error is in the log, and the link is left out."""
    brochure = factories.brochure(("text", "<p>Hello.</p>"))

    def refuse(*_args: Any) -> bytes:
        raise typst.TypstError("broken", "broken")

    monkeypatch.setattr(pdf.pdf, "write", refuse)

    text = client.get(brochure.get_url()).content.decode()

    assert "Hello." in text
    assert "download__link" not in text
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == [
        f"No PDF can be made of brochure {brochure.pk}"
    ]
