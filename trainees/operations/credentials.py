"""External certificates: a trainee sends one in with its proof; a coordinator accepts it, or says kindly why not."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.enums import CohortState
from courses.operations.checks import fresh, refuse
from tasks.outbox.content import render_mail
from tasks.outbox.operations import queue_many
from trainees.enums import HOLDS_A_SEAT, ProofState
from trainees.models import Enrolment, ExternalCredential
from trainees.queries.credentials import wanted_in

from .bringing import clean_text
from .facts import TEXT, check_not_ones_own, held, log_once_a_day, today
from .kinds import CREDENTIAL_ANSWERED
from .mail import draft_for, frame
from .uploads import kept

FOLDER = "credentials"
CREDENTIAL_READ = "trainees.credential.read"


def send(
    *,
    enrolment: Enrolment,
    token: UUID,
    kind: str,
    issued_on: dt.date,
    by: Any,
    expires_on: dt.date | None = None,
    file: "File[Any] | None" = None,
) -> ExternalCredential:
    """Send in a certificate of a kind that an award of the edition asks for, with its dates and its proof.

    `token` is that of the form: sent twice, it is there once. Raises ValidationError keyed by field: kind, issued_on
    (still to come), expires_on (before it was issued), file (missing where proof is asked for, and as
    `uploads.kept` says); and for somebody who left, or a cancelled cohort.
    """
    with kept(file, folder=FOLDER) as stored, transaction.atomic():
        enrolment = _in_cohort(enrolment)
        if known := ExternalCredential.objects.filter(token=token).first():
            if known.enrolment_id != enrolment.pk:
                raise refuse(NON_FIELD_ERRORS, _("Please load the page again."), code="token")
            return known
        wanted = wanted_in(enrolment.cohort.edition).get(kind)
        if wanted is None:
            raise refuse("kind", _("Choose from the list."), code="choice")
        _check_dates(issued_on, expires_on, today(enrolment.cohort))
        if stored is None and wanted.needs_proof:
            raise refuse("file", _("Please add a copy of it: a file or a photo."), code="required")
        made = ExternalCredential(
            enrolment=enrolment, token=token, kind=kind, issued_on=issued_on, expires_on=expires_on
        )
        if stored is not None:
            made.file.name, made.file_name = stored.take(), stored.name
        made.save()
        log(instance=enrolment, action="trainees.credential.send", user=by, data=_data(made))
        return made


@transaction.atomic
def take_back(*, credential: ExternalCredential, by: Any) -> ExternalCredential:
    """Take one back that was not answered yet. Taken back twice, it is taken back once.

    Raises ValidationError for one that was answered.
    """
    enrolment = held(credential.enrolment_id)
    found = fresh(credential)
    if found.state == ProofState.WITHDRAWN:
        return found
    if found.state != ProofState.WAITING:
        raise refuse(NON_FIELD_ERRORS, _("This was answered in the meantime."), code="answered")
    found.state, found.answered_at = ProofState.WITHDRAWN, timezone.now()
    found.save(update_fields=["state", "answered_at"])
    log(instance=enrolment, action="trainees.credential.take_back", user=by, data=_data(found))
    return found


@transaction.atomic
def accept(*, credential: ExternalCredential, by: Any, answer: str = "") -> ExternalCredential:
    """Take the proof as good. The trainee is owed one notice; a second click changes nothing.

    Raises ValidationError when somebody else answered or the trainee took it back in the meantime, and for one's own.
    """
    return _answer(credential, ProofState.ACCEPTED, clean_text("answer", answer, most=TEXT), by)


@transaction.atomic
def decline(*, credential: ExternalCredential, answer: str, by: Any) -> ExternalCredential:
    """Say that the proof is not enough, with a kind word why. The trainee is owed one notice.

    Raises ValidationError keyed "answer" without words, and as `accept` does.
    """
    answer = clean_text("answer", answer, most=TEXT)
    if not answer:
        raise refuse("answer", _("Say in a kind word why not, and what would help."), code="required")
    return _answer(credential, ProofState.DECLINED, answer, by)


@transaction.atomic
def log_reading(*, credential: ExternalCredential, by: Any) -> bool:
    """Keep in the audit log that somebody opened it: once for each reader and day."""
    return log_once_a_day(credential.enrolment, action=CREDENTIAL_READ, by=by, data=_data(credential))


def _in_cohort(enrolment: Enrolment) -> Enrolment:
    """Locked; ValidationError for who left, and in a cancelled cohort. Who has finished may still bring something."""
    found = held(enrolment.pk)
    if found.cohort.state == CohortState.CANCELLED:
        raise refuse(NON_FIELD_ERRORS, _("This cohort was cancelled."), code="cancelled")
    if found.state not in HOLDS_A_SEAT:
        raise refuse(
            NON_FIELD_ERRORS, _("You are not in this course any more, so nothing was changed."), code="ended"
        )
    return found


def _check_dates(issued_on: dt.date, expires_on: dt.date | None, today: dt.date) -> None:
    if issued_on > today:
        raise refuse("issued_on", _("This date is still to come."), code="future")
    if expires_on is not None and expires_on < issued_on:
        raise refuse("expires_on", _("It cannot end before it was issued."), code="order")


def _answer(credential: ExternalCredential, state: ProofState, answer: str, by: Any) -> ExternalCredential:
    enrolment = held(credential.enrolment_id)
    found = fresh(credential)
    if (found.state, found.answer, found.answered_by_id) == (state, answer, getattr(by, "pk", None)):
        return found
    check_not_ones_own(enrolment, by)
    if found.state == ProofState.WITHDRAWN:
        raise refuse(NON_FIELD_ERRORS, _("This was taken back in the meantime."), code="withdrawn")
    if found.state != ProofState.WAITING:
        raise refuse(NON_FIELD_ERRORS, _("Somebody answered this in the meantime."), code="answered")
    found.state, found.answer = state, answer
    found.answered_by, found.answered_at = by, timezone.now()
    found.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    data = _data(found) | {"state": state.value}
    log(instance=enrolment, action="trainees.credential.answer", user=by, data=data)
    _tell(enrolment, found)
    return found


def _tell(enrolment: Enrolment, credential: ExternalCredential) -> None:
    language = enrolment.person.language
    content = render_mail(CREDENTIAL_ANSWERED, language, frame(enrolment.cohort, language))
    queue_many(
        [
            draft_for(
                enrolment,
                cohort=enrolment.cohort,
                kind=CREDENTIAL_ANSWERED,
                dedup_key=f"credential_answered:{credential.pk}",
                content=content,
            )
        ]
    )


def _data(credential: ExternalCredential) -> dict[str, Any]:
    return {"credential": credential.pk, "kind": credential.kind}
