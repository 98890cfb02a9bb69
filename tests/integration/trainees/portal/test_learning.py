"""What trainees bring, at their own pages: without JavaScript, with nothing lost, and for nobody else."""

import datetime as dt
import errno
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail.models import ModelLogEntry

from courses.enums import EvidenceKind, RoleKind
from courses.models import Cohort, EvidenceItem
from courses.operations.agreements import change_agreement
from courses.operations.cohorts import cancel_cohort
from tests import factories
from trainees.enums import SubmissionState
from trainees.models import Enrolment, PriorLearning, QuizAttempt, Signature, Submission
from trainees.operations import feedback
from trainees.operations.completion import record
from trainees.operations.enrolment import finish, withdraw
from trainees.rules.agreements import words_mark

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 mine"
BROUGHT = (EvidenceKind.AGREEMENT, EvidenceKind.QUIZ, EvidenceKind.ASSIGNMENT)
PAGE = {"agreement": "agreements", "quiz": "quizzes", "assignment": "assignments"}


@dataclass
class World:
    """Sam in a cohort whose first module asks for one thing of each kind."""

    client: Client
    sam: Enrolment
    cohort: Cohort
    items: dict[str, EvidenceItem]

    def url(self, kind: str, cohort: Cohort | None = None) -> str:
        return f"/my/cohorts/{(cohort or self.cohort).pk}/{PAGE[kind]}/{self.items[kind].pk}/"

    @property
    def module_url(self) -> str:
        return f"/my/cohorts/{self.cohort.pk}/modules/{self.items['quiz'].module_id}/"


def build(client: Client, **quiz: Any) -> World:
    edition = factories.course_edition(2, chain=False)
    module = edition.modules.order_by("position")[0]
    items = {
        kind.value: factories.evidence(module, kind, **(quiz if kind == EvidenceKind.QUIZ else {}))
        for kind in BROUGHT
    }
    cohort = factories.cohort(edition)
    sam = factories.enrolment(cohort, chosen_name="Sam")
    client.force_login(sam.person)
    return World(client=client, sam=sam, cohort=cohort, items=items)


@pytest.fixture
def world(client: Client, tmp_path: Path, settings: Settings) -> World:
    settings.PRIVATE_ROOT = str(tmp_path / "private")
    return build(client)


def text(response: Any) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def answers(attempt: QuizAttempt, *, but: int = 0) -> dict[str, Any]:
    """What the form posts; `but` so many questions are answered wrongly."""
    found: dict[str, Any] = {"attempt": attempt.pk}
    for number, asked in enumerate(attempt.asked):
        right = [choice["key"] for choice in asked["choices"] if choice["is_right"]]
        found[f"q{asked['id']}"] = ["c"] if number < but else right
    return found


# Agreements


def test_an_agreement_is_read_and_signed(world: World) -> None:
    url = world.url("agreement")
    shown = text(world.client.get(url))
    assert "We listen to each other." in shown
    version = re.search(r'name="version" value="(\w+)"', shown)
    assert version is not None
    empty = world.client.post(url, {"signed_as": " ", "version": version[1]})
    assert (empty.status_code, Signature.objects.count()) == (422, 0)
    posted = {"signed_as": "Sam", "version": version[1]}
    assert world.client.post(url, posted)["Location"] == world.module_url
    world.client.post(url, posted)
    assert Signature.objects.count() == 1
    assert "You signed this as Sam on" in text(world.client.get(url))
    assert "Signed" in text(world.client.get(world.module_url)) or "Done" in text(
        world.client.get(world.module_url)
    )


def test_a_version_that_came_while_one_read_is_read_first(world: World) -> None:
    first = world.items["agreement"].agreement
    assert first is not None
    factories.agreement(first.programme, code=first.code, version=2, text_en="A new line.")
    url = world.url("agreement")
    answer = world.client.post(url, {"signed_as": "Sam", "version": words_mark(first, "en")})
    assert answer.status_code == 422
    shown = text(answer)
    assert "Please read the new one" in shown
    assert "A new line." in shown
    assert 'value="Sam"' in shown
    for nothing in ("1x", ""):
        assert world.client.post(url, {"signed_as": "Sam", "version": nothing}).status_code == 422
    assert not Signature.objects.exists()


