"""Which update a cohort's card leads to, when there are several about it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from cms.home.models import ProgrammePage
from cms.home.places import find
from cms.updates.models import UpdatePage
from courses.models import Cohort
from tests import factories
from tests.integration.cms.updates.test_pages import open_cohort

pytestmark = pytest.mark.django_db

APPLY = ("action", {"label": "Apply", "url": "https://example.org/apply", "page": None, "hint": ""})
CARD = re.compile(r'<article class="intake">.*?<a class="button" href="([^"]*)">([^<]*)</a>', re.DOTALL)


def cards(path: str) -> list[tuple[str, str]]:
    """Of each card on a page: where its button leads, and its words."""
    return CARD.findall(Client().get(path).content.decode())


def everywhere(cohort: Cohort) -> set[tuple[str, str]]:
    """What the cards say on each page that shows them."""
    home = factories.site()["en"].home
    programme = ProgrammePage.objects.filter(programme=cohort.programme).first() or home.add_child(
        instance=ProgrammePage(title="P", slug="p", programme=cohort.programme, locale=home.locale)
    )
    found = {tuple(cards(page.get_url())) for page in (home, factories.site()["en"].updates, programme)}
    assert all(len(one) == 1 for one in found)
    return {card for one in found for card in one}


def posted(page: UpdatePage, *, days_ago: int) -> UpdatePage:
    """As if it was published then."""
    page.first_published_at -= dt.timedelta(days=days_ago)
    UpdatePage.objects.filter(pk=page.pk).update(first_published_at=page.first_published_at)
    return page


def test_the_card_leads_to_the_newest_update_with_the_way_to_apply() -> None:
    """A later one about the evening before does not take its place, nor do a draft and an older one."""
    cohort = open_cohort()
    posted(factories.update(cohort=cohort, body=[APPLY]), days_ago=3)
    way = posted(factories.update(cohort=cohort, body=[APPLY]), days_ago=2)
    factories.update(cohort=cohort, body=[("text", "<p>An evening to ask.</p>")])
    factories.update(cohort=cohort, body=[APPLY], live=False)

    assert everywhere(cohort) == {(way.get_url(), "Read more and apply")}

    way.body = []
    way.save_revision()
    assert everywhere(cohort) == {(way.get_url(), "Read more and apply")}, "a draft changes nothing"


def test_without_a_way_to_apply_the_button_promises_none() -> None:
    """The newest is as good as any."""
    cohort = open_cohort()
    posted(factories.update(cohort=cohort), days_ago=2)
    newest = factories.update(cohort=cohort)

    assert everywhere(cohort) == {(newest.get_url(), "Read more")}


def test_it_is_noted_wherever_a_body_is_written() -> None:
    """Added, published from a revision, saved in part, translated; not by who did not read the body."""
    page = factories.update(body=[APPLY])
    assert page.has_action

    page.body = []
    page.save_revision().publish()
    page.refresh_from_db()
    assert not UpdatePage.objects.get(pk=page.pk).has_action

    page.body = [APPLY]
    page.save(update_fields=["body"])
    assert UpdatePage.objects.get(pk=page.pk).has_action
    UpdatePage.objects.defer_streamfields().get(pk=page.pk).save()
    page.body = []
    page.save(update_fields=["introduction"])
    assert UpdatePage.objects.get(pk=page.pk).has_action

    source = TranslationSource.update_or_create_from_instance(UpdatePage.objects.get(pk=page.pk))[0]
    french = Locale.objects.get(language_code="fr")
    Translation.objects.create(source=source, target_locale=french).save_target(publish=True)
    assert page.get_translation(french).specific.has_action


def test_more_updates_cost_no_query(rf: Any) -> None:
    """One, whatever there is."""
    cohort = open_cohort()
    for number in range(6):
        factories.update(cohort=cohort, body=[APPLY] if number % 2 else [])

    with CaptureQueriesContext(connection) as queries:
        places = find(None, cohorts=[cohort.pk])
    assert len([query for query in queries if "updatepage" in query["sql"]]) == 1
    assert places.applying == {cohort.pk}
    with CaptureQueriesContext(connection) as queries:
        assert UpdatePage.objects.all().leading_for([cohort])[cohort.pk].has_action
    assert len(queries) == 1
