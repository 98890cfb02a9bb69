"""A list is checked, then applied once: what is written, and what is not."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from cms.accounts.models import Person
from courses.operations.cohorts import cancel_cohort
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import BatchState
from trainees.models import Enrolment, EnrolmentBatch
from trainees.operations import batches
from trainees.operations.enrolment import enrol
from trainees.queries.lists import lines

from .lists import HEADER, csv_of, outcomes, read

pytestmark = pytest.mark.django_db

MESSY = f"""{HEADER}
Sam,sam@example.org,fr,
Zoë,ZOE@example.org,en,
Kit,kit@example.org,,
Sam again,Sam@Example.org,,
Nobody,nowhere,,
Al,al@example.org,,
Late,late@example.org,,
"""


def messy_cohort() -> Any:
    """Three seats left; Zoë is known, Kit is in already."""
    cohort = factories.cohort(seats=4)
    factories.person("Zoé", email="zoe@example.org", language="fr")
    enrol(cohort=cohort, email="kit@example.org", chosen_name="Kit", by=None)
    return cohort


def state_of_everything() -> tuple[int, ...]:
    models = (Person, Enrolment, Message, ModelLogEntry)
    return tuple(model._default_manager.count() for model in models)


def test_a_dry_run_says_what_would_happen_and_writes_only_the_list() -> None:
    cohort, by = messy_cohort(), factories.person()
    before = state_of_everything()
    batch = read(cohort, MESSY, by)
    assert outcomes(batch) == ["new", "known", "enrolled", "duplicate", "error", "new", "over"]
    assert batch.counts == {"new": 2, "known": 1, "enrolled": 1, "duplicate": 1, "error": 1, "over": 1}
    assert (batch.to_enrol, batch.total, batch.state, batch.created_by) == (3, 7, BatchState.CHECKED, by)
    found = lines(batch)
    assert [(line.row, line.name, line.email, line.words) for line in found[:2]] == [
        (2, "Sam", "sam@example.org", "New person"),
        (3, "Zoë", "zoe@example.org", "Known person"),
    ]
    assert found[1].note == "Has an account: their own name, language and phone stay as they are."
    assert found[3].note == "The same address as in row 2."
    assert list(found[4].errors) == ["email"]
    assert state_of_everything() == before
    cohort.refresh_from_db()
    assert cohort.seats_held == 1


def test_a_list_that_cannot_be_read_is_not_kept() -> None:
    with pytest.raises(ValidationError) as caught:
        read(factories.cohort(), "nonsense")
    assert list(caught.value.message_dict) == ["list"]
    assert EnrolmentBatch.objects.count() == 0


def test_an_empty_language_is_the_programmes_first() -> None:
    cohort = factories.cohort(programme=factories.programme(languages=["fr", "en"]))
    assert [line.language for line in lines(read(cohort, f"{HEADER}\nSam,sam@example.org,,"))] == ["fr"]


def test_a_pasted_list_has_a_name_of_its_own() -> None:
    batch = batches.read(cohort=factories.cohort(), source=" ", data=csv_of(1).decode(), by=None)
    assert batch.source == "Pasted rows"


def test_applying_enrols_who_can_be_and_reports_the_rest() -> None:
    cohort, by = messy_cohort(), factories.person("Coordinator")
    batch = batches.start_apply(batch=read(cohort, MESSY), by=by)
    assert (batch.state, batch.applied_by) == (BatchState.APPLIED, by)
    assert outcomes(batch) == ["new", "known", "enrolled", "duplicate", "error", "new", "over"]
    made = Enrolment.objects.filter(batch=batch).order_by("pk")
    assert [(e.person.chosen_name, e.person.language, e.is_new_person) for e in made] == [
        ("Sam", "fr", True), ("Zoé", "fr", False), ("Al", "en", True),
    ]  # fmt: skip
    assert {e.enrolled_by for e in made} == {by}
    cohort.refresh_from_db()
    assert cohort.seats_held == cohort.capacity
    about = Message.objects.filter(kind="welcome").order_by("pk").values_list("address", "language")
    assert list(about)[1:] == [("sam@example.org", "fr"), ("zoe@example.org", "fr"), ("al@example.org", "en")]
    entries = ModelLogEntry.objects.filter(user=by).order_by("pk")
    assert [entry.action for entry in entries] == (
        ["trainees.person.create"] * 2 + ["trainees.enrolment.create"] * 3 + ["trainees.batch.apply"]
    )
    assert ModelLogEntry.objects.for_instance(cohort).get(action="trainees.batch.apply").data == {
        "batch": batch.pk, "enrolled": 3, "counts": batch.counts,
    }  # fmt: skip


def test_applied_twice_changes_nothing() -> None:
    batch = read(messy_cohort(), MESSY)
    batches.start_apply(batch=batch, by=None)
    before = state_of_everything()
    batches.start_apply(batch=batch, by=None)
    batches.apply(batch=batch, by=None)
    assert state_of_everything() == before


def test_the_same_file_twice_changes_nothing() -> None:
    cohort = factories.cohort(seats=50)
    batches.start_apply(batch=read(cohort, csv_of(20)), by=None)
    before = state_of_everything()
    again = batches.start_apply(batch=read(cohort, csv_of(20)), by=None)
    assert again.counts == {"enrolled": 20}
    assert state_of_everything() == before


def test_seats_taken_since_the_dry_run_are_respected() -> None:
    cohort = factories.cohort(seats=2)
    batch = read(cohort, csv_of(2))
    enrol(cohort=cohort, email="quick@example.org", chosen_name="Quick", by=None)
    assert batch.counts == {"new": 2}
    assert batches.check(batch=batch).counts == {"new": 1, "over": 1}
    assert batches.start_apply(batch=batch, by=None).counts == {"new": 1, "over": 1}


def test_checking_again_does_not_touch_an_applied_list() -> None:
    batch = batches.start_apply(batch=read(factories.cohort(), csv_of(2)), by=None)
    assert batches.check(batch=batch).counts == {"new": 2}


def test_a_cancelled_cohort_takes_no_list() -> None:
    cohort = factories.cohort()
    batch = read(cohort, csv_of(2))
    cancel_cohort(cohort=cohort, by=None)
    with pytest.raises(ValidationError) as caught:
        batches.start_apply(batch=batch, by=None)
    assert caught.value.message_dict == {"cohort": ["This cohort was called off: nobody can be enrolled."]}
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED


def test_extra_columns_cannot_make_anybody_more_than_a_trainee() -> None:
    data = "name,e-mail,is_superuser,state,is_active\nSam,sam@example.org,1,finished,0"
    batch = batches.start_apply(batch=read(factories.cohort(), data), by=None)
    person = Person.objects.get()
    assert (person.is_superuser, person.is_active) == (False, True)
    assert batch.notices == ["These columns are not used: is_superuser, state, is_active."]


def test_a_known_person_may_have_been_made_meanwhile_for_another_cohort() -> None:
    first, second = factories.cohort(), factories.cohort()
    waiting = read(second, csv_of(3))
    batches.start_apply(batch=read(first, csv_of(3)), by=None)
    assert batches.start_apply(batch=waiting, by=None).counts == {"known": 3}
    assert Enrolment.objects.filter(cohort=second, is_new_person=True).count() == 0
