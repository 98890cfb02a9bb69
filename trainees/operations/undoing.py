"""Undoing a list that was applied by mistake, as if it had never been, as far as that is still true."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from courses.models import Cohort
from courses.operations import seats
from courses.operations.checks import log_many
from tasks.outbox.enums import HAS_LEFT, State
from tasks.outbox.models import Message
from tasks.outbox.operations import cancel_many, queue_many
from trainees.enums import BatchState, EnrolmentState
from trainees.models import Enrolment, EnrolmentBatch
from trainees.queries.lists import chunks, who_has_begun
from trainees.queries.people import without_any_trace
from trainees.rules import keys

from .kinds import WELCOME
from .welcome import undone_drafts

MAY_HAVE_READ = (*HAS_LEFT, State.SENDING, State.UNCERTAIN)
"""Also what is being sent at this moment: rather one notice too many than somebody who comes to a place they lost."""


@transaction.atomic
def undo(*, batch: EnrolmentBatch, by: Any) -> EnrolmentBatch:
    """Take back, within 24 hours, the enrolments of a list for those who have not begun (queries.lists.who_has_begun).

    After: they are UNDONE and their seats free. A welcome that waits is cancelled; who may have read theirs is owed one
    short notice. Accounts made by this list that nobody used and nothing else names are removed, with those enrolments.
    Who has begun stays, and stands in `left_behind` with the reason. Undone twice, it changes nothing.
    Raises ValidationError {"list": …} when it was not applied or the 24 hours are over.
    """
    at = timezone.now()
    held = EnrolmentBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state == BatchState.UNDONE:
        return held
    if not held.can_undo(at=at):
        raise ValidationError(
            {"list": _("Only a list that was enrolled within the last 24 hours can be undone.")}, "state"
        )
    cohort = seats.locked(held.cohort_id)
    enrolments = list(
        Enrolment.objects.select_for_update(of=("self",))
        .filter(batch=held, state=EnrolmentState.ENROLLED)
        .select_related("person")
        .order_by("pk")
    )
    for enrolment in enrolments:
        enrolment.cohort = cohort
    begun = who_has_begun(enrolments, cohort, at=at)
    _take_back([e for e in enrolments if e.pk not in begun], cohort, held, by)
    held.left_behind = [
        {"enrolment": e.pk, "name": e.person.chosen_name, "reason": begun[e.pk]}
        for e in enrolments
        if e.pk in begun
    ]
    held.state = BatchState.UNDONE
    held.undone_at = at
    # The list has served its purpose; the names of people who never came are kept nowhere longer than needed.
    held.rows, held.verdicts = [], []
    held.save(update_fields=["left_behind", "state", "undone_at", "rows", "verdicts"])
    data = {"batch": held.pk, "undone": len(enrolments) - len(begun), "stayed": len(begun)}
    log(instance=cohort, action="trainees.batch.undo", user=by, data=data)
    return held


def _take_back(enrolments: Sequence[Enrolment], cohort: Cohort, batch: EnrolmentBatch, by: Any) -> None:
    """End these enrolments, settle their messages, remove accounts that were made for nothing."""
    if not enrolments:
        return
    at = timezone.now()
    for some in chunks(enrolments):
        Enrolment.objects.filter(pk__in=[e.pk for e in some]).update(state=EnrolmentState.UNDONE, ended_at=at)
    seats.release(cohort, len(enrolments))
    log_many(
        entries=((e, {"batch": batch.pk, "person": e.person_id}) for e in enrolments),
        action="trainees.enrolment.undo",
        by=by,
    )
    for some in chunks(enrolments):
        messages = Message.objects.filter(about__in=[keys.about(e) for e in some])
        cancel_many(messages=messages, reason=str(_("Entered by mistake.")))
        told = set(messages.filter(kind=WELCOME, state__in=MAY_HAVE_READ).values_list("about", flat=True))
        queue_many(undone_drafts(cohort=cohort, enrolments=[e for e in some if keys.about(e) in told]))
    _remove_unused([e for e in enrolments if e.is_new_person], by)


def _remove_unused(enrolments: Sequence[Enrolment], by: Any) -> None:
    """Remove the accounts that were made for these enrolments and never used. Their log entries stay, without names."""
    for some in chunks(enrolments):
        by_person = {e.person_id: e for e in some}
        # Locked, so that from here on nobody signs in to one of them and no row comes to name one.
        traceless = without_any_trace(by_person, but=[e.pk for e in some])
        unused = list(traceless.order_by("pk").select_for_update(of=("self",)))
        gone = [by_person[person.pk] for person in unused]
        if not gone:
            continue
        log_many(
            entries=((e.person, {"enrolment": e.pk}) for e in gone), action="trainees.person.remove", by=by
        )
        for record in (Enrolment, type(unused[0])):
            ids = [str(e.pk if record is Enrolment else e.person_id) for e in gone]
            ModelLogEntry.objects.filter(
                content_type__app_label=record._meta.app_label,
                content_type__model=record._meta.model_name,
                object_id__in=ids,
            ).update(label=str(record._meta.verbose_name))
        # No row names either, so there is nothing to cascade to; delete() would ask in portions of 100.
        for records in (
            Enrolment.objects.filter(pk__in=[e.pk for e in gone]),
            type(unused[0])._default_manager.filter(pk__in=[person.pk for person in unused]),
        ):
            records._raw_delete(using=records.db)
