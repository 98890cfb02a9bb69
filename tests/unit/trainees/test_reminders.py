"""Reminders: the day before, once, on the programme's clock."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from courses.models import Cohort, Session
from courses.operations.cohorts import cancel_cohort
from courses.operations.sessions import cancel_session, change_session
from tasks.jobs.reminders import reminders
from tasks.outbox import kinds
from tasks.outbox.content import as_sent
from tasks.outbox.models import Message
from tasks.schedule import SCHEDULE
from tests import factories
from tests.counting import statements
from trainees.operations.enrolment import withdraw
from trainees.operations.reminders import owe_session_reminders

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
SESSION_DAY = dt.date(2026, 11, 24)
LONG_BEFORE = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


def cohort_on(day: dt.date, **fields: object) -> Cohort:
    """A cohort around a day, with Sam, who reads English, and Camille, who reads French."""
    made = factories.cohort(starts_on=day - 30 * DAY, ends_on=day + 30 * DAY, **fields)  # type: ignore[arg-type]
    factories.enrolment(
        made, chosen_name="Sam", language="en", email="sam@example.org", enrolled_at=LONG_BEFORE
    )
    factories.enrolment(
        made, chosen_name="Camille", language="fr", email="camille@example.org", enrolled_at=LONG_BEFORE
    )
    return made


def first_text() -> str:
    """The first mail as text; no-break blanks become plain ones."""
    return as_sent(Message.objects.order_by("pk")[0]).text.replace("\u00a0", " ")


@pytest.fixture
def session() -> Session:
    """A session at six in the evening of 24 November 2026, Pacific time."""
    return factories.session(cohort_on(SESSION_DAY), factories.instant(SESSION_DAY), place="Room 204")


def test_an_online_session_names_no_room(time_machine: TimeMachineFixture) -> None:
    """The cohort's room is for sessions without a link; one with both has a place of its own."""
    cohort = cohort_on(SESSION_DAY, place_en="Room 1")
    factories.session(cohort, factories.instant(SESSION_DAY), join_url="https://meet.example.org/sam")
    factories.session(cohort, factories.instant(SESSION_DAY + 7 * DAY))
    for day, room, link in ((0, False, True), (7, True, False)):
        at = factories.instant(SESSION_DAY + (day - 1) * DAY, 10)
        time_machine.move_to(at)
        Message.objects.all().delete()
        assert owe_session_reminders(at=at) == 2
        text = first_text()
        assert ("Place: Room 1" in text, "https://meet.example.org/sam" in text) == (room, link)


def still_owed() -> dict[int, str]:
    ask = kinds.get("session_reminder").still_owed
    assert ask is not None
    return ask(list(Message.objects.filter(kind="session_reminder").order_by("pk")))


def test_from_nine_in_the_morning_of_the_day_before(session: Session) -> None:
    nine = factories.instant(SESSION_DAY - DAY, 9)
    assert owe_session_reminders(at=nine - dt.timedelta(seconds=1)) == 0
    assert owe_session_reminders(at=nine) == 2
    found = Message.objects.order_by("pk").values_list("address", "language", "kind", "not_after")
    assert list(found) == [
        ("sam@example.org", "en", "session_reminder", session.starts_at),
        ("camille@example.org", "fr", "session_reminder", session.starts_at),
    ]


def test_it_says_date_local_time_zone_and_place_in_the_persons_language(session: Session) -> None:
    change_session(session=session, by=None, join_url="https://meet.example.org/room")
    owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, 9))
    english, french = (as_sent(message) for message in Message.objects.order_by("pk"))
    assert english.subject == "Your next session: Tuesday, 24 November 2026"
    for words in (
        "Hello Sam,",
        "6:00 p.m. to 9:00 p.m. Pacific time",
        "Room 204",
        "https://meet.example.org/room",
    ):
        assert words in first_text()
    assert "mardi 24 novembre 2026" in french.text
    assert "de 18\u00a0h à 21\u00a0h" in french.text
    assert "/fr/my/" in french.text
    assert '<html lang="fr-CA">' in french.html


def test_beat_starts_a_job_that_owes_them(session: Session, time_machine: TimeMachineFixture) -> None:
    assert SCHEDULE["owe session reminders"]["task"] == reminders.name
    time_machine.move_to(factories.instant(SESSION_DAY - DAY, 9))
    assert [reminders(), reminders()] == [2, 0]


def test_once_however_often_and_by_how_many_it_is_asked(session: Session) -> None:
    nine = factories.instant(SESSION_DAY - DAY, 9)
    counts = [owe_session_reminders(at=nine + n * dt.timedelta(minutes=5)) for n in range(6)]
    assert counts == [2, 0, 0, 0, 0, 0]


def test_beat_was_down_for_three_hours_or_the_whole_day(session: Session) -> None:
    assert owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, 12)) == 2
    Message.objects.all().delete()
    assert owe_session_reminders(at=factories.instant(SESSION_DAY, 3)) == 0, "nobody is written to at night"
    assert owe_session_reminders(at=factories.instant(SESSION_DAY, 10)) == 2
    Message.objects.all().delete()
    assert owe_session_reminders(at=session.starts_at) == 0, "too late"


def test_who_enrols_on_the_day_was_told_by_the_welcome(session: Session) -> None:
    factories.enrolment(session.cohort, enrolled_at=factories.instant(SESSION_DAY - DAY, 15))
    factories.enrolment(session.cohort, enrolled_at=factories.instant(SESSION_DAY, 8))
    assert owe_session_reminders(at=factories.instant(SESSION_DAY, 10)) == 3


