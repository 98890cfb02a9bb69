"""What follows from marks and make-ups: modules that complete by themselves, and gentle notices."""

from collections.abc import Iterable, Mapping
from typing import Any

from courses.models import Cohort
from trainees.models import Enrolment

from .absence_notices import owe_absence_notices
from .evidence import settle


def follow(*, cohorts: Mapping[int, Cohort], enrolments: Iterable[Enrolment], by: Any) -> None:
    """Complete what is complete now and tell who should know, cohort by cohort.

    Before: in the transaction that recorded the facts, with `cohorts` (by id; those of `enrolments`) locked.
    """
    people: dict[int, list[Enrolment]] = {}
    for enrolment in enrolments:
        people.setdefault(enrolment.cohort_id, []).append(enrolment)
    for pk, mine in people.items():
        settle(cohort=cohorts[pk], enrolments=mine, by=by)
        owe_absence_notices(cohort=cohorts[pk], enrolments=mine)
