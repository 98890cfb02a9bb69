"""Log entries in words: nothing is shown as it is stored."""

from typing import Any

import pytest
from django.utils.translation import override
from wagtail.models import ModelLogEntry

import trainees.backoffice.history  # noqa: F401  # brings the words of completions
from courses.backoffice.history import details


def said(**data: Any) -> list[str]:
    """What a reader of the entry sees below its head."""
    return details(ModelLogEntry(action="any", data=data))


def test_days_and_choices_are_said_as_people_say_them() -> None:
    """No ISO date, no stored choice."""
    assert said(exam="X1", taken_on="2026-11-12") == ["X1", "12 November 2026"]
    assert said(module="M01", evidence="assignment") == ["M01", "Assignment or reflection"]
    with override("fr"):
        assert said(held_on="2026-05-01") == ["1er mai 2026"]


def test_corrected_rules_are_said_by_what_differs() -> None:
    """Lines that stayed are left out; the reason is there."""
    before = {"words": "At most 2 sessions missed.\nFinal exam: 80 % or more.", "rules": []}
    after = {"words": "At most 3 sessions missed.\nFinal exam: 80 % or more.", "rules": []}
    assert said(award="Level 1", reason="As agreed.", before=before, after=after) == [
        "Level 1",
        "Reason: As agreed.",
        "Requirements: At most 2 sessions missed. → At most 3 sessions missed.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("One of these:\n– A\nOne of these:\n– A", "One of these:\n– A", "One of these: – A → –"),
        ("A\nB", "A\nB\nA", "– → A"),
        ("A\nB", "B\nA", "A B → B A"),
    ],
)
def test_what_stands_twice_or_elsewhere_is_no_empty_line(before: str, after: str, words: str) -> None:
    """Some line tells the rules apart, or both are there in full."""
    change = {name: {"words": text, "rules": []} for name, text in (("before", before), ("after", after))}
    [line] = said(**change)
    assert line == f"Requirements: {words}"


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("[{'code': 'law', 'en': 'Law', 'fr': 'Droit'}]", "Law"),
        ("[]", "–"),
        ("not a list", "not a list"),
    ],
)
def test_kinds_of_continuing_education_are_named(kept: str, words: str) -> None:
    """By their words, not as they are stored."""
    assert said(changes={"categories": ["[]", kept]}) == [f"Kinds of continuing education: – → {words}"]


def test_what_is_long_ends_between_two_words() -> None:
    """With a sign that there is more."""
    [line] = said(changes={"name_en": ["", "word " * 100]})
    assert line.endswith("word …")
