"""Completions: what is recorded, refused, overridden and voided."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from courses.models import Module
from courses.operations.editions import set_needs
from tests import factories
from tests.counting import statements
from trainees.enums import EnrolmentState
from trainees.models import Completion, Enrolment
from trainees.operations.completion import record, void

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def modules(enrolment: Enrolment) -> list[Module]:
    return list(enrolment.cohort.edition.modules.order_by("position"))


def mark(enrolment: Enrolment, *which: int, **facts: object) -> list[Completion]:
    """Record modules of one enrolment by their number from 0."""
    found = modules(enrolment)
    values = {"completed_on": factories.today(), "evidence": "quiz", "by": None} | facts
    return record(cohort=enrolment.cohort, pairs=[(enrolment.pk, found[n].pk) for n in which], **values)  # type: ignore[arg-type]


def test_a_completion_keeps_who_when_and_on_what() -> None:
    enrolment, by = factories.enrolment(), factories.person("Facilitator")
    made = mark(enrolment, 0, by=by, note="Very thoughtful.", evidence="practice")[0]
    made.refresh_from_db()
    assert (made.recorded_by, made.note, made.evidence, made.override_reason) == (
        by, "Very thoughtful.", "practice", "",
    )  # fmt: skip
    entry = ModelLogEntry.objects.for_instance(enrolment).get()
    assert (entry.action, entry.user, entry.label) == ("trainees.completion.record", by, str(enrolment))
    assert entry.data == {"module": "M01", "completed_on": str(factories.today()), "evidence": "practice"}


def test_what_is_recorded_already_is_left_alone() -> None:
    enrolment = factories.enrolment()
    mark(enrolment, 0, note="First.")
    assert [c.module.code for c in mark(enrolment, 0, 1, note="Second.")] == ["M02"]
    assert mark(enrolment, 0, 1) == []
    assert sorted(Completion.objects.values_list("module__code", "note")) == [
        ("M01", "First."),
        ("M02", "Second."),
    ]
    assert ModelLogEntry.objects.for_instance(enrolment).count() == 2


def test_a_module_needs_what_is_recorded_before_or_in_the_same_act() -> None:
    enrolment = factories.enrolment(chosen_name="Sam")
    with pytest.raises(ValidationError) as caught:
        mark(enrolment, 0, 2)
    assert caught.value.message_dict == {
        "override_reason": ["Sam: Module 3 needs Module 2 first. Give a reason to record it all the same."]
    }
    assert Completion.objects.count() == 0
    assert [c.module.code for c in mark(enrolment, 2, 1, 0)] == ["M01", "M02", "M03"]


def test_everybody_who_lacks_something_is_named() -> None:
    cohort = factories.cohort()
    sam, camille = (
        factories.enrolment(cohort, chosen_name="Sam"),
        factories.enrolment(cohort, chosen_name="Camille"),
    )
    mark(sam, 0)
    second = modules(sam)[1]
    with pytest.raises(ValidationError) as caught:
        record(
            cohort=cohort,
            pairs=[(sam.pk, second.pk), (camille.pk, second.pk)],
            completed_on=factories.today(),
            evidence="quiz",
            by=None,
        )
    assert [words.split(":")[0] for words in caught.value.messages] == ["Camille"]


def test_an_override_keeps_its_reason_where_it_was_needed() -> None:
    enrolment = factories.enrolment()
    mark(enrolment, 0, 2, override_reason="  Took part two years ago. ")
    assert dict(Completion.objects.values_list("module__code", "override_reason")) == {
        "M01": "",
        "M03": "Took part two years ago.",
    }
    entry = ModelLogEntry.objects.for_instance(enrolment).get(data__module="M03")
    assert entry.data["override_reason"] == "Took part two years ago."


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"completed_on": factories.today() + DAY}, "completed_on"),
        ({"completed_on": factories.today() - 31 * DAY}, "completed_on"),
        ({"evidence": "rumour"}, "evidence"),
        ({"evidence": ""}, "evidence"),
        ({"note": "x" * 501}, "note"),
        ({"override_reason": "x" * 501}, "override_reason"),
    ],
)
def test_each_mistake_is_named_at_its_field(facts: dict[str, object], field: str) -> None:
    enrolment = factories.enrolment()
    with pytest.raises(ValidationError) as caught:
        mark(enrolment, 0, **facts)
    assert list(caught.value.message_dict) == [field]
    assert Completion.objects.count() == 0


def test_dates_are_those_of_the_programmes_calendar_and_the_cohorts_life() -> None:
    today = factories.today()
    enrolment = factories.enrolment(
        factories.cohort(starts_on=today - 20 * DAY, ends_on=today - 10 * DAY, modules=3)
    )
    with pytest.raises(ValidationError, match="This cohort runs from"):
        mark(enrolment, 0)
    mark(enrolment, 0, completed_on=today - 10 * DAY)
    mark(enrolment, 1, completed_on=today - 20 * DAY)
    mark(enrolment, 2, completed_on=today - 400 * DAY, evidence="prior_learning")
    assert Completion.objects.count() == 3


def test_only_people_and_modules_of_the_cohort() -> None:
    enrolment, other = factories.enrolment(), factories.enrolment()
    facts = {"completed_on": factories.today(), "evidence": "quiz", "by": None}
    for pair, field in (
        ((other.pk, modules(enrolment)[0].pk), "enrolment"),
        ((0, modules(enrolment)[0].pk), "enrolment"),
        ((enrolment.pk, modules(other)[0].pk), "module"),
    ):
        with pytest.raises(ValidationError) as caught:
            record(cohort=enrolment.cohort, pairs=[pair], **facts)  # type: ignore[arg-type]
        assert list(caught.value.message_dict) == [field]


def test_nothing_is_recorded_for_somebody_who_left() -> None:
    gone = factories.enrolment(
        chosen_name="Kit", state=EnrolmentState.WITHDRAWN, ended_at=factories.instant(factories.today())
    )
    with pytest.raises(ValidationError) as caught:
        mark(gone, 0)
    assert caught.value.message_dict == {"enrolment": ["The enrolment has ended: Kit."]}


def test_voiding_needs_a_reason_happens_once_and_lets_it_be_recorded_anew() -> None:
    enrolment, by = factories.enrolment(), factories.person()
    made = mark(enrolment, 0)[0]
    for reason in ("", "   "):
        with pytest.raises(ValidationError) as caught:
            void(completion=made, reason=reason, by=by)
        assert caught.value.message_dict == {"reason": ["Say why this was not so."]}
    voided = void(completion=made, reason=" The wrong person. ", by=by)
    assert (voided.void_reason, voided.voided_by) == ("The wrong person.", by)
    with pytest.raises(ValidationError, match="voided already"):
        void(completion=made, reason="Again", by=by)
    assert len(mark(enrolment, 0)) == 1
    assert (Completion.objects.count(), Completion.objects.standing().count()) == (2, 1)
    entry = ModelLogEntry.objects.for_instance(enrolment).get(action="trainees.completion.void")
    assert (entry.user, entry.data["reason"]) == (by, "The wrong person.")


def test_what_rests_on_a_voided_completion_stays() -> None:
    enrolment = factories.enrolment()
    first, _second = mark(enrolment, 0, 1)
    void(completion=first, reason="The wrong date.", by=None)
    assert [c.module.code for c in Completion.objects.standing()] == ["M02"]


def test_a_column_of_sixty_takes_as_many_queries_as_one_cell() -> None:
    edition = factories.course_edition(14, chain=False)
    found = list(edition.modules.order_by("position"))
    set_needs(module=found[13], needs=found[:13], by=None)
    cohort = factories.cohort(edition, seats=60)
    people = factories.enrolments(cohort, 60)
    counts = []
    for pairs in (
        [(people[0].pk, found[0].pk)],
        [(person.pk, found[1].pk) for person in people],
        [(person.pk, module.pk) for person in people for module in found],
    ):
        with CaptureQueriesContext(connection) as queries:
            record(cohort=cohort, pairs=pairs, completed_on=factories.today(), evidence="quiz", by=None)
        counts.append(statements(queries))
    assert Completion.objects.count() == 60 * 14
    assert counts[1] == counts[2] <= 12
