"""Updates as a visitor meets them."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Page, PageViewRestriction

from cms.updates.models import UpdatePage
from courses.enums import Intake
from courses.models import Cohort
from courses.operations.cohorts import cancel_cohort
from tests import factories

pytestmark = pytest.mark.django_db


def cohort_in(days: int, *, opens: int, closes: int, **fields: Any) -> Cohort:
    """A cohort that starts in `days`, whose applications open and close so many days from now."""
    now = timezone.now()
    return factories.cohort(
        starts_on=factories.today() + dt.timedelta(days=days),
        ends_on=factories.today() + dt.timedelta(days=days + 90),
        applications_open_at=now + dt.timedelta(days=opens),
        applications_close_at=now + dt.timedelta(days=closes),
        **fields,
    )


def open_cohort(**fields: Any) -> Cohort:
    """A cohort that takes applications now."""
    return cohort_in(60, opens=-1, closes=20, **fields)


def read(client: Client, path: str) -> str:
    """The page at `path`, which must be there."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def queries_of(client: Client, path: str) -> int:
    """How many queries the page takes, once Wagtail knows the site's root paths."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_the_facts_are_the_cohorts_own(client: Client) -> None:
    """Dates, place, seats and window are said from the cohort; what changes there changes here."""
    cohort = open_cohort(seats=15, place_en="Room 204", pattern_en="Tuesdays and Thursdays")
    factories.enrolments(cohort, 9)
    page = factories.update(cohort=cohort)

    text = read(client, page.get_url())
    for fact in ("Open for applications", "Tuesdays and Thursdays", "Room 204", "6 of 15 left", "Apply by"):
        assert fact in text
    factories.enrolments(cohort, 6)
    text = read(client, page.get_url())
    assert "All 15 places are taken" in text
    assert "Full" in text


@pytest.mark.parametrize(
    ("days", "opens", "closes", "word"),
    [
        (60, -1, 20, Intake.OPEN),
        (60, 5, 20, Intake.COMING),
        (60, -20, -1, Intake.CLOSED),
        (-10, -90, -60, Intake.RUNNING),
        (-100, -200, -150, Intake.ENDED),
    ],
)
def test_the_word_follows_the_clock(client: Client, days: int, opens: int, closes: int, word: Intake) -> None:
    """Nobody has to edit a page when a date passes."""
    page = factories.update(cohort=cohort_in(days, opens=opens, closes=closes))

    assert client.get(page.get_url()).context["tag"].word == str(word.label)


def test_a_window_closes_at_its_second(client: Client) -> None:
    """Open at one second to the end, closed at the end."""
    cohort = open_cohort()
    page = factories.update(cohort=cohort)
    closes = cohort.applications_close_at
    assert closes is not None

    for at, word in (
        (closes - dt.timedelta(seconds=1), "Open for applications"),
        (closes, "Applications closed"),
    ):
        with time_machine.travel(at, tick=False):
            assert client.get(page.get_url()).context["tag"].word == word


def test_a_cancelled_cohort_is_said_to_be(client: Client) -> None:
    """On its page and in the list; nothing invites to apply."""
    cohort = open_cohort()
    page = factories.update(cohort=cohort)
    cancel_cohort(cohort=cohort, by=None)

    assert "This training will not be held" in read(client, page.get_url())
    index = client.get("/updates/")
    assert index.context["open_cohorts"] == []
    assert index.context["updates"][0].word == "Cancelled"


def test_nobody_learns_of_a_draft_cohort(client: Client) -> None:
    """A cohort that was not announced leaves no trace on a page that names it, in its body or in the list."""
    cohort = open_cohort(announced=False, name_en="Secret name", place_en="Secret place")
    page = factories.update(cohort=cohort, body=[("cohort", cohort)])

    for path in (page.get_url(), "/updates/", "/"):
        assert "Secret" not in read(client, path)


def test_the_index_says_what_is_open_and_coming(client: Client) -> None:
    """Open cohorts as cards with a link to their update, coming ones below, then all updates, newest first."""
    opened, to_come = open_cohort(), cohort_in(90, opens=10, closes=40)
    without_page = open_cohort()
    old = factories.update(title="Old news", first_published_at=timezone.now() - dt.timedelta(days=9))
    page = factories.update(cohort=opened)

    context = client.get("/updates/").context

    assert {(card.title, card.url) for card in context["open_cohorts"]} == {
        (opened.name, page.get_url()),
        (without_page.name, ""),
    }
    assert [(entry.title, entry.word) for entry in context["coming"]] == [(to_come.name, "Coming")]
    assert [entry.title for entry in context["updates"]] == [page.title, old.title]
    assert not context["is_empty"]


def test_nothing_is_scheduled_is_said_honestly(client: Client) -> None:
    """With the offer to subscribe; an update that says so does not make it untrue, one that says "coming" does."""
    factories.site()
    factories.update(headline=Intake.NOTHING)
    text = read(client, "/updates/")
    assert "Nothing is scheduled right now" in text
    assert 'action="/updates/subscribe/"' in text

    factories.update(headline=Intake.COMING)
    assert "Nothing is scheduled right now" not in read(client, "/updates/")


def test_the_second_page_of_updates_does_not_say_that_nothing_is_scheduled(client: Client) -> None:
    """The update that says "coming" stands on the first."""
    for number in range(21):
        posted = timezone.now() - dt.timedelta(days=number)
        factories.update(headline="" if number else Intake.COMING, first_published_at=posted)

    assert "Nothing is scheduled" not in read(client, "/updates/")
    assert "Nothing is scheduled" not in read(client, "/updates/?page=2")


def test_a_cohort_without_window_is_coming_until_its_own_midnight(client: Client) -> None:
    """On the evening before it starts, when it is the next day in UTC already."""
    factories.site()
    factories.cohort(
        starts_on=dt.date(2027, 3, 11),
        ends_on=dt.date(2027, 6, 11),
        applications_open_at=None,
        applications_close_at=None,
    )

    with time_machine.travel(dt.datetime(2027, 3, 11, 2, tzinfo=dt.UTC), tick=False):  # 6 p.m. on the 10th
        assert len(client.get("/updates/").context["coming"]) == 1
    with time_machine.travel(dt.datetime(2027, 3, 11, 9, tzinfo=dt.UTC), tick=False):
        assert client.get("/updates/").context["coming"] == []


def test_drafts_expired_and_private_updates_are_not_listed(client: Client) -> None:
    """Nor reached by their address."""
    draft = factories.update(live=False)
    gone = factories.update()
    gone.unpublish()
    private = factories.update()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert client.get("/updates/").context["updates"] == []
    assert client.get(draft.get_url()).status_code == 404
    assert client.get(gone.get_url()).status_code == 404
    answer = client.get(private.get_url())
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_a_restriction_above_holds_below(client: Client) -> None:
    """The quick look at restrictions sees those of the pages above, and of an alias's source."""
    page = factories.update()
    index = factories.site()["en"].updates
    restriction = PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(page.get_url()).status_code == 302

    restriction.delete()
    assert client.get(page.get_url()).status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    alias = page.create_alias(update_slug="a-mirror")
    assert client.get(alias.get_url()).status_code == 302


