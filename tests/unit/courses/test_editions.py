"""Editions and modules: what the operations refuse in words, and what they keep."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from courses.models import Edition, Module, Prerequisite
from courses.operations.editions import (
    add_module,
    change_module,
    copy_edition,
    create_edition,
    remove_module,
    set_needs,
)
from tests import factories

pytestmark = pytest.mark.django_db

FROZEN = "A cohort uses this edition, so it does not change any more. Copy it, and change the copy."


def modules(edition: Edition) -> list[Module]:
    return list(edition.modules.order_by("position"))


def codes(edition: Edition) -> list[str]:
    return [module.code for module in modules(edition)]


def needs(edition: Edition) -> set[tuple[str, str]]:
    rows = Prerequisite.objects.filter(module__edition=edition)
    return set(rows.values_list("module__code", "needs__code"))


def test_versions_count_up() -> None:
    course, by = factories.course(), factories.person()
    first, second = create_edition(course=course, by=by), create_edition(course=course, by=by, note="Shorter")
    assert (first.version, second.version, second.note) == (1, 2, "Shorter")
    entry = ModelLogEntry.objects.for_instance(second).get()
    assert (entry.action, entry.user) == ("courses.edition.create", by)


def test_a_module_comes_last_and_its_mistakes_are_named_at_their_fields() -> None:
    edition = factories.course_edition(2)
    module = add_module(
        edition=edition,
        by=None,
        code="M03",
        title_en="New",
        title_fr="Nouveau",
        minutes=60,
        needs=modules(edition),
    )
    assert module.position == 3
    assert {("M03", "M01"), ("M03", "M02")} <= needs(edition)
    with pytest.raises(ValidationError) as caught:
        add_module(
            edition=edition, by=None, code="M03", title_en="", title_fr="Encore", minutes=0, kind="game"
        )
    assert set(caught.value.message_dict) >= {"title_en", "kind"}
    with pytest.raises(TypeError):
        add_module(edition=edition, by=None, code="M04", edition_id=7)


@pytest.mark.parametrize(
    "change",
    [
        lambda module: change_module(module=module, by=None, title_en="Something else"),
        lambda module: change_module(module=module, by=None, position=2),
        lambda module: remove_module(module=module, by=None),
        lambda module: set_needs(module=module, needs=[], by=None),
        lambda module: add_module(
            edition=module.edition, by=None, code="X", title_en="X", title_fr="X", minutes=60
        ),
    ],
)
def test_a_frozen_edition_says_to_copy_it(change: object) -> None:
    module = factories.cohort().edition.modules.first()
    with pytest.raises(ValidationError) as caught:
        change(module)  # type: ignore[operator] # a lambda of the list above
    assert caught.value.messages == [FROZEN]


def test_a_copy_has_the_same_modules_and_needs_in_as_many_queries() -> None:
    counts = []
    for number in (1, 3, 40):
        edition = Edition.objects.select_related("course").get(pk=factories.cohort(modules=number).edition_id)
        with CaptureQueriesContext(connection) as queries:
            copy = copy_edition(edition=edition, by=None)
        counts.append(len(queries))
        assert (copy.version, copy.is_frozen) == (2, False)
        assert codes(copy) == codes(edition)
        assert needs(copy) == needs(edition)
        change_module(module=modules(copy)[0], by=None, title_en="Only here")
        assert modules(edition)[0].title_en == "Module 1"
    assert counts[1] == counts[2] <= 22


def test_a_module_needs_only_earlier_modules_of_its_edition() -> None:
    edition = factories.course_edition(3, chain=False)
    first, second, third = modules(edition)
    foreign = modules(factories.course_edition(1))[0]
    for wrong in ([second], [first, third], [foreign]):
        with pytest.raises(ValidationError) as caught:
            set_needs(module=second if wrong != [second] else first, needs=wrong, by=None)
        assert list(caught.value.message_dict) == ["needs"]
        assert "only modules of its edition that come before it" in caught.value.messages[0]
    set_needs(module=third, needs=[first, second], by=None)
    set_needs(module=third, needs=[second], by=None)
    assert needs(edition) == {("M03", "M02")}


def test_a_module_that_is_needed_stays() -> None:
    edition = factories.course_edition(2)
    first, second = modules(edition)
    with pytest.raises(ValidationError) as caught:
        remove_module(module=first, by=None)
    assert caught.value.messages == ["M02 needs this module. Change that first."]
    remove_module(module=second, by=None)
    assert codes(edition) == ["M01"]
    with pytest.raises(ValidationError) as caught:
        remove_module(module=second, by=None)
    assert caught.value.messages == ["This was removed in the meantime."]


def test_moving_makes_room_and_keeps_what_is_needed_before() -> None:
    edition = factories.course_edition(4, chain=False)
    _first, second, third, fourth = modules(edition)
    set_needs(module=third, needs=[second], by=None)
    change_module(module=fourth, by=None, position=1)
    assert codes(edition) == ["M04", "M01", "M02", "M03"]
    with pytest.raises(ValidationError) as caught:
        change_module(module=third, by=None, position=2)
    assert caught.value.message_dict == {"position": ["M03 needs M02, so it must come after it."]}
    with pytest.raises(ValidationError):
        change_module(module=second, by=None, position=99)
    change_module(module=third, by=None, position=99)
    assert codes(edition) == ["M04", "M01", "M02", "M03"]
    assert [module.position for module in modules(edition)] == [1, 2, 3, 4]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    moves=st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6)), max_size=6),
    edges=st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6),
)
def test_whatever_is_moved_no_module_stands_before_what_it_needs(
    moves: list[tuple[int, int]], edges: set[tuple[int, int]]
) -> None:
    edition = factories.course_edition(6, chain=False)
    before = modules(edition)
    for later in range(6):
        set_needs(
            module=before[later],
            needs=[before[e] for late, e in edges if late == later and e < later],
            by=None,
        )
    for index, position in moves:
        order = [m.pk for m in modules(edition)]
        moved = before[index].pk
        rest = [pk for pk in order if pk != moved]
        wanted = [*rest[: position - 1], moved, *rest[position - 1 :]]
        place = {pk: n for n, pk in enumerate(wanted)}
        rows = Prerequisite.objects.filter(module__edition=edition)
        allowed = all(place[row.needs_id] < place[row.module_id] for row in rows)
        try:
            change_module(module=before[index], by=None, position=position)
        except ValidationError:
            assert not allowed
            assert [m.pk for m in modules(edition)] == order
        else:
            assert allowed
            assert [m.pk for m in modules(edition)] == wanted
