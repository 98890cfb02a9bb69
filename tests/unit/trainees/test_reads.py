"""What the portal, the roster and the grid read: right, in words, and in as many queries for one as for many."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from courses.enums import ModuleKind
from courses.models import Cohort
from courses.operations.cohorts import cancel_cohort
from courses.operations.editions import add_module, set_needs
from courses.requirements.words import listed
from tasks.outbox.models import Message
from tests import factories
from trainees.enums import EnrolmentState, ModuleState
from trainees.operations.completion import record, void
from trainees.operations.enrolment import enrol
from trainees.queries.grid import grid
from trainees.queries.progress import hours
from trainees.queries.roster import roster
from trainees.queries.steps import progress

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
AT = factories.instant(dt.date(2026, 11, 20), 12)


@pytest.fixture
def cohort() -> Cohort:
    """Modules M01 to M03 in a chain, M04 needing all, a practicum, an optional module; around 20 November 2026."""
    edition = factories.course_edition(4)
    modules = list(edition.modules.order_by("position"))
    set_needs(module=modules[3], needs=modules[:3], by=None)
    words: dict[str, Any] = {"title_en": "Practicum", "title_fr": "Stage", "minutes": 36 * 60}
    add_module(edition=edition, by=None, needs=modules, code="P1", kind=ModuleKind.PRACTICUM, **words)
    words = {"title_en": "Family", "title_fr": "Famille", "minutes": 90}
    add_module(edition=edition, by=None, code="F1", is_optional=True, must_attend=True, **words)
    return factories.cohort(edition, starts_on=dt.date(2026, 9, 8), ends_on=dt.date(2027, 1, 5))


def mark(cohort: Cohort, *codes: str, on: dt.date = dt.date(2026, 10, 8)) -> None:
    """Record modules for everybody in the cohort."""
    modules = cohort.edition.modules.filter(code__in=codes)
    pairs = [(e.pk, m.pk) for e in cohort.enrolments.all() for m in modules]
    record(cohort=cohort, pairs=pairs, completed_on=on, evidence="quiz", by=None)


def test_the_path_says_each_state_in_words(cohort: Cohort) -> None:
    enrolment = factories.enrolment(cohort)
    mark(cohort, "M01")
    second, fourth = cohort.edition.modules.get(code="M02"), cohort.edition.modules.get(code="M04")
    factories.session(cohort, factories.instant(dt.date(2026, 11, 24)), modules=[second])
    factories.session(cohort, factories.instant(dt.date(2026, 12, 1)), modules=[fourth])
    found = progress(enrolment=enrolment, at=AT)
    assert [(step.title, step.status.value, step.state, step.detail) for step in found.steps] == [
        ("Module 1", "done", "Done on 8 October 2026", ""),
        ("Module 2", "next", "Next: Tuesday, 24 November 2026", ""),
        ("Module 3", "needs", "Needs Module 2 first", ""),
        ("Module 4", "needs", "Needs Module 2 and Module 3 first", "Planned for Tuesday, 1 December 2026."),
        ("Practicum", "needs", "Needs Module 2, Module 3 and Module 4 first", ""),
        ("Family", "later", "Still to come", "Must be attended. Optional."),
    ]
    assert found.next_session is not None
    assert found.next_session.held_on == dt.date(2026, 11, 24)
    assert (found.in_class.words, found.practicum.words) == (("2", "8"), ("0", "36"))
    assert (found.minutes_done, found.minutes_required) == (120, 44 * 60)
    assert [step.module.code for step in found.left] == ["M02", "M03", "M04", "P1"]
    assert [step.module.code for step in found.next_steps] == ["M02"]
    assert not found.is_complete


def test_voided_completions_do_not_count_and_optional_hours_are_not_required(cohort: Cohort) -> None:
    enrolment = factories.enrolment(cohort)
    mark(cohort, "M01", "F1")
    found = progress(enrolment=enrolment, at=AT)
    assert (found.in_class.done, found.in_class.required) == (120, 480)
    void(completion=enrolment.completions.get(module__code="M01"), reason="Mistake", by=None)
    assert progress(enrolment=enrolment, at=AT).in_class.done == 0


def test_with_everything_done_nothing_is_left(cohort: Cohort) -> None:
    enrolment = factories.enrolment(cohort)
    mark(cohort, "M01", "M02", "M03", "M04", "P1")
    found = progress(enrolment=enrolment, at=AT)
    assert found.is_complete
    assert [step.status for step in found.steps if not step.module.is_optional] == [ModuleState.DONE] * 5


def test_a_cancelled_cohort_or_session_is_not_next(cohort: Cohort) -> None:
    enrolment = factories.enrolment(cohort)
    factories.session(cohort, AT + DAY)
    assert progress(enrolment=enrolment, at=AT + 2 * DAY).next_session is None
    cancel_cohort(cohort=cohort, by=None)
    assert progress(enrolment=enrolment, at=AT).next_session is None


def test_a_session_is_next_until_it_ends(cohort: Cohort) -> None:
    enrolment = factories.enrolment(cohort)
    session = factories.session(cohort, AT)
    assert progress(enrolment=enrolment, at=session.ends_at - dt.timedelta(seconds=1)).next_session == session
    assert progress(enrolment=enrolment, at=session.ends_at).next_session is None


def test_many_missing_modules_are_counted() -> None:
    edition = factories.course_edition(5, chain=False)
    modules = list(edition.modules.order_by("position"))
    set_needs(module=modules[4], needs=modules[:4], by=None)
    enrolment = factories.enrolment(factories.cohort(edition))
    assert progress(enrolment=enrolment, at=timezone.now()).steps[4].state == "Needs 4 other modules first"


def test_words() -> None:
    assert [listed(words) for words in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "", "A", "A and B", "A, B and C",
    ]  # fmt: skip
    assert [hours(minutes) for minutes in (0, 60, 90, 50, 5160)] == ["0", "1", "1.5", "0.83", "86"]
    with translation.override("fr"):
        assert hours(90) == "1,5"


def test_the_roster_shows_how_far_everybody_is_and_what_they_were_sent(cohort: Cohort) -> None:
    sam = enrol(cohort=cohort, email="sam@example.org", chosen_name="Sam", by=None)
    factories.enrolment(cohort, chosen_name="Alex")
    undone = factories.enrolment(cohort, chosen_name="Mistake")
    type(undone).objects.filter(pk=undone.pk).update(state=EnrolmentState.UNDONE, ended_at=timezone.now())
    mark_one = cohort.edition.modules.filter(code__in=["M01", "F1"])
    pairs = [(sam.pk, module.pk) for module in mark_one]
    record(cohort=cohort, pairs=pairs, completed_on=dt.date(2026, 10, 8), evidence="quiz", by=None)
    Message.objects.update(state="failed", error="550 no such person")
    rows = roster(cohort)
    assert [(row.person.chosen_name, row.modules_done, row.modules_required) for row in rows] == [
        ("Alex", 0, 5),
        ("Sam", 1, 5),
    ]
    assert rows[1].hours.words == ("2", "44")
    assert [message.kind for message in rows[1].messages] == ["welcome"]
    assert (rows[1].last_message, list(rows[1].troubled)) == (rows[1].messages[0], list(rows[1].messages))
    assert rows[0].last_message is None


def test_the_grid_says_what_is_done_and_what_is_missing(cohort: Cohort) -> None:
    factories.enrolment(cohort, chosen_name="Sam")
    mark(cohort, "M01")
    left = factories.enrolment(
        cohort, chosen_name="Kit", state=EnrolmentState.WITHDRAWN, ended_at=timezone.now()
    )
    found = grid(cohort)
    assert [module.code for module in found.modules] == ["M01", "M02", "M03", "M04", "P1", "F1"]
    kit, sam = found.rows
    assert (kit.enrolment, kit.can_be_marked, sam.can_be_marked) == (left, False, True)
    assert [cell.is_done for cell in sam.cells] == [True, False, False, False, False, False]
    assert [cell.is_ready for cell in sam.cells] == [False, True, False, False, False, True]
    assert [[module.code for module in cell.missing] for cell in sam.cells][:4] == [
        [],
        [],
        ["M02"],
        ["M02", "M03"],
    ]


def test_no_count_of_queries_grows() -> None:
    counts: dict[str, list[int]] = {"roster": [], "grid": [], "page": [], "progress": []}
    for number in (2, 60):
        cohort = factories.cohort(factories.course_edition(14), seats=number)
        people = factories.enrolments(cohort, number)
        modules = list(cohort.edition.modules.order_by("position"))
        pairs = [(person.pk, module.pk) for person in people for module in modules[: number // 5 + 1]]
        record(cohort=cohort, pairs=pairs, completed_on=factories.today(), evidence="quiz", by=None)
        for day in range(1, number // 2 + 1):
            factories.session(cohort, timezone.now() + day * DAY, modules=modules[:2])
        cohort = Cohort.objects.with_course().get(pk=cohort.pk)
        page = list(type(people[0]).objects.filter(cohort=cohort).select_related("person")[:2])
        reads: dict[str, Callable[[], object]] = {
            "roster": partial(roster, cohort),
            "grid": partial(grid, cohort),
            "page": partial(lambda of, some: (roster(of, some), grid(of, some)), cohort, page),
            "progress": partial(
                lambda one: [s.state for s in progress(enrolment=one, at=timezone.now()).steps], people[0]
            ),
        }
        for name, read in reads.items():
            with CaptureQueriesContext(connection) as queries:
                read()
            counts[name].append(len(queries))
    assert counts == {"roster": [4, 4], "grid": [4, 4], "page": [6, 6], "progress": [7, 7]}
