"""The rule of the path: which module is done, next, needs another, or comes later."""

from hypothesis import given
from hypothesis import strategies as st

from trainees.enums import ModuleState
from trainees.rules.path import Stop, states

DONE, NEXT, NEEDS, LATER = ModuleState.DONE, ModuleState.NEXT, ModuleState.NEEDS, ModuleState.LATER


def stops(*needs: str, optional: str = "") -> list[Stop]:
    """Modules 1, 2 … each with the numbers it needs; `optional` names numbers."""
    return [
        Stop(pk=number, needs=frozenset(map(int, needed)), is_optional=str(number) in optional)
        for number, needed in enumerate(needs, start=1)
    ]


def test_at_the_beginning_the_first_module_is_next() -> None:
    assert list(states(stops("", "1", "1"), done=()).values()) == [NEXT, NEEDS, NEEDS]


def test_the_first_that_can_be_done_is_next_and_the_others_come_later() -> None:
    assert list(states(stops("", "1", "1", "3"), done={1}).values()) == [DONE, NEXT, LATER, NEEDS]


def test_what_the_next_session_covers_is_next() -> None:
    path = stops("", "1", "1", "3")
    assert list(states(path, done={1}, next_covers={3}).values()) == [DONE, LATER, NEXT, NEEDS]
    assert list(states(path, done={1}, next_covers={2, 3}).values()) == [DONE, NEXT, NEXT, NEEDS]
    assert list(states(path, done={1}, next_covers={1, 4}).values()) == [DONE, NEXT, LATER, NEEDS]


def test_an_optional_module_is_next_only_when_nothing_required_can_be_done() -> None:
    assert list(states(stops("", "", "", optional="1"), done={2}).values()) == [LATER, DONE, NEXT]
    assert list(states(stops("", "", optional="1"), done={2}).values()) == [NEXT, DONE]


@st.composite
def paths(draw: st.DrawFn) -> tuple[list[Stop], set[int], set[int]]:
    """Any edition, any set of completions (with overrides, so in any order), any next session."""
    count = draw(st.integers(0, 8))
    numbers = st.sets(st.integers(1, 8))
    made = [
        Stop(
            pk=number,
            needs=frozenset(n for n in draw(numbers) if n < number),
            is_optional=draw(st.booleans()),
        )
        for number in range(1, count + 1)
    ]
    return made, draw(numbers), draw(numbers)


@given(paths())
def test_whatever_was_recorded(facts: tuple[list[Stop], set[int], set[int]]) -> None:
    path, done, covered = facts
    found = states(path, done=done, next_covers=covered)
    assert list(found) == [stop.pk for stop in path]
    for stop in path:
        assert (found[stop.pk] == DONE) == (stop.pk in done)
        assert (found[stop.pk] == NEEDS) == (stop.pk not in done and not stop.needs <= done)
    can_be_done = [stop for stop in path if found[stop.pk] in (NEXT, LATER)]
    assert any(found[stop.pk] == NEXT for stop in can_be_done) == bool(can_be_done)
    assert all(found[stop.pk] == NEXT for stop in can_be_done if stop.pk in covered)
