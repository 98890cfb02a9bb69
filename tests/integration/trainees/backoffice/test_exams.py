"""Exams of a cohort in the office: times, results by hand, from lists, corrected; the matrix; voiding facts."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enums import EvidenceKind, RoleKind
from courses.models import Cohort, Exam, ExamWindow
from tests import factories
from trainees.models import Enrolment, ExamResult, Observation, SignOff
from trainees.operations import exams, observing, sign_offs

pytestmark = pytest.mark.django_db
TODAY = factories.today().isoformat()


@pytest.fixture
def cohort() -> Cohort:
    return factories.cohort_that_asks(EvidenceKind.PRACTICE, EvidenceKind.SIGN_OFF)


@pytest.fixture
def exam(cohort: Cohort) -> Exam:
    return Exam.objects.get(edition=cohort.edition)


@pytest.fixture
def sam(cohort: Cohort) -> Enrolment:
    return factories.enrolment(cohort, chosen_name="Sam", email="sam@example.org")


@pytest.fixture
def desk(client: Client, cohort: Cohort) -> Client:
    """A facilitator's."""
    client.force_login(factories.role(RoleKind.FACILITATOR, cohort.programme).person)
    return client


def url(name: str, *ids: int) -> str:
    return reverse(f"roster:{name}", args=ids)


def texts(response: Any) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def test_a_result_is_recorded_corrected_and_voided(
    desk: Client, cohort: Cohort, exam: Exam, sam: Enrolment
) -> None:
    page = url("exam", cohort.pk, exam.pk)
    for wrong in ({"mark": "101"}, {"mark": "x"}, {"taken_on": "2999-01-01"}, {"enrolment": "99999"}):
        answer = desk.post(page, {"enrolment": sam.pk, "mark": "70", "taken_on": TODAY} | wrong)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(wrong))
    for _click in range(2):
        assert desk.post(page, {"enrolment": sam.pk, "mark": "70", "taken_on": TODAY})["Location"] == page
    result = ExamResult.objects.get()
    correct = url("correct_result", result.pk)
    assert desk.post(correct, {"mark": "75", "taken_on": TODAY, "reason": ""}).status_code == 422
    assert desk.post(correct, {"mark": "75", "taken_on": TODAY, "reason": "A typo."}).status_code == 302
    shown = texts(desk.get(page))
    assert "<s>70 %</s>" in shown
    assert "not yet" in shown
    assert "A typo." in shown
    now = ExamResult.objects.standing().get()
    assert desk.post(url("void_result", now.pk), {"reason": "Somebody else's."}).status_code == 302
    assert not ExamResult.objects.standing().exists()


def test_people_of_another_cohort_are_neither_offered_nor_taken(
    desk: Client, cohort: Cohort, exam: Exam, sam: Enrolment
) -> None:
    other = factories.enrolment(factories.cohort(cohort.edition), chosen_name="Elsewhere")
    page = url("exam", cohort.pk, exam.pk)
    assert "Elsewhere" not in texts(desk.get(page))
    answer = desk.post(page, {"enrolment": other.pk, "mark": "70", "taken_on": TODAY})
    assert list(answer.context["form"].errors) == ["enrolment"]
    foreign = Exam.objects.get(edition=factories.cohort_that_asks().edition)
    assert desk.get(url("exam", cohort.pk, foreign.pk)).status_code == 404


def test_a_list_is_looked_at_first_then_recorded_as_a_whole(
    desk: Client, cohort: Cohort, exam: Exam, sam: Enrolment
) -> None:
    page = url("exam_list", cohort.pk, exam.pk)
    data = f"email,mark,date\nsam@example.org,85,{TODAY}\n"
    bad = desk.post(page, {"pasted": data + "nobody@example.org,200,\n", "taken_on": ""})
    assert bad.status_code == 422
    shown = texts(bad)
    for words in (
        "1 row has a mistake.",
        "Nobody in this cohort.",
        "Give a whole number",
        "A date is missing.",
    ):
        assert words in shown
    assert 'name="record"' not in shown
    upload = SimpleUploadedFile("results.csv", data.encode())
    looked = desk.post(page, {"file": upload, "taken_on": ""})
    assert (looked.status_code, ExamResult.objects.count()) == (200, 0)
    assert "Record 1 result" in texts(looked)
    again = looked.context["again"]
    for _click in range(2):
        assert desk.post(page, {"pasted": again, "record": "1"})["Location"] == url(
            "exam", cohort.pk, exam.pk
        )
    assert ExamResult.objects.get().mark == 85
    forced = desk.post(page, {"pasted": data + "nobody@example.org,80,2026-01-01\n", "record": "1"})
    assert forced.status_code == 422
    assert ExamResult.objects.count() == 1
    assert desk.post(page, {"pasted": "x,y\n1,2\n"}).context["form"].errors.keys() == {"pasted"}
    assert desk.post(page, {}).status_code == 422


