"""Two coordinators plan at the same moment: one of them wins, and it is the lock that decides."""

import datetime as dt
from typing import Any

import pytest

from courses.enums import RoleKind
from courses.models import Cohort
from courses.operations import drafting, facilitating
from courses.operations.drafting import draft_sessions
from tests import factories
from tests.races import Meeting, at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 50
DAY = dt.timedelta(days=1)


def two_drafts() -> list[Any]:
    """Two drafts of one cohort."""
    first = factories.today() + 7 * DAY
    made = factories.cohort(factories.course_edition(1), starts_on=first, ends_on=first + 60 * DAY)
    slots = factories.slots(first, 2)
    acts = [lambda: draft_sessions(cohort=made, slots=slots, by=None)] * 2
    return at_once(*acts)


def test_two_coordinators_draft_at_once_and_one_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(monkeypatch)
    meeting.after(drafting, "situation")
    for _round in range(ROUNDS):
        meeting.again()
        assert kinds(two_drafts()) == ["Draft", "ValidationError"]


def test_without_the_lock_both_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    monkeypatch.setattr(drafting, "standing", lambda cohort: Cohort.objects.with_course().get(pk=cohort.pk))
    meeting = Meeting(monkeypatch)
    meeting.after(drafting, "situation")
    seen = []
    for _round in range(5):
        meeting.again()
        seen.append(kinds(two_drafts()))
    assert ["Draft", "Draft"] in seen


def two_sessions() -> list[Any]:
    """The same person for the same evening, in two programmes."""
    one, two = factories.cohort(modules=1), factories.cohort(modules=1)
    ana = factories.facilitator(one.programme)
    factories.role(RoleKind.FACILITATOR, two.programme, held_by=ana)
    acts = [lambda c=cohort: factories.later_session(c, facilitators=[ana]) for cohort in (one, two)]
    return at_once(*acts)


def test_one_facilitator_is_not_planned_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting(monkeypatch)
    meeting.after(facilitating, "conflicts")
    for _round in range(ROUNDS):
        meeting.again()
        assert kinds(two_sessions()) == ["Session", "ValidationError"]


def test_without_the_lock_both_get_the_facilitator(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    monkeypatch.setattr(facilitating, "_lock", lambda people: None)
    meeting = Meeting(monkeypatch)
    meeting.after(facilitating, "conflicts")
    seen = []
    for _round in range(5):
        meeting.again()
        seen.append(kinds(two_sessions()))
    assert ["Session", "Session"] in seen
