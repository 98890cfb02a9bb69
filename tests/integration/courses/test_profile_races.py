"""Two people load a profile at the same moment: one course, one edition; the second is told that nothing changed."""

from typing import Any

import pytest
from django.db import IntegrityError

from courses.models import Course, Edition, Programme
from courses.operations import profiles
from courses.profiles.problems import Refused
from tests import factories
from tests.races import Meeting, at_once
from tests.unit.courses.profiles.expectations import shipped

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def load_twice(meeting: Meeting) -> tuple[list[Any], Programme]:
    meeting.again()
    programme = factories.programme()
    profile = shipped("cmha-calgary")

    def load() -> str:
        try:
            loaded = profiles.load_profile(profile=profile, programme=programme, by=None)
        except (Refused, IntegrityError):
            return "refused"
        return "changed" if loaded.changed else "unchanged"

    return at_once(load, load), programme


def test_one_loads_and_the_other_finds_that_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.stream(slug="peer")
    meeting = Meeting(monkeypatch)
    meeting.after(profiles, "_course_fields")
    for _round in range(ROUNDS):
        results, programme = load_twice(meeting)
        assert sorted(results) == ["changed", "unchanged"]
        assert Course.objects.filter(programme=programme).count() == 1
        assert Edition.objects.filter(course__programme=programme).count() == 1


def test_without_the_lock_both_would_make_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    factories.stream(slug="peer")
    monkeypatch.setattr(profiles, "fresh", lambda record: record)
    meeting = Meeting(monkeypatch)
    meeting.seconds = 1
    meeting.after(profiles, "_course_fields")
    results, _programme = load_twice(meeting)
    assert sorted(results) == ["changed", "refused"]
