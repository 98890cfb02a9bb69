"""`manage.py enrol COHORT FILE [--dry-run] [--by EMAIL]`."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cms.accounts.models import Person
from tasks.outbox.models import Message
from tests import factories
from trainees.models import Enrolment, EnrolmentBatch

from .lists import HEADER

pytestmark = pytest.mark.django_db
GOOD = f"{HEADER}\nSam,sam@example.org,fr,\nKit,kit@example.org,,\n"


class Ran:
    """What the command printed and how it ended."""

    def __init__(self, *args: object) -> None:
        out, err = io.StringIO(), io.StringIO()
        self.code, self.refusal = 0, ""
        try:
            call_command("enrol", *map(str, args), stdout=out, stderr=err, no_color=True)
        except CommandError as error:
            self.code, self.refusal = error.returncode, str(error)
        self.out, self.err = out.getvalue().splitlines(), err.getvalue().splitlines()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "spring.csv"
    path.write_text(GOOD)
    return path


def test_it_enrols_and_names_who_did_it(file: Path) -> None:
    cohort = factories.cohort(slug="spring")
    by = factories.person(email="coordinator@example.org")
    ran = Ran("spring", file, "--by", "Coordinator@example.org")
    assert (ran.code, ran.err) == (0, [])
    assert [line.split() for line in ran.out] == [
        ["2", "New", "person", "sam@example.org", "Sam"],
        ["3", "New", "person", "kit@example.org", "Kit"],
        ["2", "of", "2", "enrolled."],
    ]
    assert {e.enrolled_by for e in Enrolment.objects.filter(cohort=cohort)} == {by}
    assert EnrolmentBatch.objects.get().source == "spring.csv"
    again = Ran(cohort.pk, file)
    assert (again.code, again.out[-1]) == (0, "0 of 2 enrolled.")
    assert Message.objects.count() == 2


def test_a_dry_run_writes_nothing(file: Path) -> None:
    factories.cohort(slug="spring")
    ran = Ran("spring", file, "--dry-run")
    assert (ran.code, ran.out[-1]) == (0, "2 of 2 would be enrolled.")
    assert (Person.objects.count(), Enrolment.objects.count(), EnrolmentBatch.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("option", [[], ["--dry-run"]])
def test_what_is_left_out_is_named_by_file_row_and_field(file: Path, option: list[str]) -> None:
    factories.cohort(slug="spring", seats=1)
    file.write_text(GOOD + ",nowhere,,\nSam,sam@example.org,,,\n")
    ran = Ran("spring", file, *option)
    assert (ran.code, ran.refusal) == (2, "2 rows were left out.")
    assert ran.err == [
        f"{file}, row 3: No seat is left in this cohort.",
        f"{file}, row 4, name: A name is missing.",
        f"{file}, row 4, e-mail: This does not look like an e-mail address. An example: name@example.org",
    ]
    assert Enrolment.objects.count() == (0 if option else 1)


def test_what_cannot_be_used_is_refused_by_name(file: Path, tmp_path: Path) -> None:
    factories.cohort(slug="spring")
    file.write_text("name;phone\nSam;1")
    cases = {
        ("spring", file): f"{file}: The first row must name the columns. Missing: e-mail.",
        ("spring", tmp_path / "none.csv"): f"{tmp_path / 'none.csv'}: No such file or directory",
        ("autumn", file): "There is no cohort autumn.",
        ("spring", file, "--by", "nobody@example.org"): "Nobody has the address nobody@example.org.",
    }
    for args, words in cases.items():
        ran = Ran(*args)
        assert (ran.code, ran.refusal) == (1, words)
    assert EnrolmentBatch.objects.count() == 0
