"""Cohorts and sessions in the office: made through the operations, errors at their field, other programmes refused."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.accounts.operations import change_details
from courses.enums import CohortState
from courses.models import Cohort, Programme, Session
from courses.operations.cohorts import change_cohort
from courses.operations.sessions import change_session
from tests import factories

FACTS = {
    "name_en": "Vancouver, spring 2027",
    "name_fr": "Vancouver, printemps 2027",
    "slug": "",
    "starts_on": "2027-01-12",
    "ends_on": "2027-04-29",
    "pattern_en": "Tuesdays",
    "pattern_fr": "Les mardis",
    "place_en": "Room 3",
    "place_fr": "Salle 3",
    "capacity": "15",
    "applications_open_at": "",
    "applications_close_at": "",
}


def test_plan_a_cohort(office: Client, programme: Programme) -> None:
    """Its edition is frozen; times are on the programme's clock; state and seats are not the form's to set."""
    programme.time_zone = "America/Toronto"
    programme.save()
    edition = factories.course_edition(programme=programme)
    page = office.get(reverse("cohorts:add"), {"edition": edition.pk}).content.decode()
    assert f'value="{edition.pk}" selected' in page
    data = {
        **FACTS,
        "edition": edition.pk,
        "applications_open_at": "2026-09-01 09:00",
        "applications_close_at": "2026-10-01 17:00",
        "state": "announced",
        "seats_held": "9",
    }
    response = office.post(reverse("cohorts:add"), data)
    cohort = Cohort.objects.get()
    assert response["Location"] == reverse("cohorts:facts", args=[cohort.pk])
    assert (cohort.state, cohort.seats_held, cohort.slug) == (CohortState.DRAFT, 0, "vancouver-spring-2027")
    assert cohort.applications_open_at == dt.datetime(2026, 9, 1, 9, tzinfo=ZoneInfo("America/Toronto"))
    assert cohort.edition.is_frozen
    form = office.get(reverse("cohorts:edit", args=[cohort.pk])).content.decode()
    assert 'value="2026-09-01 09:00"' in form


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"ends_on": "2027-01-01"}, "ends_on", "The cohort cannot end before it starts."),
        ({"applications_open_at": "2026-09-01 09:00"}, "applications_close_at", "Give both times, or none."),
        ({"applications_open_at": "tomorrow"}, "applications_open_at", "Type date and time like"),
        ({"applications_open_at": "2026-03-08 02:30"}, "applications_open_at", "The clocks go forward"),
        ({"name_fr": ""}, "name_fr", "This field is required."),
        ({"capacity": "-1"}, "capacity", "Ensure this value is greater than or equal to 0."),
    ],
)
def test_mistakes_stand_at_their_field(
    office: Client, programme: Programme, change: dict[str, str], field: str, words: str
) -> None:
    """Nothing is made, and what was typed is still there."""
    edition = factories.course_edition(programme=programme)
    response = office.post(reverse("cohorts:add"), {**FACTS, "edition": edition.pk, **change})
    assert words in " ".join(response.context["form"].errors[field])
    assert "Les mardis" in response.content.decode()
    assert not Cohort.objects.exists()
    edition.refresh_from_db()
    assert not edition.is_frozen


def test_no_cohort_is_planned_on_rules_that_name_what_is_not_there(
    office: Client, programme: Programme
) -> None:
    """Frozen, what keeps an award valid could not be mended."""
    edition = factories.course_edition(programme=programme)
    award = factories.award(edition, name_en="Level 1")
    award.requirements = [{"type": "modules", "value": {"codes": ["M99"]}}]
    award.save()
    response = office.post(reverse("cohorts:add"), {**FACTS, "edition": edition.pk})
    assert response.context["form"].errors["edition"] == [
        "Its rules name what is not there. Mend them first: Level 1: Modules completed: this edition does not have M99."
    ]
    edition.refresh_from_db()
    assert not edition.is_frozen


def test_another_programmes_edition_is_neither_offered_nor_accepted(
    office: Client, elsewhere: Programme, programme: Programme
) -> None:
    """Ids in form fields are checked like those in addresses."""
    edition = factories.course_edition(programme=elsewhere)
    assert "Course" in office.get(reverse("cohorts:add")).content.decode()
    response = office.post(reverse("cohorts:add"), {**FACTS, "edition": edition.pk})
    assert "edition" in response.context["form"].errors
    assert not Cohort.objects.exists()


def test_fewer_seats_than_are_taken(office: Client, programme: Programme) -> None:
    """Said at the field, by the operation; the edition cannot be swapped along the way."""
    cohort = factories.cohort(programme=programme)
    factories.enrolments(cohort, 3)
    other = factories.course_edition(programme=programme)
    url = reverse("cohorts:edit", args=[cohort.pk])
    facts = {**FACTS, "slug": cohort.slug, "starts_on": cohort.starts_on, "ends_on": cohort.ends_on}
    response = office.post(url, {**facts, "capacity": "2", "edition": other.pk})
    assert response.context["form"].errors["capacity"] == ["3 seats are taken. There cannot be fewer."]
    assert office.post(url, {**facts, "capacity": "4", "edition": other.pk}).status_code == 302
    before = cohort.edition_id
    cohort.refresh_from_db()
    assert (cohort.capacity, cohort.edition_id) == (4, before)


def test_announce_and_cancel_ask_first(office: Client, programme: Programme) -> None:
    """A GET changes nothing."""
    cohort = factories.cohort(programme=programme, announced=False)
    for name, state in (("announce", CohortState.ANNOUNCED), ("cancel", CohortState.CANCELLED)):
        before = cohort.state
        url = reverse(f"cohorts:{name}", args=[cohort.pk])
        assert office.get(url).status_code == 200
        cohort.refresh_from_db()
        assert cohort.state == before
        assert office.post(url).status_code == 302
        cohort.refresh_from_db()
        assert cohort.state == state
    again = office.post(reverse("cohorts:announce", args=[cohort.pk]), follow=True)
    assert "This cohort was cancelled." in again.content.decode()


def session_form(cohort: Cohort, **change: Any) -> dict[str, Any]:
    """A session on the third day, in the evening."""
    day = cohort.starts_on + dt.timedelta(days=3)
    return {"held_on": day.isoformat(), "begins": "18:00", "ends": "21:00", "title_en": "", "title_fr": "",
            "place": "", "join_url": "", **change}  # fmt: skip


def test_sessions_are_typed_on_the_programmes_clock(office: Client, programme: Programme) -> None:
    """And shown there again."""
    cohort = factories.cohort(programme=programme)
    module = cohort.edition.modules.first()
    assert module is not None
    url = reverse("cohorts:add_session", args=[cohort.pk])
    assert office.post(url, session_form(cohort, modules=[module.pk])).status_code == 302
    session = Session.objects.get()
    assert session.starts_at == factories.instant(cohort.starts_on + dt.timedelta(days=3))
    assert list(session.modules.all()) == [module]
    change = reverse("cohorts:session", args=[cohort.pk, session.pk])
    assert 'value="18:00"' in office.get(change).content.decode()
    assert office.post(change, session_form(cohort, begins="19:00")).status_code == 302
    session.refresh_from_db()
    assert session.starts_at == factories.instant(cohort.starts_on + dt.timedelta(days=3), 19)
    assert office.post(reverse("cohorts:cancel_session", args=[cohort.pk, session.pk])).status_code == 302
    session.refresh_from_db()
    assert session.is_cancelled


def test_the_history_says_what_changed_in_words(
    office: Client, coordinator: Any, programme: Programme
) -> None:
    """Fields by their names, dates and times as people say them, in the reader's language."""
    first, last = dt.date(2026, 10, 1), dt.date(2026, 12, 31)
    cohort = factories.cohort(programme=programme, starts_on=first, ends_on=last)
    session = factories.session(cohort, factories.instant(dt.date(2026, 11, 24)))
    later = factories.instant(dt.date(2026, 11, 24), 19)
    change_session(session=session, by=None, starts_at=later)
    change_cohort(cohort=cohort, by=None, ends_on=dt.date(2027, 1, 1), place_en="Room 2")
    url = reverse("roster:history", args=[cohort.pk])
    page = office.get(url).content.decode().replace("\xa0", " ")
    evening = "Tuesday, 24 November 2026, {}:00 p.m. Pacific time"
    assert f"Starts at: {evening.format(6)} → {evening.format(7)}" in page
    assert "Ends on: 31 December 2026 → 1 January 2027" in page
    assert "Place in English: – → Room 2" in page
    change_details(person=coordinator, by=None, chosen_name="Jo", language="fr")
    page = office.get(url).content.decode().replace("\xa0", " ")
    assert "Fin : 31 décembre 2026 → 1er janvier 2027" in page


