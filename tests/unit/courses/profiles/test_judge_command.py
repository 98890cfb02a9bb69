"""`manage.py judge PROFILE RECORDS`: text or JSON, and no database at all."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from .expectations import RECORDS, SHIPPED, expected
from .test_profile_command import Ran as RanCommand

PEERWORKS = (SHIPPED / "peerworks.yaml", RECORDS / "peerworks.yaml")
CALIFORNIA = (SHIPPED / "california.yaml", RECORDS / "california.yaml")


def ran(*args: object) -> RanCommand:
    return RanCommand(*args, name="judge")


def test_text_says_how_each_person_stands_and_why() -> None:
    found = ran(*PEERWORKS)
    assert (found.code, found.err) == (0, [])
    start = found.out.index("Cam")
    assert found.out[start : start + 8] == [
        "Cam",
        "  Level 1: met",
        "    + 15 of 15 modules done.",
        "    + 1 session missed of 2 allowed.",
        "  Level 1R: cannot be met any more",
        "    + 15 of 15 modules done.",
        "    + 1 session missed of 2 allowed.",
        "    x 1 session missed. Nothing may be missed. Cannot be met any more: Listening was missed. "
        "Ask about a make-up.",
    ]


def test_renewals_say_from_when_they_can_be_filed() -> None:
    out = ran(*CALIFORNIA).out
    start = out.index("  Renewal of Certified peer support specialist: can be renewed")
    assert out[start + 1] == "    Valid until 15 April 2028. It can be renewed now."
    assert "  Renewal of Certified peer support specialist: cannot be renewed yet" in out


@pytest.mark.parametrize(
    ("on", "verdict", "words"),
    [
        (
            "2028-01-15",
            "cannot be renewed yet",
            "Valid until 15 April 2028. It can be filed from 16 January 2028 on.",
        ),
        ("2028-04-15", "can be renewed", "Valid until 15 April 2028. It can be renewed now."),
        (
            "2028-04-16",
            "can be renewed",
            "It was valid until 15 April 2028. It has expired, and can still be renewed, late, until 15 May 2028.",
        ),
        (
            "2028-05-16",
            "can be reinstated",
            "It was valid until 15 April 2028. It has expired, and can be reinstated.",
        ),
    ],
)
def test_a_renewal_says_what_there_is_on_each_day(tmp_path: Path, on: str, verdict: str, words: str) -> None:
    profile = tmp_path / "grace.yaml"
    profile.write_text(CALIFORNIA[0].read_text().replace("grace_days: 0", "grace_days: 30"))
    out = ran(profile, CALIFORNIA[1], "--on", on).out
    at = out.index(f"    {words}")
    assert out[at - 1] == f"  Renewal of Certified peer support specialist: {verdict}"


def test_headings_have_a_space_before_the_colon_in_french() -> None:
    assert "  Spécialité famille\N{NO-BREAK SPACE}: " in ran(*CALIFORNIA, "--language", "fr").text


def test_json_holds_the_same_in_both_languages() -> None:
    found: Any = json.loads(ran(*CALIFORNIA, "--format", "json").text)
    assert found["on"] == "2028-03-01"
    assert [person["name"] for person in found["people"]] == list(expected("california"))
    ana = found["people"][0]
    assert [award["award"] for award in ana["awards"]] == ["certified", "family-specialty"]
    assert ana["awards"][0]["name"]["fr"] == "Spécialiste du soutien par les pairs"
    (renewal,) = ana["renewals"]
    assert (renewal["is_met"], renewal["opens_on"], renewal["expires_on"]) == (
        True,
        "2028-01-16",
        "2028-04-15",
    )
    assert (renewal["state"], renewal["late_until"]) == ("due", "2028-04-15")
    assert renewal["parts"][2]["text"]["en"] == "Code of ethics: signed."


def test_another_day_and_another_language() -> None:
    early = ran(*CALIFORNIA, "--on", "2027-01-01").text
    assert "can be renewed\n" not in early.split("Bo\n")[0]
    french = ran(*CALIFORNIA, "--language", "fr").text
    assert "Spécialiste du soutien par les pairs" in french
    assert "15 avril 2028" in french
    assert ran(*CALIFORNIA, "--on", "soon").refusal.endswith("a date is needed, such as 2026-05-31.")


RECORDS_WITH_MISTAKES = """\
on: 31 May
people:
  - name: Ana
    completed: {M1: 2026-01-01, M02: yesterday}
    sessions: [{on: 2026-01-01, modules: [M03], minutes: 60, atended: 60}]
  - results: [{exam: X, mark: 101, on: 2026-02-30}]
