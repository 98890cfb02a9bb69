"""`manage.py profile check|load|dump|schema`: what it prints, how it ends, what it leaves."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from courses.models import Course, Edition
from courses.profiles.profile import read_profile
from courses.profiles.schema import as_json, profile_schema
from tests import factories

from .expectations import SHIPPED, shipped

pytestmark = pytest.mark.django_db
CALGARY = SHIPPED / "cmha-calgary.yaml"


class Ran:
    """What a command printed and how it ended."""

    def __init__(self, *args: object, name: str = "profile") -> None:
        out, err = io.StringIO(), io.StringIO()
        self.code, self.refusal = 0, ""
        try:
            call_command(name, *map(str, args), stdout=out, stderr=err, no_color=True)
        except CommandError as error:
            self.code, self.refusal = error.returncode, str(error)
        self.text = out.getvalue()
        self.out, self.err = self.text.splitlines(), err.getvalue().splitlines()


@pytest.fixture(autouse=True)
def streams() -> None:
    for slug in ("peer", "family"):
        factories.stream(slug=slug)


def test_check_names_every_mistake_of_every_file(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(CALGARY.read_text().replace("hours: 83,", "hours: many,").replace("[T4]", "[T5]"))
    ran = Ran("check", CALGARY, wrong)
    assert (ran.code, ran.refusal) == (1, "2 mistakes. Nothing was changed.")
    assert ran.out == [f"{CALGARY}: nothing is wrong. Modules: 5. Awards: 1."]
    assert ran.err == [
        f"{wrong}, line 14, modules → P1 → needs → 1: there is no module “T5”. Known are: T1, T2, T3, T4, P1.",
        f"{wrong}, line 22, awards → graduate → requirements → 1 → hours → hours: a number is needed.",
    ]
    assert Ran("check", CALGARY).code == 0


def test_load_says_what_it_did_and_the_second_time_that_nothing_changed() -> None:
    programme, by = factories.programme(slug="calgary"), factories.person(email="jo@example.org")
    ran = Ran("load", CALGARY, "--programme", "calgary", "--by", "jo@example.org")
    assert (ran.code, ran.err) == (0, [])
    assert ran.out == ["Course made: School of Peer Support.", "Edition 1 made. Modules: 5. Awards: 1."]
    again = Ran("load", CALGARY, "--programme", "calgary")
    assert (again.code, again.out) == (0, ["Nothing changed: edition 1 says the same."])
    assert Course.objects.get().programme == programme
    assert Edition.objects.count() == 1
    assert by.pk


def test_load_says_what_changed(tmp_path: Path) -> None:
    factories.programme(slug="west")
    Ran("load", SHIPPED / "california.yaml", "--programme", "west")
    Edition.objects.update(frozen_at=timezone.now())
    changed = tmp_path / "new.yaml"
    content = (SHIPPED / "california.yaml").read_text()
    content = content.replace("en: Medi-Cal peer support", "en: Peer support")
    content = content.replace("  - code: ethics\n", "  - code: ethics\n    version: 2\n")
    changed.write_text(content.replace("hours: 6,", "hours: 7,"))
    ran = Ran("load", changed, "--programme", "west")
    assert ran.out == [
        "Course changed: title_en.",
        "Agreements written: ethics.",
        "Edition 2 made. Modules: 6. Awards: 2.",
    ]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("load", CALGARY, "--programme", "nowhere"), "There is no programme nowhere."),
        (
            ("load", CALGARY, "--programme", "here", "--by", "nobody@example.org"),
            "Nobody has the address nobody@example.org.",
        ),
        (("load", "/nowhere/x.yaml", "--programme", "here"), "/nowhere/x.yaml: No such file or directory"),
        (("check", "/nowhere/x.yaml"), "/nowhere/x.yaml: No such file or directory"),
        (("dump", "nothing"), "There is no such course or edition: nothing."),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(args: tuple[object, ...], words: str) -> None:
    factories.programme(slug="here")
    ran = Ran(*args)
    assert (ran.code, ran.refusal) == (1, words)
    assert not Course.objects.exists()


def test_a_refused_load_leaves_nothing(tmp_path: Path) -> None:
    factories.programme(slug="here")
    file = tmp_path / "x.yaml"
    file.write_text(CALGARY.read_text().replace("stream: peer", "stream: pear"))
    ran = Ran("load", file, "--programme", "here")
    assert (ran.code, ran.refusal) == (1, "1 mistake. Nothing was changed.")
    assert ran.err == [
        f"{file}, line 6, course → stream: there is no stream “pear” on this site. There are: family, peer."
    ]
    assert not Course.objects.exists()


def test_dump_writes_an_edition_that_loads_to_the_same() -> None:
    factories.programme(slug="here")
    factories.programme(slug="there")
    Ran("load", CALGARY, "--programme", "here")
    ran = Ran("dump", "school-of-peer-support")
    assert read_profile("dumped.yaml", ran.text.encode()).data == shipped("cmha-calgary").data
    Ran("load", CALGARY, "--programme", "there")
    several = Ran("dump", "school-of-peer-support")
    assert several.refusal == "Several programmes have this course: here, there. Name one with --programme."
    assert Ran("dump", "school-of-peer-support", "--programme", "there", "--edition", "1").text == ran.text
    assert Ran("dump", "school-of-peer-support", "--programme", "there", "--edition", "2").code == 1


def test_schema_is_written_to_standard_output() -> None:
    assert Ran("schema").text == as_json(profile_schema())
    assert '"title": "Records"' in Ran("schema", "--records").text