def test_mistakes_about_sessions(office: Client, programme: Programme) -> None:
    """At the field where they can be mended."""
    cohort = factories.cohort(programme=programme)
    url = reverse("cohorts:add_session", args=[cohort.pk])
    foreign = factories.course_edition().modules.first()
    assert foreign is not None
    for change, field in (
        ({"held_on": (cohort.starts_on - dt.timedelta(days=1)).isoformat()}, "held_on"),
        ({"ends": "17:00"}, "ends"),
        ({"modules": [foreign.pk]}, "modules"),
        ({"join_url": "javascript:alert(1)"}, "join_url"),
    ):
        response = office.post(url, session_form(cohort, **change))
        assert list(response.context["form"].errors) == [field]
    assert not Session.objects.exists()


def test_a_session_belongs_to_its_cohort(office: Client, programme: Programme, elsewhere: Programme) -> None:
    """Also when the cohort in the address is one's own."""
    cohort = factories.cohort(programme=programme)
    foreign = factories.session(factories.cohort(programme=elsewhere))
    for name in ("session", "cancel_session"):
        assert office.post(reverse(f"cohorts:{name}", args=[cohort.pk, foreign.pk])).status_code == 404


def test_an_edition_is_offered_with_its_programme(office: Client, programme: Programme) -> None:
    """Two programmes may have a course of the same name."""
    edition = factories.cohort(programme=programme).edition
    page = office.get(reverse("cohorts:add")).content.decode()
    assert f"{edition}, {programme.name}</option>" in page


