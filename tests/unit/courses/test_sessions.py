"""Sessions: coverage in minutes, split in two, facilitators in one place at a time, kept once facts rest on them."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.accounts.models import Person
from courses.enums import ChangeKind, RoleKind, SessionKind
from courses.models import Cohort, Coverage, Module, Session, SessionChange
from courses.operations import facilitating
from courses.operations.cohorts import cancel_cohort
from courses.operations.drafting import draft_sessions
from courses.operations.sessions import add_session, cancel_session, change_session
from courses.operations.splitting import split_session
from courses.queries.facilitators import lacking_facilitators
from tests import factories
from trainees.models import RollCall

pytestmark = pytest.mark.django_db

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@pytest.fixture
def cohort() -> Cohort:
    return factories.cohort()


@pytest.fixture
def modules(cohort: Cohort) -> list[Module]:
    return list(cohort.edition.modules.order_by("position"))


@pytest.fixture
def ana(cohort: Cohort) -> Person:
    return factories.facilitator(cohort.programme, "Ana")


def words(act: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        act()
    return dict(caught.value.message_dict)


def minutes_of(session: Session) -> dict[str, int | None]:
    return dict(session.coverage.order_by("module__position").values_list("module__code", "minutes"))


def test_minutes_of_modules(cohort: Cohort, modules: list[Module]) -> None:
    one, two, three = modules
    session = factories.later_session(cohort, modules=[one, two], minutes={one.pk: 120, two.pk: 60})
    assert minutes_of(session) == {"M01": 120, "M02": 60}
    change_session(session=session, by=None, modules=[two, three])
    assert minutes_of(session) == {"M02": 60, "M03": None}
    change_session(session=session, by=None, modules=[two, three], minutes={two.pk: None, three.pk: 30})
    assert minutes_of(session) == {"M02": None, "M03": 30}
    too_many = words(
        lambda: change_session(
            session=session, by=None, modules=[two, three], minutes={two.pk: 150, three.pk: 31}
        )
    )
    assert too_many == {"modules": ["The modules have 3 hours 1 minute, the session only has 3 hours."]}


def test_split_divides_the_modules_in_their_order(cohort: Cohort, modules: list[Module], ana: Person) -> None:
    session = factories.later_session(
        cohort, modules=modules[:2], minutes={modules[0].pk: 60, modules[1].pk: 120}, facilitators=[ana],
        place="Room 4", join_url="https://example.org/join",
    )  # fmt: skip
    factories.enrolment(cohort)
    SessionChange.objects.update(told_at=timezone.now())
    first, second = split_session(
        session=session,
        ends_at=session.starts_at + 1.5 * HOUR,
        second_starts_at=session.starts_at + 7 * DAY,
        by=None,
    )
    assert (first.pk, first.minutes, second.minutes) == (session.pk, 90, 90)
    assert [minutes_of(first), minutes_of(second)] == [{"M01": 60, "M02": 30}, {"M02": 90}]
    assert (second.place, second.join_url, list(second.facilitators.all())) == (
        "Room 4", "https://example.org/join", [ana],
    )  # fmt: skip
    assert list(SessionChange.objects.untold().values_list("session", "kind")) == [
        (first.pk, ChangeKind.MOVED),
        (second.pk, ChangeKind.ADDED),
    ]
    entry = ModelLogEntry.objects.for_instance(cohort).get(action="courses.session.split")
    assert entry.data["second"] == second.pk


def test_split_of_a_session_without_minutes(cohort: Cohort, modules: list[Module]) -> None:
    session = factories.later_session(cohort, modules=modules)
    first, second = split_session(
        session=session, ends_at=session.starts_at + HOUR, second_starts_at=session.ends_at, by=None
    )
    assert [minutes_of(first), minutes_of(second)] == [{"M01": 60}, {"M02": 60, "M03": 60}]


def test_split_refuses(cohort: Cohort) -> None:
    session = factories.later_session(cohort)

    def split(ends: dt.timedelta, second: dt.timedelta) -> Any:
        return lambda: split_session(
            session=session,
            ends_at=session.starts_at + ends,
            second_starts_at=session.starts_at + second,
            by=None,
        )

    assert list(words(split(3 * HOUR, 24 * HOUR))) == ["ends_at"]
    assert list(words(split(0 * HOUR, 24 * HOUR))) == ["ends_at"]
    assert list(words(split(2 * HOUR, 1 * HOUR))) == ["second_starts_at"]
    assert list(words(split(2 * HOUR, 100 * DAY))) == ["starts_at"]
    session.refresh_from_db()
    assert session.minutes == 180, "nothing half-done"
    cancel_session(session=session, by=None)
    assert words(split(HOUR, DAY)) == {"__all__": ["This session was cancelled. Add a new one."]}


def test_only_who_teaches_in_the_programme_facilitates(cohort: Cohort, ana: Person) -> None:
    editor = factories.role(RoleKind.EDITOR, cohort.programme, held_by=factories.person("Eli")).person
    elsewhere = factories.facilitator(factories.programme(), "Kit")
    coordinator = factories.role(RoleKind.COORDINATOR, cohort.programme).person
    session = factories.later_session(cohort, facilitators=[ana, coordinator])
    assert session.facilitators.count() == 2
    for person in (editor, elsewhere):
        assert words(lambda who=person: change_session(session=session, by=None, facilitators=[who])) == {
            "facilitators": [f"Not a facilitator or coordinator of this programme: {person.chosen_name}."]
        }
    Person.objects.filter(pk=ana.pk).update(is_active=False)
    assert list(words(lambda: factories.later_session(cohort, 12, facilitators=[ana]))) == ["facilitators"]


def test_a_conflict_is_a_warning_that_must_be_confirmed(cohort: Cohort, ana: Person) -> None:
    """Also with another programme, and when a session moves to where its facilitator is not free."""
    other = factories.cohort()
    factories.role(RoleKind.FACILITATOR, other.programme, held_by=ana)
    there = factories.later_session(other, facilitators=[ana])

    def add(**fields: Any) -> Session:
        return add_session(
            cohort=cohort, by=None, facilitators=[ana], ends_at=fields["starts_at"] + HOUR, **fields
        )

    with pytest.raises(ValidationError) as caught:
        add(starts_at=there.starts_at + HOUR)
    assert facilitating.is_conflict(caught.value)
    assert caught.value.message_dict["facilitators"][0].startswith("Ana has another session on ")
    assert other.name_en not in str(caught.value), "nothing of another programme but the time"
    beside = add(starts_at=there.ends_at)
    add(starts_at=there.starts_at + 2 * HOUR, despite_conflicts=True)
    with pytest.raises(ValidationError) as caught:
        change_session(session=beside, by=None, starts_at=there.starts_at, ends_at=there.ends_at)
    assert facilitating.is_conflict(caught.value)
    change_session(session=beside, by=None, place="Room 3")
    cancel_cohort(cohort=other, by=None)
    add(starts_at=there.starts_at - DAY)


def test_a_session_does_not_clash_with_itself(cohort: Cohort, ana: Person) -> None:
    session = factories.later_session(cohort, facilitators=[ana])
    moved = change_session(
        session=session, by=None, starts_at=session.starts_at + HOUR, ends_at=session.ends_at + HOUR
    )
    assert moved.sequence == 1


def test_who_is_missing(cohort: Cohort, ana: Person) -> None:
    course = cohort.edition.course
    none, one, two = (
        factories.later_session(cohort, days, facilitators=people)
        for days, people in ((3, []), (4, [ana]), (5, [ana, factories.facilitator(cohort.programme)]))
    )

    def lacking() -> dict[int, int]:
        return {s.pk: s.facilitators_missing for s in lacking_facilitators(Session.objects.all())}

    assert lacking() == {none.pk: 1}
    course.facilitators_needed = 2
    course.save()
    assert lacking() == {none.pk: 2, one.pk: 1}
    course.facilitators_needed = 0
    course.save()
    assert lacking() == {}
    assert two.facilitators.count() == 2


def test_a_session_with_a_closed_roll_call_stays(cohort: Cohort, modules: list[Module]) -> None:
    session = factories.later_session(cohort, modules=modules[:1])
    RollCall.objects.create(session=session, closed_at=timezone.now())
    refusal = {
        "__all__": ["The roll-call of this session is closed. It is not moved, split or cancelled any more."]
    }
    later = session.starts_at + DAY
    for act in (
        lambda: change_session(session=session, by=None, starts_at=later, ends_at=later + HOUR),
        lambda: change_session(session=session, by=None, kind=SessionKind.MAKE_UP),
        lambda: cancel_session(session=session, by=None),
        lambda: split_session(
            session=session, ends_at=session.starts_at + HOUR, second_starts_at=session.ends_at, by=None
        ),
    ):
        assert words(act) == refusal
    assert change_session(session=session, by=None, title_en="A guest", title_fr="Une invitée").title_en
    slots = factories.slots(factories.today() + 20 * DAY, 2)
    draft_sessions(cohort=cohort, slots=slots, by=None, replace=True)
    session.refresh_from_db()
    assert (session.sequence, session.is_cancelled) == (0, False)
    assert dict(Coverage.objects.exclude(session=session).values_list("module__code", "minutes")).keys() == {
        "M02", "M03",
    }, "the session covers M01 already"  # fmt: skip


def test_cancelling_a_cohort_leaves_what_was_held(cohort: Cohort) -> None:
    held, ahead = factories.later_session(cohort, -3), factories.later_session(cohort, 3)
    cancel_cohort(cohort=cohort, by=None)
    assert list(Session.objects.standing()) == [held]
    ahead.refresh_from_db()
    assert ahead.sequence == 1
