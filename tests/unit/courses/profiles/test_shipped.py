"""The shipped profiles judge their sample records as was worked out by hand, and say why in both languages."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from cms.reading.grade import MOST_GRADE, grade
from courses.profiles.profile import read_profile
from courses.profiles.trying import as_lists, as_text
from courses.profiles.writing import as_yaml

from .expectations import NAMES, RECORDS, SHIPPED, as_expected, expected, judged, sample, shipped


def test_six_policies_ship_and_each_has_records() -> None:
    assert NAMES == ["california", "cmha-calgary", "default", "peer-support-canada", "peerworks", "vch"]
    assert sorted(path.stem for path in RECORDS.glob("*.yaml") if ".expected" not in path.name) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_judges_its_records_as_worked_out_by_hand(name: str) -> None:
    profile = shipped(name)
    records = sample(name, profile)
    assert len(records.people) >= 4
    assert as_expected(judged(profile, records)) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_an_award_is_met_when_all_of_it_is_and_lost_when_a_part_of_it_is(name: str) -> None:
    profile = shipped(name)
    for tried in judged(profile, sample(name, profile)):
        parts = tried.judged.parts
        assert tried.judged.is_met == all(part.is_met for part in parts)
        assert tried.judged.can_be_met == all(part.is_met or part.can_be_met for part in parts)


@pytest.mark.parametrize("name", NAMES)
def test_every_judgement_is_said_in_both_languages(name: str) -> None:
    profile = shipped(name)
    records = sample(name, profile)
    found = judged(profile, records)
    people = json.loads(json.dumps(as_lists(found, at=records.on)))["people"]  # type: ignore[arg-type]
    parts = [
        part
        for person in people
        for award in person["awards"] + person["renewals"]
        for part in award["parts"]
    ]
    assert parts
    for said in (part[words] for part in parts for words in ("asks", "text", "next_step")):
        assert (said["en"] != said["fr"]) == bool(said["en"])
        assert re.findall(r"\d+", said["en"]) == re.findall(r"\d+", said["fr"]), said
    with override("fr"):
        lines = list(as_text(found))
    assert len(lines) == len(list(as_text(found)))
    assert any(str(profile.data["awards"][0]["name"]["fr"]) in said for said in lines)


def test_the_family_stream_in_canada_is_the_same_file_with_another_stream() -> None:
    content = (SHIPPED / "peer-support-canada.yaml").read_text()
    family = read_profile("family.yaml", content.replace("stream: peer\n", "stream: family\n").encode())
    peer = shipped("peer-support-canada")
    assert family.data["course"]["stream"] == "family"
    assert {**family.data, "course": {}} == {**peer.data, "course": {}}


def test_the_numbers_are_those_that_were_published() -> None:
    """domain.md: what programmes really require."""

    def hours(name: str, kind: str) -> float:
        modules = shipped(name).data["modules"]
        return sum(one["hours"] for one in modules if one["kind"] == kind and not one["optional"])

    assert hours("vch", "class") > 85
    assert hours("vch", "practicum") == 36
    assert hours("cmha-calgary", "class") == 83
    assert hours("cmha-calgary", "practicum") == 50
    assert hours("california", "class") == 80
    assert hours("peerworks", "class") == 17 * 2
    assert hours("default", "class") == 86
    assert hours("default", "practicum") == 36
    optional = [one for one in shipped("california").data["modules"] if one["optional"]]
    assert sum(one["hours"] for one in optional) == 40


def english(value: Any) -> Iterator[str]:
    """Every English sentence in a profile."""
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, dict | list):
            yield from english(inner)
        elif name == "en" and " " in inner:
            yield inner


@pytest.mark.parametrize("name", NAMES)
def test_what_people_read_is_plain_and_in_both_languages(name: str) -> None:
    data = shipped(name).data
    texts = list(english(data))
    assert texts
    assert [words for words in texts if len(words.split()) >= 15 and (grade(words) or 0) > MOST_GRADE] == []
    assert "fr: ''" not in as_yaml(data)
