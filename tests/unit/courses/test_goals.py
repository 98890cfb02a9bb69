"""Hour goals and the number of reports: changed while nobody uses the edition, copied with it."""

import pytest
from django.core.exceptions import ValidationError

from courses.operations import goals
from courses.operations.editions import copy_edition
from tests import factories

pytestmark = pytest.mark.django_db


def test_goals_are_added_moved_and_removed() -> None:
    edition = factories.course_edition(1)
    first, second = factories.hour_goal(edition), factories.hour_goal(edition)
    goals.change_goal(goal=second, by=None, position=1, minutes=90, categories=["group"])
    assert list(edition.hour_goals.order_by("position").values_list("pk", "minutes")) == [
        (second.pk, 90),
        (first.pk, 600),
    ]
    goals.remove_goal(goal=second, by=None)
    assert list(edition.hour_goals.all()) == [first]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes", 0),
        ("minutes", None),
        ("name_en", ""),
        ("name_fr", ""),
        ("categories", ["travel"]),
        ("categories", ["group", "group"]),
        ("categories", "group"),
        ("categories", {"group": 1}),
    ],
)
def test_what_a_goal_cannot_hold(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as refused:
        factories.hour_goal(factories.course_edition(1), **{field: value})
    assert list(refused.value.error_dict) == [field]


def test_a_copy_has_the_same_goals_and_reports() -> None:
    edition = factories.course_edition(1)
    factories.hour_goal(edition, minutes=2_160, categories=["one_to_one"])
    edition = goals.set_reports_due(edition=edition, reports_due=3, by=None)
    factories.cohort(edition)
    copy = copy_edition(edition=edition, by=None)
    assert copy.reports_due == 3
    assert list(copy.hour_goals.values_list("minutes", "categories", "position")) == [
        (2_160, ["one_to_one"], 1)
    ]


def test_a_frozen_edition_keeps_them() -> None:
    cohort = factories.practicum_cohort()
    goal = cohort.edition.hour_goals.get(position=1)
    for act in (
        lambda: factories.hour_goal(cohort.edition),
        lambda: goals.change_goal(goal=goal, by=None, minutes=5),
        lambda: goals.remove_goal(goal=goal, by=None),
        lambda: goals.set_reports_due(edition=cohort.edition, reports_due=0, by=None),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.error_dict["__all__"][0].code == "frozen"


def test_at_most_twenty_reports() -> None:
    with pytest.raises(ValidationError, match="At most 20 reports"):
        goals.set_reports_due(edition=factories.course_edition(1), reports_due=21, by=None)
