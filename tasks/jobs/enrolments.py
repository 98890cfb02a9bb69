"""Jobs about lists of people to enrol, and about what trainees hand in."""

from django.utils import timezone

from tasks.celery import app
from trainees.operations import batches, tidying
from trainees.queries.lists import being_applied


@app.task(name=batches.APPLY_TASK)
def apply_list(batch_id: int) -> None:
    """Enrol the people of one list that a coordinator has started."""
    batches.apply_waiting(batch_id=batch_id)


@app.task(name="tasks.jobs.apply_waiting_lists")
def apply_waiting_lists() -> None:
    """Take up the lists whose worker died, or for which none could be woken."""
    for batch_id in being_applied():
        batches.apply_waiting(batch_id=batch_id)


@app.task(name="tasks.jobs.tidy_lists")
def tidy_lists() -> None:
    """Empty lists that nobody needs any more."""
    tidying.tidy_lists(at=timezone.now())


@app.task(name="tasks.jobs.tidy_files")
def tidy_files() -> None:
    """Remove files of trainees that no row names."""
    tidying.tidy_files(at=timezone.now())
