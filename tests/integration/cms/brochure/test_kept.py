"""The PDF in the page cache: given to every visitor, made anew when its words change, never for a private page."""

from typing import Any

import pytest
from django.test import Client

from cms.brochure.models import BrochurePage
from cms.pagecache import store
from tests import factories, papers

pytestmark = pytest.mark.django_db(transaction=True)

CONTACTS = ("contacts", {"programmes": "all", "programme": None})


@pytest.fixture(autouse=True)
def _redis_is_there() -> None:
    store.come_back()


def download(page: BrochurePage, **headers: str) -> Any:
    """What a visitor is sent who was never here."""
    return Client().get(page.get_url() + "brochure.pdf", headers=headers)


def test_the_second_visitor_is_sent_what_was_kept() -> None:
    page = factories.brochure(("text", "<p>Hello.</p>"))

    first, second = download(page), download(page)

    assert (first["X-Cache"], second["X-Cache"]) == ("miss", "hit")
    assert (second.content, second["Content-Type"]) == (first.content, "application/pdf")
    assert second["Content-Disposition"] == first["Content-Disposition"]
    assert download(page, **{"If-None-Match": second["ETag"]}).status_code == 304


def test_a_change_is_seen_at_once() -> None:
    programme = factories.programme(name_en="North Shore")
    page = factories.brochure(CONTACTS)
    download(page)

    programme.name_en = "Bowen Island"
    programme.save()
    assert "Bowen Island" in papers.read(download(page).content).words

    page.unpublish()
    assert download(page).status_code == 404


def test_a_private_brochure_is_not_kept() -> None:
    page = factories.brochure(("text", "<p>Hello.</p>"))
    download(page)

    page.view_restrictions.create(restriction_type="password", password="open sesame")

    for _time in range(2):
        answer = download(page)
        assert "X-Cache" not in answer
        assert b"%PDF" not in answer.content
