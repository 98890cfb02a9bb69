"""Cohorts, sessions and seats: refused in words before the database would."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from courses.enums import CohortState
from courses.models import Cohort, Session
from courses.operations import seats
from courses.operations.cohorts import announce_cohort, cancel_cohort, change_cohort, create_cohort
from courses.operations.editions import create_edition
from courses.operations.sessions import add_session, cancel_session, change_session
from tasks.outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


def errors(caught: "pytest.ExceptionInfo[ValidationError]") -> dict[str, list[str]]:
    return caught.value.message_dict


def actions(record: object) -> list[str]:
    found = ModelLogEntry.objects.for_instance(record).order_by("timestamp", "pk")
    return list(found.values_list("action", flat=True))


def test_making_a_cohort_freezes_its_edition() -> None:
    edition, by, day = factories.course_edition(), factories.person(), factories.today()
    facts = {
        "name_en": "Vancouver, fall 2026",
        "name_fr": "Vancouver",
        "starts_on": day,
        "ends_on": day,
        "capacity": 3,
    }
    cohort = create_cohort(edition=edition, by=by, **facts)
    twin = create_cohort(edition=edition, by=by, **facts)
    edition.refresh_from_db()
    assert edition.is_frozen
    assert (cohort.state, cohort.seats_held) == (CohortState.DRAFT, 0)
    assert (cohort.slug, twin.slug) == ("vancouver-fall-2026", "vancouver-fall-2026-2")
    assert actions(edition)[-1] == "courses.edition.freeze"
    assert actions(cohort) == ["courses.cohort.create"]
    assert ModelLogEntry.objects.for_instance(cohort).get().user == by


def test_an_empty_edition_cannot_be_taught() -> None:
    edition = create_edition(course=factories.course(), by=None)
    with pytest.raises(ValidationError) as caught:
        create_cohort(edition=edition, by=None, name_en="A", name_fr="A")
    assert errors(caught) == {"edition": ["This edition has no modules yet."]}


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"ends_on": "before"}, "ends_on", "The cohort cannot end before it starts."),
        ({"applications_open_at": "now"}, "applications_close_at", "Give both times, or none."),
        (
            {"applications_open_at": "now", "applications_close_at": "now"},
            "applications_close_at",
            "Applications cannot close before they open.",
        ),
        ({"capacity": 1}, "capacity", "2 seats are taken. There cannot be fewer."),
        ({"starts_on": "late"}, "starts_on", "There is a session on"),
        ({"ends_on": "early"}, "ends_on", "There is a session on"),
        ({"name_en": ""}, "name_en", "This field cannot be blank."),
        ({"capacity": None}, "capacity", "This field cannot be null."),
    ],
)
def test_each_mistake_is_named_at_its_field(fields: dict[str, object], field: str, words: str) -> None:
    cohort = factories.cohort()
    factories.enrolments(cohort, 2)
    session = factories.session(cohort)
    values = {
        "before": cohort.starts_on - DAY,
        "now": session.starts_at,
        "late": session.held_on + DAY,
        "early": session.held_on - DAY,
    }
    with pytest.raises(ValidationError) as caught:
        change_cohort(cohort=cohort, by=None, **{k: values.get(v, v) for k, v in fields.items()})  # type: ignore[call-overload]
    assert list(errors(caught)) == [field]
    assert errors(caught)[field][0].startswith(words)


def test_a_change_is_logged_with_before_and_after() -> None:
    cohort = factories.cohort(seats=3)
    change_cohort(cohort=cohort, by=None, capacity=4)
    change_cohort(cohort=cohort, by=None, capacity=4)
    entry = ModelLogEntry.objects.for_instance(cohort).filter(action="courses.cohort.change").get()
    assert entry.data == {"changes": {"capacity": ["3", "4"]}}


def test_cancelling_ends_sessions_tells_everybody_enrolled_once_and_stays() -> None:
    cohort, by = factories.cohort(), factories.person()
    factories.session(cohort)
    factories.enrolment(cohort, chosen_name="Sam", language="en")
    factories.enrolment(cohort, chosen_name="Camille", language="fr")
    cancel_cohort(cohort=cohort, by=by, reason="Too few people.")
    cancel_cohort(cohort=cohort, by=by)
    cohort.refresh_from_db()
    assert cohort.state == CohortState.CANCELLED
    assert Session.objects.standing().count() == 0
    notices = Message.objects.filter(kind="cohort_cancelled").order_by("pk")
    assert [(m.fields["name"], m.language, m.topic) for m in notices] == [
        ("Sam", "en", f"cohort:{cohort.pk}"),
        ("Camille", "fr", f"cohort:{cohort.pk}"),
    ]
    assert actions(cohort).count("courses.cohort.cancel") == 1
    entry = ModelLogEntry.objects.for_instance(cohort).get(action="courses.cohort.cancel")
    assert (entry.user, entry.data) == (by, {"reason": "Too few people."})
    for act in (
        lambda: change_cohort(cohort=cohort, by=by, capacity=20),
        lambda: announce_cohort(cohort=cohort, by=by),
        lambda: factories.session(cohort),
    ):
        with pytest.raises(ValidationError, match="This cohort was cancelled"):
            act()


def test_a_session_lies_on_a_day_of_the_cohort_on_the_programmes_clock() -> None:
    cohort = factories.cohort()
    last = factories.instant(cohort.ends_on, 23, 30)  # in UTC it is the day after
    session = add_session(cohort=cohort, by=None, starts_at=last, ends_at=last + HOUR)
    assert session.held_on == cohort.ends_on
    first = factories.instant(cohort.starts_on, 0) - dt.timedelta(minutes=1)
    with pytest.raises(ValidationError) as caught:
        add_session(cohort=cohort, by=None, starts_at=first, ends_at=first + HOUR)
    assert errors(caught)["starts_at"][0].startswith("This cohort meets from ")


def test_a_sessions_mistakes_are_named_at_their_fields() -> None:
    cohort = factories.cohort()
    start = factories.instant(factories.today())
    foreign = factories.course_edition(1).modules.get()
    with pytest.raises(ValidationError) as caught:
        add_session(cohort=cohort, by=None, starts_at=start, ends_at=start)
    assert errors(caught) == {"ends_at": ["The session must end after it starts."]}
    with pytest.raises(ValidationError) as caught:
        add_session(cohort=cohort, by=None, starts_at=start)
    assert errors(caught) == {"ends_at": ["Say when it starts and when it ends."]}
    with pytest.raises(ValidationError) as caught:
        add_session(cohort=cohort, by=None, starts_at=start, ends_at=start + HOUR, modules=[foreign])
    assert errors(caught) == {"modules": ["Not part of this cohort's edition: M01."]}
    for address in ("javascript:alert(1)", "ftp://example.org/x", "room"):
        with pytest.raises(ValidationError) as caught:
            add_session(cohort=cohort, by=None, starts_at=start, ends_at=start + HOUR, join_url=address)
        assert list(errors(caught)) == ["join_url"]


def test_moving_and_cancelling_a_session() -> None:
    cohort = factories.cohort()
    session = factories.session(cohort, modules=cohort.edition.modules.all()[:1])
    moved = change_session(
        session=session, by=None, starts_at=session.starts_at + DAY, ends_at=session.ends_at + DAY, modules=[]
    )
    assert (moved.held_on, moved.modules.count()) == (session.held_on + DAY, 0)
    cancel_session(session=moved, by=None, reason="Snow.")
    cancel_session(session=moved, by=None)
    with pytest.raises(ValidationError, match="This session was cancelled"):
        change_session(session=moved, by=None, place="Elsewhere")
    assert actions(cohort)[-3:] == ["courses.session.add", "courses.session.change", "courses.session.cancel"]


def test_seats_are_held_and_given_back() -> None:
    cohort = factories.cohort(seats=2)
    with transaction.atomic():
        held = seats.locked(cohort.pk)
        seats.hold(held, 2)
        assert held.seats_left == 0
        with pytest.raises(ValidationError) as caught:
            seats.hold(held)
        assert errors(caught) == {"capacity": ["There are 0 seats left, and 1 would be needed."]}
        seats.release(held, 2)
        with pytest.raises(ValidationError, match="Only 0 seats are taken"):
            seats.release(held)
    stale = Cohort.objects.get(pk=cohort.pk)
    Cohort.objects.filter(pk=cohort.pk).update(seats_held=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        seats.hold(stale)  # believes that two are left
