"""The schedule in the office: drafted after a look at the list, split, cloned; nothing typed is lost."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import Cohort, Programme, Session
from courses.operations.drafting import draft_sessions
from tests import factories

DAY = dt.timedelta(days=1)
TUESDAY = dt.date(2027, 2, 2)
WEEK = {"week_1_from": "18:00", "week_1_to": "21:00"}


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    """Three modules of two hours, from a Tuesday on."""
    edition = factories.course_edition(3, programme=programme)
    return factories.cohort(edition, starts_on=TUESDAY, ends_on=TUESDAY + 90 * DAY, place_en="Room 1")


def draft(office: Client, cohort: Cohort, action: str = "preview", **typed: Any) -> Any:
    """Look at the list, or plan it: then after a look at the very same, unless `shown` names another."""
    url = reverse("cohorts:draft_sessions", args=[cohort.pk])
    data = {"skips_holidays": "on", **typed}
    if action == "write" and "shown" not in typed:
        form = office.post(url, data | {"preview": "1"}).context["form"]
        data["shown"] = form.digest if form.is_valid() else ""
    return office.post(url, data | {action: "1"})


def text(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split()).replace("\xa0", " ")


def errors(response: Any) -> dict[str, list[str]]:
    return {name: list(words) for name, words in response.context["form"].errors.items()}


def test_a_list_first_then_the_sessions(office: Client, cohort: Cohort) -> None:
    monday = {"week_0_from": "18:00", "week_0_to": "21:00", "week_0_online": "on", **WEEK}
    typed = {**monday, "first": "2027-02-09", "place": "Room 2", "join_url": "https://meet.example.org/x"}
    seen = draft(office, cohort, **typed)
    assert seen.status_code == 200
    assert not Session.objects.exists()
    words = text(seen)
    assert "2 sessions, 6 h in all" in words
    assert "Monday, 15 February 2027 Family Day" in words
    assert "Tuesday, 9 February 2027 6:00 p.m. to 9:00 p.m. Pacific time M01 2 h , M02 1 h Room 2" in words
    written = draft(office, cohort, "write", seen=seen.context["preview"].now.seen, **typed)
    assert written["Location"] == reverse("cohorts:sessions", args=[cohort.pk])
    assert [(s.held_on, s.place, s.join_url) for s in Session.objects.order_by("starts_at")] == [
        (dt.date(2027, 2, 9), "Room 2", ""),
        (dt.date(2027, 2, 16), "Room 2", ""),
    ]
    again = draft(office, cohort, "write", seen=seen.context["preview"].now.seen, **typed)
    assert again.status_code == 422, "a second click changes nothing"
    assert Session.objects.count() == 2


@pytest.mark.parametrize(
    "changed", [{"week_1_to": "20:00"}, {"place": "Room 3"}, {"end_with_last": "on"}, {"skips_holidays": ""}]
)
def test_only_what_was_seen_is_planned(office: Client, cohort: Cohort, changed: dict[str, str]) -> None:
    seen = draft(office, cohort, **WEEK)
    state, shown = seen.context["preview"].now.seen, seen.context["form"].digest
    assert f'name="shown" value="{shown}"' in seen.content.decode()
    again = draft(office, cohort, "write", **(WEEK | changed), seen=state, shown=shown)
    assert again.status_code == 200
    assert "The form has changed, so this is a new list. Nothing is planned yet." in text(again)
    assert not Session.objects.exists()
    newer = again.context["form"].digest
    assert newer != shown
    assert draft(office, cohort, "write", **WEEK, seen=state, shown="").status_code == 200
    assert not Session.objects.exists()
    written = draft(office, cohort, "write", **(WEEK | changed), seen=state, shown=newer)
    assert written.status_code == 302
    assert Session.objects.exists()


def test_online_days_have_the_link_and_no_room(office: Client, cohort: Cohort) -> None:
    typed = {"week_2_from": "18:00", "week_2_to": "21:00", "week_2_online": "on", **WEEK}
    typed |= {"place": "Room 2", "join_url": "https://meet.example.org/x"}
    draft(office, cohort, "write", **typed)
    assert [(s.held_on.weekday(), s.place, s.join_url) for s in Session.objects.order_by("starts_at")] == [
        (1, "Room 2", ""),
        (2, "", "https://meet.example.org/x"),
    ]


def test_pasted_dates_with_times(office: Client, cohort: Cohort) -> None:
    dates = "2027-02-02 09:00-12:00\nle mardi 9 février 2027\n15 February 2027\n16 February 2027"
    typed = {"dates": dates, "begins": "13:00", "ends": "16:00", "free": "9 February 2027"}
    seen = draft(office, cohort, **typed)
    assert "Tuesday, 9 February 2027 Day off" in text(seen)
    draft(office, cohort, "write", **typed, end_with_last="on")
    assert [s.starts_at for s in Session.objects.order_by("starts_at")] == [
        factories.instant(TUESDAY, 9),
        factories.instant(dt.date(2027, 2, 16), 13),
    ]
    cohort.refresh_from_db()
    assert cohort.ends_on == dt.date(2027, 2, 16)


NONSENSE = "2027-02-02\n" * 100_000


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({}, "week", "Say when the cohort meets: each week, or on which dates."),
        ({**WEEK, "dates": "2027-02-02 18:00-21:00"}, "dates", "Type a week or dates, not both."),
        ({"week_1_from": "18:00"}, "week", "Tuesday: type both times, like 18:00 and 21:00."),
        ({"week_1_from": "21:00", "week_1_to": "18:00"}, "week", "Tuesday: it must end after it starts."),
        ({"week_1_from": "25:00", "week_1_to": "x" * 5_000}, "week", "Tuesday: type both times"),
        ({"week_1_from": "\0", "week_1_to": "\0"}, "week", "Tuesday: type both times"),
        ({"dates": "2027-02-02\n\nsoon"}, "dates", "Line 3: this is not a date."),
        ({"dates": "2027-02-02 18:00-21:00\0"}, "dates", "Null characters are not allowed."),
        ({"dates": NONSENSE}, "dates", "Ensure this value has at most"),
        ({"dates": "2027-02-02\n" * 500}, "dates", "Line 1: At most 400 dates can be read."),
        ({"dates": "2027-02-02"}, "dates", "Line 1: the times are missing."),
        ({**WEEK, "free": "never"}, "free", "Line 1: this is not a date."),
        ({**WEEK, "first": "9999-12-31"}, "first", "This year is too far away."),
        ({**WEEK, "first": "2020-01-01"}, "week", "before the cohort starts"),
        ({**WEEK, "first": "2027-12-01"}, "week", "after the cohort ends"),
        ({**WEEK, "join_url": "javascript:alert(1)"}, "join_url", "Enter a valid URL."),
        ({**WEEK, "place": "x" * 201}, "place", "Ensure this value has at most"),
        ({"dates": "2027-02-02 18:00-19:00"}, "dates", "There is no room for M01 (1 hour), M02 (2 hours)"),
    ],
)  # fmt: skip
def test_mistakes_stand_at_their_field_and_nothing_typed_is_lost(
    office: Client, cohort: Cohort, typed: dict[str, str], field: str, words: str
) -> None:
    for action in ("preview", "write"):
        response = draft(office, cohort, action, title="x", **{"place": "Our own room", **typed})
        assert response.status_code == 422
        assert any(words in said for said in errors(response)[field]), errors(response)
        kept = response.content.decode()
        assert typed.get("place", "Our own room") in kept
    assert not Session.objects.exists()


def test_another_programmes_people_and_modules_are_refused(
    office: Client, cohort: Cohort, elsewhere: Programme
) -> None:
    stranger = factories.facilitator(elsewhere)
    for value in (str(stranger.pk), "x", "9" * 40):
        response = draft(office, cohort, "write", **WEEK, facilitators=[value])
        assert list(errors(response)) == ["facilitators"]
    assert not Session.objects.exists()


def test_a_conflict_asks_for_a_tick(office: Client, cohort: Cohort, programme: Programme) -> None:
    ana = factories.facilitator(programme, "Ana")
    other = factories.cohort(programme=programme, starts_on=TUESDAY, ends_on=TUESDAY + DAY)
    factories.session(other, factories.instant(TUESDAY), facilitators=[ana])
    typed = {**WEEK, "facilitators": [str(ana.pk)]}
    assert "Plan it all the same" not in text(office.get(reverse("cohorts:draft_sessions", args=[cohort.pk])))
    refused = draft(office, cohort, "write", **typed)
    assert "Ana has another session on Tuesday, 2 February 2027" in text(refused)
    assert "Plan it all the same" in text(refused)
    assert draft(office, cohort, "write", **typed, despite_conflicts="on").status_code == 302
    url = reverse("cohorts:add_session", args=[cohort.pk])
    form = {"held_on": TUESDAY.isoformat(), "begins": "20:30", "ends": "22:00", "facilitators": [str(ana.pk)]}
    refused = office.post(url, form)
    assert (refused.status_code, list(errors(refused))) == (422, ["facilitators"])
    assert "Plan it all the same" in text(refused)
    assert office.post(url, {**form, "despite_conflicts": "on"}).status_code == 302


def test_sessions_are_replaced_only_when_that_is_ticked(office: Client, cohort: Cohort) -> None:
    draft(office, cohort, "write", **WEEK)
    later = {**WEEK, "first": "2027-03-02"}
    assert "This cohort has sessions already." in text(draft(office, cohort, **later))
    seen = draft(office, cohort, **later, replace="on")
    assert seen.status_code == 200
    assert draft(office, cohort, "write", **later, replace="on", seen="0" * 16).status_code == 422
    state = seen.context["preview"].now.seen
    assert draft(office, cohort, "write", **later, replace="on", seen=state).status_code == 302
    assert Session.objects.standing().earliest("starts_at").held_on == dt.date(2027, 3, 2)


def test_minutes_of_modules_in_the_form(office: Client, cohort: Cohort) -> None:
    one, two, _three = cohort.edition.modules.order_by("position")
    url = reverse("cohorts:add_session", args=[cohort.pk])
    form: dict[str, Any] = {"held_on": TUESDAY.isoformat(), "begins": "18:00", "ends": "21:00"}
    for typed, words in (
        ({f"modules_{one.pk}": "x"}, "M01: type whole minutes, like 90."),
        ({f"modules_{one.pk}": "99999"}, "M01: type whole minutes, like 90."),
        ({f"modules_{one.pk}": "0"}, "M01: type whole minutes, like 90."),
        ({f"modules_{one.pk}": "\u0661"}, "M01: type whole minutes, like 90."),
        ({f"modules_{one.pk}": "181"}, "The modules have 3 hours 1 minute, the session only has 3 hours."),
        ({"modules": ["9" * 40]}, "Not part of this cohort's edition."),
        ({"modules": ["<script>"]}, "Not part of this cohort's edition."),
    ):
        response = office.post(url, form | typed)
        assert (response.status_code, errors(response)["modules"]) == (422, [words])
    office.post(url, form | {"modules": [two.pk], f"modules_{one.pk}": "120", f"modules_{two.pk}": "45"})
    session = Session.objects.get()
    assert dict(session.coverage.values_list("module__code", "minutes")) == {"M01": 120, "M02": 45}
    page = office.get(reverse("cohorts:session", args=[cohort.pk, session.pk])).content.decode()
    assert 'value="120"' in page
    assert 'value="45"' in page


def test_the_list_says_what_is_missing(office: Client, cohort: Cohort, programme: Programme) -> None:
    one, two, _three = cohort.edition.modules.order_by("position")
    ana = factories.facilitator(programme, "Ana")
    factories.session(cohort, factories.instant(TUESDAY), modules=[one], minutes={one.pk: 90})
    factories.session(
        cohort, factories.instant(TUESDAY + DAY), modules=[two], facilitators=[ana], kind="make_up"
    )
    words = text(office.get(reverse("cohorts:sessions", args=[cohort.pk])))
    assert "M01: 30 min too few" in words
    assert "M02: 2 h too few" in words
    assert "1 facilitator is missing" in words
    assert "Make-up session" in words
    home = text(office.get(reverse("wagtailadmin_home")))
    assert "A facilitator is missing Tuesday, 2 February 2027" in home


def test_as_many_queries_for_sixty_sessions_as_for_two(office: Client, programme: Programme) -> None:
    people = [factories.facilitator(programme) for _number in range(3)]
    counts = []
    for number in (2, 60):
        edition = factories.course_edition(number, programme=programme)
        made = factories.cohort(edition, starts_on=TUESDAY, ends_on=TUESDAY + 900 * DAY)
        slots = factories.slots(TUESDAY, number, hours=2)
        draft_sessions(cohort=made, slots=slots, by=None, facilitators=people, despite_conflicts=True)
        url = reverse("cohorts:sessions", args=[made.pk])
        office.get(url)
        with CaptureQueriesContext(connection) as queries:
            office.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_split_in_the_office(office: Client, cohort: Cohort, elsewhere: Programme) -> None:
    session = factories.session(cohort, factories.instant(TUESDAY))
    url = reverse("cohorts:split_session", args=[cohort.pk, session.pk])
    page = text(office.get(url))
    assert "The session is 6:00 p.m. to 9:00 p.m. Pacific time." in page
    form = {"ends": "19:30", "second_on": "2027-02-09", "second_begins": "18:00"}
    for wrong, field in (
        ({"ends": "21:30"}, "ends"),
        ({"second_on": "2027-02-02"}, "second_begins"),
        ({"second_on": "2030-02-02"}, "second_on"),
        ({"second_on": "nonsense"}, "second_on"),
    ):
        response = office.post(url, form | wrong)
        assert (response.status_code, list(errors(response))) == (422, [field])
    assert office.post(url, form).status_code == 302
    assert [s.minutes for s in Session.objects.order_by("starts_at")] == [90, 90]
    foreign = factories.session(factories.cohort(programme=elsewhere))
    for method in (office.get, office.post):
        assert method(reverse("cohorts:split_session", args=[cohort.pk, foreign.pk])).status_code == 404


def test_plan_one_like_this(office: Client, cohort: Cohort) -> None:
    draft(office, cohort, "write", **WEEK)
    url = reverse("cohorts:clone", args=[cohort.pk])
    form = {"starts_on": "2027-11-02", "name_en": "Next", "name_fr": "Suivante", "free": "2027-11-02"}
    for wrong, field in (
        ({"starts_on": "2027-02-02"}, "starts_on"),
        ({"starts_on": "9999-01-01"}, "starts_on"),
        ({"name_fr": ""}, "name_fr"),
        ({"free": "x\0"}, "free"),
        ({"applications_open_at": "2027-09-01 09:00"}, "applications_close_at"),
    ):
        response = office.post(url, form | wrong)
        assert (response.status_code, list(errors(response))) == (422, [field])
    assert Cohort.objects.count() == 1
    response = office.post(url, form, follow=True)
    made = Cohort.objects.exclude(pk=cohort.pk).get()
    assert [s.held_on for s in made.sessions.order_by("starts_at")] == [
        dt.date(2027, 11, 9),
        dt.date(2027, 11, 16),
    ]
    assert "Left out, and the sessions moved on: 2 November 2027 (Day off)" in text(response)
    assert made.state == "draft"