@pytest.mark.parametrize(
    "path",
    ["/updates/nothing/", "/nothing/", "/updates/updates/", "/updates/feed/x/", "/updates/subscribe/x/"],
)
def test_what_is_not_there_answers_404(client: Client, path: str) -> None:
    """Also below existing pages and in the other language."""
    factories.update(slug="update-x")

    assert client.get(path).status_code == 404


def test_a_page_is_found_in_its_own_language_only(client: Client) -> None:
    """The same slug in both trees leads to two pages."""
    english = factories.update(slug="same", title="English title")
    factories.update(slug="same", title="Titre français", of=english, language="fr")

    assert "English title" in read(client, "/updates/same/")
    assert "Titre français" in read(client, "/fr/updates/same/")


def live_updates(number: int, *, cohort: Cohort, language: str) -> None:
    """Many published updates, without the revisions that nobody reads here."""
    tree = factories.site()[language]
    tree.updates.refresh_from_db()
    for count in range(number):
        page = UpdatePage(
            title=f"Many {count}",
            slug=f"many-{tree.updates.numchild}-{count}",
            introduction="One of many.",
            programme=cohort.programme,
            cohort=cohort,
            locale=tree.updates.locale,
            first_published_at=timezone.now(),
        )
        tree.updates.add_child(instance=page)


