"""Two tabs of one person at the same moment; each race with the locks taken out as well, which must go wrong."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from courses.enums import EvidenceKind
from courses.models import Agreement, Cohort, EvidenceItem
from courses.operations import agreements
from tests import factories
from tests.races import Meeting, at_once, kinds
from trainees.models import Enrolment, QuizAttempt, Signature, Submission
from trainees.operations import bringing, quizzes, signing, submissions
from trainees.rules.agreements import words_mark

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 50


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """Where the two meet."""
    return Meeting(monkeypatch)


@pytest.fixture(autouse=True)
def private(tmp_path: Path, settings: Settings) -> Path:
    settings.PRIVATE_ROOT = str(tmp_path)
    return tmp_path


def people(kind: EvidenceKind, number: int, **fields: Any) -> tuple[EvidenceItem, list[Enrolment]]:
    """So many people whose module asks for one thing."""
    edition = factories.course_edition(1)
    item = factories.evidence(edition.modules.get(), kind, **fields)
    return item, factories.enrolments(factories.cohort(edition, seats=number), number)


def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the locks out of what is brought."""
    monkeypatch.setattr(bringing, "locked", lambda pk: Cohort.objects.with_course().get(pk=pk))
    for model in (Enrolment, QuizAttempt, Submission):
        everybody = model.objects.all
        monkeypatch.setattr(
            model.objects, "select_for_update", lambda everybody=everybody, **_: everybody(), raising=False
        )


def answers(attempt: QuizAttempt, *, right: bool) -> dict[str, list[str]]:
    return {
        asked["id"]: [c["key"] for c in asked["choices"] if c["is_right"]] if right else ["c"]
        for asked in attempt.asked
    }


def hand_in_twice(person: Enrolment, item: EvidenceItem) -> list[Any]:
    """One tab has everything right, the other nothing: what was scored first is what stands."""
    attempt = quizzes.begin(enrolment=person, item=item, by=None)
    results = at_once(*[
        lambda right=right: quizzes.hand_in(attempt=attempt, answers=answers(attempt, right=right), by=None)
        for right in (True, False)
    ])  # fmt: skip
    attempt.refresh_from_db()
    assert attempt.percent in (0, 100)
    assert attempt.answers == answers(attempt, right=attempt.percent == 100)
    return results


def test_a_quiz_handed_in_by_two_tabs_is_scored_once(meeting: Meeting) -> None:
    meeting.after(quizzes, "_locked")
    item, everybody = people(EvidenceKind.QUIZ, ROUNDS)
    for person in everybody:
        meeting.again()
        results = hand_in_twice(person, item)
        assert kinds(results) == ["QuizAttempt", "QuizAttempt"]
        assert results[0].percent == results[1].percent


