"""Gentle notices: once for each limit and state, gathered, withdrawn when they are not true any more."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.enums import AbsenceUnit, RoleKind
from courses.models import AbsenceLimit, Cohort, Edition, Session
from courses.operations.absence_limits import add_limit, change_limit, remove_limit
from courses.rules.absence import limit_words
from tasks.outbox import kinds
from tasks.outbox.content import as_sent
from tasks.outbox.enums import State
from tasks.outbox.models import Message
from tests import factories
from tests.counting import statements
from trainees.enums import Mark
from trainees.models import Attendance, Enrolment
from trainees.operations.correcting import correct
from trainees.operations.kinds import ABSENCE_DIGEST, ABSENCE_NOTICE
from trainees.operations.make_ups import confirm, plan

pytestmark = pytest.mark.django_db


def edition(most: int = 1, unit: str = AbsenceUnit.SESSIONS) -> Edition:
    """Three modules, of which the last must be attended."""
    made = factories.course_edition(3, chain=False)
    made.modules.filter(code="M03").update(must_attend=True)
    add_limit(edition=made, unit=unit, most=most, by=None)
    return made


@pytest.fixture
def cohort() -> Cohort:
    """One session may be missed; two coordinators, of whom one reads French. One session is still to come."""
    made = factories.cohort(edition(), name_en="Fall evenings", name_fr="Soirs d’automne")
    for language in ("en", "fr"):
        factories.role(RoleKind.COORDINATOR, made.programme, held_by=factories.person(language=language))
    factories.role(RoleKind.FACILITATOR, made.programme)
    factories.session(made)
    return made


def held(cohort: Cohort, days_ago: int, module: int = 0) -> Session:
    """A session that was held, of one module."""
    chosen = cohort.edition.modules.order_by("position")[module]
    return factories.held_session(cohort, days_ago=days_ago, modules=[chosen])


def to_trainees() -> list[Message]:
    return list(Message.objects.filter(kind=ABSENCE_NOTICE).order_by("pk"))


def to_coordinators() -> list[Message]:
    return list(Message.objects.filter(kind=ABSENCE_DIGEST).order_by("pk"))


def test_close_and_over_are_told_once_each(cohort: Cohort) -> None:
    sam = factories.enrolment(cohort, chosen_name="Sam")
    factories.closed_roll_call(held(cohort, 4), absent=[sam])
    (close,) = to_trainees()
    said = as_sent(close)
    assert said.subject == "About your sessions"
    for words in ("Hello Sam,", "Sessions missed: 1 of 1 allowed.", "All is well. If you miss one more"):
        assert words in said.text, words
    assert len(to_coordinators()) == 2
    factories.closed_roll_call(held(cohort, 3))
    assert len(to_trainees()) == 1
    Message.objects.update(state=State.SENT, sent_at=timezone.now())
    factories.closed_roll_call(held(cohort, 2), absent=[sam])
    over = as_sent(to_trainees()[1])
    assert "Sessions missed: 2 of 1 allowed." in over.text
    assert "You can make up for what you missed." in over.text
    factories.closed_roll_call(held(cohort, 1), absent=[sam])
    assert len(to_trainees()) == 2


def test_a_later_notice_is_owed_also_after_an_old_one_was_purged(cohort: Cohort) -> None:
    sam = factories.enrolment(cohort)
    for days_ago in (5, 4):
        factories.closed_roll_call(held(cohort, days_ago), absent=[sam])
        Message.objects.update(state=State.SENT, sent_at=timezone.now())
    first, second = to_trainees()
    first.delete()
    factories.closed_roll_call(held(cohort, 3, module=2), absent=[sam])
    assert "Module 3 may not be missed." in as_sent(to_trainees()[1]).text
    assert to_trainees()[0] == second


def test_several_people_and_limits_are_gathered(cohort: Cohort) -> None:
    names = ("Sam", "Camille", "Alex")
    people = [factories.enrolment(cohort, chosen_name=name) for name in names]
    factories.closed_roll_call(held(cohort, 2, module=2), absent=people[:2])
    assert [message.fields["name"] for message in to_trainees()] == ["Sam", "Camille"]
    text = as_sent(to_trainees()[0]).text
    assert "Sessions missed: 1 of 1 allowed. Module 3 may not be missed. Missed: 1 session." in text
    english, french = to_coordinators()
    said = as_sent(english).text
    assert "Sam" in said
    assert "Camille" in said
    assert "Alex" not in said
    assert f"/office/cohorts/{cohort.pk}/attendance/" in said
    assert (english.language, french.language) == ("en", "fr")
    assert "Soirs d’automne" in as_sent(french).subject


def test_what_is_not_true_any_more_is_withdrawn(cohort: Cohort) -> None:
    sam = factories.enrolment(cohort)
    session = held(cohort, 3)
    factories.closed_roll_call(session, absent=[sam])
    (waits,) = to_trainees()
    digest = to_coordinators()[0]
    still_owed = kinds.get(ABSENCE_NOTICE).still_owed
    still_true = kinds.get(ABSENCE_DIGEST).still_owed
    assert still_owed is not None
    assert still_true is not None
    assert still_owed([waits]) == still_true([digest]) == {}
    correct(
        attendance=Attendance.objects.get(session=session), mark=Mark.PRESENT, reason="Was there.", by=None
    )
    waits.refresh_from_db()
    assert waits.state == State.CANCELLED
    assert still_owed([waits]) == {waits.pk: "No longer so."}
    assert still_true([digest]) == {digest.pk: "No longer so."}
    # It becomes true again: they are told, because they were not yet.
    standing = Attendance.objects.standing().get(session=session)
    correct(attendance=standing, mark=Mark.ABSENT, reason="Was not.", by=None)
    assert [message.state for message in to_trainees()] == [State.CANCELLED, State.QUEUED]


def test_a_make_up_in_between_withdraws_it(cohort: Cohort) -> None:
    sam = factories.enrolment(cohort)
    session = held(cohort, 3)
    factories.closed_roll_call(session, absent=[sam])
    task = plan(enrolment=sam, stands_for=session, task="Read.", minutes=180, by=None)
    confirm(make_up=task, done_on=factories.today(), by=None)
    assert [message.state for message in to_trainees()] == [State.CANCELLED]


def test_nobody_is_written_to_for_ten_minutes() -> None:
    cohort = factories.cohort(edition(180, AbsenceUnit.MINUTES))
    factories.session(cohort)
    sam = factories.enrolment(cohort)
    factories.closed_roll_call(held(cohort, 3), late={sam: 10})
    assert to_trainees() == []
    factories.closed_roll_call(held(cohort, 2), late={sam: 100})
    assert "Time missed: 1 h 50 min of 3 h allowed." in as_sent(to_trainees()[0]).text


def test_at_the_end_only_what_is_over_is_told() -> None:
    cohort = factories.cohort(edition())
    sam = factories.enrolment(cohort)
    factories.closed_roll_call(held(cohort, 3), absent=[sam])
    assert to_trainees() == []


def test_queries_do_not_grow_with_people(cohort: Cohort) -> None:
    counts = []
    for number, days_ago in ((2, 3), (10, 2)):
        people: list[Enrolment] = factories.enrolments(cohort, number)
        with CaptureQueriesContext(connection) as queries:
            factories.closed_roll_call(held(cohort, days_ago), absent=people)
        counts.append(statements(queries))
    # The second time, the trainees' texts are rows already.
    assert counts[1] <= counts[0]


# What an edition says


def test_limits_of_an_edition() -> None:
    made = factories.course_edition(2)
    module = made.modules.first()
    assert module is not None
    limits = [
        add_limit(edition=made, unit=AbsenceUnit.MINUTES, most=180, by=None),
        add_limit(edition=made, unit=AbsenceUnit.SESSIONS, most=2, by=None),
        add_limit(edition=made, unit=AbsenceUnit.MODULES, most=1, by=None),
        add_limit(edition=made, unit=AbsenceUnit.SESSIONS, most=0, module=module, by=None),
        add_limit(edition=made, unit=AbsenceUnit.MINUTES, most=90, module=module, by=None),
    ]
    assert [limit_words(limit) for limit in limits] == [
        "Time that may be missed in all: 3 h.",
        "Sessions that may be missed: 2.",
        "Modules that may be missed: 1.",
        "Module 1 may not be missed.",
        "Of Module 1, 1 h 30 min may be missed.",
    ]
    assert change_limit(limit=limits[1], most=3, by=None).most == 3
    remove_limit(limit=limits[0], by=None)
    assert AbsenceLimit.objects.count() == 4


def test_limits_that_make_no_sense() -> None:
    made, other = factories.course_edition(1), factories.course_edition(1)
    add_limit(edition=made, unit=AbsenceUnit.SESSIONS, most=2, by=None)

    def refused(**fields: object) -> dict[str, list[str]]:
        with pytest.raises(ValidationError) as caught:
            add_limit(edition=made, by=None, **fields)
        found: dict[str, list[str]] = caught.value.message_dict
        return found

    assert refused(unit=AbsenceUnit.SESSIONS, most=1) == {
        "unit": ["There is such a limit already. Change that one."]
    }
    assert refused(unit=AbsenceUnit.MODULES, most=1, module=made.modules.get()) == {
        "module": ["Of one module, count sessions or minutes."]
    }
    assert refused(unit=AbsenceUnit.SESSIONS, most=1, module=other.modules.get()) == {
        "module": ["This module is not part of this edition."]
    }
    assert "unit" in refused(unit="hours", most=1)
    factories.cohort(made)
    assert "__all__" in refused(unit=AbsenceUnit.MINUTES, most=1)
