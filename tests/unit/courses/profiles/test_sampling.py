"""The people that a form begins with can be read and judged, whatever the codes of a course are."""

import datetime as dt

import pytest

from courses.profiles.records import read_records
from courses.profiles.sampling import sample_people
from courses.profiles.trying import try_out
from courses.requirements.record import ExamFacts, Named, Outline, Unit

from .expectations import NAMES, shipped

DAY = dt.date(2026, 11, 30)


@pytest.mark.parametrize("name", NAMES)
def test_they_fit_every_shipped_profile(name: str) -> None:
    profile = shipped(name)
    found = read_records("sample", sample_people(profile.outline, on=DAY).encode(), profile.outline)
    assert (found.on, [person for person, _record in found.people]) == (DAY, ["Rae", "Sol"])
    (_rae, done), (_sol, begun) = found.people
    assert set(done.completed) == set(profile.outline.needed)
    assert len(begun.completed) <= 1
    assert list(try_out(profile, found.people, at=DAY))


@pytest.mark.parametrize(
    "code",
    ["12", "1e5", "no", "null", "a:b", "Yes", "off", "M-1", "é#", '"', "0x1F", "2026-01-01", "~", "M01"],
)
def test_codes_that_mean_something_else_in_yaml_stay_codes(code: str) -> None:
    outline = Outline(
        modules={code: Unit(title=Named("A"), minutes=90, is_practicum=True)},
        exams={code: ExamFacts(title=Named("A"), pass_mark=80, attempts=0)},
        agreements={code: (Named("A"), 1)},
        awards={},
        categories={"one_to_one": Named("One")},
        sources={},
    )
    found = read_records("sample", sample_people(outline, on=DAY).encode(), outline)
    assert list(found.people[1][1].completed) == [code]
    assert found.people[0][1].results[0].exam == code


def test_a_course_without_anything_has_people_too() -> None:
    outline = Outline(modules={}, exams={}, agreements={}, awards={}, categories={}, sources={})
    assert len(read_records("sample", sample_people(outline, on=DAY).encode(), outline).people) == 2
