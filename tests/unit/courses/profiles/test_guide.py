"""docs/profiles.md is all that a coordinator needs: its tables are complete, and its example does what it says."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from courses.profiles.problems import Refused
from courses.profiles.profile import read_profile
from courses.profiles.records import read_records
from courses.profiles.tables import kinds_table, parts_table, records_table
from courses.profiles.trying import as_text, try_out
from courses.requirements.kinds import KINDS
from courses.requirements.words import EVENTS

GUIDE = Path(settings.BASE_DIR) / "docs" / "profiles.md"
TABLES = {"kinds": kinds_table, "records": records_table, "parts": parts_table}


def between(name: str) -> str:
    found = re.search(rf"<!-- {name}: [^>]*-->\n(.*?)<!-- end of {name} -->", GUIDE.read_text(), re.S)
    assert found is not None
    return found[1]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(), re.S)


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_the_one_that_the_schema_makes(name: str) -> None:
    assert between(name).strip() == TABLES[name]().strip()


def test_every_kind_and_every_event_is_explained() -> None:
    for kind in KINDS:
        assert f"### `{kind}`" in between("kinds")
    for event in EVENTS:
        assert f"\n| `{event}` |" in GUIDE.read_text()


def test_the_example_is_judged_as_the_page_says() -> None:
    policy, _renewal, people = blocks("yaml")
    profile = read_profile("harbour.yaml", policy.encode())
    records = read_records("people.yaml", people.encode(), profile.outline)
    assert records.on is not None
    lines = as_text(list(try_out(profile, records.people, at=records.on)))
    assert "\n".join(lines) + "\n" == blocks("text")[0]


def test_what_the_sentences_become_stands_in_the_example() -> None:
    policy = blocks("yaml")[0]
    rows = re.findall(r"\| `(\w+: \{[^`…]*\})`", GUIDE.read_text())
    assert len(rows) >= 4
    for row in rows:
        assert row in policy


def test_the_mistakes_on_the_page_are_told_like_that() -> None:
    policy = (
        blocks("yaml")[0].replace("hours: 60\n", "hours: sixty\n").replace("valid_at_event", "vaild_at_event")
    )
    with pytest.raises(Refused) as caught:
        read_profile("harbour.yaml", policy.encode())
    assert f"{caught.value}\n" == blocks("text")[1]


def test_the_renewal_on_the_page_fits_an_award() -> None:
    policy, renewal, _people = blocks("yaml")
    agreement = (
        "agreements:\n  - {code: ethics, title: {en: Code, fr: Code}, text: {en: I listen., fr: J’écoute.}}\n"
    )
    profile = read_profile("harbour.yaml", (agreement + policy + renewal).encode())
    assert profile.data["awards"][0]["renewal"]["window_days"] == 90
