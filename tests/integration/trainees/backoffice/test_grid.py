"""Completions in the office: mark one, a column, a selection; override; void; and what it costs."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from courses.enums import RoleKind
from tests import factories
from trainees.models import Completion

from .world import Side, member

FACTS = {"evidence": "quiz", "note": "", "override_reason": "", "column": ""}


def mark(office: Client, side: Side, cells: list[tuple[int, int]], **facts: Any) -> Any:
    """Send the grid's form."""
    data = {
        **FACTS,
        "completed_on": side.cohort.starts_on.isoformat(),
        "cell": [f"{enrolment}:{module}" for enrolment, module in cells],
        **facts,
    }
    return office.post(reverse("roster:modules", args=[side.cohort.pk]), data)


def modules(side: Side) -> list[int]:
    """Ids in order; the first is done."""
    return list(side.cohort.edition.modules.order_by("position").values_list("pk", flat=True))


def test_mark_a_selection(office: Client, here: Side) -> None:
    """Two cells of two people at once."""
    other = factories.enrolment(here.cohort)
    first, second, *_rest = modules(here)
    response = mark(office, here, [(here.enrolment.pk, second), (other.pk, first)], note="In class")
    assert response.status_code == 302
    new = Completion.objects.exclude(pk=here.completion.pk)
    assert set(new.values_list("enrolment", "module", "note")) == {
        (here.enrolment.pk, second, "In class"),
        (other.pk, first, "In class"),
    }


def test_mark_a_column(office: Client, here: Side) -> None:
    """Everybody who is in the course and has not done the module; a second click finds nothing new."""
    factories.enrolments(here.cohort, 3)
    first = modules(here)[0]
    assert mark(office, here, [], column=first).status_code == 302
    assert Completion.objects.filter(module=first).count() == 4
    assert mark(office, here, [], column=first).status_code == 302
    assert Completion.objects.filter(module=first).count() == 4


def test_what_is_missing_is_named_and_a_reason_lets_it_through(office: Client, here: Side) -> None:
    """After the error the cells are still ticked and nothing typed is lost."""
    third = modules(here)[2]
    cell = (here.enrolment.pk, third)
    response = mark(office, here, [cell], note="Seen on Tuesday")
    text = response.content.decode()
    assert response.status_code == 422
    assert "Trainee Here: Module 3 needs Module 2 first." in text
    assert f'value="{cell[0]}:{cell[1]}" aria-label' in text
    assert " checked" in text
    assert "Seen on Tuesday" in text
    assert not Completion.objects.filter(module=third).exists()
    assert mark(office, here, [cell], override_reason="Did it elsewhere").status_code == 302
    assert Completion.objects.get(module=third).override_reason == "Did it elsewhere"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"evidence": ""}, "This field is required."),
        ({"completed_on": "2099-01-01"}, "This date is still to come."),
        ({"completed_on": "soon"}, "Enter a valid date."),
        ({"cell": []}, "Tick at least one box, or choose a column."),
        ({"cell": ["1:x"]}, "The form was changed on its way."),
        ({"cell": [f"{2**63}:1"]}, "The form was changed on its way."),
    ],
)
def test_mistakes_are_said(office: Client, here: Side, facts: dict[str, Any], words: str) -> None:
    """At the field, or above the form; nothing is recorded."""
    response = mark(office, here, [(here.enrolment.pk, modules(here)[1])], **facts)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Completion.objects.count() == 1


def test_another_cohorts_people_and_modules_are_refused(office: Client, here: Side, there: Side) -> None:
    """Ids in form fields are checked like those in addresses."""
    ours, theirs = modules(here)[1], modules(there)[1]
    for cell in [(there.enrolment.pk, ours), (here.enrolment.pk, theirs), (there.enrolment.pk, theirs)]:
        assert mark(office, here, [cell]).status_code == 422
    assert mark(office, here, [], column=theirs).status_code == 422
    assert Completion.objects.count() == 2


def test_facilitators_mark(client: Client, here: Side) -> None:
    """It is their work."""
    client.force_login(member(RoleKind.FACILITATOR, here.programme))
    assert mark(client, here, [(here.enrolment.pk, modules(here)[1])]).status_code == 302
    assert Completion.objects.count() == 2


def test_void(office: Client, here: Side) -> None:
    """Not without a reason; it stays visible afterwards."""
    url = reverse("roster:completion", args=[here.completion.pk])
    assert office.post(url, {"reason": " "}).status_code == 422
    assert office.post(url, {"reason": "Another person"}).status_code == 302
    here.completion.refresh_from_db()
    assert here.completion.void_reason == "Another person"
    assert "Another person" in office.get(url).content.decode()
    assert office.post(url, {"reason": "Again"}).status_code == 422


@pytest.mark.parametrize(("people", "most"), [(10, 20), (60, 20)])
def test_the_grid_costs_a_fixed_number_of_queries(
    office: Client, here: Side, django_assert_max_num_queries: Any, people: int, most: int
) -> None:
    """60 trainees by 14 modules, all of Wagtail's own included."""
    cohort = factories.cohort(programme=here.programme, modules=14, seats=60)
    enrolled = factories.enrolments(cohort, people)
    first = cohort.edition.modules.order_by("position")[0]
    Completion.objects.bulk_create(
        Completion(enrolment=one, module=first, completed_on=cohort.starts_on, evidence="quiz")
        for one in enrolled
    )
    ContentType.objects.clear_cache()
    with django_assert_max_num_queries(most):
        assert office.get(reverse("roster:modules", args=[cohort.pk])).status_code == 200


def test_the_roster_costs_a_fixed_number_of_queries(
    office: Client, here: Side, django_assert_max_num_queries: Any
) -> None:
    """Sixty people with their hours and messages."""
    cohort = factories.cohort(programme=here.programme, modules=14, seats=60)
    factories.enrolments(cohort, 60)
    with django_assert_max_num_queries(15):
        assert office.get(reverse("roster:index", args=[cohort.pk])).status_code == 200


def test_a_refused_column_says_how_to_record_the_others(office: Client, here: Side) -> None:
    """One person misses what the module needs: nothing is recorded, and ticking is named as the way."""
    second = modules(here)[1]
    factories.enrolments(here.cohort, 1)
    text = mark(office, here, [], column=second).content.decode()
    assert "Module 2 needs Module 1 first." in text
    assert "To record only the others" in text
    assert not Completion.objects.filter(module=second).exists()
