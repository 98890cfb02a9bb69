"""Which single requirements come out otherwise by other rules."""

from typing import Any

from courses.requirements.comparing import flips

from .test_groups import LISTENING, ROLES, done, everything, group

BOTH: dict[str, Any] = {"type": "modules", "value": {"codes": ["M2", "M8"]}}


def compared(before: list[Any], after: list[Any], **facts: Any) -> list[tuple[bool | None, ...]]:
    """Met before and after, of each that flips; None where it is not asked for."""
    found = flips(everything(before, **facts), everything(after, **facts))
    return [tuple(one.is_met if one else None for one in flip) for flip in found]


def test_what_is_the_same_never_flips_wherever_it_stands() -> None:
    assert compared([ROLES, LISTENING], [LISTENING, ROLES], completed=done("M2")) == []
    inner = group("all_of", ROLES, LISTENING)
    assert compared([inner], [inner], completed=done("M2")) == []


def test_more_or_less_is_asked_for() -> None:
    assert compared([ROLES], [BOTH], completed=done("M2")) == [(True, False)]
    assert compared([BOTH], [ROLES], completed=done("M2")) == [(False, True)]
    assert compared([ROLES], [ROLES, LISTENING], completed=done("M2")) == [(None, False)]
    assert compared([ROLES, LISTENING], [ROLES], completed=done("M2")) == [(False, None)]
    assert compared([ROLES], [ROLES, LISTENING], completed=done("M2", "M8")) == []


def test_within_groups_the_part_is_named_and_an_option_more_is_no_demand() -> None:
    before, after = group("all_of", ROLES, LISTENING), group("all_of", BOTH, LISTENING)
    assert compared([before], [after], completed=done("M2")) == [(True, False)]
    choice, wider = group("any_of", ROLES), group("any_of", ROLES, LISTENING)
    assert compared([choice], [wider], completed=done("M2")) == []
    assert compared([choice], [wider], completed=done("M8")) == [(False, True)]
