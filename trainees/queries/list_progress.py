"""How far the worker is with a long list.

Kept in the cache: the work itself is one transaction, which nobody else sees before it is done.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from trainees.models import EnrolmentBatch

KEPT_SECONDS = 600
STAGES = {
    "waiting": _("Waiting for its turn"),
    "checking": _("Checking every row once more"),
    "people": _("Making accounts"),
    "enrolments": _("Enrolling"),
    "messages": _("Preparing the welcome messages"),
    "finishing": _("Finishing"),
}


@dataclass(frozen=True)
class Progress:
    """The present stage in words, its number from 1, and how many there are."""

    words: str
    stage: int
    stages: int = len(STAGES)


def _key(batch_id: int) -> str:
    return f"enrolment-list:{batch_id}"


def note(batch_id: int, *, stage: str) -> bool:
    """Say that a stage has begun. False when the cache cannot be reached: the work goes on without."""
    try:
        cache.set(_key(batch_id), stage, KEPT_SECONDS)
    except (RedisError, OSError):
        return False
    return True


def steps(batch: EnrolmentBatch) -> Callable[[str], None]:
    """A `step` for batches.apply that notes each stage, and stops trying once the cache does not answer."""
    working = True

    def step(stage: str) -> None:
        nonlocal working
        working = working and note(batch.pk, stage=stage)

    return step


def forget(batch_id: int) -> None:
    """The list is over."""
    try:
        cache.delete(_key(batch_id))
    except (RedisError, OSError):
        return


def progress(batch: EnrolmentBatch) -> Progress:
    """Where the worker is now; the first stage when nobody knows."""
    names = list(STAGES)
    try:
        stage = cache.get(_key(batch.pk))
    except (RedisError, OSError):
        stage = None
    known = stage if stage in STAGES else names[0]
    return Progress(words=str(STAGES[known]), stage=names.index(known) + 1)