def test_words_that_were_mended_while_one_read_are_read_first(world: World) -> None:
    """Nobody had signed it, so it could be changed. What changes in the other language alone does not matter."""
    made, url = world.items["agreement"].agreement, world.url("agreement")
    assert made is not None
    posted = {"signed_as": "Sam", "version": words_mark(made, "en")}
    change_agreement(agreement=made, text_en="We owe each other nothing.", by=None)
    answer = world.client.post(url, posted)
    assert (answer.status_code, Signature.objects.count()) == (422, 0)
    assert "We owe each other nothing." in text(answer)
    made.refresh_from_db()
    posted["version"] = words_mark(made, "en")
    change_agreement(agreement=made, text_fr="Nous ne nous devons rien.", by=None)
    assert world.client.post(url, posted).status_code == 302


# Quizzes


def begin(world: World) -> QuizAttempt:
    world.client.post(world.url("quiz"), {"action": "begin"})
    return QuizAttempt.objects.latest("number")


def test_a_quiz_is_saved_failed_and_passed(world: World) -> None:
    url = world.url("quiz")
    assert "There is no clock" in text(world.client.get(url))
    attempt = begin(world)
    world.client.post(url, {"action": "begin"})
    assert QuizAttempt.objects.count() == 1
    wrong = answers(attempt, but=1)
    missing = {name: value for name, value in wrong.items() if name != f"q{attempt.asked[1]['id']}"}
    saved = world.client.post(url, missing | {"action": "save"})
    assert saved["Location"] == world.module_url
    assert world.client.get(url).content.count(b"checked") == len(attempt.asked) - 1 + 1 * (
        len(missing[f"q{attempt.asked[2]['id']}"]) == 2
    )
    refused = world.client.post(url, missing | {"action": "hand_in"})
    assert refused.status_code == 422
    assert "This question has no answer yet." in text(refused)
    world.client.post(url, wrong | {"action": "hand_in"})
    shown = text(world.client.get(url))
    assert "2 of 3 answers were right: 66 %" in shown
    assert "Because of" not in shown
    assert "Answer a to" not in shown
    # Handed in once more by the other tab, now with the right answers: the first time counts.
    world.client.post(url, answers(attempt) | {"action": "hand_in"})
    attempt.refresh_from_db()
    assert attempt.percent == 66
    second = begin(world)
    assert second.number == 2
    world.client.post(url, answers(second) | {"action": "hand_in"})
    shown = text(world.client.get(url))
    assert "You passed this quiz." in shown
    assert "Because of 1." in shown
    assert world.client.post(url, {"action": "begin"}).status_code == 422


def test_answers_are_kept_while_somebody_writes(world: World) -> None:
    attempt = begin(world)
    posted = answers(attempt) | {"action": "save"}
    answer = world.client.post(world.url("quiz"), posted, headers={"X-Draft": "1"})
    assert (answer.status_code, answer.content) == (204, b"")
    attempt.refresh_from_db()
    assert len(attempt.answers) == 3


def test_another_persons_attempt_is_not_there(world: World) -> None:
    attempt = begin(world)
    other = factories.enrolment(world.cohort)
    world.client.force_login(other.person)
    for pk in (attempt.pk, "x", "1" * 30, "٣", ""):
        posted = answers(attempt) | {"attempt": pk, "action": "hand_in"}
        assert world.client.post(world.url("quiz"), posted).status_code == 404
    attempt.refresh_from_db()
    assert attempt.answers == {}


def test_the_last_attempt_shows_what_fits(client: Client) -> None:
    world = build(client, attempts=1)
    attempt = begin(world)
    world.client.post(world.url("quiz"), answers(attempt, but=3) | {"action": "hand_in"})
    shown = text(world.client.get(world.url("quiz")))
    assert "another answer fits" in shown
    assert "together you find a way" in shown
    assert "Try again" not in shown
    for blame in ("failed", "wrong", "incorrect"):
        assert blame not in shown.lower()


# Assignments


def test_an_assignment_is_kept_handed_in_and_revised(world: World) -> None:
    url = world.url("assignment")
    assert "Your story is yours." in text(world.client.get(url))
    assert world.client.post(url, {"text": "I began", "action": "save"})["Location"] == url
    assert "I began" in text(world.client.get(url))
    draft = {"text": "I began again", "action": "save"}
    assert world.client.post(url, draft, headers={"X-Draft": "1"}).status_code == 204
    handed_in = world.client.post(
        url, {"text": "My story", "file": SimpleUploadedFile("mine.pdf", PDF), "action": "hand_in"}
    )
    assert handed_in["Location"] == world.module_url
    shown = text(world.client.get(url))
    assert "Your facilitator reads it" in shown
    assert "<textarea" not in shown
    again = world.client.post(url, {"text": "Another", "action": "hand_in"})
    assert again.status_code == 422
    assert "Another" in text(again)
    Submission.objects.update(
        state=SubmissionState.REVISE, feedback="<b>Say</b> more.", answered_at=timezone.now()
    )
    shown = text(world.client.get(url))
    assert "&lt;b&gt;Say&lt;/b&gt; more." in shown
    assert re.search(r"<textarea[^>]*> ?My story</textarea>", shown)
    world.client.post(url, {"text": "My longer story", "action": "hand_in"})
    assert [(s.number, s.state) for s in Submission.objects.order_by("number")] == [
        (1, SubmissionState.REVISE),
        (2, SubmissionState.WAITING),
    ]


