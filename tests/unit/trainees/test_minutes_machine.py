"""Whatever is marked, closed, corrected and made up, in any order: the minutes equal a plain recomputation."""

from collections import Counter
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from courses.enums import SessionKind
from courses.models import Coverage, Session
from tests import factories
from trainees.enums import Mark
from trainees.models import Attendance, MakeUp
from trainees.operations.attendance import close_roll_call
from trainees.operations.attendance import mark as mark_one
from trainees.operations.correcting import correct
from trainees.operations.make_ups import cancel, confirm, plan
from trainees.queries.attendance import attendance_of
from trainees.queries.roll_call import sheet

OWN, ELSEWHERE, MADE_FOR_IT = (0, 1, 2), 3, 4
# What each session covers, in minutes of each module: written here, and not asked of the product.
LENGTHS = {0: 180, 1: 120, 2: 45, ELSEWHERE: 180, MADE_FOR_IT: 60}
MODULES: dict[int, dict[str, int]] = {0: {"M01": 100, "M02": 80}, 1: {"M02": 90}, 2: {}}
IN_COMMON = {(0, ELSEWHERE): 180, (1, ELSEWHERE): 90, (2, ELSEWHERE): 180}

people = st.integers(0, 1)
every = st.sampled_from([*OWN, ELSEWHERE, MADE_FOR_IT])
own = st.sampled_from(OWN)
marks = st.one_of(
    st.tuples(st.sampled_from([Mark.ABSENT, Mark.EXCUSED, Mark.NOT_EXPECTED]), st.just(0), st.just(0)),
    st.tuples(st.just(Mark.PRESENT), st.integers(0, 30), st.integers(0, 15)),
    st.just((Mark.PRESENT, 45, 0)),
)
Said = tuple[str, int, int]


def there(said: Said, length: int) -> int:
    """Minutes that somebody was there."""
    return length - said[1] - said[2] if said[0] == "present" else 0


def portions(amount: int, sizes: dict[str, int]) -> dict[str, int]:
    """`amount` in proportion to sizes, the odd minutes to the largest fractions, of equals to the first."""
    whole = sum(sizes.values())
    exact = {name: Fraction(amount * size, whole) if whole else Fraction(0) for name, size in sizes.items()}
    parts = {name: floor(value) for name, value in exact.items()}
    names = list(sizes)
    names.sort(key=lambda name: (-(exact[name] - parts[name]), list(sizes).index(name)))
    for name in names[: amount - sum(parts.values()) if whole else 0]:
        parts[name] += 1
    return parts


