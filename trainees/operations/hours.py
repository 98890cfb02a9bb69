"""The hours log: trainees write entries, supervisors confirm or query them, corrections replace them.

Locks: the placement, so that an answer and a correction at the same moment come one after the other.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.enums import HoursCategory
from courses.operations.checks import refuse
from courses.rules.characters import writable
from trainees.enums import ACTIVE, HAS_HOURS, EntryState
from trainees.models import HoursEntry, Placement
from trainees.models.practicum import DAY, NOTE

from . import practicum_mail
from .placing import locked_placement


@transaction.atomic
def log_hours(
    *,
    placement: Placement,
    token: uuid.UUID,
    worked_on: dt.date,
    minutes: int,
    category: str,
    by: Any,
    note: str = "",
) -> HoursEntry:
    """Write an entry into the log of a placement. `token` comes from the form: a second click finds the first entry.

    `worked_on` is a date on the programme's calendar, not after today and not before the placement starts. Raises
    ValidationError keyed by field: worked_on, minutes (none, or more than the day has), category, note; and for a
    `token` of another placement.
    """
    held = _taking_hours(placement)
    if known := _known(held, token):
        return known
    entry = _written(held, token, worked_on, minutes, category, note, replaces=None)
    data = _data(entry) | {"on": str(worked_on), "minutes": minutes}
    log(instance=held.enrolment, action="trainees.hours.log", user=by, data=data)
    return entry


@transaction.atomic
def correct(
    *,
    entry: HoursEntry,
    token: uuid.UUID,
    worked_on: dt.date,
    minutes: int,
    category: str,
    by: Any,
    note: str = "",
) -> HoursEntry:
    """Replace an entry by a new one, which the supervisor confirms again; the old one stays and counts no more.

    0 minutes take it back. Raises ValidationError as log_hours does, and for an entry that was replaced before.
    """
    held = _taking_hours(entry.placement)
    if known := _known(held, token):
        return known
    before = HoursEntry.objects.get(pk=entry.pk, placement=held)
    if HoursEntry.objects.filter(replaces=before).exists():
        raise refuse(
            NON_FIELD_ERRORS, _("This entry was corrected already. Correct the new one."), code="replaced"
        )
    after = _written(held, token, worked_on, minutes, category, note, replaces=before)
    data = _data(after) | {"replaces": before.pk, "on": str(worked_on), "minutes": minutes}
    log(instance=held.enrolment, action="trainees.hours.correct", user=by, data=data)
    return after


@transaction.atomic
def confirm(*, placement: Placement, entries: Collection[int], but_asked: bool = False) -> int:
    """The supervisor confirms entries of a placement (ids), through their link. Returns how many are newly confirmed.

    One that was confirmed before, or was corrected since the page was opened, is left alone; with `but_asked` also one
    whose question is open. Raises ValidationError keyed "entries" for none at all, and for the id of no entry of this
    placement.
    """
    held = _answering(placement)
    wanted = set(entries)
    if not wanted:
        raise refuse("entries", _("Tick at least one entry."), code="none")
    if held.entries.filter(pk__in=wanted).count() != len(wanted):
        raise refuse("entries", _("Choose from the list."), code="choice")
    waiting = held.entries.open().filter(pk__in=wanted)
    if but_asked:
        waiting = waiting.exclude(state=EntryState.QUERIED)
    found = list(waiting.order_by("pk").values_list("pk", flat=True))
    if found:
        HoursEntry.objects.filter(pk__in=found).update(
            state=EntryState.CONFIRMED, settled_at=timezone.now(), settled_by=held.supervisor
        )
        data = {"placement": held.pk, "supervisor": held.supervisor_id, "entries": found}
        log(instance=held.enrolment, action="trainees.hours.confirm", data=data)
    return len(found)


@transaction.atomic
def query(*, placement: Placement, entry: int, question: str) -> HoursEntry:
    """The supervisor asks about an entry (id), through their link; the trainee is told.

    The same question twice is one. Raises ValidationError keyed by field: question (empty, long), entry (not of this
    placement, confirmed or corrected since).
    """
    held = _answering(placement)
    question = writable(question).strip()
    if not question:
        raise refuse("question", _("Write your question in a few words."), code="required")
    if len(question) > NOTE:
        raise refuse("question", _("At most %(most)d characters.") % {"most": NOTE}, code="long")
    found: HoursEntry | None = held.entries.open().filter(pk=entry).first()
    if found is None:
        raise refuse("entry", _("This entry was confirmed or corrected in the meantime."), code="settled")
    if found.state == EntryState.QUERIED and found.question == question:
        return found
    found.state, found.question = EntryState.QUERIED, question
    found.settled_at, found.settled_by = timezone.now(), held.supervisor
    found.save(update_fields=["state", "question", "settled_at", "settled_by"])
    data = _data(found) | {"supervisor": held.supervisor_id}
    log(instance=held.enrolment, action="trainees.hours.query", data=data)
    practicum_mail.owe_query(held, found)
    return found


@transaction.atomic
def stand_by(*, entry: HoursEntry, question: str, by: Any) -> HoursEntry:
    """The trainee answers the supervisor's question: it was so. The entry waits for the supervisor again.

    `question` is the one that was read. A second click changes nothing. Raises ValidationError when the supervisor has
    asked something else since, and when the placement takes no hours.
    """
    held = _taking_hours(entry.placement)
    found: HoursEntry = HoursEntry.objects.get(pk=entry.pk, placement=held)
    if found.question.split() != question.split():
        raise refuse(NON_FIELD_ERRORS, _("There is a new question. Please read it first."), code="question")
    if found.state != EntryState.QUERIED or HoursEntry.objects.filter(replaces=found).exists():
        return found
    found.state, found.settled_at, found.settled_by = EntryState.LOGGED, None, None
    found.save(update_fields=["state", "settled_at", "settled_by"])
    log(
        instance=held.enrolment,
        action="trainees.hours.stand_by",
        user=by,
        data=_data(found) | {"question": found.question},
    )
    return found


def _taking_hours(placement: Placement) -> Placement:
    """The placement, locked, when its trainee can log hours."""
    held = locked_placement(placement.pk)
    if not held.takes_hours or held.enrolment.state not in ACTIVE:
        raise refuse(NON_FIELD_ERRORS, _("Hours can be logged while a placement is agreed."), code="state")
    return held


def _answering(placement: Placement) -> Placement:
    """The placement, locked, when its supervisor can answer."""
    held = locked_placement(placement.pk)
    if held.state not in HAS_HOURS:
        raise refuse(NON_FIELD_ERRORS, _("This placement is not agreed."), code="state")
    return held


def _known(placement: Placement, token: uuid.UUID) -> HoursEntry | None:
    """What the first click wrote; ValidationError where that stands in the log of another placement."""
    found: HoursEntry | None = HoursEntry.objects.filter(token=token).first()
    if found is not None and found.placement_id != placement.pk:
        raise refuse(
            NON_FIELD_ERRORS,
            _("This was sent before, for another placement. Please open the form again."),
            code="token",
        )
    return found


def _written(
    placement: Placement,
    token: uuid.UUID,
    worked_on: dt.date,
    minutes: int,
    category: str,
    note: str,
    *,
    replaces: HoursEntry | None,
) -> HoursEntry:
    """A new entry after every check; the placement is locked."""
    _check_day(placement, worked_on)
    if category not in HoursCategory.values:
        raise refuse("category", _("Say what kind of time it was."), code="choice")
    if len(note := note.strip()) > NOTE:
        raise refuse("note", _("At most %(most)d characters.") % {"most": NOTE}, code="long")
    if minutes < (0 if replaces else 1):
        raise refuse("minutes", _("Say how long it was."), code="required")
    others = placement.entries.standing().filter(worked_on=worked_on)
    if replaces:
        others = others.exclude(pk=replaces.pk)
    if minutes + others.aggregate(sum=Sum("minutes", default=0))["sum"] > DAY:
        raise refuse("minutes", _("That is more than this day has."), code="day")
    entry: HoursEntry = HoursEntry.objects.create(
        placement=placement,
        token=token,
        worked_on=worked_on,
        minutes=minutes,
        category=category,
        note=note,
        replaces=replaces,
    )
    return entry


def _check_day(placement: Placement, worked_on: dt.date) -> None:
    today = timezone.now().astimezone(placement.enrolment.cohort.programme.tz).date()
    if worked_on > today:
        raise refuse("worked_on", _("This date is still to come."), code="future")
    if worked_on < placement.starts_on:
        raise refuse("worked_on", _("Your placement had not started on this day."), code="early")


def _data(entry: HoursEntry) -> dict[str, Any]:
    return {"placement": entry.placement_id, "entry": entry.pk}
