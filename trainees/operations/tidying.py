"""What is kept no longer than it is of use: lists with names of people who may never come, files that no row names."""

import datetime as dt

from django.db.models import Model, Q

from trainees.enums import BatchState
from trainees.models import (
    ContinuingHours,
    EnrolmentBatch,
    ExternalCredential,
    PriorLearning,
    Submission,
)
from trainees.models.batches import UNDO_WITHIN
from trainees.models.evidence import private_storage

from . import continuing, credentials, prior_learning, submissions

KEEP_UNAPPLIED = dt.timedelta(days=7)
KEEP_UNNAMED = dt.timedelta(days=1)
HOLDS_FILES: tuple[tuple[str, type[Model]], ...] = (
    (submissions.FOLDER, Submission),
    (prior_learning.FOLDER, PriorLearning),
    (credentials.FOLDER, ExternalCredential),
    (continuing.FOLDER, ContinuingHours),
)
"""The folders in which files are kept, and what names them."""


def tidy_lists(*, at: dt.datetime) -> int:
    """Empty the rows of lists that can no longer be undone, and remove lists that were never applied within 7 days.

    Counts, times and who did it stay; who was enrolled stands in the enrolments. Returns how many lists changed.
    """
    unapplied = EnrolmentBatch.objects.filter(state=BatchState.CHECKED, created_at__lt=at - KEEP_UNAPPLIED)
    removed = unapplied.delete()[0]
    settled = EnrolmentBatch.objects.filter(state=BatchState.APPLIED, applied_at__lt=at - UNDO_WITHIN)
    return removed + settled.filter(~Q(rows=[])).update(rows=[], verdicts=[])


def tidy_files(*, at: dt.datetime) -> int:
    """Remove files that no row names and that are older than a day; returns how many.

    A process that was killed between writing a file and its row leaves one. A younger file may be just on its way.
    """
    storage = private_storage()
    removed = 0
    for folder, model in HOLDS_FILES:
        if not storage.exists(folder):
            continue
        named = set(model._default_manager.exclude(file="").values_list("file", flat=True))
        for name in storage.listdir(folder)[1]:
            path = f"{folder}/{name}"
            if path not in named and storage.get_modified_time(path) < at - KEEP_UNNAMED:
                storage.delete(path)
                removed += 1
    return removed
