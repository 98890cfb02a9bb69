"""The inbox and its pages on a phone: what is shown to whom, what a form does, what does not exist."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.enums import EvidenceKind, RoleKind
from courses.models import Cohort
from tests import factories
from trainees.enums import PriorLearningState, SubmissionState
from trainees.models import Completion, Enrolment, Observation, SignOff
from trainees.operations import feedback

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
KINDS = (EvidenceKind.ASSIGNMENT, EvidenceKind.PRACTICE, EvidenceKind.SIGN_OFF)


@pytest.fixture
def cohort() -> Cohort:
    """Its first module asks for a story, a role-play and a sign-off, and then waits for a facilitator."""
    return factories.cohort_that_asks(*KINDS, name_en="Fall evenings")


@pytest.fixture
def sam(cohort: Cohort) -> Enrolment:
    return factories.enrolment(cohort, chosen_name="Sam")


@pytest.fixture
def robin(cohort: Cohort, client: Client) -> Any:
    """A facilitator, signed in."""
    person = factories.role(RoleKind.FACILITATOR, cohort.programme, held_by=factories.person("Robin")).person
    client.force_login(person)
    return person


def url(name: str, *ids: int) -> str:
    return reverse(f"portal:{name}", args=ids)


def texts(response: Any) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def test_the_inbox_names_what_waits_and_since_when(client: Client, sam: Enrolment, robin: Any) -> None:
    assert "Nothing waits for you" in texts(client.get(url("inbox")))
    one = factories.handed_in(sam, days_ago=5)
    page = texts(client.get(url("inbox")))
    assert "1 thing, the oldest first." not in page
    assert "3 things, the oldest first." in page
    for words in ("Sam", "A story", "Read and answer", "for 5 days", "Fall evenings", "Role-play"):
        assert words in page
    assert url("answer_submission", one.pk) in page


def test_thirty_on_a_page_in_as_many_queries(client: Client, cohort: Cohort, robin: Any) -> None:
    counts = []
    for _round in range(2):
        for enrolment in factories.enrolments(cohort, 7):
            factories.handed_in(enrolment)
        client.get(url("inbox"))
        with CaptureQueriesContext(connection) as queries:
            page = texts(client.get(url("inbox")))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert "42 things, the oldest first." in page
    assert page.count("waiting__one") == 30
    assert texts(client.get(url("inbox") + "?page=2")).count("waiting__one") == 12


def test_who_teaches_nowhere_has_no_inbox(client: Client, sam: Enrolment) -> None:
    client.force_login(sam.person)
    assert client.get(url("inbox")).status_code == 404
    client.force_login(factories.role(RoleKind.EDITOR, sam.cohort.programme).person)
    assert client.get(url("inbox")).status_code == 404


def test_something_is_read_and_answered(client: Client, sam: Enrolment, robin: Any) -> None:
    factories.handed_in(sam, number=1, state=SubmissionState.REVISE, feedback="Say why.", text="First try.")
    one = factories.handed_in(sam, number=2, text="I was asked <b>to</b> listen.")
    page = url("answer_submission", one.pk)
    shown = texts(client.get(page))
    for words in ("I was asked &lt;b&gt;to&lt;/b&gt; listen.", "version 2", "First try.", "Say why."):
        assert words in shown
    assert ModelLogEntry.objects.filter(action="trainees.submission.read", user=robin).count() == 1
    wrong = client.post(page, {"decision": "revise", "feedback": " "})
    assert (wrong.status_code, wrong.context["form"].errors) == (
        422,
        {"feedback": ["Say what to change, and what is good already."]},
    )
    assert client.post(page, {"decision": "burn", "feedback": "x"}).status_code == 422
    answers = {"decision": "accepted", "feedback": "Warm and clear."}
    for _click in range(2):
        assert client.post(page, answers)["Location"] == url("inbox")
    one.refresh_from_db()
    assert (one.state, one.answered_by) == (SubmissionState.ACCEPTED, robin)
    done = texts(client.get(page))
    assert "Warm and clear." in done
    assert '<form class="form"' not in done


def test_the_second_facilitator_is_told_and_loses_nothing(client: Client, sam: Enrolment, robin: Any) -> None:
    one = factories.handed_in(sam)
    feedback.accept(submission=one, by=factories.person("Kit"))
    answer = client.post(
        url("answer_submission", one.pk), {"decision": "revise", "feedback": "A long thought."}
    )
    assert answer.status_code == 422
    assert "Kit answered this in the meantime." in texts(answer)
    assert "A long thought." in texts(answer)


def test_a_file_is_saved_never_shown_and_its_reading_logged(
    client: Client, sam: Enrolment, robin: Any
) -> None:
    page = b"<script>alert(1)</script>"
    one = factories.handed_in(sam, file=ContentFile(page, name="x.html"), file_name='my "plan"\r\n.html')
    answer = client.post(url("submission_file", one.pk))
    assert b"".join(answer) == page
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert ModelLogEntry.objects.filter(action="trainees.submission.read", user=robin).count() == 1
    bare = factories.handed_in(factories.enrolment(sam.cohort))
    assert client.post(url("submission_file", bare.pk)).status_code == 404


def test_what_was_seen_is_noted_criterion_by_criterion(client: Client, sam: Enrolment, robin: Any) -> None:
    item = factories.item_of(sam.cohort, EvidenceKind.PRACTICE)
    page = url("observe", sam.pk, item.pk)
    shown = texts(client.get(page))
    for words in ("Listens without fixing", "Asks open questions", "Not yet", "With help", "Very well"):
        assert words in shown
    levels = {
        "level_0": "2",
        "level_1": "3",
        "comment": "Calm.",
        "observed_on": factories.today().isoformat(),
    }
    for wrong in ({"level_1": ""}, {"level_1": "4"}, {"level_0": "x"}, {"observed_on": "2999-01-01"}):
        answer = client.post(page, levels | wrong)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(wrong))
    for _click in range(2):
        assert client.post(page, levels).status_code == 302
    made = Observation.objects.get()
    assert (made.levels, made.comment, made.recorded_by) == ([2, 3], "Calm.", robin)
    shown = texts(client.get(page))
    for words in ("Listens without fixing: Well", "Asks open questions: Very well", "Calm."):
        assert words in shown
    client.cookies["django_language"] = "fr"
    assert "Écoute sans chercher à régler" in texts(client.get("/fr" + page))


def test_what_is_not_there_yet_is_said_to_both(client: Client, sam: Enrolment, robin: Any) -> None:
    item = factories.item_of(sam.cohort, EvidenceKind.PRACTICE)
    page = url("observe", sam.pk, item.pk)
    first = {"level_0": "3", "level_1": "1", "comment": "Calm.", "observed_on": factories.today().isoformat()}
    shown = texts(client.post(page, first, follow=True))
    assert "Another time is needed: not all is seen “Well” yet. Still to see: Asks open questions." in shown
    client.force_login(sam.person)
    shown = texts(client.get(url("module", sam.cohort.pk, item.module_id)))
    for words in (
        "Asks open questions: With help",
        "Calm.",
        "With help so far; your facilitator watches once more.",
    ):
        assert words in shown
    client.force_login(robin)
    assert "Your observation is saved." in texts(client.post(page, first | {"level_1": "2"}, follow=True))


def test_signing_off_and_confirming_the_module(client: Client, sam: Enrolment, robin: Any) -> None:
    signing = factories.item_of(sam.cohort, EvidenceKind.SIGN_OFF)
    page = url("confirm_module", sam.pk, signing.module_id)
    assert "Something this module asks for is still missing." in texts(client.get(page))
    assert client.post(page).status_code == 422
    for _click in range(2):
        assert client.post(url("sign_off", sam.pk, signing.pk), {"note": "Seen."}).status_code == 302
    assert SignOff.objects.get().note == "Seen."
    feedback.accept(submission=factories.handed_in(sam), by=robin)
    levels = {"level_0": "2", "level_1": "2", "comment": "", "observed_on": factories.today().isoformat()}
    item = factories.item_of(sam.cohort, EvidenceKind.PRACTICE)
    client.post(url("observe", sam.pk, item.pk), levels)
    assert "Confirm the module" in texts(client.get(url("inbox")))
    for _click in range(2):
        assert client.post(page).status_code == 302
    assert Completion.objects.get().recorded_by == robin
    assert "This module is completed." in texts(client.get(page))
    assert "Nothing waits for you" in texts(client.get(url("inbox")))


def test_credit_is_answered_by_coordinators_alone(client: Client, sam: Enrolment, robin: Any) -> None:
    asked = factories.asked_for_credit(sam)
    page = url("answer_credit", asked.pk)
    assert (client.get(page).status_code, client.post(page).status_code) == (404, 404)
    client.force_login(factories.role(RoleKind.COORDINATOR, sam.cohort.programme).person)
    assert "I learned this in another course." in texts(client.get(page))
    assert client.post(page, {"decision": "declined", "answer": ""}).status_code == 422
    assert client.post(page, {"decision": "granted", "answer": ""}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == PriorLearningState.GRANTED
    assert ModelLogEntry.objects.filter(action="trainees.prior_learning.read").count() == 1


def test_what_is_elsewhere_or_no_longer_there_does_not_exist(
    client: Client, sam: Enrolment, robin: Any
) -> None:
    other = factories.enrolment(factories.cohort_that_asks(*KINDS))
    practice, signing = (factories.item_of(other.cohort, kind) for kind in KINDS[1:])
    mine = factories.item_of(sam.cohort, EvidenceKind.PRACTICE)
    sibling = factories.cohort_that_asks(*KINDS, programme=sam.cohort.programme)
    for address in (
        url("answer_submission", factories.handed_in(other).pk),
        url("answer_submission", factories.handed_in(sam, state=SubmissionState.DRAFT).pk),
        url("submission_file", factories.handed_in(factories.enrolment(other.cohort)).pk),
        url("observe", other.pk, practice.pk),
        url("observe", sam.pk, practice.pk),
        url("observe", sam.pk, factories.item_of(sam.cohort, EvidenceKind.SIGN_OFF).pk),
        url("observe", sam.pk, factories.item_of(sibling, EvidenceKind.PRACTICE).pk),
        url("sign_off", other.pk, signing.pk),
        url("sign_off", sam.pk, mine.pk),
        url("confirm_module", other.pk, practice.module_id),
        url("confirm_module", sam.pk, practice.module_id),
        url("answer_credit", factories.asked_for_credit(other).pk),
        url("credit_file", factories.asked_for_credit(sam).pk),
    ):
        assert (address, client.get(address).status_code) == (address, 404)
        assert (address, client.post(address, {"level_0": "1"}).status_code) in (
            (address, 404),
            (address, 405),
        )
    assert not Observation.objects.exists()


def test_nobody_confirms_their_own(client: Client, sam: Enrolment) -> None:
    factories.role(RoleKind.FACILITATOR, sam.cohort.programme, held_by=sam.person)
    client.force_login(sam.person)
    signing = factories.item_of(sam.cohort, EvidenceKind.SIGN_OFF)
    answer = client.post(url("sign_off", sam.pk, signing.pk), {"note": ""})
    assert answer.status_code == 422
    assert "Somebody else has to confirm this for you." in texts(answer)
