"""What trainees bring: signed once, scored once, handed in once; refused in words; no file left over."""

import datetime as dt
import errno
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail.models import ModelLogEntry

from courses.enums import CompletesBy, EvidenceKind, Takes
from courses.models import Agreement, EvidenceItem
from courses.operations.cohorts import cancel_cohort
from tests import factories
from trainees.enums import PriorLearningState, SubmissionState
from trainees.models import Completion, Enrolment, PriorLearning, QuizAttempt, Signature, Submission
from trainees.operations import prior_learning, quizzes, signing, submissions
from trainees.operations.enrolment import withdraw
from trainees.operations.tidying import tidy_files
from trainees.queries.evidence import tries_at
from trainees.rules.agreements import words_mark

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 my plan"


@pytest.fixture(autouse=True)
def private(tmp_path: Path, settings: Settings) -> Path:
    """A folder of its own for the files of each test."""
    settings.PRIVATE_ROOT = str(tmp_path / "private")
    return tmp_path / "private"


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def upload(name: str = "plan.pdf", body: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


@dataclass
class World:
    """Sam in a cohort whose first module asks for one thing."""

    sam: Enrolment
    item: EvidenceItem


def world(kind: EvidenceKind, **fields: Any) -> World:
    edition = factories.course_edition(2)
    item = factories.evidence(edition.modules.order_by("position")[0], kind, **fields)
    return World(sam=factories.enrolment(factories.cohort(edition), chosen_name="Sam"), item=item)


def refusal(error: pytest.ExceptionInfo[ValidationError]) -> tuple[str, str]:
    """The field and the code."""
    ((field, errors),) = error.value.error_dict.items()
    return field, str(errors[0].code)


@contextmanager
def refused(field: str, code: str) -> Iterator[None]:
    with pytest.raises(ValidationError) as error:
        yield
    assert refusal(error) == (field, code)


# Agreements


def sign(at: World, **fields: Any) -> Signature:
    facts: dict[str, Any] = {"enrolment": at.sam, "item": at.item, "signed_as": "Sam", "by": None}
    return signing.sign(**(facts | fields))


def test_signed_once_with_what_was_read() -> None:
    at = world(EvidenceKind.AGREEMENT)
    made = sign(at, signed_as="  Sam \r\n the  Brave ", language="fr")
    assert (made.signed_as, made.language, made.agreement) == ("Sam the Brave", "fr", at.item.agreement)
    assert sign(at, signed_as="Somebody else") == made
    assert Signature.objects.get().signed_as == "Sam the Brave"
    entries = ModelLogEntry.objects.for_instance(at.sam)
    assert [(e.action, e.data["version"]) for e in entries] == [("trainees.signature.sign", 1)]


def test_only_the_newest_version_is_signed() -> None:
    """Whoever has read an older one is asked to read again; who signed that one signs the newer one too."""
    at = world(EvidenceKind.AGREEMENT)
    first = at.item.agreement
    assert first is not None
    assert sign(at, read=words_mark(first, "en")).agreement == first
    newer = factories.agreement(first.programme, code=first.code, version=2)
    factories.agreement(first.programme)
    factories.agreement(factories.programme(), code=first.code, version=9)
    with refused("__all__", "version"):
        sign(at, read=words_mark(first, "en"))
    assert sign(at, read=words_mark(newer, "en")).agreement == newer
    assert Agreement.objects.filter(signatures__enrolment=at.sam).count() == 2


@pytest.mark.parametrize(("name", "code"), [("", "required"), (" \n\0 ", "required"), ("x" * 121, "long")])
def test_a_signature_needs_a_name(name: str, code: str) -> None:
    with refused("signed_as", code):
        sign(world(EvidenceKind.AGREEMENT), signed_as=name)
    assert not Signature.objects.exists()


# Who may, and for what


def acts() -> dict[EvidenceKind, Callable[[Enrolment, EvidenceItem], object]]:
    return {
        EvidenceKind.AGREEMENT: lambda sam, item: signing.sign(
            enrolment=sam, item=item, signed_as="Sam", by=None
        ),
        EvidenceKind.QUIZ: lambda sam, item: quizzes.begin(enrolment=sam, item=item, by=None),
        EvidenceKind.ASSIGNMENT: lambda sam, item: submissions.hand_in(
            enrolment=sam, item=item, text="Mine", by=None
        ),
    }


@pytest.mark.parametrize("kind", list(acts()))
def test_nothing_is_brought_outside_of_ones_course(kind: EvidenceKind) -> None:
    """Another edition's item, another kind, an enrolment that ended, a cohort that was cancelled."""
    at, elsewhere = world(kind), world(kind)
    act = acts()[kind]
    with refused("__all__", "edition"):
        act(at.sam, elsewhere.item)
    other = next(one for one in acts() if one != kind)
    with refused("__all__", "kind"):
        acts()[other](at.sam, at.item)
    cancel_cohort(cohort=elsewhere.sam.cohort, by=None)
    with refused("__all__", "cancelled"):
        act(elsewhere.sam, elsewhere.item)
    withdraw(enrolment=at.sam, by=None)
    with refused("__all__", "ended"):
        act(at.sam, at.item)


# Quizzes


def right(attempt: QuizAttempt, *, but: int = 0) -> dict[str, list[str]]:
    """The right answers, `but` so many questions that are answered wrongly."""
    answers = {}
    for number, asked in enumerate(attempt.asked):
        keys = [choice["key"] for choice in asked["choices"] if choice["is_right"]]
        answers[asked["id"]] = ["c"] if number < but else keys
    return answers


def take(at: World, *, but: int = 0) -> QuizAttempt:
    """Begin and hand in."""
    attempt = quizzes.begin(enrolment=at.sam, item=at.item, by=None)
    return quizzes.hand_in(attempt=attempt, answers=right(attempt, but=but), by=None)


def test_an_attempt_keeps_what_was_asked() -> None:
    """Questions that are changed, retired or added afterwards do not matter to it."""
    at = world(EvidenceKind.QUIZ, questions_asked=2)
    quiz = at.item.quiz
    assert quiz is not None
    attempt = quizzes.begin(enrolment=at.sam, item=at.item, by=None)
    assert quizzes.begin(enrolment=at.sam, item=at.item, by=None) == attempt
    assert len(attempt.asked) == 2
    quiz.questions.update(choices=[], text_en="Changed", is_retired=True)
    done = quizzes.hand_in(attempt=attempt, answers=right(attempt), by=None)
    assert (done.percent, done.number) == (100, 1)
    at.item.refresh_from_db()
    with refused("__all__", "passed"):
        quizzes.begin(enrolment=at.sam, item=at.item, by=None)


def test_handed_in_twice_the_first_time_counts() -> None:
    at = world(EvidenceKind.QUIZ)
    done = take(at, but=1)
    assert done.percent == 66
    again = quizzes.hand_in(attempt=done, answers=right(done), by=None)
    assert (again.percent, again.handed_in_at) == (66, done.handed_in_at)
    assert quizzes.save(attempt=done, answers={}, by=None).answers == done.answers
    assert ModelLogEntry.objects.for_instance(at.sam).count() == 1


def test_what_is_saved_is_there_again_and_what_is_missing_is_named() -> None:
    at = world(EvidenceKind.QUIZ)
    attempt = quizzes.begin(enrolment=at.sam, item=at.item, by=None)
    answers = right(attempt)
    del answers[attempt.asked[1]["id"]]
    quizzes.save(attempt=attempt, answers=answers | {"999": ["a"], "x": ["\0"]}, by=None)
    attempt.refresh_from_db()
    assert attempt.answers == answers
    with refused("__all__", "unanswered"):
        quizzes.hand_in(attempt=attempt, answers=answers, by=None)
    attempt.refresh_from_db()
    assert attempt.handed_in_at is None


def test_attempts_and_waiting_time() -> None:
    """The refusal says when; after the last attempt what else there is."""
    at = world(EvidenceKind.QUIZ, attempts=2, wait_hours=24)
    with time_machine.travel(dt.datetime(2026, 11, 24, 20, 0, tzinfo=dt.UTC), tick=False):
        take(at, but=1)
        with pytest.raises(ValidationError) as error:
            quizzes.begin(enrolment=at.sam, item=at.item, by=None)
        assert refusal(error) == ("__all__", "wait")
        assert "Wednesday, 25 November 2026, noon Pacific time" in error.value.messages[0]
    with time_machine.travel(dt.datetime(2026, 11, 25, 20, 0, tzinfo=dt.UTC), tick=False):
        take(at, but=1)
        with refused("__all__", "attempts"):
            quizzes.begin(enrolment=at.sam, item=at.item, by=None)
        assert tries_at(at.item, at.sam).shows_answers


def test_a_quiz_without_questions_is_not_begun() -> None:
    at = world(EvidenceKind.QUIZ)
    assert at.item.quiz is not None
    at.item.quiz.questions.update(is_retired=True)
    with refused("__all__", "empty"):
        quizzes.begin(enrolment=at.sam, item=at.item, by=None)


def test_what_was_missing_last_completes_the_module() -> None:
    """A module that completes by itself, with the trainee as who did it."""
    edition = factories.course_edition(1)
    module = edition.modules.get()
    module.completes_by = CompletesBy.ITSELF
    module.save()
    items = [factories.evidence(module, kind) for kind in (EvidenceKind.AGREEMENT, EvidenceKind.QUIZ)]
    sam = factories.enrolment(factories.cohort(edition))
    signing.sign(enrolment=sam, item=items[0], signed_as="Sam", by=sam.person)
    assert not Completion.objects.exists()
    attempt = quizzes.begin(enrolment=sam, item=items[1], by=sam.person)
    quizzes.hand_in(attempt=attempt, answers=right(attempt), by=sam.person)
    assert Completion.objects.get().recorded_by == sam.person


# Assignments


def hand_in(at: World, **fields: Any) -> Submission:
    return submissions.hand_in(**({"enrolment": at.sam, "item": at.item, "by": None} | fields))


def answer(made: Submission, state: SubmissionState) -> None:
    """What a facilitator does."""
    Submission.objects.filter(pk=made.pk).update(
        state=state, feedback="Thank you.", answered_at=timezone.now()
    )


def test_a_draft_is_kept_and_then_handed_in_once(private: Path) -> None:
    at = world(EvidenceKind.ASSIGNMENT)
    assert submissions.save_draft(enrolment=at.sam, item=at.item, text=" ", by=None) is None
    draft = submissions.save_draft(enrolment=at.sam, item=at.item, text="My story\r\nbegins", by=None)
    assert draft is not None
    assert (draft.text, draft.state) == ("My story\nbegins", SubmissionState.DRAFT)
    done = hand_in(at, text="My story.", file=upload("../my plan.pdf"))
    assert (done.pk, done.number, done.state) == (draft.pk, 1, SubmissionState.WAITING)
    assert done.file_name == "my plan.pdf"
    stored = str(done.file.name)
    assert "plan" not in stored
    assert done.file.read() == PDF
    # The second of two clicks brings the same file again.
    assert hand_in(at, text="My story.", file=upload("my plan.pdf")) == done
    assert submissions.save_draft(enrolment=at.sam, item=at.item, text="My story.", by=None) == done
    assert files(private) == [stored]
    assert (private / stored).stat().st_mode & 0o777 == 0o600
    with refused("__all__", "waiting"):
        hand_in(at, text="Another story.")


def test_please_revise_is_answered_by_the_next_version(private: Path) -> None:
    at = world(EvidenceKind.ASSIGNMENT)
    first = hand_in(at, text="Short.", file=upload())
    answer(first, SubmissionState.REVISE)
    second = hand_in(at, text="Longer.")
    assert (second.number, second.state, second.file_name) == (2, SubmissionState.WAITING, "")
    first.refresh_from_db()
    assert (first.text, files(private)) == ("Short.", [first.file.name])
    answer(second, SubmissionState.ACCEPTED)
    with refused("__all__", "accepted"):
        hand_in(at, text="Even longer.")


def test_a_new_file_takes_the_place_of_the_drafts(
    private: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    at = world(EvidenceKind.ASSIGNMENT)
    for name in ("one.pdf", "two.pdf"):
        with django_capture_on_commit_callbacks(execute=True):
            draft = submissions.save_draft(enrolment=at.sam, item=at.item, file=upload(name), by=None)
        assert draft is not None
        assert (draft.file_name, files(private)) == (name, [draft.file.name])
    with django_capture_on_commit_callbacks(execute=True):
        draft = submissions.save_draft(
            enrolment=at.sam, item=at.item, text="No file.", drop_file=True, by=None
        )
    assert draft is not None
    assert (draft.file_name, files(private)) == ("", [])


@pytest.mark.parametrize(
    ("takes", "brought", "field", "code"),
    [
        (Takes.TEXT, {}, "text", "required"),
        (Takes.TEXT, {"text": "x", "file": PDF}, "file", "takes"),
        (Takes.FILE, {"text": "x"}, "file", "required"),
        (Takes.EITHER, {"text": "  "}, "text", "required"),
        (Takes.EITHER, {"text": "x" * 50_001}, "text", "long"),
    ],
)
def test_what_an_assignment_takes(
    takes: Takes, brought: dict[str, Any], field: str, code: str, private: Path
) -> None:
    at = world(EvidenceKind.ASSIGNMENT, takes=takes)
    if "file" in brought:
        brought = brought | {"file": upload()}
    with refused(field, code):
        hand_in(at, **brought)
    assert not Submission.objects.exists()
    assert files(private) == []


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("picture.png", b"<svg xmlns='http://www.w3.org/2000/svg'>", "kind"),
        ("page.html", b"<!doctype html>", "kind"),
        ("page.txt", b"<html><body>", "kind"),
        ("run.exe", b"MZ", "kind"),
        ("plan.pdf", b"", "empty"),
        ("plan.pdf", PDF + b"x" * (11 * 1024 * 1024), "size"),
    ],
)
def test_files_that_are_refused(name: str, body: bytes, code: str, private: Path) -> None:
    at = world(EvidenceKind.ASSIGNMENT)
    with refused("file", code):
        hand_in(at, text="With a file.", file=upload(name, body))
    with refused("file", code):
        prior_learning.ask(
            enrolment=at.sam, module=at.item.module, statement="x", file=upload(name, body), by=None
        )
    assert not Submission.objects.exists()
    assert files(private) == []


