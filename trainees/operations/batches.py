"""A list of people: read and checked, then applied, perhaps undone.

Locks in this order: the list, its cohort, enrolments, messages.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import Cohort
from courses.operations import seats
from tasks.outbox.wake import send_task
from trainees.enums import TAKES_A_SEAT, BatchState
from trainees.lists import Row, read_list
from trainees.lists.characters import showable
from trainees.models import EnrolmentBatch
from trainees.queries import list_progress
from trainees.queries.lists import judge_rows
from trainees.rules.verdicts import Verdict, counted

from .enrolment import check_takes_people
from .seating import seat
from .undoing import undo

__all__ = ["apply", "apply_waiting", "check", "read", "start_apply", "undo"]

AT_ONCE = 200
"""Rows. A list up to this length is applied in the request, a longer one by a worker."""
MOST_ATTEMPTS = 3
APPLY_TASK = "tasks.jobs.apply_list"


def read(*, cohort: Cohort, source: str, data: bytes | str, by: Any) -> EnrolmentBatch:
    """Read a file's bytes or pasted text, and check it against the cohort. Enrols nobody: only the list is kept.

    source: what the list is called, such as the name of the file. Raises ValidationError {"list": …} when it cannot be
    read; then nothing is kept. A row with a mistake is kept with what is wrong with it, and holds up no other row.
    """
    languages = cohort.programme.languages or ["en"]
    people = read_list(data, default_language=languages[0])
    batch = EnrolmentBatch(
        cohort=cohort,
        source=showable(source.strip(), length=200) or str(_("Pasted rows")),
        rows=[row.as_json() for row in people.rows],
        notices=people.notices,
        created_by=by,
    )
    _judged(batch, judge_rows(cohort, people.rows))
    batch.save()
    return batch


@transaction.atomic
def check(*, batch: EnrolmentBatch) -> EnrolmentBatch:
    """Compare a list that was not applied with the cohort as it is now. Writes nothing but the list's own verdicts."""
    held = EnrolmentBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state == BatchState.CHECKED:
        _judged(held, judge_rows(held.cohort, _rows(held)))
        held.save(update_fields=["verdicts", "counts"])
    return held


def start_apply(*, batch: EnrolmentBatch, by: Any) -> EnrolmentBatch:
    """Enrol the people of a checked list: a short list now, a long one in a worker that starts on commit.

    A list that is being applied, or was, is left as it is: a double click and a second tab change nothing. Raises
    ValidationError {"list": …} for one that was undone, and {"cohort": …} when the cohort was called off.
    """
    with transaction.atomic():
        held = EnrolmentBatch.objects.select_for_update().get(pk=batch.pk)
        if held.state in (BatchState.APPLYING, BatchState.APPLIED):
            return held
        _check_can_apply(held)
        held.state = BatchState.APPLYING
        held.applied_by = by
        held.attempts = 0
        held.error = ""
        held.save(update_fields=["state", "applied_by", "attempts", "error"])
        if len(held.rows) <= AT_ONCE:
            return apply(batch=held, by=by)
        # If Redis does not take it, beat finds the list within a minute.
        transaction.on_commit(lambda: send_task(APPLY_TASK, held.pk), robust=True)
    list_progress.note(held.pk, stage="waiting")
    return held


@transaction.atomic
def apply(
    *, batch: EnrolmentBatch, by: Any, step: Callable[[str], None] = lambda _stage: None
) -> EnrolmentBatch:
    """Enrol, in one transaction, everybody on the list who can be; judged anew under the cohort's lock.

    After: state APPLIED, verdicts and counts say what happened to each row, each new enrolment is owed its welcome.
    Applied twice, it changes nothing. Raises ValidationError as start_apply does. `step` hears each stage begin.
    """
    held = EnrolmentBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state == BatchState.APPLIED:
        return held
    _check_can_apply(held)
    step("checking")
    cohort = seats.locked(held.cohort_id)
    check_takes_people(cohort)
    rows = _rows(held)
    verdicts = judge_rows(cohort, rows)
    chosen = [row for row, verdict in zip(rows, verdicts, strict=True) if verdict.outcome in TAKES_A_SEAT]
    seat(cohort=cohort, rows=chosen, by=by, batch=held, step=step)
    step("finishing")
    _judged(held, verdicts)
    held.state = BatchState.APPLIED
    held.applied_by = by
    held.applied_at = timezone.now()
    held.error = ""
    held.save(update_fields=["state", "applied_by", "applied_at", "error", "verdicts", "counts"])
    if chosen:
        log(
            instance=cohort,
            action="trainees.batch.apply",
            user=by,
            data={"batch": held.pk, "enrolled": len(chosen), "counts": held.counts},
        )
    return held


def apply_waiting(*, batch_id: int) -> bool:
    """What a worker does: apply a list that was started. False when there is nothing to do, or another worker does it.

    Each beginning is counted and committed first: a list on which workers die, or which raises an error three times, is
    given back as checked, with the reason, and nobody on it enrolled.
    """
    with transaction.atomic():
        waiting = EnrolmentBatch.objects.select_for_update(skip_locked=True).filter(
            pk=batch_id, state=BatchState.APPLYING
        )
        batch = waiting.first()
        if batch is None:
            return False
        if batch.attempts >= MOST_ATTEMPTS:
            with _in_words_for(batch.applied_by):
                reason = str(_("The list could not be enrolled. Nobody on it was. Please try again later."))
            _give_back(batch, reason)
            return False
        EnrolmentBatch.objects.filter(pk=batch.pk).update(attempts=batch.attempts + 1)
    with transaction.atomic():
        # Whoever is quicker between these two transactions applies it; the other finds nothing.
        batch = waiting.all().first()
        if batch is None:
            return False
        with _in_words_for(batch.applied_by):
            try:
                with transaction.atomic():
                    apply(batch=batch, by=batch.applied_by, step=list_progress.steps(batch))
            except ValidationError as error:
                _give_back(batch, " ".join(error.messages))
    list_progress.forget(batch_id)
    return True


def _in_words_for(person: Any) -> translation.override:
    """What a worker writes on a list is read by who started it."""
    return translation.override(person.language if person else settings.LANGUAGE_CODE)


def _give_back(batch: EnrolmentBatch, reason: str) -> None:
    batch.state = BatchState.CHECKED
    batch.error = reason
    batch.save(update_fields=["state", "error"])


def _check_can_apply(batch: EnrolmentBatch) -> None:
    if batch.state not in (BatchState.CHECKED, BatchState.APPLYING) or not batch.rows:
        raise ValidationError(
            {"list": _("This list is closed. Read it in again to enrol people from it.")}, "state"
        )
    check_takes_people(batch.cohort)


def _rows(batch: EnrolmentBatch) -> list[Row]:
    return [Row.from_json(row) for row in batch.rows]


def _judged(batch: EnrolmentBatch, verdicts: list[Verdict]) -> None:
    batch.verdicts = [verdict.as_json() for verdict in verdicts]
    batch.counts = counted(verdicts)
