"""The private calendar: only what is one's own, at an address that can be taken back, read by another library."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
import vobject
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.accounts.models import Person
from courses.enums import SessionKind
from courses.models import Cohort
from courses.operations.cohorts import cancel_cohort
from courses.operations.roles import take_role
from courses.operations.sessions import cancel_session, change_session
from tests import factories
from trainees.models import CalendarFeed, MakeUp
from trainees.operations.calendar_feeds import make_feed
from trainees.operations.enrolment import withdraw

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
PAGE = "/my/calendar/"


@pytest.fixture
def sam() -> Person:
    return factories.person("Sam", language="en")


@pytest.fixture
def cohort(sam: Person) -> Cohort:
    made = factories.cohort(name_en="Family stream", place_en="Room 1")
    factories.enrolment(made, held_by=sam)
    return made


def read(path: str, **headers: str) -> Any:
    return Client().get(path, headers=headers)


def events(path: str) -> dict[str, Any]:
    """By uid, as another library understands them, who knows the zones only from the file."""
    file = vobject.readOne(read(path).content.decode())
    return {event.uid.value.partition("@")[0]: event for event in getattr(file, "vevent_list", [])}


def test_the_own_sessions_with_place_and_link(sam: Person, cohort: Cohort) -> None:
    session = factories.later_session(cohort, place="Room 9", join_url="https://meet.example.org/sam")
    factories.later_session(factories.cohort())
    path = factories.private_calendar(sam)
    found = events(path)
    assert list(found) == [f"own-session-{session.pk}"]
    event = found[f"own-session-{session.pk}"]
    assert event.dtstart.value.astimezone(dt.UTC) == session.starts_at
    assert event.location.value == "Room 9"
    assert event.transp.value == "OPAQUE"
    text = read(path).content.decode().replace("\r\n ", "")
    assert "CONFERENCE;VALUE=URI:https://meet.example.org/sam" in text
    assert "Join online: https://meet.example.org/sam" in event.description.value
    assert "BEGIN:VTIMEZONE" in text


def test_titles_are_neutral_in_both_languages(cohort: Cohort, sam: Person) -> None:
    factories.later_session(cohort)
    for language, title in (("en", "Session, Region"), ("fr", "Rencontre, Région")):
        Person.objects.filter(pk=sam.pk).update(language=language)
        text = read(factories.private_calendar(sam)).content.decode()
        (line,) = [line for line in text.splitlines() if line.startswith("SUMMARY")]
        assert title.split(",")[1].strip() in line
        assert "Family stream" not in line


def test_a_move_and_a_cancellation_are_the_same_entry(sam: Person, cohort: Cohort) -> None:
    session = factories.later_session(cohort)
    path, uid = factories.private_calendar(sam), f"own-session-{session.pk}"
    numbers = [int(events(path)[uid].sequence.value)]
    moved = change_session(
        session=session, by=None, starts_at=session.starts_at + DAY, ends_at=session.ends_at + DAY
    )
    numbers.append(int(events(path)[uid].sequence.value))
    change_session(session=moved, by=None, title_en="A guest", title_fr="Une invitée")
    numbers.append(int(events(path)[uid].sequence.value))
    change_session(session=moved, by=None, join_url="https://meet.example.org/new")
    numbers.append(int(events(path)[uid].sequence.value))
    cancel_session(session=moved, by=None)
    event = events(path)[uid]
    numbers.append(int(event.sequence.value))
    assert numbers == [0, 1, 1, 2, 3]
    assert (event.status.value, event.transp.value) == ("CANCELLED", "TRANSPARENT")
    moved.refresh_from_db()
    assert event.last_modified.value == moved.changed_at.replace(microsecond=0)


def test_a_cohort_that_is_called_off_is_struck(sam: Person, cohort: Cohort) -> None:
    over, ahead = factories.later_session(cohort, -5), factories.later_session(cohort)
    cancel_cohort(cohort=cohort, by=None)
    found = events(factories.private_calendar(sam))
    assert found[f"own-session-{over.pk}"].status.value == "CONFIRMED", "what was held was held"
    ahead_event = found[f"own-session-{ahead.pk}"]
    assert (ahead_event.status.value, ahead_event.sequence.value) == ("CANCELLED", "1")


def test_across_both_changes_of_the_clock(sam: Person) -> None:
    """A weekly session at six stays at six, and each instant comes back right."""
    cohort = factories.cohort(starts_on=dt.date(2027, 1, 5), ends_on=dt.date(2028, 1, 31))
    factories.enrolment(cohort, held_by=sam)
    made = [
        factories.session(cohort, factories.instant(day, hour), hours=1)
        for day, hour in (
            (dt.date(2027, 3, 9), 18), (dt.date(2027, 3, 14), 1), (dt.date(2027, 3, 14), 3),
            (dt.date(2027, 3, 16), 18), (dt.date(2027, 11, 2), 18), (dt.date(2027, 11, 7), 0),
            (dt.date(2027, 11, 7), 1), (dt.date(2027, 11, 7), 2), (dt.date(2027, 11, 9), 18),
        )
    ]  # fmt: skip
    path = factories.private_calendar(sam)
    found = events(path)
    for session in made:
        event = found[f"own-session-{session.pk}"]
        assert event.dtstart.value.astimezone(dt.UTC) == session.starts_at.astimezone(dt.UTC)
        assert event.dtend.value.astimezone(dt.UTC) == session.ends_at.astimezone(dt.UTC)
    text = read(path).content.decode()
    for day in ("20270309", "20270316", "20271102", "20271109"):
        assert f"DTSTART;TZID=America/Vancouver:{day}T180000" in text


def test_facilitators_and_make_ups_in_their_own_time_zones(sam: Person, cohort: Cohort) -> None:
    missed = factories.later_session(cohort)
    eastern = factories.cohort(programme=factories.programme(time_zone="America/Toronto"))
    toronto = factories.facilitator(eastern.programme)
    make_up = factories.later_session(eastern, kind=SessionKind.MAKE_UP, facilitators=[toronto])
    factories.later_session(eastern, 12)
    MakeUp.objects.create(enrolment=cohort.enrolments.get(), stands_for=missed, through=make_up)
    path = factories.private_calendar(sam)
    assert set(events(path)) == {f"own-session-{missed.pk}", f"own-session-{make_up.pk}"}
    assert events(path)[f"own-session-{make_up.pk}"].dtstart.value.astimezone(dt.UTC) == make_up.starts_at
    assert read(path).content.decode().count("BEGIN:VTIMEZONE") == 2
    assert set(events(factories.private_calendar(toronto))) == {f"own-session-{make_up.pk}"}


def test_who_left_sees_nothing_of_it_any_more(sam: Person, cohort: Cohort) -> None:
    factories.later_session(cohort)
    withdraw(enrolment=cohort.enrolments.get(), by=None)
    assert events(factories.private_calendar(sam)) == {}


def test_who_does_not_teach_any_more_sees_nothing_of_it(cohort: Cohort) -> None:
    ana = factories.facilitator(cohort.programme, "Ana")
    session = factories.later_session(cohort, join_url="https://meet.example.org/ana", facilitators=[ana])
    path = factories.private_calendar(ana)
    assert set(events(path)) == {f"own-session-{session.pk}"}
    take_role(role=ana.roles.get(), by=None)
    assert events(path) == {}


def test_an_address_that_is_wrong_revoked_or_of_nobody(sam: Person, cohort: Cohort) -> None:
    path = factories.private_calendar(sam)
    assert read(path).status_code == 200
    end = "0" if path[-5] != "0" else "1"
    other = factories.private_calendar(factories.person())
    for wrong in (
        path[:-5] + end + ".ics",
        path.replace("/calendar/", "/calendar/9"),
        f"/calendar/{'9' * 30}.{'0' * 64}.ics",
        f"/calendar/\u0661.{'0' * 64}.ics",
        path.partition(".")[0] + "." + other.partition(".")[2],
    ):
        assert read(wrong).status_code == 404, wrong
    Person.objects.filter(pk=sam.pk).update(is_active=False)
    assert read(path).status_code == 404
    Person.objects.filter(pk=sam.pk).update(is_active=True)
    CalendarFeed.objects.update(revoked_at=timezone.now())
    assert read(path).status_code == 404


def test_a_former_secret_stays_good(sam: Person, settings: LazySettings) -> None:
    path = factories.private_calendar(sam)
    before = settings.SECRET_KEY
    settings.SECRET_KEY = "another secret of fifty letters, which nobody knows"
    assert read(path).status_code == 404
    settings.SECRET_KEY_FALLBACKS = [before]
    assert read(path).status_code == 200


def test_what_the_answer_says_to_caches(sam: Person, cohort: Cohort) -> None:
    factories.later_session(cohort)
    path = factories.private_calendar(sam)
    first = read(path)
    assert first["Cache-Control"] == "private, no-cache"
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert read(path, **{"if-none-match": first["ETag"]}).status_code == 304
    assert Client().post(path).status_code == 405
    factories.later_session(cohort, 20)
    assert read(path, **{"if-none-match": first["ETag"]}).status_code == 200


def test_the_token_is_not_in_the_database(sam: Person) -> None:
    path = factories.private_calendar(sam)
    nonce = CalendarFeed.objects.get().nonce
    assert nonce not in path


def test_queries_do_not_grow(sam: Person, cohort: Cohort) -> None:
    path = factories.private_calendar(sam)
    counts = []
    for number in (1, 12):
        for day in range(number):
            factories.later_session(cohort, 2 + day + number)
        read(path)
        with CaptureQueriesContext(connection) as queries:
            read(path)
        counts.append(len(queries))
    assert counts == [2, 2]


def test_the_page_makes_renews_and_stops_it(client: Client, sam: Person) -> None:
    client.force_login(sam)
    assert "Make my calendar" in client.get(PAGE).content.decode()
    assert not CalendarFeed.objects.exists()
    for _again in range(2):
        assert client.post(PAGE, {"action": "make"}).status_code == 302
    feed = CalendarFeed.objects.get()
    path = factories.private_calendar(sam)
    page = client.get(PAGE).content.decode()
    assert f'value="http://testserver{path}"' in page
    assert f'href="webcal://testserver{path}"' in page
    for _again in range(2):  # a double click renews once
        client.post(PAGE, {"action": "renew", "feed": str(feed.pk)})
    assert CalendarFeed.objects.count() == 2
    assert read(path).status_code == 404
    renewed = CalendarFeed.objects.standing().get()
    for wrong in (
        {},
        {"action": "erase"},
        {"action": "stop", "feed": "x"},
        {"action": "stop", "feed": "9" * 40},
    ):
        assert client.post(PAGE, wrong).status_code == 302
    assert CalendarFeed.objects.standing().get() == renewed
    client.post(PAGE, {"action": "stop", "feed": str(renewed.pk)})
    assert not CalendarFeed.objects.standing().exists()


def test_somebody_else_s_calendar_is_not_stopped(client: Client, sam: Person) -> None:
    other = make_feed(by=factories.person())
    client.force_login(sam)
    for action in ("renew", "stop"):
        client.post(PAGE, {"action": action, "feed": str(other.pk)})
    other.refresh_from_db()
    assert other.revoked_at is None


@pytest.mark.django_db(transaction=True)
def test_made_twice_at_once_there_is_one(sam: Person) -> None:
    """The lock lets one come first; without it the constraint refuses the second (test_invariants)."""
    made: list[CalendarFeed] = []

    def make() -> None:
        made.append(make_feed(by=sam))
        connection.close()

    acts: list[Callable[[], None]] = [make, make]
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert [feed.pk for feed in made] == [CalendarFeed.objects.get().pk] * 2
