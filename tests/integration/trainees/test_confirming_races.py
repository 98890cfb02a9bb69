"""Two facilitators at the same moment; each race with the locks taken out as well, which must go wrong."""

from typing import Any

import pytest

from courses.enums import EvidenceKind
from courses.models import Cohort
from tasks.outbox.models import Message
from tests import factories
from tests.races import Meeting, at_once, kinds
from trainees.enums import SubmissionState
from trainees.models import Completion, Enrolment, ExamResult, SignOff, Submission
from trainees.operations import answering, exams, facts, feedback, sign_offs

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 50


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """Where the two meet."""
    return Meeting(monkeypatch)


def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the locks out."""
    monkeypatch.setattr(facts, "locked", lambda pk: Cohort.objects.with_course().get(pk=pk))
    for module in (facts, feedback, answering):
        monkeypatch.setattr(module, "fresh", lambda record: type(record).objects.get(pk=record.pk))
    everybody = Enrolment.objects.all
    monkeypatch.setattr(Enrolment.objects, "select_for_update", lambda **_: everybody(), raising=False)


def people(number: int = ROUNDS) -> list[Enrolment]:
    cohort = factories.cohort_that_asks(EvidenceKind.ASSIGNMENT, EvidenceKind.SIGN_OFF, seats=number)
    return factories.enrolments(cohort, number)


def answer_twice(person: Enrolment) -> list[Any]:
    """One accepts, another asks to revise."""
    one = factories.handed_in(person)
    first, second = factories.person(), factories.person()
    results = at_once(
        lambda: feedback.accept(submission=one, by=first),
        lambda: feedback.ask_to_revise(submission=one, feedback="Say why.", by=second),
    )
    winner = next(result for result in results if isinstance(result, Submission))
    one.refresh_from_db()
    assert (one.state, one.feedback, one.answered_by) == (winner.state, winner.feedback, winner.answered_by)
    assert one.state != SubmissionState.WAITING
    assert Message.objects.about(f"enrolment:{person.pk}").count() == 1
    return results


def test_of_two_who_answer_one_is_told(meeting: Meeting) -> None:
    meeting.after(feedback, "fresh")
    for person in people():
        meeting.again()
        assert kinds(answer_twice(person)) == ["Submission", "ValidationError"]


def test_without_the_lock_only_the_trigger_keeps_the_first_answer(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(monkeypatch)
    meeting.after(feedback, "fresh")
    assert kinds(answer_twice(people(1)[0])) == ["IntegrityError", "Submission"]


def record_twice(person: Enrolment) -> list[Any]:
    """Two people type different marks of the same exam."""
    exam = person.cohort.edition.exams.get()
    results = at_once(
        *[
            lambda mark=mark: exams.record_result(
                enrolment=person, exam=exam, mark=mark, taken_on=factories.today(), by=None
            )
            for mark in (70, 80)
        ]
    )
    assert ExamResult.objects.standing().filter(enrolment=person).count() == 1
    return results


def test_of_two_who_enter_a_result_one_is_told(meeting: Meeting) -> None:
    meeting.after(exams, "_Book")
    for person in people():
        meeting.again()
        assert kinds(record_twice(person)) == ["ExamResult", "ValidationError"]


def test_without_the_lock_only_the_constraint_keeps_one_result(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(monkeypatch)
    meeting.after(exams, "_Book")
    assert kinds(record_twice(people(1)[0])) == ["ExamResult", "IntegrityError"]


def sign_off_twice(person: Enrolment) -> list[Any]:
    """Two facilitators sign the same thing off."""
    item = factories.item_of(person.cohort, EvidenceKind.SIGN_OFF)
    results = at_once(*[lambda: sign_offs.sign_off(enrolment=person, item=item, by=None)] * 2)
    assert SignOff.objects.standing().filter(enrolment=person).count() == 1
    return results


def test_what_two_sign_off_is_signed_off_once(meeting: Meeting) -> None:
    meeting.after(sign_offs, "check_item")
    for person in people():
        meeting.again()
        first, second = sign_off_twice(person)
        assert first == second


def test_without_the_lock_only_the_constraint_keeps_one_sign_off(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(monkeypatch)
    meeting.after(sign_offs, "check_item")
    assert kinds(sign_off_twice(people(1)[0])) == ["IntegrityError", "SignOff"]


def credit_twice(person: Enrolment) -> list[Any]:
    """One coordinator gives credit, another does not."""
    asked = factories.asked_for_credit(person)
    first, second = factories.person(), factories.person()
    results = at_once(
        lambda: answering.grant(request=asked, by=first),
        lambda: answering.decline(request=asked, answer="Not this time.", by=second),
    )
    asked.refresh_from_db()
    return [asked, *results]


def test_of_two_who_answer_a_request_one_is_told(meeting: Meeting) -> None:
    meeting.after(answering, "fresh")
    for person in people():
        meeting.again()
        asked, *results = credit_twice(person)
        assert kinds(results) == ["PriorLearning", "ValidationError"]
        is_granted = Completion.objects.filter(enrolment=person).exists()
        assert is_granted == (asked.state == "granted")
        assert Message.objects.about(f"enrolment:{person.pk}").count() == 1


def test_without_the_lock_only_the_trigger_keeps_the_answer(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(monkeypatch)
    meeting.after(answering, "fresh")
    _asked, *results = credit_twice(people(1)[0])
    assert kinds(results) == ["IntegrityError", "PriorLearning"]