def test_a_bad_file_keeps_the_text(world: World) -> None:
    svg = SimpleUploadedFile("picture.png", b"<svg xmlns='http://www.w3.org/2000/svg'>")
    posted = {"text": "What I wrote", "file": svg, "action": "hand_in"}
    answer = world.client.post(world.url("assignment"), posted)
    assert answer.status_code == 422
    shown = text(answer)
    assert "What I wrote" in shown
    assert "File: We can take PDF" in shown
    nul = world.client.post(world.url("assignment"), {"text": "a\0b", "action": "save"})
    assert nul.status_code == 422
    assert not Submission.objects.exists()


def test_a_full_disk_keeps_the_text(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 16: said at the field, nothing half-done, and the text is still on the page."""

    def full(*_: Any, **__: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    posted = {"text": "What I wrote", "file": SimpleUploadedFile("a.pdf", PDF), "action": "hand_in"}
    answer = world.client.post(world.url("assignment"), posted)
    assert answer.status_code == 422
    assert "The file could not be kept just now." in text(answer)
    assert "What I wrote" in text(answer)
    assert not Submission.objects.exists()


# Files


@pytest.fixture
def submission(world: World) -> Submission:
    posted = {"text": "", "file": SimpleUploadedFile("mine.pdf", PDF), "action": "hand_in"}
    world.client.post(world.url("assignment"), posted)
    return Submission.objects.get()


def test_ones_own_file_comes_back_as_a_download(world: World, submission: Submission) -> None:
    answer = world.client.get(f"/my/files/{submission.pk}/")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]  # of a FileResponse
    assert answer["Content-Disposition"] == 'attachment; filename="mine.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert not ModelLogEntry.objects.filter(action="trainees.submission.read").exists()


def test_who_teaches_opens_it_by_an_act_that_is_logged(world: World, submission: Submission) -> None:
    teaches = factories.role(RoleKind.FACILITATOR, world.cohort.programme).person
    world.client.force_login(teaches)
    url = f"/my/files/{submission.pk}/"
    read = ModelLogEntry.objects.filter(action="trainees.submission.read")
    shown = world.client.get(url)
    assert "The log keeps that you opened it." in text(shown)
    assert not read.exists()
    assert b"".join(world.client.post(url).streaming_content) == PDF  # type: ignore[attr-defined]  # as above
    assert (read.get().user, read.get().object_id) == (teaches, str(world.sam.pk))


def test_nobody_else_opens_it(world: World, submission: Submission) -> None:
    stranger = factories.role(RoleKind.COORDINATOR).person
    editor = factories.role(RoleKind.EDITOR, world.cohort.programme).person
    for person in (stranger, editor, factories.enrolment(world.cohort).person):
        world.client.force_login(person)
        for answer in (world.client.get, world.client.post):
            assert answer(f"/my/files/{submission.pk}/").status_code == 404
    Submission.objects.filter(pk=submission.pk).update(state=SubmissionState.DRAFT, handed_in_at=None)
    world.client.force_login(factories.role(RoleKind.FACILITATOR, world.cohort.programme).person)
    assert world.client.get(f"/my/files/{submission.pk}/").status_code == 404


def test_a_file_that_the_disk_lost_is_not_there(world: World, submission: Submission) -> None:
    submission.file.storage.delete(str(submission.file.name))
    assert world.client.get(f"/my/files/{submission.pk}/").status_code == 404


# Credit


def test_credit_is_asked_for_and_taken_back(world: World) -> None:
    url = f"{world.module_url}credit/"
    assert "Ask for credit" in text(world.client.get(url))
    empty = world.client.post(url, {"statement": "", "action": "ask"})
    assert empty.status_code == 422
    asked = {"statement": "At a college, two years ago.", "action": "ask"}
    assert world.client.post(url, asked)["Location"] == url
    world.client.post(url, asked)
    assert PriorLearning.objects.count() == 1
    assert "Waiting for an answer" in text(world.client.get(url))
    assert "Your request for credit: Waiting for an answer" in text(world.client.get(world.module_url))
    assert world.client.post(url, {"action": "take_back"}).status_code == 302
    assert world.client.post(url, {"action": "take_back"}).status_code == 302
    assert "<textarea" in text(world.client.get(url))


# Whose


def all_urls(world: World) -> list[str]:
    kinds = [world.url(kind) for kind in PAGE]
    return [
        *kinds,
        world.module_url,
        f"{world.module_url}credit/",
        f"/my/cohorts/{world.cohort.pk}/checklist/",
    ]


def test_what_belongs_to_another_cohort_edition_or_person_is_not_there(world: World) -> None:
    """Their own cohort with another's item, another's cohort with its item, somebody who left."""
    other = build(Client())
    crossed = [
        world.url("quiz", other.cohort),
        other.url("quiz", world.cohort),
        f"/my/cohorts/{world.cohort.pk}/modules/{other.items['quiz'].module_id}/",
        f"/my/cohorts/{world.cohort.pk}/quizzes/{world.items['agreement'].pk}/",
        *all_urls(other),
    ]
    for url in crossed:
        assert world.client.get(url).status_code == 404, url
        assert world.client.post(url, {"action": "begin"}).status_code in (404, 405), url
    withdraw(enrolment=world.sam, by=None)
    for url in all_urls(world):
        assert world.client.get(url).status_code == 404, url


def test_who_has_finished_reads_and_brings_nothing_more(world: World) -> None:
    finish(enrolment=world.sam, by=None)
    for url in all_urls(world):
        answer = world.client.get(url)
        assert answer.status_code == 200, url
        assert 'method="post"' not in text(answer).replace('name="action"', ""), url
    posted = {"text": "Later", "action": "hand_in"}
    answer = world.client.post(world.url("assignment"), posted)
    assert answer.status_code == 422
    assert "Later" in text(answer)


def test_a_cancelled_cohort_is_read_only(world: World) -> None:
    cancel_cohort(cohort=world.cohort, by=None)
    for url in all_urls(world):
        assert world.client.get(url).status_code == 200, url
    assert world.client.post(world.url("quiz"), {"action": "begin"}).status_code == 422
    assert not QuizAttempt.objects.exists()


def test_answers_that_cannot_be_kept_any_more_are_not_called_saved(world: World) -> None:
    """The cohort was cancelled while somebody wrote: the page says so, to who saves and to the script."""
    attempt = begin(world)
    cancel_cohort(cohort=world.cohort, by=None)
    url = world.url("quiz")
    for action in ("save", "hand_in"):
        refused = world.client.post(url, answers(attempt) | {"action": action})
        assert refused.status_code == 422
        assert "This cohort was cancelled." in text(refused)
    draft = world.client.post(url, answers(attempt) | {"action": "save"}, headers={"X-Draft": "1"})
    assert draft.status_code == 422
    refused = world.client.post(world.url("agreement"), {"signed_as": "Sam"})
    assert (refused.status_code, "This cohort was cancelled." in text(refused)) == (422, True)


def test_in_french(world: World) -> None:
    """What the programme wrote; the interface's own words are translated with everything else."""
    shown = text(world.client.get("/fr" + world.url("agreement")))
    assert "Ce qui est dit ici reste ici." in shown
    world.client.post("/fr" + world.url("quiz"), {"action": "begin"})
    shown = text(world.client.get("/fr" + world.url("quiz")))
    assert "Question 1 en français?" in shown
    assert "Réponse a à 1" in shown


# Checklist


def test_the_checklist_follows_what_is_brought(world: World) -> None:
    url = f"/my/cohorts/{world.cohort.pk}/checklist/"
    assert world.client.get("/my/checklist/").content.count(b"<h2") == world.client.get(url).content.count(
        b"<h2"
    )
    shown = text(world.client.get(url))
    for words in (
        "0 of 3 done",
        "Read it and sign it.",
        "Take the quiz. There is no clock.",
        "Take your time",
    ):
        assert words in shown, words
    attempt = begin(world)
    world.client.post(world.url("quiz"), answers(attempt) | {"action": "hand_in"})
    world.client.post(world.url("assignment"), {"text": "Mine", "action": "hand_in"})
    shown = text(world.client.get(url))
    for words in ("1 of 3 done", "Passed with 100 %", "Waiting for feedback"):
        assert words in shown, words


def now(world: World) -> list[tuple[str, str]]:
    """What "My training" says can be done now: the words of each way and where it leads."""
    return [(line.action, line.url) for line in world.client.get("/my/").context["to_do_now"]]


def test_what_can_be_done_now_comes_most_urgent_first(world: World) -> None:
    quiz, agreement, assignment = world.url("quiz"), world.url("agreement"), world.url("assignment")
    assert now(world) == [("Go to the quiz", quiz), ("Read and sign it", agreement), ("Begin", assignment)]
    assert "What you can do now" in text(world.client.get("/my/"))
    begin(world)
    world.client.post(assignment, {"text": "Mine", "action": "save"})
    assert now(world) == [
        ("Go on with the quiz", quiz),
        ("Go on writing", assignment),
        ("Read and sign it", agreement),
    ]
    world.client.post(assignment, {"text": "Mine", "action": "hand_in"})
    assert [url for _words, url in now(world)] == [quiz, agreement]
    feedback.ask_to_revise(
        submission=Submission.objects.get(), feedback="A little more.", by=factories.person()
    )
    assert now(world)[0] == ("Read the feedback and go on", assignment)
    finish(enrolment=world.sam, by=None)
    assert now(world) == []


def test_an_exam_that_is_open_is_among_what_can_be_done(client: Client) -> None:
    edition = factories.course_edition(2)
    exam = factories.exam(edition)
    factories.exam(edition, after=edition.modules.order_by("position")[0])
    client.force_login(factories.enrolment(factories.cohort(edition)).person)
    (line,) = client.get("/my/").context["to_do_now"]
    assert (line.title, line.action) == (exam.title, "See the exams")


def test_what_needs_another_module_first_can_be_begun(client: Client) -> None:
    edition = factories.course_edition(2)
    second = edition.modules.order_by("position")[1]
    factories.evidence(second, EvidenceKind.QUIZ)
    cohort = factories.cohort(edition)
    client.force_login(factories.enrolment(cohort).person)
    assert client.get("/my/").context["to_do_now"] == []
    shown = text(client.get(f"/my/cohorts/{cohort.pk}/modules/{second.pk}/"))
    assert "You can begin already." in shown
    assert "Needs Module 1 first" not in shown


def test_sessions_that_were_held_stand_apart(client: Client) -> None:
    cohort = factories.cohort(modules=1)
    module = cohort.edition.modules.get()
    day = dt.timedelta(days=1)
    for on in (factories.today() - day, factories.today() + day):
        factories.session(cohort, factories.instant(on), modules=[module])
    enrolment = factories.enrolment(cohort)
    client.force_login(enrolment.person)
    url = f"/my/cohorts/{cohort.pk}/modules/{module.pk}/"
    answer = client.get(url)
    assert [len(answer.context[name]) for name in ("held", "to_come")] == [1, 1]
    assert text(answer).index("To come</h3>") < text(answer).index("Held</h3>")
    empty = "What there is to read for this module will be here."
    assert empty in text(answer)
    facts: dict[str, Any] = {"completed_on": factories.today(), "evidence": "quiz", "by": None}
    record(cohort=cohort, pairs=[(enrolment.pk, module.pk)], **facts)
    assert empty not in text(client.get(url))


def test_somebody_without_a_course_is_led_to_what_will_be(client: Client) -> None:
    client.force_login(factories.person())
    assert client.get("/my/checklist/")["Location"] == "/my/"


def count(client: Client, url: str) -> int:
    client.get(url)  # fills what is kept for the process
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_queries_do_not_grow(client: Client) -> None:
    """With modules, what they ask for, sessions and material."""
    found = {}
    for size in (1, 14):
        edition = factories.course_edition(size)
        modules = list(edition.modules.order_by("position"))
        for module in modules:
            group = factories.evidence(module, EvidenceKind.ANY_OF)
            for kind in (*BROUGHT, EvidenceKind.PRACTICE, EvidenceKind.EXAM, EvidenceKind.SIGN_OFF):
                factories.evidence(module, kind, within=group)
            factories.material(module)
        cohort = factories.cohort(edition)
        factories.session(cohort, modules=modules)
        client.force_login(factories.enrolment(cohort).person)
        base = f"/my/cohorts/{cohort.pk}"
        pages = {
            "home": "/my/",
            "checklist": f"{base}/checklist/",
            "module": f"{base}/modules/{modules[0].pk}/",
        }
        found[size] = {name: count(client, url) for name, url in pages.items()}
    print(found)
    assert found[1] == found[14]
    assert max(found[14].values()) <= 30
