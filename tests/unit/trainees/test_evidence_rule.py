"""What a module asks for, judged: each kind, groups in groups, and that more facts never make it worse."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.enums import EvidenceKind
from courses.models import EvidenceItem, Exam
from trainees.enums import LEADS, Standing, SubmissionState
from trainees.rules import words
from trainees.rules.evidence import Facts, Judged, Node, Practised, Try, Window, judge, judge_exam
from trainees.rules.minutes import Time

MODULE = 7
NOW = dt.datetime(2027, 1, 12, 20, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def item(kind: EvidenceKind, pk: int = 1, **fields: Any) -> EvidenceItem:
    """An item that is in no database."""
    return EvidenceItem(pk=pk, module_id=MODULE, kind=kind, position=pk, **fields)


def judged(asked: EvidenceItem, **facts: Any) -> Judged:
    """The judgement of a module that asks for this one thing."""
    return judge([Node(item=asked)], Facts(**facts), module=MODULE, at=NOW).parts[0]


def test_before_the_first_session_nobody_is_asked_to_come() -> None:
    tz = ZoneInfo("America/Vancouver")
    ahead = judged(item(EvidenceKind.ATTENDANCE), to_come={MODULE: 360})
    assert (words.where(ahead), words.next_step(ahead, tz)) == ("The sessions are still to come", "")
    minutes = {MODULE: Time(expected=120, attended=120)}
    begun = judged(item(EvidenceKind.ATTENDANCE), minutes=minutes, to_come={MODULE: 240})
    assert words.next_step(begun, tz) == "Come to the sessions."


@pytest.mark.parametrize(
    ("expected", "attended", "made_up", "to_come", "standing"),
    [
        (0, 0, 0, 0, Standing.LATER),  # no session was planned yet
        (0, 0, 0, 240, Standing.LATER),
        (120, 120, 0, 120, Standing.LATER),
        (240, 192, 0, 0, Standing.DONE),  # just 80 percent
        (240, 191, 0, 0, Standing.TO_DO),
        (240, 120, 72, 0, Standing.DONE),
        (120, 0, 0, 120, Standing.TO_DO),  # what is to come will not be enough
        (240, 240, 0, 60, Standing.DONE),
    ],
)
def test_attendance(expected: int, attended: int, made_up: int, to_come: int, standing: Standing) -> None:
    minutes = {MODULE: Time(expected=expected, attended=attended, made_up=made_up)}
    found = judged(item(EvidenceKind.ATTENDANCE, percent=80), minutes=minutes, to_come={MODULE: to_come})
    assert found.standing == standing
    assert (found.have, found.need) == (attended + made_up, -(-(expected + to_come) * 80 // 100))


@pytest.mark.parametrize(
    ("attended", "said"),
    [(240, "4 hours attended"), (180, "3 hours of 3 hours 12 minutes attended")],
)
def test_attendance_in_words(attended: int, said: str) -> None:
    minutes = {MODULE: Time(expected=240, attended=attended)}
    found = judged(item(EvidenceKind.ATTENDANCE, percent=80), minutes=minutes)
    assert words.where(found).replace("\u00a0", " ") == said


def test_that_no_attempt_is_left_is_said_as_what_to_do() -> None:
    marks = {"pass_mark": 80, "attempts": 2, "window": None, "at": NOW}
    asked = item(EvidenceKind.EXAM)
    one, none = (judge_exam(made, item=asked, **marks) for made in ([70], [70, 75]))  # type: ignore[arg-type]
    assert (words.attempts_left(one), words.attempts_left(none)) == ("1 attempt left", "")
    assert words.next_step(none, ZoneInfo("America/Vancouver")).startswith("Talk to your facilitator")


def tries(*percents: int | None) -> dict[int, Sequence[Try]]:
    """Attempts, the last one handed in an hour ago."""
    return {
        1: [Try(percent=p, handed_in_at=None if p is None else NOW - HOUR) for p in percents],
    }


@pytest.mark.parametrize(
    ("percents", "standing", "left"),
    [
        ((), Standing.TO_DO, 2),
        ((60,), Standing.LATER, 1),  # a day between two attempts
        ((60, None), Standing.TO_DO, 1),  # the second one was begun
        ((60, 79), Standing.CLOSED, 0),
        ((60, 80), Standing.DONE, 0),
        ((80,), Standing.DONE, 1),
    ],
)
def test_quiz(percents: tuple[int | None, ...], standing: Standing, left: int) -> None:
    asked = item(EvidenceKind.QUIZ, percent=80, attempts=2, wait_hours=24)
    found = judged(asked, tries=tries(*percents))
    assert (found.standing, found.left) == (standing, left)
    assert found.opens_at == (NOW + 23 * HOUR if standing == Standing.LATER else None)


@pytest.mark.parametrize(
    ("states", "standing"),
    [
        ((), Standing.TO_DO),
        (("draft",), Standing.TO_DO),
        (("waiting",), Standing.WAITING),
        (("revise",), Standing.TO_DO),
        (("revise", "waiting"), Standing.WAITING),
        (("revise", "accepted"), Standing.DONE),
    ],
)
def test_assignment(states: tuple[str, ...], standing: Standing) -> None:
    found = judged(item(EvidenceKind.ASSIGNMENT), submissions={1: states})
    assert (found.standing, found.last) == (standing, states[-1] if states else "")


@pytest.mark.parametrize(
    ("seen", "begun", "standing"),
    [
        ([], (), Standing.LATER),
        ([], (MODULE,), Standing.WAITING),
        ([[2, 1]], (MODULE,), Standing.WAITING),
        ([[2, 1], [1, 2]], (MODULE,), Standing.WAITING),  # never both at once
        ([[2, 3]], (MODULE,), Standing.DONE),
        ([[2]], (MODULE,), Standing.WAITING),  # one criterion was not looked at
    ],
)
def test_practice(seen: list[list[int]], begun: tuple[int, ...], standing: Standing) -> None:
    asked = item(EvidenceKind.PRACTICE, criteria=[{"en": "Listens"}, {"en": "Asks"}], level_needed=2)
    assert judged(asked, levels={1: seen}, begun=begun).standing == standing


def test_agreement_and_sign_off() -> None:
    assert judged(item(EvidenceKind.AGREEMENT)).standing == Standing.TO_DO
    assert judged(item(EvidenceKind.AGREEMENT), signed={1}).standing == Standing.DONE
    assert judged(item(EvidenceKind.SIGN_OFF)).standing == Standing.LATER
    assert judged(item(EvidenceKind.SIGN_OFF), begun={MODULE}).standing == Standing.WAITING
    assert judged(item(EvidenceKind.SIGN_OFF), signed_off={1}).standing == Standing.DONE
    assert judged(item(EvidenceKind.SIGN_OFF), signed_off={2}).standing == Standing.LATER


@pytest.mark.parametrize(
    ("marks", "opens", "closes", "standing"),
    [
        ((), -1, 1, Standing.TO_DO),
        ((), 1, 2, Standing.LATER),
        ((), -2, 0, Standing.CLOSED),  # at the very end it is over
        ((), 0, 1, Standing.TO_DO),  # at the very beginning it is open
        ((79,), -1, 1, Standing.TO_DO),
        ((79, 20), -1, 1, Standing.CLOSED),
        ((79, 80), -2, -1, Standing.DONE),
    ],
)
def test_exam(marks: tuple[int, ...], opens: int, closes: int, standing: Standing) -> None:
    exam = Exam(pk=3, pass_mark=80, attempts=2)
    window = Window(opens_at=NOW + opens * HOUR, closes_at=NOW + closes * HOUR)
    found = judged(item(EvidenceKind.EXAM, exam=exam), results={3: marks}, windows={3: window})
    assert found.standing == standing
    assert found.have == max(marks, default=0)


def test_a_module_that_asks_for_nothing_waits_for_a_person() -> None:
    assert judge([], Facts(), module=MODULE, at=NOW).standing == Standing.WAITING


def group(kind: EvidenceKind, *parts: Node, pk: int = 50) -> Node:
    """A group of others."""
    return Node(item=item(kind, pk), parts=parts)


def leaf(pk: int) -> Node:
    """Something that is done when its id is signed off."""
    return Node(item=item(EvidenceKind.SIGN_OFF, pk))


@pytest.mark.parametrize(
    ("signed_off", "is_met"),
    [
        (set(), False), ({1}, False), ({2}, False), ({1, 2}, True), ({1, 3}, False), ({1, 3, 4}, True),
        ({3, 4}, False),
    ],
)  # fmt: skip
def test_groups_in_groups(signed_off: set[int], is_met: bool) -> None:
    """One, and either the second or both of the third and the fourth."""
    tree = [
        leaf(1),
        group(EvidenceKind.ANY_OF, leaf(2), group(EvidenceKind.ALL_OF, leaf(3), leaf(4), pk=51)),
    ]
    found = judge(tree, Facts(signed_off=signed_off), module=MODULE, at=NOW)
    assert found.is_met == is_met
    assert (found.have, found.need) == (len(signed_off & {1}) + (2 in signed_off or {3, 4} <= signed_off), 2)


nodes = st.recursive(
    st.integers(1, 6).map(leaf),
    lambda inner: st.builds(
        lambda kind, parts: group(kind, *parts),
        st.sampled_from([EvidenceKind.ALL_OF, EvidenceKind.ANY_OF]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


def holds(node: Node, signed_off: set[int]) -> bool:
    """The same, written once more and as plainly as can be."""
    if not node.parts:
        return node.item.pk in signed_off
    if node.item.kind == EvidenceKind.ALL_OF:
        return all(holds(part, signed_off) for part in node.parts)
    return any(holds(part, signed_off) for part in node.parts)


@given(st.lists(nodes, min_size=1, max_size=4), st.sets(st.integers(1, 6)), st.integers(1, 6))
def test_any_tree(tree: list[Node], signed_off: set[int], more: int) -> None:
    """It is met exactly when its words say so, and one more fact never takes anything away."""
    found = judge(tree, Facts(signed_off=signed_off), module=MODULE, at=NOW)
    assert found.is_met == all(holds(node, signed_off) for node in tree)
    better = judge(tree, Facts(signed_off=signed_off | {more}), module=MODULE, at=NOW)
    assert LEADS.index(better.standing) <= LEADS.index(found.standing)


@given(
    st.lists(st.integers(0, 100), max_size=4), st.lists(st.sampled_from(SubmissionState.values), max_size=3),
    st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), max_size=3), st.integers(0, 3),
)  # fmt: skip
def test_what_is_done_stays_done(
    percents: list[int], states: list[str], levels: list[list[int]], which: int
) -> None:
    """However many facts come after the one that was enough."""
    asked = [
        Node(item=item(EvidenceKind.QUIZ, percent=80)),
        Node(item=item(EvidenceKind.ASSIGNMENT)),
        Node(item=item(EvidenceKind.PRACTICE, criteria=[{}, {}])),
        Node(item=item(EvidenceKind.EXAM, exam=Exam(pk=3, pass_mark=80))),
    ][which]
    facts = Facts(
        tries=tries(80), submissions={1: [SubmissionState.ACCEPTED]}, levels={1: [[2, 2]]}, results={3: [80]}
    )
    later = dataclasses.replace(
        facts,
        tries={1: [*facts.tries[1], *tries(*percents)[1]]},
        submissions={1: [SubmissionState.ACCEPTED, *states]},
        levels={1: [[2, 2], *levels]},
        results={3: [80, *percents]},
    )
    for known in (facts, later):
        assert judge([asked], known, module=MODULE, at=NOW).is_met


@pytest.mark.parametrize(
    ("minutes", "reports", "standing"),
    [
        (0, 0, Standing.TO_DO),
        (2160, 9, Standing.TO_DO),
        (2159, 10, Standing.TO_DO),
        (2400, 10, Standing.DONE),
    ],
)
def test_practicum(minutes: int, reports: int, standing: Standing) -> None:
    """Every minute of the module, and every report of both."""
    found = judged(
        item(EvidenceKind.PRACTICUM),
        practised={MODULE: Practised(minutes=minutes, reports=reports)},
        wanted={MODULE: Practised(minutes=36 * 60, reports=10)},
    )
    assert (found.standing, found.have, found.reports) == (standing, min(minutes, 2160), (reports, 10))
