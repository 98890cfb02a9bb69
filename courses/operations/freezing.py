"""An edition that a cohort uses does not change; what belongs to one that nobody uses yet is added, moved, removed."""

from collections.abc import Sequence
from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from courses.models import Award, Edition, HourGoal, Module

from .checks import fresh, refuse

P = TypeVar("P", Award, HourGoal, Module)


def open_edition(edition: Edition) -> Edition:
    """The edition, locked to the end of the transaction; ValidationError when it is frozen or gone."""
    edition = fresh(edition)
    if edition.is_frozen:
        raise refuse(
            NON_FIELD_ERRORS,
            _("A cohort uses this edition, so it does not change any more. Copy it, and change the copy."),
            code="frozen",
        )
    return edition


def next_place(edition: Edition, model: type[P]) -> int:
    """The place after the last."""
    last: int | None = model._default_manager.filter(edition=edition).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def order_with(edition: Edition, moved: P, position: int) -> list[P]:
    """What stands in the edition beside `moved`, with it at the place `position` (from 1; beyond the end: last)."""
    rows = type(moved)._default_manager.filter(edition=edition).exclude(pk=moved.pk)
    order: list[P] = list(rows.order_by("position"))
    order.insert(min(max(position, 1), len(order) + 1) - 1, moved)
    return order


def put_in_order(order: Sequence[P]) -> bool:
    """Number all from 1, in this order. False when nothing was to be done."""
    if all(row.position == number for number, row in enumerate(order, start=1)):
        return False
    rows = type(order[0])._default_manager
    # First away, the last module before all others, then back, the first before all others: so at every step each
    # module stands after what it needs and no place is taken twice. The database checks both with each row.
    away = max(row.position for row in order) + len(order)
    for number in range(len(order), 0, -1):
        rows.filter(pk=order[number - 1].pk).update(position=away + number)
    for number, row in enumerate(order, start=1):
        rows.filter(pk=row.pk).update(position=number)
        row.position = number
    return True