def test_what_is_rolled_back_leaves_no_file(private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = world(EvidenceKind.ASSIGNMENT)

    def broken(**_: Any) -> None:
        assert len(files(private)) == 1
        raise RuntimeError("The log cannot be written.")

    monkeypatch.setattr(submissions, "log", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        hand_in(at, file=upload())
    assert not Submission.objects.exists()
    assert files(private) == []


@contextmanager
def no_room_after(size: int) -> Iterator[None]:
    """Every file of this process may have `size` bytes: the kernel refuses the rest, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_takes_half_a_file_keeps_nothing(private: Path) -> None:
    """Fault 16, by the kernel's own refusal in the middle of the file."""
    at = world(EvidenceKind.ASSIGNMENT)
    big = upload(body=PDF + b"x" * 4_000_000)
    with no_room_after(100_000), refused("file", "storage"):
        submissions.save_draft(enrolment=at.sam, item=at.item, text="Kept?", file=big, by=None)
    assert not Submission.objects.exists()
    assert files(private) == []
    assert hand_in(at, file=big).file.size == big.size


def test_a_full_disk_says_so_in_words(private: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    at = world(EvidenceKind.ASSIGNMENT)
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(ValidationError, match="try again later"):
        hand_in(at, text="x", file=upload())
    assert not Submission.objects.exists()


# Prior learning


def ask(at: World, **fields: Any) -> PriorLearning:
    defaults: dict[str, Any] = {
        "enrolment": at.sam,
        "module": at.item.module,
        "statement": "At a college.",
        "by": None,
    }
    return prior_learning.ask(**(defaults | fields))


def test_credit_is_asked_for_once_and_can_be_taken_back(private: Path) -> None:
    at = world(EvidenceKind.SIGN_OFF)
    made = ask(at, file=upload("letter.pdf"))
    assert ask(at, file=upload("letter.pdf")) == made
    assert files(private) == [made.file.name]
    with refused("__all__", "asked"):
        ask(at, statement="At two colleges.")
    assert prior_learning.take_back(asked=made, by=None).state == PriorLearningState.WITHDRAWN
    assert prior_learning.take_back(asked=made, by=None).state == PriorLearningState.WITHDRAWN
    assert ask(at, statement="At two colleges.").pk != made.pk
    actions = ModelLogEntry.objects.for_instance(at.sam).order_by("pk").values_list("action", flat=True)
    verbs = [action.rpartition(".")[2] for action in actions]
    assert verbs == ["ask", "take_back", "ask"]


def test_credit_that_cannot_be_asked_for() -> None:
    at, elsewhere = world(EvidenceKind.SIGN_OFF), world(EvidenceKind.SIGN_OFF)
    with refused("statement", "required"):
        ask(at, statement=" ")
    with refused("statement", "long"):
        ask(at, statement="x" * 5_001)
    with refused("__all__", "edition"):
        ask(at, module=elsewhere.item.module)
    made = ask(at)
    PriorLearning.objects.filter(pk=made.pk).update(state=PriorLearningState.GRANTED)
    with refused("__all__", "answered"):
        prior_learning.take_back(asked=made, by=None)
    with refused("__all__", "done"):
        ask(at, statement="Again.")
    done = Completion.objects.create(
        enrolment=elsewhere.sam, module=elsewhere.item.module, completed_on=factories.today(), evidence="quiz"
    )
    assert done.pk
    with refused("__all__", "done"):
        ask(elsewhere)


# Tidying


def test_a_file_that_no_row_names_goes_after_a_day(private: Path) -> None:
    """What a killed process left; never what somebody handed in, or what may be on its way."""
    at = world(EvidenceKind.ASSIGNMENT)
    handed_in = hand_in(at, file=upload())
    asked = ask(at, file=upload())
    for folder in ("submissions", "prior-learning"):
        (private / folder / "left.pdf").write_bytes(PDF)
    now = timezone.now()
    assert tidy_files(at=now) == 0
    assert tidy_files(at=now + dt.timedelta(hours=25)) == 2
    assert files(private) == sorted([str(asked.file.name), str(handed_in.file.name)])


def test_without_any_file_there_is_nothing_to_tidy(private: Path) -> None:
    assert tidy_files(at=timezone.now()) == 0
