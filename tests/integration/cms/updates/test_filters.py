"""Choosing what to see of the updates."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.updates.filters import STATES, canonical
from cms.updates.models import UpdatePage
from courses.enums import CohortState, Intake
from courses.models import Cohort
from courses.operations.cohorts import cancel_cohort
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def cohort_in(days: int, *, opens: int | None, closes: int | None, **fields: Any) -> Cohort:
    """A cohort that starts in `days`, whose applications open and close so many days from now."""
    now = timezone.now()
    cohort: Cohort = factories.cohort(
        starts_on=factories.today() + days * DAY,
        ends_on=factories.today() + (days + 90) * DAY,
        applications_open_at=None if opens is None else now + opens * DAY,
        applications_close_at=None if closes is None else now + closes * DAY,
        **fields,
    )
    return cohort


def one_of_each() -> dict[Intake, UpdatePage]:
    """An update that says each of the words, by its cohort or by hand."""
    full = cohort_in(60, opens=-1, closes=20, seats=1)
    factories.enrolment(full)
    cancelled = cohort_in(60, opens=-1, closes=20)
    cancel_cohort(cohort=cancelled, by=None)
    cohorts = {
        Intake.OPEN: cohort_in(60, opens=-1, closes=20),
        Intake.COMING: cohort_in(60, opens=5, closes=20),
        Intake.FULL: full,
        Intake.CLOSED: cohort_in(60, opens=-20, closes=-1),
        Intake.RUNNING: cohort_in(-10, opens=-90, closes=-60),
        Intake.ENDED: cohort_in(-100, opens=-200, closes=-150),
        Intake.CANCELLED: cancelled,
    }
    pages = {state: factories.update(cohort=cohort) for state, cohort in cohorts.items()}
    return pages | {Intake.NOTHING: factories.update(headline=Intake.NOTHING)}


def titles(client: Client, **query: Any) -> list[str]:
    """The updates that are listed for a choice."""
    response = client.get("/updates/?" + urlencode(query))
    assert response.status_code == 200
    return [entry.title for entry in response.context["updates"]]


def test_every_word_can_be_chosen(client: Client) -> None:
    """And finds just the updates that say it; all of the words are offered."""
    pages = one_of_each()
    assert set(STATES) == set(pages) == set(Intake)

    for state, page in pages.items():
        assert titles(client, state=state.value) == [page.title], state
    assert len(titles(client)) == len(pages)


def test_what_is_found_is_what_is_shown(client: Client) -> None:
    """The word beside each update is the one that was asked for."""
    one_of_each()
    factories.update()  # says nothing

    for state in Intake:
        response = client.get(f"/updates/?state={state.value}")
        assert {entry.word for entry in response.context["updates"]} == {str(state.label)}


def test_an_update_about_a_draft_says_what_was_chosen_by_hand(client: Client) -> None:
    """Nobody learns of the draft by asking for its state."""
    cohort = cohort_in(60, opens=-1, closes=20, announced=False)
    page = factories.update(cohort=cohort)
    assert cohort.state == CohortState.DRAFT
    assert page.tag(at=timezone.now()) is None

    for state in Intake:
        assert titles(client, state=state.value) == []
    UpdatePage.objects.update(headline=Intake.CLOSED)
    assert titles(client, state=Intake.CLOSED.value) == [page.title]


def test_region_and_stream(client: Client) -> None:
    """An update without a stream is for everybody, so it is shown for each; choices narrow each other."""
    family = factories.stream(slug="family", name_en="Family stream")
    here, there = factories.programme(), factories.programme()
    mine = factories.update(programme=here, stream=family)
    everybodys = factories.update(programme=here)
    factories.update(programme=here, stream=factories.stream(slug="peer"))
    elsewhere = factories.update(programme=there, stream=family)

    assert titles(client, region=there.region.slug) == [elsewhere.title]
    assert titles(client, stream="family") == [elsewhere.title, everybodys.title, mine.title]
    assert titles(client, region=here.region.slug, stream="family") == [everybodys.title, mine.title]
    assert titles(client, region=there.region.slug, stream="family", state="open") == []


def test_cards_and_coming_ones_follow_the_choice(client: Client) -> None:
    opened, coming = cohort_in(60, opens=-1, closes=20), cohort_in(60, opens=5, closes=20)

    def shown(**query: str) -> tuple[list[str], list[str]]:
        context = client.get("/updates/?" + urlencode(query)).context
        return [card.title for card in context["open_cohorts"]], [entry.title for entry in context["coming"]]

    factories.site()
    assert shown() == ([opened.name], [coming.name])
    assert shown(state="open") == ([opened.name], [])
    assert shown(state="coming") == ([], [coming.name])
    assert shown(state="full") == ([], [])
    assert shown(region=opened.programme.region.slug) == ([opened.name], [])
    assert shown(stream=coming.edition.course.stream.slug) == ([], [coming.name])


def test_the_choice_is_said_and_can_be_taken_back(client: Client) -> None:
    """In words on the page and in its title, in the form itself, and in the other language."""
    cohort = cohort_in(60, opens=-1, closes=20)
    cohort.programme.region.__class__.objects.update(name_en="Harbour", name_fr="Le Port")
    factories.update(cohort=cohort)
    region = cohort.programme.region.slug

    text = client.get(f"/updates/?region={region}&state=open").content.decode()

    assert "Shown: <strong>Harbour · Open for applications</strong> (1 update)" in " ".join(text.split())
    assert "Training updates: Harbour, Open for applications" in text
    assert f'<option value="{region}" selected>Harbour</option>' in text
    assert '<option value="open" selected>' in text
    assert '<a class="text-link" href="/updates/">Show everything</a>' in text
    assert f'href="/fr/updates/?region={region}&amp;state=open"' in text
    assert "Le Port" in client.get(f"/fr/updates/?region={region}&state=open").content.decode()


def test_nothing_that_matches_says_what_to_do(client: Client) -> None:
    """Subscribe to that region, which the form beside it holds already; or see everything."""
    region = factories.programme().region
    family = factories.stream(slug="family")
    factories.update()

    response = client.get(f"/updates/?region={region.slug}&stream=family&state=open")
    text = response.content.decode()

    assert "Nothing matches for now" in text
    assert "Nothing is scheduled" not in text
    assert f'href="/updates/subscribe/?region={region.slug}&amp;stream=family"' in text
    assert f'<option value="{region.pk}" selected>' in text
    form = client.get(f"/updates/subscribe/?region={region.slug}&stream=family").content.decode()
    assert f'<option value="{region.pk}" selected>' in form
    assert f'<option value="{family.pk}" selected>' in form


@pytest.mark.parametrize(
    "query", ["region=nowhere", "stream=x%00y", "state=OPEN", "state='--", "region=" + "x" * 999]
)
def test_what_is_unknown_is_left_out_and_said(client: Client, query: str) -> None:
    """Everything is shown, and nobody keeps the page."""
    page = factories.update()

    response = client.get("/updates/?" + query, follow=True)

    assert [entry.title for entry in response.context["updates"]] == [page.title]
    assert "Part of this address is not known here" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("region=&stream=&state=", "/updates/"),
        ("state=open&region=&stream=", "/updates/?state=open"),
        ("state=open&region=r", "/updates/?region=r&state=open"),
        ("utm_source=mail&state=open&stream=", "/updates/?state=open&utm_source=mail"),
        ("page=1", "/updates/"),
        ("page=2&state=full", "/updates/?state=full&page=2"),
        ("state=open&state=full", "/updates/?state=full"),
    ],
)
def test_each_choice_has_one_address(client: Client, query: str, address: str) -> None:
    """What the form sends leads to it, so that caches keep one page for it."""
    factories.site()
    response = client.get("/updates/?" + query)
    assert (response.status_code, response["Location"]) == (302, address)
    assert client.get(address).status_code == 200
    assert client.get("/fr/updates/?" + query)["Location"] == "/fr" + address


def test_what_others_add_to_an_address_stays(client: Client) -> None:
    """A campaign's names change nothing, and nobody is sent away for them."""
    page = factories.update(headline=Intake.NOTHING)

    response = client.get("/updates/?utm_source=poster&state=nothing")

    assert (response.status_code, [one.title for one in response.context["updates"]]) == (200, [page.title])


