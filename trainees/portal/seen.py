"""What facilitators saw somebody practise, as both of them read it."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from courses.models import EvidenceItem
from trainees.models import Enrolment
from trainees.operations.observing import LEVELS


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One observation: of what, when, by whom, each criterion with its level in words, and what was said."""

    title: str
    on: dt.date
    by: str
    levels: Sequence[tuple[str, str]]
    comment: str


def seen(enrolment: Enrolment, items: Collection[EvidenceItem], *, language: str) -> list[Seen]:
    """The observations of one person that stand, of these items, the latest first. One query; none without items."""
    if not items:
        return []
    by_id = {item.pk: item for item in items}
    words = dict(LEVELS)
    found = enrolment.observations.standing().filter(item__in=by_id).select_related("recorded_by")
    return [
        Seen(
            title=str(by_id[one.item_id]),
            on=one.observed_on,
            by=one.recorded_by.chosen_name if one.recorded_by else "",
            levels=[
                (asked.get(language) or asked.get("en", ""), str(words.get(level, "")))
                for asked, level in zip(by_id[one.item_id].criteria, one.levels, strict=False)
            ],
            comment=one.comment,
        )
        for one in found.order_by("-observed_on", "-pk")
    ]
