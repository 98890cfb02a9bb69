"""Observed practice: what a facilitator saw, criterion by criterion."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from courses.enums import EvidenceKind
from courses.models import EvidenceItem
from courses.operations.checks import refuse
from courses.rules.asking import HIGHEST_LEVEL
from trainees.models import Enrolment, Observation

from .facts import (
    LONG_TEXT,
    check_day,
    check_item,
    check_length,
    check_may_confirm,
    held,
    mark_void,
    settle_one,
)

LEVELS = (
    (0, gettext_lazy("Not yet")),
    (1, gettext_lazy("With help")),
    (2, gettext_lazy("Well")),
    (HIGHEST_LEVEL, gettext_lazy("Very well")),
)
"""The words of the levels 0 to 3, in the order in which they are shown."""


@transaction.atomic
def record_observation(
    *,
    enrolment: Enrolment,
    item: EvidenceItem,
    levels: Sequence[int],
    observed_on: dt.date,
    by: Any,
    comment: str = "",
) -> Observation:
    """Record what was seen: one level, 0 (not yet) to 3 (very well), for each criterion of `item`, in its order.

    The same observation sent twice is recorded once. Raises ValidationError keyed by field: item, levels, observed_on,
    comment; and where the enrolment has ended or people would observe themselves.
    """
    comment = comment.strip()
    check_length("comment", comment, LONG_TEXT)
    enrolment = held(enrolment.pk)
    check_may_confirm(enrolment, by)
    check_item(enrolment, item, EvidenceKind.PRACTICE)
    levels = list(levels)
    known = {level for level, _words in LEVELS}
    if len(levels) != len(item.criteria) or not all(level in known for level in levels):
        raise refuse("levels", _("Choose one level in each row."), code="levels")
    check_day("observed_on", observed_on, enrolment.cohort)
    same = enrolment.observations.standing().filter(
        item=item, observed_on=observed_on, comment=comment, recorded_by=by
    )
    for found in same:
        if found.levels == levels:
            return found
    made = Observation.objects.create(
        enrolment=enrolment,
        item=item,
        levels=levels,
        comment=comment,
        observed_on=observed_on,
        recorded_by=by,
    )
    log(instance=enrolment, action="trainees.observation.record", user=by, data=_data(made))
    settle_one(enrolment, by)
    return made


@transaction.atomic
def void_observation(*, observation: Observation, reason: str, by: Any) -> Observation:
    """Say that it was recorded by mistake. What was completed because of it stays until somebody decides.

    Raises ValidationError without a reason, and for one that was voided before.
    """
    enrolment = held(observation.enrolment_id)
    action = "trainees.observation.void"
    observation = mark_void(observation, reason=reason, by=by, action=action, data=_data(observation))
    settle_one(enrolment, by)
    return observation


def _data(observation: Observation) -> dict[str, Any]:
    item = observation.item
    return {"module": item.module.code, "evidence": str(item), "observation": observation.pk}
