"""What trainees hear when their cohort is called off."""

from typing import Any

from courses.models import Cohort
from tasks.outbox.content import render_mail
from tasks.outbox.operations import queue_many
from trainees.models import Enrolment

from .kinds import COHORT_CANCELLED
from .mail import draft_for, frame


def tell_enrolled(*, cohort: Cohort, by: Any) -> int:
    """Owe each enrolled person one notice that the cohort was cancelled. Returns how many are new.

    Called in the transaction that cancels (courses.operations.cohorts.when_cancelled), with the cohort locked.
    """
    enrolments = list(
        Enrolment.objects.active().filter(cohort=cohort).select_related("person").order_by("pk")
    )
    contents = {
        language: render_mail(COHORT_CANCELLED, language, frame(cohort, language))
        for language in sorted({enrolment.person.language for enrolment in enrolments})
    }
    return queue_many(
        draft_for(
            enrolment,
            cohort=cohort,
            kind=COHORT_CANCELLED,
            dedup_key=f"cohort_cancelled:{enrolment.pk}",
            content=contents[enrolment.person.language],
        )
        for enrolment in enrolments
    )