def test_a_draft_says_that_visitors_see_nothing(office: Client, programme: Programme) -> None:
    """What would be read of its applications is said only once it is announced."""
    cohort = factories.cohort(programme=programme)
    facts = reverse("cohorts:facts", args=[cohort.pk])
    words = "Nothing: this cohort is not announced yet."
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.DRAFT)
    assert words in office.get(facts).content.decode()
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.ANNOUNCED)
    assert words not in office.get(facts).content.decode()


def listed(office: Client) -> dict[str, str]:
    """By cohort: the last column of the list."""
    page = BeautifulSoup(office.get(reverse("cohorts:index")).content, "html.parser")
    rows = [row.find_all("td") for row in page.select("table.listing tbody tr")]
    return {row[0].select("a")[0].get_text(strip=True): row[-1].get_text(strip=True) for row in rows}


def test_the_list_says_what_visitors_read(office: Client, programme: Programme) -> None:
    """In as many queries for many cohorts as for four."""
    now = timezone.now()
    window: dict[str, Any] = {
        "applications_open_at": now - dt.timedelta(days=1),
        "applications_close_at": now + dt.timedelta(days=9),
    }
    later: dict[str, Any] = {
        "starts_on": factories.today() + dt.timedelta(days=60),
        "ends_on": factories.today() + dt.timedelta(days=90),
    }
    edition = factories.course_edition(3, programme=programme)
    made = {
        "Under way": factories.cohort(edition),
        "Open for applications": factories.cohort(edition, **later, **window),
        "Full": factories.cohort(edition, seats=1, **later, **window),
        "": factories.cohort(edition, announced=False),
    }
    factories.enrolment(made["Full"])
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            found = listed(office)
        counts.append(len(queries))
        assert {cohort.name_en: words for words, cohort in made.items()}.items() <= found.items()
        for _cohort in range(6):
            factories.cohort(edition, **later, **window)
    assert counts[0] == counts[1]
