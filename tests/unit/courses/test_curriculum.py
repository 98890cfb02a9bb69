"""What a visitor is shown of a course."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import Edition
from courses.operations.cohorts import announce_cohort
from courses.operations.editions import add_module, copy_edition
from courses.queries import curricula, curriculum
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_draft_cohort_changes_nothing_that_visitors_see() -> None:
    """It freezes its edition, and nobody knows of it until it is announced."""
    course = factories.course()
    first, second = factories.course_edition(1, of=course), factories.course_edition(2, of=course)
    factories.cohort(first, announced=False)
    assert shown(first) == second  # of those that nobody takes, the newest
    factories.cohort(first)
    assert shown(first) == first
    draft = factories.cohort(second, announced=False)
    assert shown(first) == first
    announce_cohort(cohort=draft, by=None)
    assert shown(first) == second


def test_the_newest_edition_in_use_is_shown_and_before_any_is_the_newest() -> None:
    course = factories.course()
    assert curriculum(course) is None
    first = factories.course_edition(1, of=course)
    second = factories.course_edition(2, of=course)
    assert shown(first) == second
    factories.cohort(first)
    assert shown(first) == first
    factories.cohort(second)
    third = copy_edition(edition=second, by=None)
    assert shown(first) == second
    factories.cohort(third)
    assert shown(first) == third


def shown(edition: Edition) -> Edition:
    """The edition that is shown of the course of this one."""
    found = curriculum(edition.course)
    assert found is not None
    return found.edition


def test_modules_needs_awards_and_hours() -> None:
    edition = factories.course_edition(3, chain=False)
    first, second, third = edition.modules.order_by("position")
    add_module(
        edition=edition, by=None, code="P1", title_en="P", title_fr="P", minutes=600, kind="practicum",
        needs=[third, first],
    )  # fmt: skip
    add_module(edition=edition, by=None, code="F1", title_en="F", title_fr="F", minutes=60, is_optional=True)
    awards = [factories.award(edition), factories.award(edition)]
    found = curriculum(edition.course)
    assert found is not None
    assert [(lesson.module.code, [need.code for need in lesson.needs]) for lesson in found.lessons] == [
        ("M01", []),
        ("M02", []),
        ("M03", []),
        ("P1", ["M01", "M03"]),
        ("F1", []),
    ]
    assert list(found.awards) == awards
    assert (found.class_minutes, found.practicum_minutes) == (360, 600)
    assert second == found.lessons[1].module


def test_many_courses_take_as_many_queries_as_one() -> None:
    counts = []
    for courses in (1, 4):
        ids = [factories.cohort(modules=5).edition.course_id for _number in range(courses)]
        with CaptureQueriesContext(connection) as queries:
            found = curricula(ids)
            for each in found.values():
                assert each.edition.course.programme.region.name
                assert each.edition.course.stream.name
        counts.append(len(queries))
        assert set(found) == set(ids)
        assert all(len(each.lessons) == 5 for each in found.values())
    assert counts == [5, 5]
