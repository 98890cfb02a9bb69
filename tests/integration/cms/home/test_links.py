"""What pages link to is there to be read: no title of a private page, no way to a list of updates that is not live."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from tests import factories

from .pages import content, of_course, of_programme

pytestmark = pytest.mark.django_db


def read(client: Client, page: Page) -> str:
    """What a visitor gets."""
    response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("how", ["unpublished", "private", "gone"])
def test_without_a_list_of_updates_nothing_leads_there(client: Client, language: str, how: str) -> None:
    site = factories.site()[language]
    now = timezone.now()
    cohort = factories.cohort(
        applications_open_at=now - dt.timedelta(days=1), applications_close_at=now + dt.timedelta(days=9)
    )
    factories.update(cohort=cohort, language=language)
    course = cohort.edition.course
    pages = [
        site.home,
        content(("intakes", {}), language=language),
        of_course(course, language=language),
        of_programme(course.programme, language=language),
    ]
    url = site.updates.get_url()
    # The feed and the form are not below the list.
    to_the_list = re.compile(rf'href="{re.escape(url)}(?:"|\?)')
    assert [bool(to_the_list.search(read(client, page))) for page in pages] == [True] * 4

    change: dict[str, Any] = {
        "unpublished": site.updates.unpublish,
        "private": lambda: site.updates.view_restrictions.create(restriction_type="password", password="x"),
        "gone": lambda: site.updates.specific.delete(),
    }
    change[how]()

    for page in pages:
        text = read(client, page)
        assert not to_the_list.search(text), page
        assert 'href=""' not in text


def test_the_list_is_found_at_whatever_address_it_has(client: Client) -> None:
    site = factories.site()["en"]
    page = content(("intakes", {}))
    factories.cohort(
        starts_on=factories.today() + dt.timedelta(days=60), ends_on=factories.today() + dt.timedelta(days=90)
    )
    site.updates.slug = "news"
    site.updates.save_revision().publish()

    main = read(client, page).partition("<main")[2].partition("</main>")[0]

    assert 'href="/news/"' in main
    assert 'href="/updates/"' not in main


def test_the_title_of_a_private_section_stands_nowhere(client: Client) -> None:
    """Neither in the menus nor among links, in its own language or from another."""
    secret = content(title="Secret circle", show_in_menus=True)
    french = content(title="Cercle secret", language="fr", translation_key=secret.translation_key)
    below = content(title="Secret page", below=secret)
    cards = [{"title": f"To {page.pk}", "text": "", "page": page.pk, "url": ""} for page in (secret, below)]
    action = {"label": "Go there", "page": secret.pk, "url": ""}
    page = content(("links", cards), ("action", action))
    on_french = content(("links", cards), language="fr")
    before = read(client, page)
    assert "Secret circle" in before
    assert all(words in before for words in (secret.get_url(), "Go there", f"To {below.pk}"))
    assert "Cercle secret" in read(client, on_french)

    for one in (secret, french):
        one.view_restrictions.create(restriction_type="password", password="open sesame")

    text = read(client, page)
    assert "Secret" not in text
    assert secret.get_url() not in text
    assert "Go there" not in text
    assert f"To {below.pk}" not in text
    assert "Cercle secret" not in read(client, on_french)
    assert french.get_url() not in read(client, on_french)
