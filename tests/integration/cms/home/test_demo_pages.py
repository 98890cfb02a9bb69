"""The demo's pages, in both languages."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.home import demo_pages
from cms.home.models import ContentPage
from cms.updates.models import UpdateNotice, UpdatePage
from cms.updates.operations import notices
from courses.models import Cohort
from tests import factories

pytestmark = pytest.mark.django_db


def build() -> None:
    """What load_demo does, with small cohorts."""
    now = timezone.now()
    window: dict[str, Any] = {
        "starts_on": factories.today() + dt.timedelta(days=60),
        "ends_on": factories.today() + dt.timedelta(days=180),
        "pattern_en": "Tuesdays and Thursdays",
        "pattern_fr": "Les mardis et jeudis",
        "place_en": "Room 204, 100 Example Street; some evenings online",
        "place_fr": "Salle 204, 100, rue Example; certains soirs en ligne",
    }
    opened: dict[str, Any] = {
        "applications_open_at": now - dt.timedelta(days=7),
        "applications_close_at": now + dt.timedelta(days=21),
    }
    cohorts: dict[str, Cohort] = {
        "open": factories.cohort(
            seats=15, **window, **opened, name_en="Vancouver, spring", name_fr="Vancouver, printemps"
        ),
        "full": factories.cohort(seats=1, **window, **opened),
        "coming": factories.cohort(
            **window,
            applications_open_at=now + dt.timedelta(days=20),
            applications_close_at=now + dt.timedelta(days=40),
        ),
    }
    factories.enrolment(cohorts["full"])
    factories.enrolments(cohorts["open"], 9)
    demo_pages.build(cohorts=cohorts, people={"rosa": factories.person(), "admin": factories.person()})


def test_every_page_opens_in_both_languages(client: Client) -> None:
    """The texts pass the blocks' own checks, and each page has its translation."""
    build()

    pages = [*ContentPage.objects.all(), *UpdatePage.objects.all()]

    assert len(pages) == 16
    for page in pages:
        assert page.live
        assert page.get_translations().live().count() == 1
        response = client.get(page.get_url())
        assert (page.slug, response.status_code) == (page.slug, 200)
        assert page.title in response.content.decode()


def test_nobody_is_told_of_the_demos_old_updates() -> None:
    """Somebody who subscribes in the demo hears of new updates only."""
    build()
    factories.subscriber(confirmed_at=timezone.now())

    assert notices.tell_all() == 0
    assert UpdateNotice.objects.count() == 8
