"""Reflections and assignments: drafts that are kept, versions that are handed in."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.enums import EvidenceKind, Takes
from courses.models import EvidenceItem
from courses.operations.checks import refuse
from trainees.enums import SubmissionState
from trainees.models import Enrolment, Submission
from trainees.rules.files import clean_name

from .bringing import asked_for, clean_text, data_of, in_course
from .uploads import FIELD, Stored, kept, remove_after_commit

LONGEST_TEXT = 50_000  # characters
FOLDER = "submissions"


def save_draft(
    *,
    enrolment: Enrolment,
    item: EvidenceItem,
    text: str = "",
    file: "File[Any] | None" = None,
    drop_file: bool = False,
    by: Any,
) -> Submission | None:
    """Keep what is written so far, without handing it in; a new file takes the place of the one before.

    After "please revise" this is the next version. None where there is nothing to keep. Raises ValidationError: text,
    file (kind, size, disk), one that waits for feedback or was accepted, and as `in_course` does.
    """
    with kept(file, folder=FOLDER) as stored, transaction.atomic():
        enrolment, item = _open(enrolment, item)
        text = _checked(item, text, stored)
        latest = _latest(enrolment, item)
        if _is_the_same(latest, text, stored):
            return latest
        has_draft = latest is not None and latest.state == SubmissionState.DRAFT
        if not has_draft and not text and stored is None:
            return None
        return _write(_draft(enrolment, item, latest), text, stored, drop_file=drop_file)


def hand_in(
    *,
    enrolment: Enrolment,
    item: EvidenceItem,
    text: str = "",
    file: "File[Any] | None" = None,
    drop_file: bool = False,
    by: Any,
) -> Submission:
    """Hand in this version; a file of the draft counts where no new one comes. Handed in twice, it is handed in once.

    Raises ValidationError as `save_draft` does, and when what the item takes (text, file, one of the two) is missing.
    """
    with kept(file, folder=FOLDER) as stored, transaction.atomic():
        enrolment, item = _open(enrolment, item)
        text = _checked(item, text, stored)
        latest = _latest(enrolment, item)
        if latest is not None and _is_the_same(latest, text, stored):
            return latest
        made = _write(_draft(enrolment, item, latest), text, stored, drop_file=drop_file)
        _check_complete(item, made)
        made.state = SubmissionState.WAITING
        made.handed_in_at = timezone.now()
        made.save(update_fields=["state", "handed_in_at"])
        data = data_of(item, number=made.number)
        log(instance=enrolment, action="trainees.submission.hand_in", user=by, data=data)
        return made


def _open(enrolment: Enrolment, item: EvidenceItem) -> tuple[Enrolment, EvidenceItem]:
    cohort, enrolment = in_course(enrolment)
    return enrolment, asked_for(item, cohort, EvidenceKind.ASSIGNMENT)


def _checked(item: EvidenceItem, text: str, stored: Stored | None) -> str:
    """The text as it is kept; ValidationError for what the item does not take."""
    if stored is not None and item.takes == Takes.TEXT:
        raise refuse(FIELD, _("Please write this as text, without a file."), code="takes")
    return "" if item.takes == Takes.FILE else clean_text("text", text, most=LONGEST_TEXT)


def _latest(enrolment: Enrolment, item: EvidenceItem) -> Submission | None:
    found = Submission.objects.filter(enrolment=enrolment, item=item)
    return found.select_for_update(of=("self",)).order_by("-number").first()


def _is_the_same(latest: Submission | None, text: str, stored: Stored | None) -> bool:
    """Whether this was handed in already, by the first of two clicks."""
    if latest is None or latest.state != SubmissionState.WAITING:
        return False
    return latest.text == text and (stored is None or clean_name(stored.name) == latest.file_name)


def _draft(enrolment: Enrolment, item: EvidenceItem, latest: Submission | None) -> Submission:
    """The draft to write into: the one there is, or the next version."""
    if latest is None:
        return Submission(enrolment=enrolment, item=item, number=1)
    if latest.state == SubmissionState.WAITING:
        raise refuse(
            NON_FIELD_ERRORS,
            _("This is handed in already. When your facilitator has answered, you can go on here."),
            code="waiting",
        )
    if latest.state == SubmissionState.ACCEPTED:
        raise refuse(NON_FIELD_ERRORS, _("This was accepted. There is nothing more to do."), code="accepted")
    if latest.state == SubmissionState.REVISE:
        return Submission(enrolment=enrolment, item=item, number=latest.number + 1)
    return latest


def _write(draft: Submission, text: str, stored: Stored | None, *, drop_file: bool) -> Submission:
    draft.text = text
    before = draft.file.name or ""
    if stored is not None:
        draft.file.name, draft.file_name = stored.take(), stored.name
    elif drop_file:
        draft.file.name, draft.file_name = "", ""
    if before != draft.file.name:
        remove_after_commit(before)
    draft.saved_at = timezone.now()
    draft.save()
    return draft


def _check_complete(item: EvidenceItem, made: Submission) -> None:
    if item.takes == Takes.TEXT and not made.text:
        raise refuse("text", _("Write something before you hand it in."), code="required")
    if item.takes == Takes.FILE and not made.file:
        raise refuse(FIELD, _("Choose a file before you hand it in."), code="required")
    if not made.text and not made.file:
        raise refuse("text", _("Write something, or choose a file."), code="required")