def test_rare_words_are_offered_where_they_are_shown(client: Client) -> None:
    """A tired reader chooses from four; the others stand there where such an update does, or was asked for."""
    factories.site()

    def offered(path: str = "/updates/") -> list[str]:
        return [option.value for option in client.get(path).context["choices"][2].options]

    few = ["", "open", "coming", "full", "nothing"]
    assert offered() == few
    assert offered("/updates/?state=ended") == [*few, "ended"]
    factories.update(cohort=cohort_in(-10, opens=-90, closes=-60))
    assert offered() == [*few, "running"]


def test_an_address_written_once_stays(rf: Any) -> None:
    """No circle: what is canonical is its own canonical form, whatever signs stand in it."""
    for query in (
        "region=a b&state=é",
        "region=%2B+&stream=%C3%A9%00",
        "page=x';--",
        "region=%F0%9F%98%80&page=1",
    ):
        once = canonical(rf.get("/?" + query).GET)
        assert canonical(rf.get("/?" + once).GET) == once


def test_pages_keep_the_choice(client: Client) -> None:
    """From one page of the list to the next, and in the links of the pagination."""
    programme = factories.programme()
    for _number in range(21):
        factories.update(programme=programme, headline=Intake.NOTHING)
    factories.update()
    query = f"region={programme.region.slug}&state=nothing"

    first = client.get(f"/updates/?{query}").content.decode()
    assert f'href="?{query.replace("&", "&amp;")}&amp;page=2"' in first
    assert "(21 updates)" in first
    response = client.get(f"/updates/?{query}&page=2")
    assert len(response.context["updates"]) == 1


def test_the_database_does_the_work(client: Client) -> None:
    """However many updates there are: the same few queries, and no more rows read than are shown."""
    pages = one_of_each()
    cohort = pages[Intake.OPEN].cohort
    assert cohort is not None
    address = f"/updates/?region={cohort.programme.region.slug}&state=open"

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    before = queries()
    for _number in range(30):
        factories.update(cohort=cohort)
    assert queries() == before <= 14
    assert len(client.get(address).context["updates"]) == 20
    assert client.get(address).context["count"] == 31
