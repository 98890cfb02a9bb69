"""Changes of sessions are told once: gathered, as what they come to, to everybody concerned and to nobody else."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import TimeMachineFixture

from courses import local
from courses.enums import SessionKind
from courses.models import Cohort, Session, SessionChange
from courses.operations.cohorts import cancel_cohort, change_cohort
from courses.operations.drafting import draft_sessions
from courses.operations.sessions import cancel_session, change_session
from tasks.jobs.schedule_notices import schedule_notices
from tasks.outbox import kinds
from tasks.outbox.content import as_sent
from tasks.outbox.enums import State
from tasks.outbox.models import Message
from tasks.schedule import SCHEDULE
from tests import factories
from tests.counting import statements
from trainees.models import MakeUp
from trainees.operations import schedule_notices as notices
from trainees.operations.enrolment import withdraw
from trainees.operations.schedule_notices import owe_schedule_notices

pytestmark = pytest.mark.django_db

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


@pytest.fixture
def cohort() -> Cohort:
    """With Sam, who reads English, and Camille, who reads French."""
    made = factories.cohort(place_en="Room 1", place_fr="Salle 1")
    factories.enrolment(made, chosen_name="Sam", language="en", email="sam@example.org")
    factories.enrolment(made, chosen_name="Camille", language="fr", email="camille@example.org")
    return made


@pytest.fixture
def session(cohort: Cohort) -> Session:
    """In ten days; everybody knows of it."""
    made = factories.later_session(cohort)
    told()
    return made


def told() -> None:
    """As if people had heard of everything so far."""
    SessionChange.objects.untold().update(told_at=timezone.now())


def soon(minutes: int = 6) -> dt.datetime:
    return timezone.now() + minutes * MINUTE


def owed() -> list[Message]:
    return list(Message.objects.filter(kind="schedule_changed").order_by("pk"))


def text_to(address: str, number: int = 0) -> str:
    """The mail to an address as text; no-break blanks become plain ones."""
    return as_sent([m for m in owed() if m.address == address][number]).text.replace("\u00a0", " ")


def move(session: Session, days: int = 1, **fields: Any) -> Session:
    return change_session(
        session=session,
        by=None,
        starts_at=session.starts_at + days * DAY,
        ends_at=session.ends_at + days * DAY,
        **fields,
    )


def still_owed() -> dict[int, str]:
    ask = kinds.get("schedule_changed").still_owed
    assert ask is not None
    return ask(owed())


def test_a_move_is_told_once_to_each_in_their_language(session: Session) -> None:
    moved = move(session)
    assert owe_schedule_notices(at=soon(4)) == 0
    assert [owe_schedule_notices(at=soon()), owe_schedule_notices(at=soon())] == [2, 0]
    sam, camille = owed()
    assert (sam.address, sam.language, camille.language) == ("sam@example.org", "en", "fr")
    assert sam.content.subject == "News about your sessions"
    words = text_to("sam@example.org")
    assert f"New time:\n{local.day(moved.held_on)}" in words
    assert f"Before: {local.day(session.held_on)}" in words
    assert "Place: Room 1" in words
    assert "Salle 1" in text_to("camille@example.org")
    assert sam.not_after == moved.starts_at


def test_two_moves_are_told_as_one_and_there_and_back_as_none(cohort: Cohort, session: Session) -> None:
    other = factories.later_session(cohort, 12)
    told()
    move(move(session), 2)
    move(move(other), -1)
    assert owe_schedule_notices(at=soon()) == 2
    words = text_to("sam@example.org")
    assert words.count("New time") == 1
    assert f"New time:\n{local.day(session.held_on + 3 * DAY)}" in words
    assert f"Before: {local.day(session.held_on)}" in words
    assert local.day(other.held_on) not in words


def test_moved_there_and_back_is_told_nobody(session: Session) -> None:
    move(move(session), -1)
    assert owe_schedule_notices(at=soon()) == 0
    assert not SessionChange.objects.untold().exists()


def test_what_goes_on_changing_is_told_after_a_quarter_of_an_hour(
    session: Session, time_machine: TimeMachineFixture
) -> None:
    start = timezone.now()
    moved = move(session)
    time_machine.move_to(start + 11 * MINUTE)
    change_session(session=moved, by=None, place="Room 2")
    assert owe_schedule_notices(at=start + 14 * MINUTE) == 0
    assert owe_schedule_notices(at=start + 16 * MINUTE) == 2


def test_a_change_made_while_they_are_told_waits_or_is_told_along(
    session: Session, time_machine: TimeMachineFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beat's clock was read before the cohort was locked; a coordinator was quicker."""
    start, real = timezone.now(), notices.locked
    change_session(session=session, by=None, place="Room 2")

    def slowly(place: str) -> Any:
        def locked(cohort: int) -> Cohort:
            time_machine.move_to(timezone.now() + MINUTE / 10)
            change_session(session=session, by=None, place=place)
            return real(cohort)

        return locked

    for minutes, place, number in ((6, "Room 3", 0), (16, "Room 4", 2)):
        time_machine.move_to(start + minutes * MINUTE)
        monkeypatch.setattr(notices, "locked", slowly(place))
        assert owe_schedule_notices(at=start + minutes * MINUTE) == number
    assert "Room 4" in text_to("sam@example.org")
    assert not SessionChange.objects.untold().exists()


