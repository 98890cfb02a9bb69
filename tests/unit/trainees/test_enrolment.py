"""Enrolling one person, leaving, finishing."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.accounts.models import Person
from courses.operations.cohorts import cancel_cohort
from tasks.outbox.enums import State
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import EnrolmentState
from trainees.models import Enrolment
from trainees.operations.enrolment import enrol, finish, withdraw

pytestmark = pytest.mark.django_db


def logged(record: object) -> list[str]:
    return list(
        ModelLogEntry.objects.for_instance(record)
        .order_by("timestamp", "pk")
        .values_list("action", flat=True)
    )


def test_a_new_person_gets_an_account_a_seat_a_welcome_and_a_history() -> None:
    cohort, by = factories.cohort(seats=2), factories.person("Coordinator")
    enrolment = enrol(
        cohort=cohort,
        email=" Sam@Example.ORG ",
        chosen_name="Sam",
        language="fr",
        phone="604 555-0100",
        by=by,
    )
    person = enrolment.person
    assert (person.email, person.chosen_name, person.language, person.phone) == (
        "sam@example.org", "Sam", "fr", "604 555-0100",
    )  # fmt: skip
    assert not person.has_usable_password()
    assert (enrolment.state, enrolment.enrolled_by, enrolment.is_new_person) == (
        EnrolmentState.ENROLLED,
        by,
        True,
    )
    cohort.refresh_from_db()
    assert cohort.seats_held == 1
    message = Message.objects.get()
    assert (message.kind, message.address, message.language, message.dedup_key) == (
        "welcome", "sam@example.org", "fr", f"welcome:{enrolment.pk}",
    )  # fmt: skip
    assert (message.about, message.topic, message.scope) == (
        f"enrolment:{enrolment.pk}", f"cohort:{cohort.pk}", f"programme:{cohort.programme.pk}",
    )  # fmt: skip
    assert logged(enrolment) == ["trainees.enrolment.create"]
    assert logged(person) == ["trainees.person.create"]
    assert ModelLogEntry.objects.for_instance(enrolment).get().user == by


def test_a_known_persons_own_details_stay_as_they_are() -> None:
    known = factories.person("Zoë", email="zoe@example.org", language="fr", phone="1")
    enrolment = enrol(
        cohort=factories.cohort(),
        email="ZOE@example.org",
        chosen_name="Z.",
        language="en",
        phone="2",
        by=None,
    )
    known.refresh_from_db()
    assert enrolment.person == known
    assert (known.chosen_name, known.language, known.phone, enrolment.is_new_person) == (
        "Zoë",
        "fr",
        "1",
        False,
    )
    assert Message.objects.get().language == "fr"
    assert logged(known) == []


def test_every_wrong_field_is_named_and_nothing_is_written() -> None:
    cohort = factories.cohort()
    with pytest.raises(ValidationError) as caught:
        enrol(cohort=cohort, email="nowhere", chosen_name=" ", language="de", phone="?", by=None)
    assert caught.value.message_dict == {
        "email": ["This does not look like an e-mail address. An example: name@example.org"],
        "chosen_name": ["A name is missing."],
        "language": ["“de” is not a language we write in. Use English or French, or leave it empty."],
        "phone": ["This does not look like a phone number."],
    }
    assert Person.objects.count() == 0


def test_nobody_is_enrolled_twice() -> None:
    cohort = factories.cohort()
    enrol(cohort=cohort, email="sam@example.org", chosen_name="Sam", by=None)
    with pytest.raises(ValidationError) as caught:
        enrol(cohort=cohort, email="SAM@example.org", chosen_name="Sam", by=None)
    assert caught.value.message_dict == {"email": ["This person is enrolled in this cohort already."]}
    cohort.refresh_from_db()
    assert (cohort.seats_held, Message.objects.count()) == (1, 1)


def test_a_full_cohort_takes_nobody_and_makes_no_account() -> None:
    cohort = factories.cohort(seats=1)
    enrol(cohort=cohort, email="sam@example.org", chosen_name="Sam", by=None)
    with pytest.raises(ValidationError) as caught:
        enrol(cohort=cohort, email="kit@example.org", chosen_name="Kit", by=None)
    assert list(caught.value.message_dict) == ["capacity"]
    assert not Person.objects.filter(email="kit@example.org").exists()


def test_a_closed_account_and_a_cancelled_cohort_are_refused() -> None:
    cohort = factories.cohort()
    factories.person(email="sam@example.org", is_active=False)
    with pytest.raises(ValidationError) as caught:
        enrol(cohort=cohort, email="sam@example.org", chosen_name="Sam", by=None)
    assert caught.value.message_dict == {
        "email": ["This account is closed. An administrator can open it again."]
    }
    cancel_cohort(cohort=cohort, by=None)
    with pytest.raises(ValidationError) as caught:
        enrol(cohort=cohort, email="kit@example.org", chosen_name="Kit", by=None)
    assert caught.value.message_dict == {"cohort": ["This cohort was called off: nobody can be enrolled."]}


def test_leaving_frees_the_seat_and_drops_what_waits_and_needs_no_reason() -> None:
    cohort = factories.cohort(seats=1)
    enrolment = enrol(cohort=cohort, email="sam@example.org", chosen_name="Sam", by=None)
    by = factories.person()
    withdraw(enrolment=enrolment, by=by)
    withdraw(enrolment=enrolment, by=by)
    cohort.refresh_from_db()
    assert (enrolment.state, cohort.seats_held) == (EnrolmentState.WITHDRAWN, 0)
    assert enrolment.ended_at is not None
    assert Message.objects.get().state == State.CANCELLED
    assert logged(enrolment) == ["trainees.enrolment.create", "trainees.enrolment.withdraw"]


def test_who_left_may_come_back_and_is_welcomed_anew() -> None:
    cohort = factories.cohort()
    first = enrol(cohort=cohort, email="sam@example.org", chosen_name="Sam", by=None)
    withdraw(enrolment=first, by=None)
    second = enrol(cohort=cohort, email="sam@example.org", chosen_name="Sam", by=None)
    assert second.pk != first.pk
    assert Message.objects.about(f"enrolment:{second.pk}").get().state == State.QUEUED


def test_finishing_keeps_the_seat() -> None:
    cohort = factories.cohort()
    enrolment = enrol(cohort=cohort, email="sam@example.org", chosen_name="Sam", by=None)
    finish(enrolment=enrolment, by=None)
    finish(enrolment=enrolment, by=None)
    cohort.refresh_from_db()
    assert (enrolment.state, cohort.seats_held) == (EnrolmentState.FINISHED, 1)
    assert logged(enrolment) == ["trainees.enrolment.create", "trainees.enrolment.finish"]
    with pytest.raises(ValidationError) as caught:
        withdraw(enrolment=enrolment, by=None)
    assert caught.value.message_dict == {"state": ["This cannot be changed any more: Finished."]}


def test_who_left_cannot_finish() -> None:
    enrolment = factories.enrolment(state=EnrolmentState.WITHDRAWN, ended_at=timezone.now())
    with pytest.raises(ValidationError) as caught:
        finish(enrolment=enrolment, by=None)
    assert caught.value.message_dict == {"state": ["This cannot be changed any more: Left the course."]}
    assert Enrolment.objects.get().state == EnrolmentState.WITHDRAWN