class Attending(RuleBasedStateMachine):
    """Two people, three sessions of their own, one elsewhere, one to make up. The model: what was said, and no more."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.said: dict[tuple[int, int], Said] = {}
        self.closed: set[int] = set()
        # person, missed session, what stands in (None: a task), its bound, the state; by the product's id
        self.plans: dict[int, dict[str, Any]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize(
        through=st.sampled_from([ELSEWHERE, MADE_FOR_IT, None]), other=marks, at_through=st.none() | marks
    )
    def begin(self, through: int | None, other: Said, at_through: Said | None) -> None:
        edition = factories.course_edition(2, chain=False)
        first, second = edition.modules.order_by("position")
        self.cohort, elsewhere = factories.cohort(edition), factories.cohort(edition)
        self.people = factories.enrolments(self.cohort, 2)
        self.sessions: dict[int, Session] = {
            0: factories.held_session(self.cohort, days_ago=5, hours=3, modules=[first, second]),
            1: factories.held_session(self.cohort, days_ago=4, hours=2, modules=[second]),
            2: factories.held_session(self.cohort, days_ago=3, hours=0.75),
            ELSEWHERE: factories.held_session(elsewhere, days_ago=2, hours=3, modules=[first, second]),
            MADE_FOR_IT: factories.held_session(self.cohort, days_ago=1, hours=1),
        }
        Session.objects.filter(pk=self.sessions[MADE_FOR_IT].pk).update(kind=SessionKind.MAKE_UP)
        Coverage.objects.filter(session=self.sessions[0], module=first).update(minutes=100)
        Coverage.objects.filter(session=self.sessions[1]).update(minutes=90)
        self.sessions = {number: Session.objects.get(pk=s.pk) for number, s in self.sessions.items()}
        # Deep enough to begin with: the first person missed a session and means to make up for it.
        self.take(0, (Mark.ABSENT, 0, 0), other)
        self.plan(0, 0, through, 70)
        if through is not None and at_through is not None:
            self.take(through, at_through, other)

    def standing(self, number: int, person: int) -> Attendance | None:
        found: Attendance | None = (
            Attendance.objects.standing()
            .filter(session=self.sessions[number], enrolment=self.people[person])
            .first()
        )
        return found

    @rule(number=every, person=people, said=marks)
    def mark(self, number: int, person: int, said: Said) -> None:
        expected = number in OWN or any(
            plan["through"] == number and plan["person"] == person and plan["state"] != "cancelled"
            for plan in self.plans.values()
        )
        before = self.standing(number, person)
        facts: Any = dict(zip(("mark", "minutes_late", "minutes_early"), said, strict=True))
        try:
            mark_one(
                session=self.sessions[number],
                enrolment=self.people[person],
                seen_version=before.version if before else 0,
                by=None,
                **facts,
            )
        except ValidationError:
            assert number in self.closed or not expected
        else:
            self.said[number, person] = said

    @rule(number=every, first=marks, second=marks)
    def take(self, number: int, first: Said, second: Said) -> None:
        """Mark everybody who is listed, and close. Where somebody could make up, only once somebody does."""
        is_used = any(p["through"] == number and p["state"] != "cancelled" for p in self.plans.values())
        if number not in OWN and not is_used:
            return
        for person, said in enumerate((first, second)):
            self.mark(number, person, said)
        missing = sheet(self.sessions[number]).unmarked
        try:
            close_roll_call(session=self.sessions[number], by=None)
        except ValidationError:
            assert missing
        else:
            self.closed.add(number)
            self._settle(number)

    @rule(at=st.integers(0, 3), there=st.booleans(), said=marks)
    def correct_what_is_made_up(self, at: int, there: bool, said: Said) -> None:
        """The mark of a missed session, or `there`, where it is made up: most corrections change something then."""
        if self.plans:
            made = list(self.plans.values())[at % len(self.plans)]
            number = made["through"] if there and made["through"] is not None else made["of"][1]
            self.correct(number, made["person"], said)

    @rule(number=every, person=people, said=marks)
    def correct(self, number: int, person: int, said: Said) -> None:
        standing = self.standing(number, person)
        if standing is None or number not in self.closed:
            return
        facts: Any = dict(zip(("mark", "minutes_late", "minutes_early"), said, strict=True))
        correct(attendance=standing, reason="It was not so.", by=None, **facts)
        self.said[number, person] = said
        self._settle(number, person)

    def _settle(self, number: int, person: int | None = None) -> None:
        """By the rule as people say it: done for who was there; else planned again, unless there is another plan."""
        for made in self.plans.values():
            if (
                made["through"] != number
                or made["state"] == "cancelled"
                or person not in (None, made["person"])
            ):
                continue
            said = self.said.get((number, made["person"]), ("absent", 0, 0))
            if there(said, LENGTHS[number]):
                made["state"] = "done"
            elif made["state"] == "done":
                same = [p for p in self.plans.values() if p["of"] == made["of"] and p["state"] == "planned"]
                made["state"] = "cancelled" if same else "planned"

    @rule(
        number=own,
        person=people,
        through=st.sampled_from([None, ELSEWHERE, MADE_FOR_IT]),
        minutes=st.integers(1, 200),
    )
    def plan(self, number: int, person: int, through: int | None, minutes: int) -> None:
        missed = self.expected_of(person)[0].get(number, (0, 0, 0))
        left = missed[0] - missed[1] - missed[2]
        try:
            made = plan(
                enrolment=self.people[person],
                stands_for=self.sessions[number],
                through=None if through is None else self.sessions[through],
                task="" if through is not None else f"Read {minutes} pages.",
                minutes=minutes if through is None else None,
                by=None,
            )
        except ValidationError:
            return
        if made.pk in self.plans:
            return
        assert left > 0
        for other in self.plans.values():  # a plan that came to nothing makes room
            if other["of"] == (person, number) and other["state"] == "planned":
                other["state"] = "cancelled"
        most = minutes if through is None else IN_COMMON.get((number, through), LENGTHS[through])
        self.plans[made.pk] = {
            "person": person,
            "of": (person, number),
            "through": through,
            "minutes": min(most, left),
            "state": "planned",
        }

    @rule(at=st.integers(0, 5), done=st.booleans())
    def settle_a_plan(self, at: int, done: bool) -> None:
        if at >= len(self.plans):
            return
        pk, kept = list(self.plans.items())[at]
        made = MakeUp.objects.get(pk=pk)
        try:
            if done:
                confirm(make_up=made, done_on=factories.today(), by=None)
            else:
                cancel(make_up=made, by=None)
        except ValidationError:
            return
        if kept["state"] == "planned":
            kept["state"] = "done" if done else "cancelled"
            if not done and kept["through"] is not None and kept["through"] not in self.closed:
                self.said.pop((kept["through"], kept["person"]), None)

    def expected_of(self, person: int) -> tuple[dict[int, tuple[int, int, int]], dict[str, list[int]]]:
        """Minutes expected, attended and made up: by session, and by module."""
        credit: Counter[int] = Counter()
        for made in self.plans.values():
            if made["person"] == person and made["state"] == "done":
                worth = made["minutes"]
                if made["through"] is not None:
                    worth = min(worth, there(self.said[made["through"], person], LENGTHS[made["through"]]))
                credit[made["of"][1]] += worth
        sessions: dict[int, tuple[int, int, int]] = {}
        modules: dict[str, list[int]] = {}
        for number in OWN:
            said = self.said.get((number, person))
            if number not in self.closed or said is None or said[0] == "not_expected":
                continue
            length = LENGTHS[number]
            was_there = there(said, length)
            made_up = min(credit[number], length - was_there)
            sessions[number] = (length, was_there, made_up)
            sizes = MODULES[number] | {"rest": length - sum(MODULES[number].values())}
            parts = portions(was_there, sizes)
            again = portions(made_up, {name: sizes[name] - parts[name] for name in sizes})
            for name, size in MODULES[number].items():
                sums = modules.setdefault(name, [0, 0, 0])
                for at, minutes in enumerate((size, parts[name], again[name])):
                    sums[at] += minutes
        return sessions, modules

    @invariant()
    def the_minutes_are_the_same(self) -> None:
        found = attendance_of(self.cohort)
        numbers = {session.pk: number for number, session in self.sessions.items()}
        for person, enrolment in enumerate(self.people):
            sessions, modules = self.expected_of(person)
            shown = found.of(enrolment.pk).attended
            assert sessions == {
                numbers[pk]: (t.expected, t.attended, t.made_up) for pk, t in shown.sessions.items()
            }
            assert modules == {
                found.modules[pk].code: [t.expected, t.attended, t.made_up] for pk, t in shown.modules.items()
            }
            assert [sum(t[at] for t in sessions.values()) for at in range(3)] == [
                shown.course.expected, shown.course.attended, shown.course.made_up,
            ]  # fmt: skip
            absent = [
                number
                for number, (length, was_there, made_up) in sessions.items()
                if self.said[number, person][0] != "present" and was_there + made_up < length
            ]
            assert absent == [numbers[pk] for pk in shown.missed_sessions]


@pytest.mark.django_db
def test_the_minutes_equal_a_plain_recomputation() -> None:
    run_state_machine_as_test(
        Attending,
        settings=settings(
            max_examples=25, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
