"""What the fields of rules name, and that none asks for more than there is."""

from dataclasses import replace
from typing import Any

import pytest
from wagtail import blocks

from courses.requirements.base import RequirementBlock
from courses.requirements.codes import CodeBlock, CodesBlock
from courses.requirements.kinds import KINDS
from courses.requirements.mistakes import find_mistakes
from courses.requirements.stream import REQUIREMENTS, requirements_of, stored

from .tables import OUTLINE


def fields(block: blocks.Block) -> dict[str, str]:
    """What each field that holds codes names, however deep it is."""
    found: dict[str, str] = {}
    for name, child in block.child_blocks.items():
        match child:
            case CodeBlock() | CodesBlock():
                found[name] = child.names
            case blocks.ListBlock():
                found |= {f"{name}/{inner}": names for inner, names in fields(child.child_block).items()}
    return found


def test_each_field_says_what_it_names() -> None:
    assert {kind: fields(block()) for kind, block in KINDS.items()} == {
        "modules": {"codes": "module"},
        "attendance": {"codes": "module"},
        "hours": {"kinds": "category", "from_event": "event", "sources/source": "source"},
        "result": {"exam": "exam", "from_event": "event"},
        "evaluation": {},
        "credential": {"valid_at_event": "event"},
        "agreement": {"agreement": "agreement", "from_event": "event"},
        "award": {"award": "award"},
        "age": {"from_event": "event", "to_event": "event"},
    }


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_whatever_takes_an_event_can_be_chosen(kind: type[RequirementBlock]) -> None:
    made = kind()
    events = {name for name in made.child_blocks if name.endswith("_event")}
    assert events == {name for name, names in fields(made).items() if names == "event"}


def test_what_fields_name_is_what_is_looked_up() -> None:
    rules = [
        {"type": "hours", "value": {"hours": "1", "kinds": ["law"], "from_event": "finish"}},
        {"type": "hours", "value": {"hours": "1", "sources": [{"source": "webinar", "at_most": "1"}]}},
        {"type": "any_of", "value": {"parts": [{"type": "modules", "value": {"codes": ["M1"]}}]}},
        {"type": "credential", "value": {"sort": "first-aid", "name_en": "First aid"}},
    ]
    assert [list(one.refers()) for one in requirements_of(stored(rules))] == [
        [("kinds", "category", "law")],
        [("sources", "source", "webinar")],
        [],
        [],
    ]


def test_migrations_know_nothing_of_choosing() -> None:
    path, args, kwargs = REQUIREMENTS.child_blocks["result"].child_blocks["from_event"].deconstruct()
    assert (path, args) == ("wagtail.blocks.CharBlock", ())
    assert set(kwargs) == {"label", "max_length", "required", "help_text"}


ALL_BUT_OPTIONAL, LISTED = 5, {"codes": ["M1", "M1", "M8"]}


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("modules", {"at_least": ALL_BUT_OPTIONAL}, []),
        ("modules", {"at_least": 6}, [("at_least", "6 are asked for, and there are only 5.")]),
        ("modules", {**LISTED, "at_least": 2}, []),
        ("modules", {**LISTED, "at_least": 3}, [("at_least", "3 are asked for, and there are only 2.")]),
        ("agreement", {"agreement": "code"}, []),
        ("agreement", {"agreement": "code", "version": 3}, []),
        (
            "agreement",
            {"agreement": "code", "version": 4},
            [("version", "version 4 is asked for, and the newest is 3.")],
        ),
        ("agreement", {"agreement": "X", "version": 4}, [("agreement", "this edition does not have X.")]),
        ("at_least", {"number": 1, "parts": []}, [("number", "1 are asked for, and there are only 0.")]),
        ("all_of", {"parts": []}, [("parts", "1 are asked for, and there are only 0.")]),
    ],
)
def test_nothing_asks_for_more_than_there_is(kind: str, value: dict[str, Any], said: list[Any]) -> None:
    found = find_mistakes(stored([{"type": kind, "value": value}]), OUTLINE)
    assert [(one.field, one.words) for one in found] == said


def test_an_edition_without_modules_has_none_to_ask_for() -> None:
    rules = stored([{"type": "modules", "value": {"at_least": 1}}])
    [found] = find_mistakes(rules, replace(OUTLINE, modules={}))
    assert found.words == "1 are asked for, and there are only 0."
