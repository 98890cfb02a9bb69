"""Minutes from marks: worked examples."""

import pytest

from courses.enums import AbsenceUnit
from courses.rules.minutes import shares, split
from trainees.enums import AllowanceState, Mark
from trainees.rules.minutes import (
    Allowance,
    Attended,
    Limit,
    Marked,
    Meeting,
    StandsIn,
    Time,
    allowances,
    attended,
    worth,
)

M1, M2, M3 = 11, 12, 13
HALF = Meeting(pk=1, minutes=180, modules={M1: 90, M2: 90})
WHOLE = Meeting(pk=2, minutes=120, modules={M2: 120})
PRESENT, ABSENT = Marked(mark=Mark.PRESENT), Marked(mark=Mark.ABSENT)


def late(minutes: int, early: int = 0) -> Marked:
    return Marked(mark=Mark.PRESENT, minutes_late=minutes, minutes_early=early)


def time(expected: int, there: int, made_up: int = 0) -> Time:
    return Time(expected=expected, attended=there, made_up=made_up)


def test_present_absent_excused_and_not_expected() -> None:
    found = attended([HALF, WHOLE], {1: PRESENT, 2: ABSENT})
    assert found.sessions == {1: time(180, 180), 2: time(120, 0)}
    assert found.modules == {M1: time(90, 90), M2: time(210, 90)}
    assert (found.course, found.missed_sessions) == (time(300, 180), (2,))
    excused = attended([HALF], {1: Marked(mark=Mark.EXCUSED)})
    assert (excused.course.missed, excused.missed_sessions) == (180, (1,))
    assert attended([HALF], {1: Marked(mark=Mark.NOT_EXPECTED)}) == attended([], {})


def test_late_and_early_are_spread_over_the_modules() -> None:
    found = attended([HALF], {1: late(20, 11)})
    assert found.sessions[1] == time(180, 149)
    assert found.modules == {
        M1: time(90, 75),
        M2: time(90, 74),
    }  # 74.5 each; the odd minute goes to the first
    assert found.missed_sessions == ()


def test_time_of_no_module_is_missed_in_proportion() -> None:
    """A session of three hours of which a module has two: half an hour late is 20 minutes of the module."""
    meeting = Meeting(pk=1, minutes=180, modules={M1: 120})
    assert attended([meeting], {1: late(30)}).modules == {M1: time(120, 100)}


def test_what_does_not_count() -> None:
    still_open = Meeting(pk=1, minutes=180, modules={M1: 180}, is_closed=False)
    make_up = Meeting(pk=2, minutes=180, modules={M1: 180}, is_for_everybody=False)
    assert attended([still_open, make_up], {1: ABSENT, 2: PRESENT}).course == Time()
    assert attended([HALF], {}).course == Time()
    assert attended([HALF], {1: late(999)}).course == time(180, 0)


def test_a_make_up_in_full_and_in_part() -> None:
    full = attended([HALF], {1: ABSENT}, [StandsIn(stands_for=1, minutes=180)])
    assert (full.course, full.missed_sessions) == (time(180, 0, 180), ())
    assert full.modules == {M1: time(90, 0, 90), M2: time(90, 0, 90)}
    part = attended([HALF], {1: ABSENT}, [StandsIn(stands_for=1, minutes=60)])
    assert (part.course, part.course.missed, part.missed_sessions) == (time(180, 0, 60), 120, (1,))
    assert part.modules == {M1: time(90, 0, 30), M2: time(90, 0, 30)}


def test_several_make_ups_never_make_more_than_was_missed() -> None:
    both = [StandsIn(stands_for=1, minutes=100), StandsIn(stands_for=1, minutes=100)]
    assert attended([HALF], {1: ABSENT}, both).course == time(180, 0, 180)
    assert attended([HALF], {1: late(50)}, both).course == time(180, 130, 50)
    assert attended([HALF], {1: PRESENT}, both).course == time(180, 180)
    assert attended([HALF], {1: ABSENT}, [StandsIn(stands_for=7, minutes=60)]).course == time(180, 0)


def test_what_a_make_up_is_worth() -> None:
    assert worth(60, there=None) == 60
    assert worth(60, there=150) == 60
    assert worth(120, there=90) == 90
    assert worth(None, there=90) == 90
    assert worth(None, there=None) == 0