def test_without_the_lock_only_the_trigger_is_left(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked(monkeypatch)
    meeting.after(quizzes, "_locked")
    item, [person] = people(EvidenceKind.QUIZ, 1)
    assert kinds(hand_in_twice(person, item)) == ["IntegrityError", "QuizAttempt"]


def begin_twice(person: Enrolment, item: EvidenceItem) -> list[Any]:
    """The only attempt there is, begun by two tabs."""
    results = at_once(*[lambda: quizzes.begin(enrolment=person, item=item, by=None)] * 2)
    assert QuizAttempt.objects.filter(enrolment=person).count() == 1
    return results


def test_of_two_who_begin_both_get_the_same_attempt(meeting: Meeting) -> None:
    meeting.after(quizzes, "tries_at")
    item, everybody = people(EvidenceKind.QUIZ, ROUNDS, attempts=1)
    for person in everybody:
        meeting.again()
        first, second = begin_twice(person, item)
        assert first.asked == second.asked


def test_without_the_lock_only_the_constraint_is_left(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(monkeypatch)
    meeting.after(quizzes, "tries_at")
    item, [person] = people(EvidenceKind.QUIZ, 1, attempts=1)
    assert kinds(begin_twice(person, item)) == ["IntegrityError", "QuizAttempt"]


def sign_twice(person: Enrolment, item: EvidenceItem) -> list[Any]:
    """A double click."""
    results = at_once(*[lambda: signing.sign(enrolment=person, item=item, signed_as="Sam", by=None)] * 2)
    assert Signature.objects.filter(enrolment=person).count() == 1
    return results


def test_a_double_click_signs_once(meeting: Meeting) -> None:
    meeting.after(signing, "newest_version")
    item, everybody = people(EvidenceKind.AGREEMENT, ROUNDS)
    for person in everybody:
        meeting.again()
        first, second = sign_twice(person, item)
        assert first == second


def test_without_the_lock_a_double_click_meets_the_constraint(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(monkeypatch)
    monkeypatch.setattr(
        signing, "fresh", lambda record: record
    )  # the agreement's row would be a lock as well
    item, [person] = people(EvidenceKind.AGREEMENT, 1)
    meeting.after(signing, "clean_text")
    assert kinds(sign_twice(person, item)) == ["IntegrityError", "Signature"]


def sign_while_it_is_mended(person: Enrolment, item: EvidenceItem) -> tuple[list[Any], str]:
    """What came of both, and the words of the version after them; before, they were "We listen to each other."."""
    made = item.agreement
    assert made is not None
    results = at_once(
        lambda: signing.sign(
            enrolment=person, item=item, signed_as="Sam", by=None, read=words_mark(made, "en")
        ),
        lambda: agreements.change_agreement(agreement=made, text_en="We owe each other nothing.", by=None),
    )
    return results, Agreement.objects.get(pk=made.pk).text_en


def test_nobody_signs_words_that_are_changed_at_this_moment(meeting: Meeting) -> None:
    meeting.after(signing, "fresh")
    meeting.after(agreements, "is_used")
    for _round in range(ROUNDS):
        meeting.again()
        item, [person] = people(EvidenceKind.AGREEMENT, 1)
        results, words = sign_while_it_is_mended(person, item)
        is_signed = isinstance(results[0], Signature)
        assert is_signed == words.startswith("We listen"), results
        assert is_signed == isinstance(results[1], ValidationError)


def test_without_the_lock_somebody_signs_what_is_changed(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.seconds = 5
    monkeypatch.setattr(signing, "fresh", lambda made: Agreement.objects.get(pk=made.pk))
    meeting.after(signing, "fresh")
    meeting.after(agreements, "is_used")
    item, [person] = people(EvidenceKind.AGREEMENT, 1)
    results, words = sign_while_it_is_mended(person, item)
    assert kinds(results) == ["Agreement", "Signature"]
    assert words == "We owe each other nothing."


def send_twice(person: Enrolment, item: EvidenceItem) -> list[Any]:
    """A double click with a file: two requests bring it, one is kept."""
    return at_once(*[
        lambda: submissions.hand_in(
            enrolment=person, item=item, text="Mine", by=None, file=SimpleUploadedFile("a.pdf", b"%PDF-1.7")
        )
    ] * 2)  # fmt: skip


def test_a_double_click_hands_in_once_and_keeps_one_file(meeting: Meeting, private: Path) -> None:
    meeting.after(submissions, "_latest")
    item, everybody = people(EvidenceKind.ASSIGNMENT, ROUNDS)
    for person in everybody:
        meeting.again()
        first, second = send_twice(person, item)
        assert first == second
    names = {f"submissions/{path.name}" for path in private.glob("submissions/*")}
    assert names == set(Submission.objects.values_list("file", flat=True))
    assert len(names) == ROUNDS


def test_without_the_lock_one_of_the_two_is_refused_and_its_file_goes(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch, private: Path
) -> None:
    unlocked(monkeypatch)
    meeting.after(submissions, "_latest")
    item, [person] = people(EvidenceKind.ASSIGNMENT, 1)
    assert kinds(send_twice(person, item)) == ["IntegrityError", "Submission"]
    assert len(list(private.glob("submissions/*"))) == 1
