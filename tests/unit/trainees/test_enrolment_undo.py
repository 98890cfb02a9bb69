"""A list is undone within 24 hours, for those who have not begun."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.accounts.models import Person
from courses.enums import EvidenceKind, RoleKind
from courses.models import Cohort
from courses.operations.sessions import cancel_session
from tasks.outbox.enums import State
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import BatchState, EnrolmentState, Evidence, Mark
from trainees.models import Attendance, Completion, Enrolment, EnrolmentBatch
from trainees.operations import batches
from trainees.operations.attendance import close_roll_call
from trainees.operations.correcting import add_mark
from trainees.operations.enrolment import withdraw
from trainees.operations.exams import record_result
from trainees.operations.tidying import tidy_lists

from .lists import HEADER, csv_of, read

pytestmark = pytest.mark.django_db


def applied(cohort: Cohort, data: bytes | str) -> EnrolmentBatch:
    return batches.start_apply(batch=read(cohort, data), by=factories.person())


def of(batch: EnrolmentBatch, email: str) -> Enrolment:
    return Enrolment.objects.get(batch=batch, person__email=email)


def sent(enrolment: Enrolment) -> None:
    Message.objects.about(f"enrolment:{enrolment.pk}").update(state=State.SENT, sent_at=timezone.now())


def test_nothing_is_left_of_people_who_were_never_told() -> None:
    cohort = factories.cohort(seats=3)
    batch, by = applied(cohort, csv_of(3)), factories.person("Coordinator")
    undone = batches.undo(batch=batch, by=by)
    assert (undone.state, undone.left_behind, undone.rows, undone.verdicts) == (BatchState.UNDONE, [], [], [])
    assert not Person.objects.filter(email__startswith="list").exists()
    assert Enrolment.objects.count() == 0
    assert set(Message.objects.values_list("kind", "state")) == {("welcome", State.CANCELLED)}
    cohort.refresh_from_db()
    assert cohort.seats_held == 0
    about_people = ModelLogEntry.objects.filter(content_type__model__in=["person", "enrolment"]).exclude(
        object_id=by.pk
    )
    assert set(about_people.values_list("label", flat=True)) == {"person", "enrolment"}
    actions = set(ModelLogEntry.objects.filter(user=by).values_list("action", flat=True))
    assert actions == {"trainees.enrolment.undo", "trainees.person.remove", "trainees.batch.undo"}


def test_who_has_anything_recorded_stays() -> None:
    """A result, a clearance, a sign-off: whoever wrote it down knows them. Their names stay with it."""
    cohort = factories.cohort_that_asks(EvidenceKind.SIGN_OFF)
    batch, today = applied(cohort, csv_of(2)), factories.today()
    exam = cohort.edition.exams.get()
    record_result(enrolment=of(batch, "list1@example.org"), exam=exam, mark=70, taken_on=today, by=None)
    undone = batches.undo(batch=batch, by=None)
    assert [left["reason"] for left in undone.left_behind] == ["Something about them is recorded."]
    assert [enrolment.person.email for enrolment in Enrolment.objects.all()] == ["list1@example.org"]


def test_who_was_told_hears_of_the_mistake_once_in_their_language() -> None:
    batch = applied(factories.cohort(), csv_of(2))
    french = of(batch, "list1@example.org")
    sent(french)
    batches.undo(batch=batch, by=None)
    batches.undo(batch=batch, by=None)
    notice = Message.objects.get(kind="enrolment_undone")
    assert (notice.address, notice.language, notice.state) == ("list1@example.org", "fr", State.QUEUED)
    assert notice.about == f"enrolment:{french.pk}"


@pytest.mark.parametrize(
    ("state", "is_told"),
    [(State.SENDING, True), (State.UNCERTAIN, True), (State.DELIVERED, True), (State.FAILED, False)],
)
def test_what_may_have_been_read_is_taken_back_in_words(state: State, is_told: bool) -> None:
    batch = applied(factories.cohort(), csv_of(1))
    at = timezone.now()
    fields: dict[str, Any] = {"state": state, "error": "x"}
    if state == State.SENDING:
        fields |= {"owner": "w", "lease_until": at}
    if state == State.DELIVERED:
        fields |= {"sent_at": at}
    Message.objects.update(**fields)
    batches.undo(batch=batch, by=None)
    assert Message.objects.filter(kind="enrolment_undone").exists() == is_told


def test_known_people_keep_their_account_and_see_no_trace() -> None:
    person = factories.person(email="list0@example.org")
    batch = applied(factories.cohort(), csv_of(1))
    batches.undo(batch=batch, by=None)
    enrolment = Enrolment.objects.get(person=person)
    assert enrolment.state == EnrolmentState.UNDONE
    assert list(Enrolment.objects.of(person)) == []


class TestWhoHasBegunStays:
    def left_behind(self, batch: EnrolmentBatch) -> dict[str, str]:
        undone = batches.undo(batch=batch, by=None)
        return {one["name"]: one["reason"] for one in undone.left_behind}

    def test_with_a_completion(self) -> None:
        cohort = factories.cohort()
        batch = applied(cohort, csv_of(2))
        Completion.objects.create(
            enrolment=of(batch, "list0@example.org"),
            module=cohort.edition.modules.get(code="M01"),
            completed_on=cohort.starts_on,
            evidence=Evidence.ATTENDANCE,
        )
        assert self.left_behind(batch) == {"Trainee 0": "A module is recorded as completed."}
        cohort.refresh_from_db()
        assert cohort.seats_held == 1
        assert Person.objects.filter(email="list0@example.org").exists()
        assert Message.objects.get(address="list0@example.org").state == State.QUEUED

    def test_with_a_mark_at_an_earlier_session(self) -> None:
        cohort = factories.cohort()
        session = factories.held_session(cohort)
        close_roll_call(session=session, by=None)
        batch = applied(cohort, csv_of(2))
        add_mark(
            session=session, enrolment=of(batch, "list0@example.org"), mark=Mark.PRESENT,
            reason="Was there.", by=None,
        )  # fmt: skip
        assert self.left_behind(batch) == {"Trainee 0": "Something about them is recorded."}
        assert Attendance.objects.get().enrolment.person.email == "list0@example.org"

    def test_after_signing_in(self) -> None:
        batch = applied(factories.cohort(), csv_of(2))
        Person.objects.filter(email="list1@example.org").update(last_login=timezone.now())
        assert self.left_behind(batch) == {"Trainee 1": "They have signed in since."}

    def test_but_not_for_signing_in_before(self) -> None:
        factories.person(email="list0@example.org", last_login=timezone.now() - dt.timedelta(days=1))
        assert self.left_behind(applied(factories.cohort(), csv_of(1))) == {}

    def test_after_a_session(self) -> None:
        now = timezone.now()
        cohort = factories.cohort()
        factories.session(cohort, now + dt.timedelta(hours=1))
        batch = applied(cohort, csv_of(1))
        with time_machine.travel(now + dt.timedelta(hours=2), tick=False):
            assert self.left_behind(batch) == {"Trainee 0": "A session was held since."}

    def test_but_not_for_a_session_that_was_before_or_cancelled(self) -> None:
        now = timezone.now()
        cohort = factories.cohort()
        factories.session(cohort, now - dt.timedelta(hours=5))
        off = factories.session(cohort, now + dt.timedelta(hours=1))
        batch = applied(cohort, csv_of(1))
        cancel_session(session=off, by=None)
        with time_machine.travel(now + dt.timedelta(hours=2), tick=False):
            assert self.left_behind(batch) == {}


@pytest.mark.parametrize("trace", ["role", "another enrolment", "signed in before", "logged"])
def test_an_account_with_any_other_trace_is_kept(trace: str) -> None:
    cohort = factories.cohort()
    batch = applied(cohort, csv_of(1))
    person = Person.objects.get(email="list0@example.org")
    if trace == "role":
        factories.role(RoleKind.EDITOR, cohort.programme, held_by=person)
    elif trace == "another enrolment":
        factories.enrolment(held_by=person)
    elif trace == "signed in before":
        Person.objects.filter(pk=person.pk).update(last_login=timezone.now() - dt.timedelta(days=1))
    else:
        factories.enrolment(enrolled_by=person)
    batches.undo(batch=batch, by=None)
    assert Person.objects.filter(pk=person.pk).exists()
    assert of(batch, "list0@example.org").state == EnrolmentState.UNDONE


def test_who_left_by_themselves_is_not_touched() -> None:
    batch = applied(factories.cohort(), csv_of(2))
    gone = of(batch, "list0@example.org")
    withdraw(enrolment=gone, by=None)
    batches.undo(batch=batch, by=None)
    gone.refresh_from_db()
    assert gone.state == EnrolmentState.WITHDRAWN


def test_after_24_hours_or_without_having_been_applied_it_is_refused() -> None:
    cohort = factories.cohort()
    batch = applied(cohort, csv_of(1))
    words = {"list": ["Only a list that was enrolled within the last 24 hours can be undone."]}
    for instead, hours in ((batch, 24), (read(cohort, csv_of(1)), 0)):
        with (
            time_machine.travel(timezone.now() + dt.timedelta(hours=hours)),
            pytest.raises(ValidationError) as caught,
        ):
            batches.undo(batch=instead, by=None)
        assert caught.value.message_dict == words
    with time_machine.travel(timezone.now() + dt.timedelta(hours=23)):
        assert batches.undo(batch=batch, by=None).state == BatchState.UNDONE


def test_an_undone_list_cannot_be_applied_again() -> None:
    batch = applied(factories.cohort(), csv_of(1))
    batches.undo(batch=batch, by=None)
    with pytest.raises(ValidationError) as caught:
        batches.start_apply(batch=batch, by=None)
    assert caught.value.message_dict == {
        "list": ["This list is closed. Read it in again to enrol people from it."]
    }


def test_the_same_list_may_be_read_in_again() -> None:
    cohort = factories.cohort()
    batches.undo(batch=applied(cohort, csv_of(2)), by=None)
    assert applied(cohort, csv_of(2)).counts == {"new": 2}


def test_lists_are_emptied_when_nobody_needs_them() -> None:
    cohort = factories.cohort()
    done, waiting = applied(cohort, csv_of(1)), read(cohort, f"{HEADER}\nKit,kit@example.org,,")
    now = timezone.now()
    assert tidy_lists(at=now + dt.timedelta(hours=23)) == 0
    assert tidy_lists(at=now + dt.timedelta(hours=25)) == 1
    assert tidy_lists(at=now + dt.timedelta(hours=25)) == 0
    done.refresh_from_db()
    assert (done.rows, done.verdicts, done.counts) == ([], [], {"new": 1})
    assert tidy_lists(at=now + dt.timedelta(days=8)) == 1
    assert not EnrolmentBatch.objects.filter(pk=waiting.pk).exists()