def test_query_counts_do_not_grow(client: Client) -> None:
    """Two or two hundred cohorts, few or many updates, none or a hundred enrolments: the same few queries."""
    cohort = open_cohort(seats=200)
    body = [
        ("text", "<p>Hello</p>"),
        ("cohort", cohort),
        ("questions", [{"question": "Why?", "answer": "<p>So.</p>"}]),
    ]
    page = factories.update(cohort=cohort, body=body)
    twin = factories.update(of=page, language="fr", body=body)
    most = {page.get_url(): 12, twin.get_url(): 12, "/updates/": 14, "/fr/updates/": 14, "/": 14, "/fr/": 14}
    for language in ("en", "fr"):
        live_updates(2, cohort=cohort, language=language)
    before = {path: queries_of(client, path) for path in most}

    Cohort.objects.bulk_create(Cohort(**values(cohort) | {"slug": f"copy-{number}"}) for number in range(200))
    factories.enrolments(cohort, 100)
    for language in ("en", "fr"):
        live_updates(25, cohort=cohort, language=language)

    assert {path: queries_of(client, path) for path in most} == before
    assert {path for path, count in before.items() if count > most[path]} == set()


def values(cohort: Cohort) -> dict[str, Any]:
    """The columns of a cohort but its id."""
    return {
        field.attname: getattr(cohort, field.attname)
        for field in cohort._meta.concrete_fields
        if not field.primary_key
    }


def test_rich_text_runs_nothing(client: Client) -> None:
    """What the editor sends is cleaned by Wagtail; scripts, handlers and javascript: links do not reach the page."""
    converter = ContentstateConverter(features=["h2", "bold", "link"])
    source = converter.to_database_format(
        """{"entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}},
        "blocks": [{"key": "a", "text": "click <script>alert(2)</script>", "type": "unstyled", "depth": 0,
        "inlineStyleRanges": [], "entityRanges": [{"offset": 0, "length": 5, "key": 0}]}]}"""
    )
    page = factories.update(body=[("text", source)], title="<img src=x onerror=alert(3)>")

    text = read(client, page.get_url())

    assert "javascript:" not in text
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_twenty_updates_stand_on_a_page(client: Client) -> None:
    """Twenty on a page; a page number that does not exist shows the last."""
    for _number in range(21):
        factories.update()

    assert len(client.get("/updates/").context["updates"]) == 20
    assert len(client.get("/updates/?page=2").context["updates"]) == 1
    assert len(client.get("/updates/?page=99").context["updates"]) == 1
    assert client.get("/updates/?page=x';--", follow=True).status_code == 200


def test_a_cohort_of_another_programme_is_refused() -> None:
    """Programme and stream are the cohort's own."""
    cohort = open_cohort()
    page = UpdatePage(title="x", introduction="x", programme=factories.programme(), cohort=cohort)
    with pytest.raises(ValidationError) as error:
        page.clean()
    assert set(error.value.error_dict) == {"cohort"}

    page.programme, page.headline = cohort.programme, Intake.NOTHING
    page.clean()
    assert (page.stream, page.headline) == (cohort.edition.course.stream, "")


def test_the_language_switch_leads_to_the_translation(client: Client) -> None:
    """To the page itself where it exists in the other language, else to the list it stands in."""
    page = factories.update()
    assert 'href="/fr/updates/"' in switch(read(client, page.get_url()))

    twin = factories.update(of=page, language="fr")
    assert f'href="{twin.get_url()}"' in switch(read(client, page.get_url()))
    assert f'href="{page.get_url()}"' in switch(read(client, twin.get_url()))


def switch(text: str) -> str:
    """The link to the other language."""
    found = re.search(r'<a class="language" [^>]*hreflang="[^>]*>', text)
    assert found is not None
    return found.group()


def test_the_frame_can_be_made_twice() -> None:
    """setup_site changes nothing that is there."""
    factories.site()
    before = list(Page.objects.order_by("path").values_list("pk", "path", "title"))

    factories.site()

    assert list(Page.objects.order_by("path").values_list("pk", "path", "title")) == before


@pytest.mark.parametrize(("language", "word"), [("en", "Home"), ("fr", "Accueil")])
def test_the_way_back_begins_at_home(client: Client, language: str, word: str) -> None:
    """The home page's own title is a greeting."""
    home = factories.site()[language].home
    home.title = "Walk alongside others"
    home.save()
    page = factories.update(language=language)

    trail = read(client, page.get_url()).partition('<nav class="breadcrumb"')[2].partition("</nav>")[0]

    assert re.findall(r">([^<>]+)</a>", trail)[0] == word
    assert "Walk alongside" not in trail
