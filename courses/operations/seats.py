"""Seats: what holds one is counted on the cohort, and the count changes only while its row is locked."""

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import F
from django.utils.translation import ngettext

from courses.models import Cohort

from .checks import refuse


def locked(cohort_id: int) -> Cohort:
    """The cohort, its row locked to the end of the transaction (SELECT … FOR UPDATE; on SQLite IMMEDIATE does it).

    Always the first lock of an operation. Raises Cohort.DoesNotExist.
    """
    # "of": the rows of course and programme are read along, not locked.
    cohort: Cohort = Cohort.objects.with_course().select_for_update(of=("self",)).get(pk=cohort_id)
    return cohort


def hold(cohort: Cohort, count: int = 1) -> None:
    """Take `count` seats of a locked cohort; ValidationError {"capacity": …} when not so many are left."""
    if count > cohort.seats_left:
        raise refuse(
            "capacity",
            ngettext(
                "There is %(left)d seat left, and %(count)d would be needed.",
                "There are %(left)d seats left, and %(count)d would be needed.",
                cohort.seats_left,
            )
            % {"left": cohort.seats_left, "count": count},
            code="full",
        )
    _change(cohort, count)


def release(cohort: Cohort, count: int = 1) -> None:
    """Give back `count` seats of a locked cohort; ValidationError when it does not hold so many."""
    if count > cohort.seats_held:
        raise refuse(
            NON_FIELD_ERRORS,
            ngettext("Only %(held)d seat is taken.", "Only %(held)d seats are taken.", cohort.seats_held)
            % {"held": cohort.seats_held},
            code="seats",
        )
    _change(cohort, -count)


def _change(cohort: Cohort, by: int) -> None:
    # Relative to what the database holds, so that a caller who forgot the lock meets the CHECK, never overwrites.
    Cohort.objects.filter(pk=cohort.pk).update(seats_held=F("seats_held") + by)
    cohort.seats_held += by
