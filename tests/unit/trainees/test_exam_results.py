"""Results of exams: by hand, from lists of every kind, corrected; all of a list or nothing."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from courses.enums import EvidenceKind
from courses.models import Cohort, Exam
from courses.operations.exams import set_window
from tests import factories
from trainees.models import Enrolment, ExamResult
from trainees.operations import exams

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TODAY = factories.today().isoformat()


@pytest.fixture
def cohort() -> Cohort:
    """A cohort with one exam, X1, of two attempts."""
    return factories.cohort_that_asks(EvidenceKind.SIGN_OFF)


@pytest.fixture
def exam(cohort: Cohort) -> Exam:
    return Exam.objects.get(edition=cohort.edition)


@pytest.fixture
def sam(cohort: Cohort) -> Enrolment:
    return factories.enrolment(cohort, chosen_name="Sam", email="sam@example.org")


def refused(act: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value.message_dict


def record(sam: Enrolment, exam: Exam, mark: int = 70, days_ago: int = 0) -> ExamResult:
    day = factories.today() - days_ago * DAY
    return exams.record_result(enrolment=sam, exam=exam, mark=mark, taken_on=day, by=None)


def test_attempts_count_up_and_the_same_twice_is_one(sam: Enrolment, exam: Exam) -> None:
    first, again, second = record(sam, exam, 60, 9), record(sam, exam, 60, 9), record(sam, exam, 85)
    assert (first.attempt, again, second.attempt) == (1, first, 2)
    assert refused(lambda: record(sam, exam, 90, 5)) == {"__all__": ["No attempt is left."]}


def test_nobody_voids_a_result_of_their_own(sam: Enrolment, exam: Exam) -> None:
    """Who teaches in the programme may learn in it too; an attempt does not come back by their own word."""
    first = record(sam, exam, 60, 9)
    said = {"__all__": ["Somebody else has to confirm this for you."]}
    assert refused(lambda: exams.void_result(result=first, reason="Not so", by=sam.person)) == said
    first.refresh_from_db()
    assert first.voided_at is None


@pytest.mark.parametrize(
    ("mark", "days_ago", "field"),
    [(101, 0, "mark"), (-1, 0, "mark"), (70, -1, "taken_on"), (70, 31, "taken_on")],
)
def test_marks_and_days_that_cannot_be(
    sam: Enrolment, exam: Exam, mark: int, days_ago: int, field: str
) -> None:
    assert list(refused(lambda: record(sam, exam, mark, days_ago))) == [field]


def test_another_result_on_the_same_day_is_a_correction(sam: Enrolment, exam: Exam) -> None:
    first = record(sam, exam, 60)
    assert list(refused(lambda: record(sam, exam, 61))) == ["taken_on"]
    for reason in ("", "  "):
        said = refused(
            lambda r=reason: exams.correct_result(
                result=first, mark=61, taken_on=first.taken_on, reason=r, by=None
            )
        )
        assert list(said) == ["reason"]
    right = exams.correct_result(result=first, mark=61, taken_on=first.taken_on, reason="A typo.", by=None)
    first.refresh_from_db()
    assert (right.attempt, right.mark, first.mark, first.void_reason) == (1, 61, 60, "A typo.")
    said = refused(
        lambda: exams.correct_result(result=first, mark=62, taken_on=first.taken_on, reason="Again", by=None)
    )
    assert said == {"__all__": ["This was voided already."]}
    exams.void_result(result=right, reason="Somebody else's.", by=None)
    assert record(sam, exam, 90).attempt == 1


def test_a_correction_that_changes_nothing_is_refused(sam: Enrolment, exam: Exam) -> None:
    first = record(sam, exam, 60)
    said = refused(
        lambda: exams.correct_result(result=first, mark=60, taken_on=first.taken_on, reason="x", by=None)
    )
    assert list(said) == ["mark"]


def test_the_window_is_kept_on_the_programmes_calendar(cohort: Cohort, sam: Enrolment, exam: Exam) -> None:
    first = factories.today() - 3 * DAY
    set_window(
        cohort=cohort,
        exam=exam,
        opens_at=factories.instant(first, 22),
        closes_at=factories.instant(first + DAY, 1),
        by=None,
    )
    assert list(refused(lambda: record(sam, exam, 60, 4))) == ["taken_on"]
    assert list(refused(lambda: record(sam, exam, 60, 1))) == ["taken_on"]
    assert record(sam, exam, 60, 3).attempt == 1
    assert record(sam, exam, 60, 2).attempt == 2


def test_an_exam_may_be_written_again_after_the_last_day(cohort: Cohort, sam: Enrolment, exam: Exam) -> None:
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=factories.today() - 5 * DAY)
    assert record(sam, exam, 90).attempt == 1


def test_an_exam_of_another_edition_is_refused(sam: Enrolment) -> None:
    foreign = Exam.objects.get(edition=factories.cohort_that_asks().edition)
    assert list(refused(lambda: record(sam, foreign))) == ["exam"]


# Lists


def check(cohort: Cohort, data: Any, taken_on: dt.date | None = None) -> exams.CheckedResults:
    exam = Exam.objects.get(edition=cohort.edition)
    return exams.check_results(cohort=cohort, exam=exam, data=data, taken_on=taken_on)


def apply(cohort: Cohort, data: Any, taken_on: dt.date | None = None) -> list[ExamResult]:
    exam = Exam.objects.get(edition=cohort.edition)
    return exams.record_list(cohort=cohort, exam=exam, data=data, taken_on=taken_on, by=None)


def workbook(*rows: Any) -> bytes:
    book, kept = Workbook(), io.BytesIO()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        f"email,mark,date\nSAM@example.org,85,{TODAY}\n",
        f"\ufeffE-mail;Mark;Date\r\nsam@example.org;85 %;{TODAY}\r\n".encode(),
        f"Courriel\tNote\tDate\nsam@example.org\t85,0\t{TODAY}\n",
        f"name,mark,date\n  Sam ,85.0,{TODAY}\n",
        f"Note;Nom;Prénom usuel inconnu;Date\n85;Sam;é;{TODAY}\n".encode("latin-1"),
        workbook(["Name", "Result", "Taken on"], ["Sam", 85, factories.today()]),
        workbook(["e-mail", "mark", "date"], ["sam@example.org", 85.0, dt.datetime.fromisoformat(TODAY)]),
        f"name,e-mail,mark,date\nSamantha,sam@example.org,85,{TODAY}\n",
    ],
)
def test_every_usual_list_is_read(cohort: Cohort, sam: Enrolment, data: Any) -> None:
    checked = check(cohort, data)
    assert [(v.enrolment, v.row.mark, v.result and v.result.attempt, v.errors) for v in checked.verdicts] == [
        (sam, 85, 1, {})
    ]
    assert not ExamResult.objects.exists()
    assert [result.mark for result in apply(cohort, data)] == [85]
    assert apply(cohort, data) == []
    assert check(cohort, data).verdicts[0].is_known


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("nobody@example.org,85," + TODAY, "email"),
        ("not an address,85," + TODAY, "email"),
        (",85," + TODAY, "email"),
        ("=cmd|' /C calc'!A0,85," + TODAY, "email"),
        ("sam@example.org,," + TODAY, "mark"),
        ("sam@example.org,101," + TODAY, "mark"),
        ("sam@example.org,-5," + TODAY, "mark"),
        ("sam@example.org,85.5," + TODAY, "mark"),
        ("sam@example.org,٨٥," + TODAY, "mark"),
        ('"sam@example.org","=SUM(80;5)",' + TODAY, "mark"),
        ("sam@example.org,85,", "taken_on"),
        ("sam@example.org,85,31/01/2027", "taken_on"),
        ("sam@example.org,85,2027-02-30", "taken_on"),
        ("sam@example.org,85,2999-01-01", "taken_on"),
        (f"sam@example.org,85,{TODAY},more", "row"),
        ("sam@exam\u0007ple.org,85," + TODAY, "email"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_recorded(
    cohort: Cohort, sam: Enrolment, row: str, field: str
) -> None:
    kit = factories.enrolment(cohort, email="kit@example.org")
    data = f"email,mark,date\nkit@example.org,90,{TODAY}\n{row}\n"
    good, bad = check(cohort, data).verdicts
    assert (good.enrolment, good.errors) == (kit, {})
    assert (bad.row.number, list(bad.errors)) == (3, [field])
    assert refused(lambda: apply(cohort, data)) == {
        "list": ["Some rows have a mistake. Nothing is recorded."]
    }
    assert not ExamResult.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        "",
        "\n\n",
        "email,mark\n",
        "email,date\nsam@example.org,2027-01-01\n",
        "mark,date\n85,2027-01-01\n",
        "email,mark,score\nsam@example.org,85,86\n",
        "email,mark\nsam@example.org,8\0 5\n",
        'email,mark\n"sam@example.org,85\n',
        b"PK\x03\x04 not a workbook",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one",
        "email,mark\n" + "sam@example.org,85\n" * 1_001,
    ],
)
def test_a_list_that_cannot_be_used_says_why(cohort: Cohort, sam: Enrolment, data: Any) -> None:
    assert list(refused(lambda: check(cohort, data, factories.today()))) == ["list"]


def test_the_same_person_twice_and_two_of_one_name_are_named(cohort: Cohort, sam: Enrolment) -> None:
    factories.enrolment(cohort, chosen_name="Kit")
    factories.enrolment(cohort, chosen_name="kit")
    data = "name,mark\nSam,80\nsam,90\nKit,70\nSomebody,60\n"
    said = [verdict.errors for verdict in check(cohort, data, factories.today()).verdicts]
    assert said == [
        {},
        {"row": ["The same person as in row 2."]},
        {"name": ["Two people have this name. Use the e-mail address."]},
        {"name": ["Nobody in this cohort."]},
    ]


def test_attempts_windows_and_people_who_left_count_in_lists_too(
    cohort: Cohort, sam: Enrolment, exam: Exam
) -> None:
    record(sam, exam, 60, 9)
    record(sam, exam, 70, 5)
    (verdict,) = check(cohort, "email,mark\nsam@example.org,80\n", factories.today()).verdicts
    assert verdict.errors == {"row": ["No attempt is left."]}
    elsewhere = factories.enrolment(factories.cohort(), email="elsewhere@example.org")
    assert elsewhere.cohort != cohort
    (verdict,) = check(cohort, "email,mark\nelsewhere@example.org,80\n", factories.today()).verdicts
    assert verdict.errors == {"email": ["Nobody in this cohort."]}


def test_as_many_queries_for_many_rows_as_for_few(cohort: Cohort) -> None:
    counts = []
    for number in (1, 12):
        people = factories.enrolments(cohort, number)
        data = "email,mark\n" + "".join(f"{one.person.email},80\n" for one in people)
        with CaptureQueriesContext(connection) as queries:
            assert len(apply(cohort, data, factories.today() - (number % 5) * DAY)) == number
        counts.append(len(queries))
    assert counts[0] == counts[1]