def test_shares_of_a_session() -> None:
    assert shares(180, [(M1, None), (M2, None)]) == {M1: 90, M2: 90}
    assert shares(181, [(M1, None), (M2, None)]) == {M1: 91, M2: 90}
    assert shares(180, [(M1, 60), (M2, None), (M3, None)]) == {M1: 60, M2: 60, M3: 60}
    assert shares(180, [(M1, 100), (M2, 100)]) == {M1: 90, M2: 90}
    assert shares(180, [(M1, 180), (M2, None)]) == {M1: 180, M2: 0}
    assert shares(180, [(M1, 120)]) == {M1: 120}
    assert split(10, {}) == {}
    assert split(10, {M1: 0}) == {M1: 0}


def standing(unit: str, most: int, *marks: Marked, module: int | None = None) -> Allowance:
    """Where somebody stands with one limit after HALF, WHOLE and a third session."""
    meetings = [HALF, WHOLE, Meeting(pk=3, minutes=60, modules={M3: 60})]
    found: Attended = attended(meetings, dict(enumerate(marks, start=1)))
    limit = Limit(pk=5, unit=unit, most=most, module=module)
    return allowances([limit], found, {meeting.pk: meeting for meeting in meetings})[0]


@pytest.mark.parametrize(
    ("unit", "most", "marks", "module", "missed", "state"),
    [
        (AbsenceUnit.SESSIONS, 2, (ABSENT, PRESENT), None, 1, AllowanceState.FINE),
        (AbsenceUnit.SESSIONS, 2, (ABSENT, ABSENT), None, 2, AllowanceState.CLOSE),
        (AbsenceUnit.SESSIONS, 2, (ABSENT, ABSENT, ABSENT), None, 3, AllowanceState.OVER),
        (AbsenceUnit.SESSIONS, 0, (PRESENT, PRESENT), None, 0, AllowanceState.FINE),
        (AbsenceUnit.SESSIONS, 0, (ABSENT, PRESENT), M2, 1, AllowanceState.OVER),
        (AbsenceUnit.SESSIONS, 1, (PRESENT, PRESENT, ABSENT), M2, 0, AllowanceState.FINE),
        (AbsenceUnit.MODULES, 2, (ABSENT, PRESENT), None, 2, AllowanceState.CLOSE),
        (AbsenceUnit.MODULES, 2, (ABSENT, PRESENT, ABSENT), None, 3, AllowanceState.OVER),
        (AbsenceUnit.MINUTES, 180, (late(10),), None, 10, AllowanceState.FINE),
        (AbsenceUnit.MINUTES, 180, (late(90),), None, 90, AllowanceState.CLOSE),
        (AbsenceUnit.MINUTES, 180, (ABSENT,), None, 180, AllowanceState.CLOSE),
        (AbsenceUnit.MINUTES, 180, (ABSENT, late(1)), None, 181, AllowanceState.OVER),
        (AbsenceUnit.MINUTES, 90, (ABSENT, PRESENT), M2, 90, AllowanceState.CLOSE),
    ],
)
def test_limits(
    unit: str, most: int, marks: tuple[Marked, ...], module: int | None, missed: int, state: str
) -> None:
    found = standing(unit, most, *marks, module=module)
    assert (found.missed, found.state(one_more=180)) == (missed, state)
    assert found.left == max(most - missed, 0)


def test_who_can_miss_nothing_more_is_not_close() -> None:
    assert standing(AbsenceUnit.SESSIONS, 1, ABSENT).state(one_more=0) == AllowanceState.FINE
    assert standing(AbsenceUnit.SESSIONS, 0, ABSENT).state(one_more=0) == AllowanceState.OVER


def test_a_module_that_must_be_attended_is_a_limit_of_its_own() -> None:
    found = attended([HALF], {1: ABSENT})
    (implied,) = allowances([], found, {1: HALF}, must_attend=[M2])
    assert (implied.limit.module, implied.missed, implied.is_over) == (M2, 1, True)
    assert (implied.limit.key, Limit(pk=5, unit="sessions", most=1).key) == (f"m{M2}", "l5")
