"""Lists hold names and addresses of people who may never come; they are kept no longer than they are of use."""

import datetime as dt

from django.db.models import Q

from trainees.enums import BatchState
from trainees.models import EnrolmentBatch
from trainees.models.batches import UNDO_WITHIN

KEEP_UNAPPLIED = dt.timedelta(days=7)


def tidy_lists(*, at: dt.datetime) -> int:
    """Empty the rows of lists that can no longer be undone, and remove lists that were never applied within 7 days.

    Counts, times and who did it stay; who was enrolled stands in the enrolments. Returns how many lists changed.
    """
    unapplied = EnrolmentBatch.objects.filter(state=BatchState.CHECKED, created_at__lt=at - KEEP_UNAPPLIED)
    removed = unapplied.delete()[0]
    settled = EnrolmentBatch.objects.filter(state=BatchState.APPLIED, applied_at__lt=at - UNDO_WITHIN)
    return removed + settled.filter(~Q(rows=[])).update(rows=[], verdicts=[])
