"""What an award asks for in words, and what of it cannot be meant. Operations' tests have the mistakes one by one."""

from collections.abc import Sequence
from typing import Any

from courses.requirements.asking import (
    Asked,
    asked,
    asks_for_itself,
    awards_asked_for,
    in_words,
    marked,
    same,
)
from courses.requirements.mistakes import RulesError, errors_of, find_mistakes, mistakes
from courses.requirements.stream import requirements_of, stored

from .tables import OUTLINE

LISTENING = {"type": "modules", "value": {"codes": ["M8"]}}
LEVEL = {"type": "award", "value": {"award": "level-1"}}
NESTED = [
    {"type": "any_of", "value": {"parts": [{"type": "all_of", "value": {"parts": [LEVEL]}}, LISTENING]}}
]


def test_groups_are_lists_in_lists() -> None:
    [group] = asked(requirements_of(stored(NESTED)), OUTLINE)
    assert (group.text, [part.text for part in group.parts]) == (
        "One of these:",
        ["All of these:", "This module: Listening."],
    )
    assert in_words(stored(NESTED), OUTLINE) == [
        "One of these:",
        "  All of these:",
        "    Level 1, still valid.",
        "  This module: Listening.",
    ]


def test_what_differs_is_marked_on_either_side_and_inside_a_group() -> None:
    same_line, old, new = Asked(text="Same."), Asked(text="Old."), Asked(text="New.")
    now = [same_line, Asked(text="One of these:", parts=[same_line, old]), same_line]
    then = [Asked(text="One of these:", parts=[new, same_line]), same_line]

    def differing(lines: Sequence[Asked]) -> list[str]:
        return [word for one in lines for word in ([one.text] * one.differs + differing(one.parts))]

    assert differing(marked(now, then)) == ["Old.", "Same."]
    assert differing(marked(then, now)) == ["New."]
    assert differing(marked(now, now)) == []


def test_events_of_a_term_are_for_renewals_only() -> None:
    rules = stored([{"type": "hours", "value": {"hours": "1", "from_event": "term"}}])
    assert mistakes(rules, OUTLINE) == ["Hours: this edition does not have term."]
    assert mistakes(rules, OUTLINE, is_renewal=True) == []


def test_events_with_a_code() -> None:
    def said(event: str) -> list[str]:
        return mistakes(stored([{"type": "age", "value": {"months": 1, "from_event": event}}]), OUTLINE)

    for event in ("module:M8", "exam:final", "agreement:code", "award:level-1", "credential:x", "finish"):
        assert said(event) == []
    for event in ("module:X", "exam:X", "agreement:X", "award:X", "party", "party:x"):
        assert said(event) == [f"Age of the record: this edition does not have {event}."]
    assert said("credential:") == ["Age of the record: type its short name after the colon."]


def test_the_same_rules_with_and_without_what_is_empty() -> None:
    assert same(
        stored([LISTENING]),
        stored([{"type": "modules", "id": "x", "value": {"codes": ["M8"], "at_least": None}}]),
    )
    assert same(
        stored([{"type": "hours", "value": {"hours": "6"}}]),
        stored([{"type": "hours", "value": {"hours": "6.00", "from_event": ""}}]),
    )
    assert not same(stored([LISTENING]), stored(NESTED))


def test_circles() -> None:
    def asks(code: str) -> Any:
        return stored([{"type": "any_of", "value": {"parts": [{"type": "award", "value": {"award": code}}]}}])

    assert awards_asked_for(stored(NESTED)) == {"level-1"}
    assert asks_for_itself("a", {"a": asks("a")})
    assert asks_for_itself("a", {"a": asks("b"), "b": asks("c"), "c": asks("a")})
    assert not asks_for_itself("a", {"a": asks("b"), "b": asks("c"), "c": asks("b")})
    assert not asks_for_itself("a", {"a": asks("gone")})


def test_a_mistake_is_marked_at_its_field_at_any_depth() -> None:
    rules = stored(
        [
            LISTENING,
            {"type": "any_of", "value": {"parts": [LISTENING, {"type": "all_of", "value": {"parts": []}}]}},
            {"type": "any_of", "value": {"parts": [{"type": "modules", "value": {"codes": ["X9", "X8"]}}]}},
        ]
    )
    [error, more] = errors_of(find_mistakes(rules, OUTLINE))
    assert isinstance(error, RulesError)
    assert (error.messages, more.messages) == (
        ["All of these: 1 are asked for, and there are only 0."],
        ["Modules completed: this edition does not have X9 and X8."],
    )
    assert error.as_json_data()["blockErrors"] == {
        1: {
            "blockErrors": {
                "parts": {
                    "blockErrors": {
                        1: {
                            "blockErrors": {"parts": {"messages": ["1 are asked for, and there are only 0."]}}
                        }
                    }
                }
            }
        },
        2: {
            "blockErrors": {
                "parts": {
                    "blockErrors": {
                        0: {"blockErrors": {"codes": {"messages": ["This edition does not have X9 and X8."]}}}
                    }
                }
            }
        },
    }
