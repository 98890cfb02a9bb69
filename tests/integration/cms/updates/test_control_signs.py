"""A control character that came with a pasted title spoils neither the feed nor a calendar."""

import feedparser
import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def test_the_feed_is_read_by_everybody(client: Client) -> None:
    region = factories.region(name_en="North\x0bShore")
    programme = factories.programme(region=region, host="Host\x01Health")
    factories.update(
        programme=programme, title="Winter\x0b intake", introduction="Places\x0c are left.\ufffe"
    )
    index = factories.site()["en"].updates
    index.introduction = "New\x0b first."
    index.save_revision().publish()

    answer = client.get("/updates/feed/")

    assert answer.status_code == 200
    found = feedparser.parse(answer.content)
    assert found.bozo is False
    assert found.feed.subtitle == "New first."
    (entry,) = found.entries
    assert (entry.title, entry.author_detail.name) == ("Winter intake", "HostHealth")
    assert "Places are left." in entry.summary
    assert [tag.term for tag in entry.tags] == ["NorthShore"]