def test_none_for_a_cancelled_session_or_cohort_or_somebody_who_left(session: Session) -> None:
    withdraw(enrolment=session.cohort.enrolments.get(person__chosen_name="Sam"), by=None)
    nine = factories.instant(SESSION_DAY - DAY, 9)
    other = factories.session(session.cohort, factories.instant(SESSION_DAY, 19))
    cancel_session(session=other, by=None)
    called_off = factories.session(
        factories.cohort(starts_on=SESSION_DAY, ends_on=SESSION_DAY), session.starts_at
    )
    factories.enrolment(called_off.cohort, enrolled_at=LONG_BEFORE)
    cancel_cohort(cohort=called_off.cohort, by=None)
    assert owe_session_reminders(at=nine) == 1
    assert Message.objects.get(kind="session_reminder").address == "camille@example.org"


def test_what_is_cancelled_or_moved_after_it_was_owed_is_not_sent(session: Session) -> None:
    owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, 9))
    sam, camille = Message.objects.order_by("pk")
    assert still_owed() == {}
    moved = change_session(
        session=session, by=None, starts_at=session.starts_at + HOUR, ends_at=session.ends_at + HOUR
    )
    assert still_owed() == {sam.pk: "The session was moved.", camille.pk: "The session was moved."}
    assert owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, 10)) == 2
    assert set(still_owed()) == {sam.pk, camille.pk}
    cancel_session(session=moved, by=None)
    assert set(still_owed().values()) == {"The session was cancelled."}


def test_a_session_that_moves_to_another_day_is_reminded_anew(session: Session) -> None:
    owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, 9))
    week = dt.timedelta(weeks=1)
    change_session(
        session=session, by=None, starts_at=session.starts_at + week, ends_at=session.ends_at + week
    )
    assert owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, 10)) == 0
    assert owe_session_reminders(at=factories.instant(SESSION_DAY + week - DAY, 9)) == 2
    assert Message.objects.count() == 4


def test_a_session_that_moves_back_again_is_reminded_of_its_first_time(session: Session) -> None:
    owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, 9))
    for hour, start in ((10, session.starts_at + HOUR), (11, session.starts_at)):
        change_session(session=session, by=None, starts_at=start, ends_at=start + 3 * HOUR)
        assert owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, hour)) == 2
    assert len(still_owed()) == 4  # those of the two earlier times


@pytest.mark.parametrize(
    ("day", "offset_before", "offset_on"),
    [
        (dt.date(2027, 3, 14), -8, -7),  # clocks go forward at two in the morning
        (dt.date(2027, 3, 15), -7, -7),
        (dt.date(2026, 11, 1), -7, -8),  # clocks go back
        (dt.date(2026, 11, 2), -8, -8),
    ],
)
def test_both_changes_of_the_clocks(day: dt.date, offset_before: int, offset_on: int) -> None:
    """Nine o'clock is nine o'clock: the instants are worked out from the offsets of British Columbia by hand."""
    factories.session(cohort_on(day), factories.instant(day, 18))
    nine = dt.datetime.combine(day - DAY, dt.time(9 - offset_before), dt.UTC)
    assert owe_session_reminders(at=nine - dt.timedelta(minutes=1)) == 0
    assert owe_session_reminders(at=nine) == 2
    starts = dt.datetime.combine(day, dt.time(18), dt.UTC) - dt.timedelta(hours=offset_on)
    assert set(Message.objects.values_list("not_after", flat=True)) == {starts}
    for hours in range(1, 36):
        assert owe_session_reminders(at=nine + hours * HOUR) == 0
    assert "6:00 p.m." in first_text()


def test_each_programme_has_its_own_morning() -> None:
    toronto = ZoneInfo("America/Toronto")
    east = cohort_on(SESSION_DAY, programme=factories.programme(time_zone="America/Toronto"))
    factories.session(east, factories.instant(SESSION_DAY, 18, tz=toronto))
    assert owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, 5)) == 0
    assert owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, 6)) == 2
    assert "6:00 p.m. to 9:00 p.m. Eastern time" in first_text()


def test_a_session_after_midnight_in_utc_belongs_to_its_local_day() -> None:
    late = factories.session(cohort_on(SESSION_DAY), factories.instant(SESSION_DAY, 22))
    assert late.starts_at.astimezone(dt.UTC).date() == SESSION_DAY + DAY
    assert owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, 9)) == 2


def test_a_thousand_people_take_as_many_queries_as_ten() -> None:
    counts = []
    for number in (10, 1_000):
        cohort = factories.cohort(starts_on=SESSION_DAY, ends_on=SESSION_DAY, seats=number)
        factories.session(cohort, factories.instant(SESSION_DAY))
        people = factories.enrolments(cohort, number)
        type(people[0]).objects.filter(cohort=cohort).update(enrolled_at=LONG_BEFORE)
        with CaptureQueriesContext(connection) as queries:
            assert owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, 9)) == number
        counts.append(statements(queries))
        cancel_cohort(cohort=cohort, by=None)
        with CaptureQueriesContext(connection) as queries:
            assert owe_session_reminders(at=factories.instant(SESSION_DAY - DAY, 10)) == 0
        assert len(queries) == 1
    assert counts[0] == counts[1] <= 30