def test_added_cancelled_place_and_link(cohort: Cohort, session: Session) -> None:
    elsewhere = factories.later_session(cohort, 11)
    told()
    cancel_session(session=session, by=None)
    change_session(session=elsewhere, by=None, place="Room 9", join_url="https://example.org/join")
    factories.later_session(cohort, 13)
    owe_schedule_notices(at=soon())
    words = text_to("sam@example.org")
    assert (
        words.index("Will not be held") < words.index("Same time, other place") < words.index("New session")
    )
    assert "Room 9" in words
    assert "https://example.org/join" in words
    assert len(owed()) == 2


def test_the_place_of_the_cohort_is_that_of_its_sessions(cohort: Cohort, session: Session) -> None:
    own = factories.later_session(cohort, 11, place="Room 7")
    told()
    change_cohort(cohort=cohort, by=None, place_en="Room 3", place_fr="Salle 3")
    owe_schedule_notices(at=soon())
    words = text_to("sam@example.org")
    assert "Place: Room 3" in words
    assert words.count("Same time") == 1
    before = (session.sequence, own.sequence)
    session.refresh_from_db()
    own.refresh_from_db()
    assert (session.sequence, own.sequence) == (before[0] + 1, before[1])


def test_nobody_hears_of_drafts_the_past_or_titles(cohort: Cohort) -> None:
    draft = factories.cohort(announced=False)
    factories.enrolment(draft)
    move(factories.later_session(draft))
    over = factories.later_session(cohort, -3)
    change_session(session=over, by=None, place="Room 2")
    known = factories.later_session(cohort)
    told()
    change_session(session=known, by=None, title_en="A guest", title_fr="Une invitée")
    assert not SessionChange.objects.untold().exists()
    assert owe_schedule_notices(at=soon(60)) == 0


def test_who_left_and_who_came_later_are_not_told(cohort: Cohort, session: Session) -> None:
    left = cohort.enrolments.get(person__email="sam@example.org")
    withdraw(enrolment=left, by=None)
    move(session)
    factories.enrolment(cohort, email="late@example.org", enrolled_at=timezone.now() + MINUTE)
    owe_schedule_notices(at=soon())
    assert [m.address for m in owed()] == ["camille@example.org"]


def test_facilitators_hear_of_what_is_theirs(cohort: Cohort, session: Session) -> None:
    ana = factories.facilitator(cohort.programme, "Ana")
    ben = factories.facilitator(cohort.programme, "Ben")
    other = factories.later_session(cohort, 12, facilitators=[ana])
    told()
    change_session(session=session, by=None, facilitators=[ana])
    change_session(session=other, by=None, facilitators=[ben])
    assert owe_schedule_notices(at=soon()) == 2, "trainees are not told who facilitates"
    assert "New session" in text_to(ana.email)
    assert "You do not facilitate this one any more" in text_to(ana.email)
    assert "New session" in text_to(ben.email)
    assert "/office/cohorts/" in text_to(ben.email)
    assert "You get this because you facilitate in" in text_to(ben.email)


def test_a_make_up_session_concerns_who_makes_up(cohort: Cohort, session: Session) -> None:
    make_up = factories.later_session(cohort, 14, kind=SessionKind.MAKE_UP)
    sam = cohort.enrolments.get(person__email="sam@example.org")
    MakeUp.objects.create(enrolment=sam, stands_for=session, through=make_up)
    told()
    move(make_up)
    owe_schedule_notices(at=soon())
    assert [m.address for m in owed()] == ["sam@example.org"]


