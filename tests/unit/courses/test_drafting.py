"""Sessions written from a draft: all or none, in a fixed number of queries, by one of two coordinators."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.enums import ChangeKind, SessionKind
from courses.models import Cohort, Coverage, Session, SessionChange
from courses.operations.cohorts import cancel_cohort
from courses.operations.drafting import draft_sessions, situation
from courses.operations.sessions import change_session
from tests import factories
from tests.counting import statements

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def cohort() -> Cohort:
    """Three modules of two hours; it starts in a week."""
    first = factories.today() + 7 * DAY
    return factories.cohort(starts_on=first, ends_on=first + 60 * DAY)


def refused(**fields: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        draft_sessions(by=None, **fields)
    return dict(caught.value.message_dict)


def covered(session: Session) -> list[tuple[str, int | None]]:
    rows = session.coverage.order_by("module__position").values_list("module__code", "minutes")
    return list(rows)


def test_sessions_with_their_minutes(cohort: Cohort) -> None:
    by = factories.person()
    slots = factories.slots(cohort.starts_on, 3, place="Room 2", join_url="https://example.org/join")
    draft = draft_sessions(cohort=cohort, slots=slots, by=by)
    first, second = Session.objects.order_by("starts_at")
    assert (draft.unused, draft.minutes) == (1, 360)
    assert [covered(first), covered(second)] == [
        [("M01", 120), ("M02", 60)],
        [("M02", 60), ("M03", 120)],
    ]
    assert (first.held_on, first.starts_at, first.ends_at) == (
        cohort.starts_on, slots[0].starts_at, slots[0].ends_at,
    )  # fmt: skip
    assert (first.place, first.join_url, first.kind) == ("Room 2", "https://example.org/join", "regular")
    entry = ModelLogEntry.objects.for_instance(cohort).get(action="courses.session.draft")
    assert (entry.user, entry.data) == (by, {"sessions": 2, "minutes": 360})
    assert set(SessionChange.objects.values_list("kind", flat=True)) == {ChangeKind.ADDED}


def test_what_is_refused(cohort: Cohort) -> None:
    first = cohort.starts_on
    slots = factories.slots(first, 2)
    assert refused(cohort=cohort, slots=slots[:1]) == {
        "slots": ["There is no room for M02 (1 hour), M03 (2 hours). Add dates or longer sessions."]
    }
    early = refused(cohort=cohort, slots=factories.slots(first - DAY, 2))["slots"][0]
    assert "before the cohort starts" in early
    late = refused(cohort=cohort, slots=factories.slots(first + 56 * DAY, 2))["slots"][0]
    assert "after the cohort ends" in late
    clash = refused(cohort=cohort, slots=[slots[0], *factories.slots(first, 1), slots[1]])["slots"][0]
    assert clash.startswith("Two sessions would be at the same time on ")
    wrong = factories.slots(first, 2, join_url="javascript:alert(1)")
    assert refused(cohort=cohort, slots=wrong) == {"join_url": ["This must be a web address."]}
    assert not Session.objects.exists()
    draft_sessions(cohort=cohort, slots=slots, by=None)
    assert refused(cohort=cohort, slots=slots) == {"__all__": ["This cohort has sessions already."]}
    cancel_cohort(cohort=cohort, by=None)
    assert refused(cohort=cohort, slots=slots) == {"__all__": ["This cohort was cancelled."]}


def test_the_cohort_ends_with_its_last_session(cohort: Cohort) -> None:
    draft_sessions(cohort=cohort, slots=factories.slots(cohort.starts_on, 2), by=None, end_with_last=True)
    cohort.refresh_from_db()
    assert cohort.ends_on == cohort.starts_on + 7 * DAY
    later = factories.slots(cohort.starts_on + 70 * DAY, 2)
    draft_sessions(cohort=cohort, slots=later, by=None, end_with_last=True, replace=True)
    cohort.refresh_from_db()
    assert cohort.ends_on == cohort.starts_on + 77 * DAY


def test_what_was_held_stays_and_the_rest_is_moved() -> None:
    """The same rows: who knows of a session is told that it moved, and its calendar entry follows."""
    cohort = factories.cohort(factories.course_edition(4), starts_on=factories.today() - 30 * DAY)
    modules = list(cohort.edition.modules.all())
    held = factories.later_session(cohort, -7, modules=modules[:1], hours=2)
    kept, moved, over = (
        factories.later_session(cohort, days, modules=[module], hours=2)
        for days, module in zip((7, 14, 21), modules[1:], strict=True)
    )
    make_up = factories.later_session(cohort, 8, kind=SessionKind.MAKE_UP)
    SessionChange.objects.update(told_at=timezone.now())
    slots = [
        *factories.slots(factories.today() + 7 * DAY, 1, hours=2),
        *factories.slots(factories.today() + 30 * DAY, 1, hours=4),
    ]
    draft_sessions(cohort=cohort, slots=slots, by=None, replace=True)
    standing = list(Session.objects.standing().order_by("starts_at"))
    assert standing == [held, kept, make_up, moved]
    assert [covered(session) for session in (kept, moved)] == [[("M02", 120)], [("M03", 120), ("M04", 120)]]
    assert set(SessionChange.objects.untold().values_list("session", "kind")) == {
        (moved.pk, ChangeKind.MOVED),
        (over.pk, ChangeKind.CANCELLED),
    }
    for session, sequence in ((kept, 0), (moved, 1), (over, 1)):
        session.refresh_from_db()
        assert session.sequence == sequence
    assert refused(
        cohort=cohort, slots=factories.slots(factories.today() + 31 * DAY, 9, hours=1), replace=False
    )


def test_a_draft_that_was_looked_at_too_long_ago(cohort: Cohort) -> None:
    slots = factories.slots(cohort.starts_on, 2)
    draft_sessions(cohort=cohort, slots=slots, by=None)
    seen = situation(cohort, at=timezone.now()).seen
    later = factories.slots(cohort.starts_on + DAY, 2)
    change_session(session=Session.objects.earliest("starts_at"), by=None, place="Room 5")
    assert refused(cohort=cohort, slots=later, replace=True, seen=seen) == {
        "__all__": ["The sessions were changed in the meantime. Please look at them again."]
    }


def test_optional_modules_only_when_they_are_asked_for(cohort: Cohort) -> None:
    modules = list(cohort.edition.modules.order_by("position"))
    slots = factories.slots(cohort.starts_on, 2, hours=2)
    draft_sessions(cohort=cohort, slots=slots, by=None, modules=modules[1:])
    assert list(Coverage.objects.order_by("session__starts_at").values_list("module__code", "minutes")) == [
        ("M02", 120),
        ("M03", 120),
    ]


def test_facilitators_are_checked_and_set(cohort: Cohort) -> None:
    ana = factories.facilitator(cohort.programme, "Ana")
    slots = factories.slots(cohort.starts_on, 2)
    stranger = factories.facilitator(factories.programme(), "Kit")
    assert refused(cohort=cohort, slots=slots, facilitators=[stranger]) == {
        "facilitators": ["Not a facilitator or coordinator of this programme: Kit."]
    }
    elsewhere = factories.cohort(
        programme=cohort.programme, starts_on=cohort.starts_on, ends_on=cohort.ends_on
    )
    factories.session(elsewhere, slots[1].starts_at, facilitators=[ana])
    words = refused(cohort=cohort, slots=slots, facilitators=[ana])["facilitators"]
    assert len(words) == 1
    assert words[0].startswith("Ana has another session on ")
    draft_sessions(cohort=cohort, slots=slots, by=None, facilitators=[ana], despite_conflicts=True)
    assert [list(session.facilitators.all()) for session in cohort.sessions.all()] == [[ana], [ana]]


def test_a_hundred_sessions_take_as_many_queries_as_three() -> None:
    counts = []
    for number in (3, 100):
        first = factories.today() + DAY
        edition = factories.course_edition(number)
        cohort = factories.cohort(edition, starts_on=first, ends_on=first + 900 * DAY)
        people = [factories.facilitator(cohort.programme) for _number in range(2)]
        for shift in (0, 1):
            slots = factories.slots(factories.today() + (2 + shift) * DAY, number, hours=2)
            with CaptureQueriesContext(connection) as queries:
                draft_sessions(
                    cohort=cohort, slots=slots, by=None, facilitators=people, replace=True, end_with_last=True
                )
            counts.append(statements(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 30


def test_who_has_a_session_already_is_free_at_its_new_time(cohort: Cohort) -> None:
    ana, ben = (factories.facilitator(cohort.programme, name) for name in ("Ana", "Ben"))
    draft_sessions(cohort=cohort, slots=factories.slots(cohort.starts_on, 2), by=None)
    first, second = cohort.sessions.order_by("starts_at")
    first.facilitators.set([ana])
    second.facilitators.set([ben])
    elsewhere = factories.cohort(cohort.edition, starts_on=cohort.starts_on, ends_on=cohort.ends_on)
    later = factories.slots(cohort.starts_on + DAY, 2)
    session = factories.session(elsewhere, later[0].starts_at, facilitators=[ben])
    # Ben's own new time is a week later.
    draft_sessions(cohort=cohort, slots=later, by=None, replace=True)
    session.facilitators.set([ana])
    draft_sessions(cohort=cohort, slots=later, by=None, replace=True)  # nothing moves
    back = factories.slots(cohort.starts_on, 2)
    factories.session(elsewhere, back[0].starts_at, facilitators=[ana])
    assert "Ana has another session" in refused(cohort=cohort, slots=back, replace=True)["facilitators"][0]
    draft_sessions(cohort=cohort, slots=back, by=None, replace=True, despite_conflicts=True)
    assert list(cohort.sessions.order_by("starts_at").values_list("facilitators", flat=True)) == [
        ana.pk, ben.pk,
    ]  # fmt: skip
