"""Groups: nested, of nothing, of fewer parts than they ask for. What a whole award says."""

import datetime as dt
from typing import Any

import pytest

from courses.requirements.judgement import as_data
from courses.requirements.record import Outline, Record
from courses.requirements.stream import judge, requirements_of, stored, unknown

from .tables import OUTLINE, day, done, everything, judged

ROLES = {"type": "modules", "value": {"codes": ["M2"]}}
LISTENING = {"type": "modules", "value": {"codes": ["M8"]}}
NEVER = {"type": "modules", "value": {"codes": ["M8"], "at_least": 2}}
TO_DO, ASK = "Still to do: Roles.", "Ask your coordinator about it."


def group(kind: str, *parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A group of parts, as it is stored."""
    return {"type": kind, "value": {"parts": list(parts), **more}}


@pytest.mark.parametrize(
    ("raw", "completed", "met", "can", "text", "next_step"),
    [
        (group("all_of", ROLES, LISTENING), (), False, True, "0 of 2 done.", TO_DO),
        (group("all_of", ROLES, LISTENING), ("M2",), False, True, "1 of 2 done.", "Still to do: Listening."),
        (group("all_of", ROLES, LISTENING), ("M2", "M8"), True, True, "2 of 2 done.", ""),
        (group("all_of", ROLES, NEVER), (), False, False, "0 of 2 done.", ASK),
        (group("any_of", NEVER, ROLES), (), False, True, "0 of 1 done.", TO_DO),
        (group("any_of", NEVER, ROLES), ("M2",), True, True, "1 of 1 done.", ""),
        (group("any_of", ROLES, LISTENING), ("M2", "M8"), True, True, "1 of 1 done.", ""),
        (group("any_of", NEVER), (), False, False, "0 of 1 done.", ASK),
        (group("at_least", ROLES, LISTENING, NEVER, number=2), ("M8",), False, True, "1 of 2 done.", TO_DO),
        (group("at_least", ROLES, NEVER, number=2), ("M2",), False, False, "1 of 2 done.", ASK),
        (group("at_least", ROLES, number=2), ("M2",), False, False, "1 of 2 done.", ASK),
        (group("at_least", ROLES, number=2), (), False, False, "0 of 2 done.", ASK),
        (group("all_of"), (), False, False, "Nobody has said yet what this takes.", ASK),
        (group("any_of"), (), False, False, "Nobody has said yet what this takes.", ASK),
        (
            group("any_of", group("all_of", ROLES, group("at_least", NEVER, LISTENING, number=1)), NEVER),
            ("M2",),
            False,
            True,
            "0 of 1 done.",
            "Still to do: Listening.",
        ),
    ],
)
def test_groups(
    raw: dict[str, Any], completed: tuple[str, ...], met: bool, can: bool, text: str, next_step: str
) -> None:
    found = judged(raw["type"], raw["value"], completed=done(*completed))
    assert (found.is_met, found.can_be_met, found.text, found.next_step) == (met, can, text, next_step)


IN_TIME = {"type": "hours", "value": {"hours": "4", "from_event": "start", "for_months": 1}}
FROM_BEFORE = (
    "There is not enough time left for it. Hours from before can still be entered. "
    "If there are none, ask your coordinator what is possible."
)


@pytest.mark.parametrize(
    ("raw", "can", "over", "next_step"),
    [
        (group("all_of", ROLES, IN_TIME), True, True, FROM_BEFORE),
        (group("all_of", IN_TIME, NEVER), False, False, ASK),
        (group("any_of", IN_TIME, ROLES), True, False, TO_DO),
        (group("any_of", NEVER, IN_TIME), True, True, FROM_BEFORE),
        (group("at_least", IN_TIME, ROLES, LISTENING, number=2), True, False, TO_DO),
        (group("at_least", IN_TIME, ROLES, NEVER, number=2), True, True, FROM_BEFORE),
    ],
)
def test_a_group_is_over_when_too_few_of_its_parts_are_open(
    raw: dict[str, Any], can: bool, over: bool, next_step: str
) -> None:
    """What leads further is said first: of a choice, what can still be done; of what is all needed, what is over."""
    found = judged(raw["type"], raw["value"], events={"start": day("2026-01-01")})
    assert (found.can_be_met, found.is_over, found.next_step) == (can, over, next_step)


def test_groups_in_words() -> None:
    raw = [group("all_of"), group("any_of"), group("at_least", number=1), group("at_least", number=3)]
    said = [one.asks(OUTLINE) for one in requirements_of(stored(raw))]
    assert said == ["All of these:", "One of these:", "At least 1 of these:", "At least 3 of these:"]


def test_an_award_needs_all_on_its_first_level() -> None:
    found = everything([ROLES, LISTENING], completed=done("M2"))
    assert (found.is_met, found.have, found.need) == (False, 1, 2)
    assert everything([ROLES, LISTENING], completed=done("M2", "M8")).is_met


def test_an_award_that_asks_for_nothing_is_earned_by_nobody() -> None:
    found = everything([])
    assert (found.is_met, found.can_be_met) == (False, False)
    assert (found.text, found.next_step) == ("Nobody has said yet what this takes.", ASK)


def test_a_judgement_as_data_has_its_words_in_both_languages() -> None:
    data = as_data(everything([group("any_of", ROLES)], completed=done("M2")))
    assert data["is_met"] is True
    [inner] = data["parts"][0]["parts"]
    assert (inner["kind"], inner["counts"], inner["have"], inner["need"]) == ("modules", "modules", 1, 1)
    assert set(inner["text"]) == set(inner["next_step"]) == {"en", "fr"}


def test_what_the_edition_does_not_have_is_named_at_any_depth() -> None:
    raw = [
        group("any_of", group("all_of", {"type": "modules", "value": {"codes": ["M2", "X"]}})),
        {"type": "result", "value": {"exam": "oral"}},
        {"type": "agreement", "value": {"agreement": "code"}},
        {"type": "award", "value": {"award": "gold"}},
        {"type": "hours", "value": {"hours": "1", "kinds": ["law", "tax"]}},
    ]
    assert unknown(stored(raw), OUTLINE) == [
        ("codes", "module", "X"),
        ("exam", "exam", "oral"),
        ("award", "award", "gold"),
        ("kinds", "category", "tax"),
    ]


def test_the_walk_meets_each_part() -> None:
    found = everything([group("any_of", ROLES, group("all_of", LISTENING))])
    assert [one.kind for one in found.walk()] == ["all_of", "any_of", "modules", "all_of", "modules"]


def test_far_dates_break_nothing() -> None:
    raw = [
        {"type": "age", "value": {"months": 1200}},
        {"type": "hours", "value": {"hours": "1", "last_months": 1200}},
    ]
    for at in (dt.date.min, dt.date.max):
        facts = Record(outline=Outline(), events={"enrolment": at})
        assert not judge(stored(raw), facts, at=at).is_met
