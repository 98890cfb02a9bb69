"""Hours to reach in a practicum, and how many reports it asks for; changed while nobody uses the edition yet."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from courses.models import Edition, HourGoal

from .checks import assign, fresh, save
from .freezing import next_place, open_edition, order_with, put_in_order

GOAL_FIELDS = ("name_en", "name_fr", "minutes", "categories")


@transaction.atomic
def add_goal(*, edition: Edition, by: Any, **fields: Any) -> HourGoal:
    """Add an hour goal after the others. `fields` are those of GOAL_FIELDS; names and minutes are required.

    Raises ValidationError, keyed by field, for what the goal cannot hold and for a frozen edition.
    """
    edition = open_edition(edition)
    goal = HourGoal(edition=edition, position=next_place(edition, HourGoal))
    assign(goal, fields, allowed=GOAL_FIELDS)
    save(goal)
    log(instance=edition, action="courses.goal.add", user=by, data={"goal": goal.name_en})
    return goal


@transaction.atomic
def change_goal(*, goal: HourGoal, by: Any, position: int | None = None, **fields: Any) -> HourGoal:
    """Change an hour goal; `position` (from 1) moves it there, and the others make room.

    Raises ValidationError, keyed by field, for what the goal cannot hold and for a frozen edition.
    """
    edition = open_edition(goal.edition)
    goal = fresh(goal)
    changes = assign(goal, fields, allowed=GOAL_FIELDS)
    if changes:
        save(goal)
    before = goal.position
    if position is not None and put_in_order(order_with(edition, goal, position)):
        changes["position"] = [str(before), str(goal.position)]
    if changes:
        data = {"goal": goal.name_en, "changes": changes}
        log(instance=edition, action="courses.goal.change", user=by, data=data)
    return goal


@transaction.atomic
def remove_goal(*, goal: HourGoal, by: Any) -> None:
    """Take an hour goal out of an edition. Raises ValidationError when it is frozen, or somebody was quicker."""
    edition = open_edition(goal.edition)
    goal = fresh(goal)
    name = goal.name_en
    goal.delete()
    log(instance=edition, action="courses.goal.remove", user=by, data={"goal": name})


@transaction.atomic
def set_reports_due(*, edition: Edition, reports_due: int, by: Any) -> Edition:
    """Say how many reports a practicum of this edition asks for, from trainee and supervisor each; 0 for none.

    Raises ValidationError keyed "reports_due" for more than 20, and for a frozen edition.
    """
    edition = open_edition(edition)
    changes = assign(edition, {"reports_due": reports_due}, allowed=("reports_due",))
    if changes:
        save(edition)
        log(instance=edition, action="courses.edition.reports", user=by, data={"changes": changes})
    return edition
