"""What is kept no longer than it is of use: lists with names of people who may never come, files that no row names."""

import datetime as dt

from django.db.models import Model, Q

from trainees.enums import BatchState
from trainees.models import (
    CertificateTemplate,
    ContinuingHours,
    EnrolmentBatch,
    ExternalCredential,
    PriorLearning,
    Submission,
)
from trainees.models.batches import UNDO_WITHIN
from trainees.models.evidence import private_storage

from . import (
    certificate_templates,
    continuing,
    credentials,
    prior_learning,
    signature_pictures,
    submissions,
)

KEEP_UNAPPLIED = dt.timedelta(days=7)
KEEP_UNNAMED = dt.timedelta(days=1)
FILES: tuple[tuple[str, type[Model], tuple[str, ...]], ...] = (
    (submissions.FOLDER, Submission, ("file",)),
    (prior_learning.FOLDER, PriorLearning, ("file",)),
    (credentials.FOLDER, ExternalCredential, ("file",)),
    (continuing.FOLDER, ContinuingHours, ("file",)),
    (signature_pictures.FOLDER, CertificateTemplate, certificate_templates.PICTURES),
)
"""Each folder of private files, and where a path into it may stand."""


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
    for folder, model, fields in FILES:
        if not storage.exists(folder):
            continue
        named = {
            path for field in fields for path in model._default_manager.values_list(field, flat=True) if path
        }
        for name in storage.listdir(folder)[1]:
            path = f"{folder}/{name}"
            if path not in named and storage.get_modified_time(path) < at - KEEP_UNNAMED:
                storage.delete(path)
                removed += 1
    return removed
