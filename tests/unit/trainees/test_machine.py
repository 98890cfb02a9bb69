"""Whatever coordinators do, in any order: the product agrees with a plain model of it after every step."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from courses.models import Cohort
from courses.operations.cohorts import cancel_cohort, change_cohort
from courses.operations.editions import set_needs
from tasks.outbox.enums import WAITING
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import HOLDS_A_SEAT, EnrolmentState, ModuleState
from trainees.models import Completion, Enrolment
from trainees.operations.completion import record, void
from trainees.operations.enrolment import enrol, finish, withdraw
from trainees.queries.grid import grid
from trainees.queries.steps import progress

PEOPLE, MODULES = 4, 4
NEEDS = {2: {1}, 3: {1}, 4: {2, 3}}
people = st.integers(0, PEOPLE - 1)
cells = st.sets(st.tuples(people, st.integers(1, MODULES)), min_size=1, max_size=5)

Cell = tuple[int, int]


class Cohorts(RuleBasedStateMachine):
    """One cohort. The model: who is in which state, which modules stand as completed, how many seats there are."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.states: dict[int, EnrolmentState] = {}
        self.done: dict[Cell, bool] = {}  # and whether it needed an override
        self.voided: set[Cell] = set()
        self.capacity, self.is_cancelled = 2, False

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        edition = factories.course_edition(MODULES, chain=False)
        self.modules = dict(enumerate(edition.modules.order_by("position"), start=1))
        for module, needed in NEEDS.items():
            set_needs(module=self.modules[module], needs=[self.modules[n] for n in needed], by=None)
        self.cohort = factories.cohort(edition, seats=self.capacity)
        self.enrolments: dict[int, Enrolment] = {}

    @property
    def held(self) -> int:
        """Seats taken, by the model."""
        return sum(state in HOLDS_A_SEAT for state in self.states.values())

    def is_in(self, person: int) -> bool:
        """Whether they are enrolled now, by the model."""
        return self.states.get(person) == EnrolmentState.ENROLLED

    @rule(person=people)
    def enrol(self, person: int) -> None:
        allowed = (
            self.states.get(person) not in HOLDS_A_SEAT
            and self.held < self.capacity
            and not self.is_cancelled
        )
        address = f"machine{person}@example.org"
        try:
            self.enrolments[person] = enrol(
                cohort=self.cohort, email=address, chosen_name=f"P{person}", by=None
            )
        except ValidationError:
            assert not allowed
        else:
            assert allowed
            self.states[person] = EnrolmentState.ENROLLED
            self.done = {cell: needed for cell, needed in self.done.items() if cell[0] != person}
            self.voided = {cell for cell in self.voided if cell[0] != person}

    @rule(person=people, ending=st.sampled_from([withdraw, finish]))
    def leave(self, person: int, ending: object) -> None:
        if self.is_in(person):
            ending(enrolment=self.enrolments[person], by=None)  # type: ignore[operator] # one of the two
            self.states[person] = EnrolmentState.WITHDRAWN if ending is withdraw else EnrolmentState.FINISHED

    @rule(capacity=st.integers(1, PEOPLE))
    def change_seats(self, capacity: int) -> None:
        try:
            change_cohort(cohort=self.cohort, by=None, capacity=capacity)
        except ValidationError:
            assert capacity < self.held or self.is_cancelled
        else:
            assert capacity >= self.held
            self.capacity = capacity

    @rule(wanted=cells, reason=st.sampled_from(["", "Learned elsewhere."]))
    def record(self, wanted: set[Cell], reason: str) -> None:
        wanted = {cell for cell in wanted if cell[0] in self.enrolments}
        if not wanted:
            return
        new = {cell for cell in wanted if cell not in self.done}
        after = new | self.done.keys()
        lacking = {cell for cell in new if any((cell[0], n) not in after for n in NEEDS.get(cell[1], ()))}
        allowed = all(self.is_in(person) for person, _module in wanted) and (bool(reason) or not lacking)
        pairs = [(self.enrolments[person].pk, self.modules[module].pk) for person, module in wanted]
        try:
            made = record(
                cohort=self.cohort,
                pairs=pairs,
                completed_on=factories.today(),
                evidence="quiz",
                override_reason=reason,
                by=None,
            )
        except ValidationError:
            assert not allowed
        else:
            assert allowed
            assert len(made) == len(new)
            self.done |= {cell: cell in lacking for cell in new}

    @rule(person=people, module=st.integers(1, MODULES))
    def void(self, person: int, module: int) -> None:
        if (person, module) in self.done:
            found = Completion.objects.standing().get(
                enrolment=self.enrolments[person], module=self.modules[module]
            )
            void(completion=found, reason="A mistake.", by=None)
            del self.done[person, module]
            self.voided.add((person, module))

    @rule(really=st.sampled_from([False] * 9 + [True]))
    def cancel(self, really: bool) -> None:
        if really:
            cancel_cohort(cohort=self.cohort, by=None)
            self.is_cancelled = True

    @invariant()
    def seats_are_those_who_hold_one(self) -> None:
        if hasattr(self, "cohort"):
            stored = Cohort.objects.get(pk=self.cohort.pk)
            assert (stored.seats_held, stored.capacity) == (self.held, self.capacity)
            assert stored.seats_held == stored.enrolments.holding_a_seat().count()
            for person, state in self.states.items():
                assert Enrolment.objects.get(pk=self.enrolments[person].pk).state == state

    @invariant()
    def completions_are_those_of_the_model(self) -> None:
        if not hasattr(self, "cohort"):
            return
        number = {module.pk: n for n, module in self.modules.items()}
        owner = {enrolment.pk: person for person, enrolment in self.enrolments.items()}
        standing = Completion.objects.standing().filter(enrolment__in=owner)
        assert {
            (owner[c.enrolment_id], number[c.module_id]): bool(c.override_reason) for c in standing
        } == self.done
        for row in grid(self.cohort).rows:
            if row.enrolment.pk in owner:
                shown = {number[cell.module.pk] for cell in row.cells if cell.is_done}
                assert shown == {module for person, module in self.done if person == owner[row.enrolment.pk]}

    @invariant()
    def every_state_on_the_path_has_its_reason(self) -> None:
        for person, enrolment in getattr(self, "enrolments", {}).items():
            done = {module for owner, module in self.done if owner == person}
            for number, step in enumerate(progress(enrolment=enrolment, at=timezone.now()).steps, start=1):
                lacks = NEEDS.get(number, set()) - done
                assert (step.status == ModuleState.DONE) == (number in done)
                assert (step.status == ModuleState.NEEDS) == (number not in done and bool(lacks))
                assert step.status == ModuleState.DONE or {m.pk for m in step.missing} == {
                    self.modules[n].pk for n in lacks
                }

    @invariant()
    def nobody_is_welcomed_twice_and_nobody_who_left_is_welcomed_later(self) -> None:
        for person, enrolment in getattr(self, "enrolments", {}).items():
            welcome = Message.objects.get(kind="welcome", about=f"enrolment:{enrolment.pk}")
            if self.states[person] == EnrolmentState.WITHDRAWN:
                assert welcome.state not in WAITING


@pytest.mark.django_db
def test_coordinators_may_do_anything_in_any_order() -> None:
    run_state_machine_as_test(
        Cohorts, settings=settings(max_examples=15, stateful_step_count=20, deadline=None)
    )