"""
WITH_UNKNOWN_CODES = """\
people:
  - name: Ana
    completed: {M1: 2026-01-01}
    to_come: {M2: 60}
    sessions: [{on: 2026-01-01, modules: [M03, M33], minutes: 60, attended: 60, made_up: 1}]
    hours: [{kind: one_to_on, hours: 1, on: 2026-01-01}]
    results: [{exam: X, mark: 80, on: 2026-02-01}]
    signed: [{agreement: code, on: 2026-01-01}]
    held: [{award: level-2, on: 2026-01-01}]
  - {name: Bo}
  - {name: Ana}
"""


def test_every_mistake_in_records_is_named(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_text(RECORDS_WITH_MISTAKES)
    found = ran(PEERWORKS[0], file)
    assert (found.code, found.refusal) == (1, "6 mistakes. Nothing was changed.")
    assert found.err == [
        f"{file}, line 1, on: a date is needed, such as 2026-05-31.",
        f"{file}, line 4, people → Ana → completed → M02: a date is needed, such as 2026-05-31.",
        f"{file}, line 5, people → Ana → sessions → 1 → atended: this is not known here. Did you mean “attended”?",
        f"{file}, line 6, people → 2 → name: this is missing.",
        f"{file}, line 6, people → 2 → results → 1 → mark: at most 100 is possible.",
        f"{file}, line 6, people → 2 → results → 1 → on: a date is needed, such as 2026-05-31.",
    ]


def test_codes_that_the_profile_does_not_have_are_named(tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_text(WITH_UNKNOWN_CODES)
    said = [line.removeprefix(f"{file}, ") for line in ran(PEERWORKS[0], file).err]
    assert said == [
        "line 3, people → Ana → completed → M1: the profile has no module “M1”. Did you mean “M17”?",
        "line 4, people → Ana → to_come → M2: the profile has no module “M2”. Did you mean “M12”?",
        "line 5, people → Ana → sessions → 1 → minutes: more minutes were attended and made up than there were.",
        "line 5, people → Ana → sessions → 1 → modules → 2: the profile has no module “M33”. Did you mean “M13”?",
        "line 6, people → Ana → hours → 1 → kind: the profile has no kind of hours “one_to_on”. "
        "Did you mean “one_to_one”?",
        "line 7, people → Ana → results → 1 → exam: the profile has no exam “X”. There are none.",
        "line 8, people → Ana → signed → 1 → agreement: the profile has no agreement “code”. There are none.",
        "line 9, people → Ana → held → 1 → award: the profile has no award “level-2”. Did you mean “level-1”?",
        "line 11, people → Ana → name: “Ana” is there already. Each needs its own.",
    ]


class Listening:
    """A port at which somebody listens; `was_called` says whether anybody tried it."""

    def __enter__(self) -> "Listening":
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.setblocking(False)
        self.port = self.socket.getsockname()[1]
        return self

    def __exit__(self, *args: object) -> None:
        self.socket.close()

    @property
    def was_called(self) -> bool:
        try:
            self.socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True


def run_alone(port: int, *args: object) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": f"postgres://alongside@127.0.0.1:{port}/none?connect_timeout=2",
        "REDIS_URL": f"redis://127.0.0.1:{port}",
    }
    command = [sys.executable, "manage.py", *map(str, args)]
    return subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    "args", [("judge", *PEERWORKS), ("profile", "check", PEERWORKS[0]), ("profile", "schema")]
)
def test_no_connection_is_tried(args: tuple[object, ...]) -> None:
    with Listening() as listening:
        done = run_alone(listening.port, *args)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout
        assert not listening.was_called


def test_what_needs_a_database_does_try_one() -> None:
    """The control: otherwise the test above would pass whatever happened."""
    with Listening() as listening:
        done = run_alone(listening.port, "profile", "dump", "anything")
        assert done.returncode != 0
        assert listening.was_called