def test_a_notice_that_waits_is_dropped_when_the_session_changes_again(session: Session) -> None:
    """The next one says both: from where they knew it to where it is now."""
    first = move(session)
    owe_schedule_notices(at=soon())
    assert still_owed() == {}
    second = move(first, 2)
    assert set(still_owed().values()) == {"The session was changed again."}
    assert owe_schedule_notices(at=soon(20)) == 2
    words = text_to("sam@example.org", 1)
    assert f"Before: {local.day(session.held_on)}" in words
    assert f"New time:\n{local.day(second.held_on)}" in words
    assert len(still_owed()) == 2, "only the first two are dropped"


def test_what_was_sent_is_not_said_again(cohort: Cohort, session: Session) -> None:
    other = factories.later_session(cohort, 12)
    told()
    first = move(session)
    cancel_session(session=other, by=None)
    owe_schedule_notices(at=soon())
    Message.objects.filter(kind="schedule_changed").update(state=State.SENT, sent_at=timezone.now())
    move(first)
    owe_schedule_notices(at=soon(20))
    words = text_to("sam@example.org", 1)
    assert f"Before: {local.day(first.held_on)}" in words
    assert "Will not be held" not in words


def test_a_called_off_cohort_has_one_notice_only(cohort: Cohort, session: Session) -> None:
    move(session)
    owe_schedule_notices(at=soon())
    cancel_cohort(cohort=cohort, by=None)
    assert set(still_owed().values()) == {"The cohort was cancelled."}
    assert owe_schedule_notices(at=soon(60)) == 0


def test_a_called_off_cohort_is_told_to_who_is_not_enrolled_in_it(cohort: Cohort, session: Session) -> None:
    """Facilitators, and who would make up there: once, with what they had not heard before."""
    ana = factories.facilitator(cohort.programme, "Ana")
    kim = factories.enrolment(factories.cohort(cohort.edition), email="kim@example.org")
    missed = factories.held_session(kim.cohort)
    MakeUp.objects.create(enrolment=kim, stands_for=missed, through=session)
    change_session(session=session, by=None, facilitators=[ana])
    told()
    move(session)
    owe_schedule_notices(at=soon())
    assert len(owed()) == 4
    cancel_cohort(cohort=cohort, by=None)
    assert len(still_owed()) == 4
    assert [owe_schedule_notices(at=soon(20)), owe_schedule_notices(at=soon(20))] == [2, 0]
    assert {message.address for message in owed()[4:]} == {ana.email, "kim@example.org"}
    for address in (ana.email, "kim@example.org"):
        words = text_to(address, 1)
        assert f"Will not be held:\n{local.day(session.held_on)}" in words
        assert "New time" not in words
    assert len(still_owed()) == 4, "what is said now stays owed"


def test_killed_between_owing_and_marking_owes_nothing_twice(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not marked was not owed either: one transaction."""
    move(session)
    real = notices.queue_many

    def killed(drafts: Any) -> int:
        real(drafts)
        raise KeyboardInterrupt

    monkeypatch.setattr(notices, "queue_many", killed)
    with pytest.raises(KeyboardInterrupt):
        owe_schedule_notices(at=soon())
    assert owed() == []
    monkeypatch.setattr(notices, "queue_many", real)
    assert [owe_schedule_notices(at=soon()), owe_schedule_notices(at=soon())] == [2, 0]


def test_beat_starts_it(session: Session, time_machine: TimeMachineFixture) -> None:
    assert SCHEDULE["tell of changes to sessions"]["task"] == schedule_notices.name
    move(session)
    time_machine.move_to(soon())
    assert [schedule_notices(), schedule_notices()] == [2, 0]


def test_many_people_and_sessions_take_as_many_queries_as_few() -> None:
    counts = []
    for number, modules in ((2, 3), (60, 30)):
        edition = factories.course_edition(modules)
        cohort = factories.cohort(edition, seats=60, ends_on=factories.today() + 250 * DAY)
        factories.enrolments(cohort, number)
        slots = factories.slots(factories.today() + DAY, modules, hours=2)
        draft_sessions(cohort=cohort, slots=slots, by=None)
        with CaptureQueriesContext(connection) as queries:
            assert owe_schedule_notices(at=soon()) == number
        counts.append(statements(queries))
    assert counts[0] == counts[1]


def test_a_long_list_is_cut() -> None:
    cohort = factories.cohort(factories.course_edition(20), ends_on=factories.today() + 200 * DAY)
    factories.enrolment(cohort, email="sam@example.org")
    slots = factories.slots(factories.today() + DAY, 20, hours=2)
    draft_sessions(cohort=cohort, slots=slots, by=None)
    owe_schedule_notices(at=soon())
    words = text_to("sam@example.org")
    assert words.count("New session") == 12
    assert "8 more sessions have changed." in words