def test_a_list_is_read_as_people_write_names_and_dates(desk: Client, cohort: Cohort, exam: Exam) -> None:
    factories.enrolment(cohort, chosen_name="Zoé", email="zoe@example.org")
    today = factories.today()
    words = f"{today.day} {today:%B} {today.year}"
    page = url("exam_list", cohort.pk, exam.pk)
    assert desk.post(page, {"pasted": f"name;mark;date\nZoe;85;{words}\n", "record": "1"}).status_code == 302
    made = ExamResult.objects.get()
    assert (made.enrolment.person.chosen_name, made.taken_on) == ("Zoé", today)
    assert "passed" in texts(desk.get(url("exam", cohort.pk, exam.pk)))
    factories.enrolment(cohort, chosen_name="Zoë", email="other@example.org")
    again = desk.post(page, {"pasted": f"name;mark;date\nZoe;85;{words}\n"})
    assert (again.status_code, "Two people have this name." in texts(again)) == (422, True)


def test_the_time_of_an_exam_is_a_coordinators(
    client: Client, desk: Client, cohort: Cohort, exam: Exam
) -> None:
    page = url("exam_window", cohort.pk, exam.pk)
    times = {"opens_at": "2027-03-14 02:30", "closes_at": "2027-03-15 12:00"}
    assert desk.post(page, times).status_code == 404
    client.force_login(factories.role(RoleKind.COORDINATOR, cohort.programme).person)
    skipped = client.post(page, times)
    assert list(skipped.context["form"].errors) == ["opens_at"]
    assert client.post(page, times | {"opens_at": ""}).status_code == 422
    assert client.post(page, times | {"opens_at": "2027-03-14 09:00"}).status_code == 302
    window = ExamWindow.objects.get()
    assert window.opens_at == dt.datetime(2027, 3, 14, 16, tzinfo=dt.UTC)
    assert "14 March 2027, 9:00" in texts(client.get(url("exams", cohort.pk)))
    assert client.post(page, {"opens_at": "", "closes_at": ""}).status_code == 302
    assert not ExamWindow.objects.exists()


def test_facts_are_voided_with_a_reason_in_scope_alone(desk: Client, cohort: Cohort, sam: Enrolment) -> None:
    practice, signing = (
        factories.item_of(cohort, kind) for kind in (EvidenceKind.PRACTICE, EvidenceKind.SIGN_OFF)
    )
    seen = observing.record_observation(
        enrolment=sam, item=practice, levels=[1, 1], observed_on=factories.today(), by=None
    )
    signed = sign_offs.sign_off(enrolment=sam, item=signing, by=None)
    for name, made in (("void_observation", seen), ("void_sign_off", signed)):
        page = url(name, made.pk)
        assert desk.post(page, {"reason": " "}).status_code == 422
        assert desk.post(page, {"reason": "It was Kit."}).status_code == 302
        assert desk.post(page, {"reason": "Again."}).status_code == 422
        assert "It was Kit." in texts(desk.get(page))
    assert not Observation.objects.standing().exists()
    assert not SignOff.objects.standing().exists()
    other = factories.cohort_that_asks(EvidenceKind.SIGN_OFF)
    elsewhere = sign_offs.sign_off(
        enrolment=factories.enrolment(other), item=factories.item_of(other, EvidenceKind.SIGN_OFF), by=None
    )
    assert desk.post(url("void_sign_off", elsewhere.pk), {"reason": "No."}).status_code == 404
    result = exams.record_result(
        enrolment=factories.enrolment(other),
        exam=other.edition.exams.get(),
        mark=80,
        taken_on=factories.today(),
        by=None,
    )
    for name in ("correct_result", "void_result"):
        assert desk.post(url(name, result.pk), {"reason": "No."}).status_code == 404


def test_the_matrix_is_read_with_its_words(desk: Client, cohort: Cohort, sam: Enrolment) -> None:
    page = texts(desk.get(url("matrix", cohort.pk)))
    assert "Sam" in page
    assert page.count('<td class="m-') == 3
    assert '<span class="w-sr-only">To do</span>' in page
    counts = []
    for _round in range(2):
        factories.enrolments(cohort, 4)
        desk.get(url("matrix", cohort.pk))
        with CaptureQueriesContext(connection) as queries:
            desk.get(url("matrix", cohort.pk))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 35


def test_a_name_in_the_matrix_is_written_as_text(desk: Client, cohort: Cohort) -> None:
    factories.enrolment(cohort, chosen_name="<img src=x>")
    page = texts(desk.get(url("matrix", cohort.pk)))
    assert "&lt;img src=x&gt;" in page
    assert "<img src=x>" not in page


def test_an_address_that_a_spreadsheet_would_run_is_read_twice(
    desk: Client, cohort: Cohort, exam: Exam
) -> None:
    """It is guarded in the list, as it is in every export, and in the text that the second step reads."""
    factories.enrolment(cohort, email="+sam@example.org")
    page = url("exam_list", cohort.pk, exam.pk)
    looked = desk.post(page, {"pasted": f"email,mark,date\n'+sam@example.org,85,{TODAY}"})
    assert looked.status_code == 200
    again = looked.context["again"]
    assert desk.post(page, {"pasted": again, "record": "1"}).status_code == 302
    assert ExamResult.objects.get().mark == 85
