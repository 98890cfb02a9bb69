"""What each row of a list comes to."""

from trainees.enums import RowOutcome
from trainees.lists import Row
from trainees.rules.verdicts import Known, counted, judge


def row(number: int, email: str, **errors: list[str]) -> Row:
    return Row(number=number, name="Sam", email=email, language="en", phone="", errors=errors)


def outcomes(rows: list[Row], *, seats_left: int = 9) -> list[str]:
    known = {"known@x": Known(1, True), "in@x": Known(2, True), "closed@x": Known(3, False)}
    return [v.outcome.value for v in judge(rows, known=known, enrolled={2}, seats_left=seats_left)]


def test_each_outcome() -> None:
    rows = [
        row(2, "new@x"),
        row(3, "known@x"),
        row(4, "in@x"),
        row(5, "new@x"),
        row(6, "closed@x"),
        row(7, ""),
    ]
    rows[-1].errors["email"] = ["missing"]
    assert outcomes(rows) == ["new", "known", "enrolled", "duplicate", "error", "error"]


def test_seats_go_to_the_first_and_none_to_who_needs_none() -> None:
    rows = [
        row(2, "in@x"),
        row(3, "a@x", name=["?"]),
        row(4, "b@x"),
        row(5, "b@x"),
        row(6, "c@x"),
        row(7, "in@x"),
    ]
    assert outcomes(rows, seats_left=1) == ["enrolled", "error", "new", "duplicate", "over", "duplicate"]


def test_a_row_with_a_mistake_does_not_make_the_right_one_a_duplicate() -> None:
    assert outcomes([row(2, "a@x", name=["?"]), row(3, "a@x"), row(4, "a@x")]) == [
        "error",
        "new",
        "duplicate",
    ]


def test_notes_say_what_a_coordinator_would_wonder_about() -> None:
    verdicts = judge(
        [row(2, "a@x"), row(9, "a@x")], known={"a@x": Known(1, True)}, enrolled=set(), seats_left=1
    )
    assert [v.note for v in verdicts] == [
        "Has an account: their own name, language and phone stay as they are.",
        "The same address as in row 2.",
    ]


def test_counts_leave_out_what_does_not_occur() -> None:
    verdicts = judge([row(2, "a@x"), row(3, "b@x"), row(4, "b@x")], known={}, enrolled=set(), seats_left=9)
    assert counted(verdicts) == {RowOutcome.NEW: 2, RowOutcome.DUPLICATE: 1}
