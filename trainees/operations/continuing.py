"""Hours of continuing education: logged by who holds a certificate, accepted by their source or by a coordinator.

Locks: the certificate, then the entry.
"""

import datetime as dt
import random
import uuid
from collections.abc import Callable, Collection
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses import local
from courses.models import Renewal
from courses.operations.checks import fresh, log_many, refuse
from trainees.enums import ProofState
from trainees.models import Certificate, ContinuingHours
from trainees.models.renewals import MOST_MINUTES
from trainees.queries.renewals import Term
from trainees.rules.renewals import is_automatic, words_by_code

from . import renewal_mail
from .bringing import clean_text
from .facts import check_length
from .holding import check_not_filed, check_not_holder, locked, newest_of_term, own_term
from .uploads import kept

FOLDER = "continuing"
LONGEST_TITLE = 200  # characters
READ = "trainees.learning.read"
_chance = random.SystemRandom()


def log_hours(
    *,
    certificate: Certificate,
    by: Any,
    token: uuid.UUID,
    category: str,
    source: str,
    title: str,
    worked_on: dt.date,
    minutes: int,
    file: "File[Any] | None" = None,
    chance: Callable[[], float] = _chance.random,
) -> ContinuingHours:
    """Write hours of learning into the term of a certificate; only who holds it can. `token` comes from the form: a
    second click finds the first entry.

    `category` and `source` are codes of the renewal. Where the source says so, they count at once, and `audit_percent`
    of such entries, by `chance` (from 0 to less than 1), are to be looked at. Raises ValidationError keyed by field:
    category, source, title, minutes (none, or more than 200 hours), worked_on (still to come, or before the term
    began), file; and as `own_term` does, while a request to renew waits, and for a `token` of another certificate.
    """
    with kept(file, folder=FOLDER) as stored, transaction.atomic():
        term, renewal = own_term(certificate, by)
        if known := _known(term, token):
            return known
        check_not_filed(term)
        _check(term, renewal, category=category, source=source, worked_on=worked_on, minutes=minutes)
        accepted = is_automatic(renewal, source)
        made = ContinuingHours(
            certificate=term.certificate,
            token=token,
            category=category,
            source=source,
            title=_title(title),
            worked_on=worked_on,
            minutes=minutes,
            state=ProofState.ACCEPTED if accepted else ProofState.WAITING,
            is_automatic=accepted,
            is_sampled=accepted and chance() * 100 < renewal.audit_percent,
            answered_at=timezone.now() if accepted else None,
        )
        if stored is not None:
            made.file.name, made.file_name = stored.take(), stored.name
        made.save()
        data = _data(made) | {
            "on": str(worked_on),
            "minutes": minutes,
            "category": category,
            "source": source,
        }
        log(instance=term.certificate, action="trainees.learning.log", user=by, data=data)
        return made


@transaction.atomic
def take_back(*, hours: ContinuingHours, by: Any) -> ContinuingHours:
    """Take back what one logged. It stays in the log and counts no more. Taken back twice, it is taken back once.

    Raises ValidationError for what was not accepted, or was looked at as a sample, and as `log_hours` does.
    """
    term, _renewal = own_term(newest_of_term(hours.certificate), by)
    found = fresh(hours)
    if found.state == ProofState.WITHDRAWN:
        return found
    check_not_filed(term)
    if found.state == ProofState.DECLINED or found.audited_at is not None:
        raise refuse(NON_FIELD_ERRORS, _("This was answered in the meantime."), code="answered")
    found.state = ProofState.WITHDRAWN
    found.answered_by, found.answered_at = by, timezone.now()
    found.save(update_fields=["state", "answered_by", "answered_at"])
    log(instance=found.certificate, action="trainees.learning.take_back", user=by, data=_data(found))
    return found


@transaction.atomic
def accept(*, hours: ContinuingHours, by: Any) -> ContinuingHours:
    """A coordinator lets hours count. The holder is owed one notice; a second click changes nothing.

    Raises ValidationError for one's own, and for what was declined or taken back in the meantime.
    """
    found = _answering(hours, by)
    if found.state == ProofState.ACCEPTED:
        return found
    _check_waiting(found)
    _answer(found, ProofState.ACCEPTED, "", by)
    log(instance=found.certificate, action="trainees.learning.accept", user=by, data=_data(found))
    renewal_mail.owe_learning_answered([found])
    return found


@transaction.atomic
def accept_many(*, hours: Collection[int], by: Any) -> int:
    """Accept several entries (ids) at once; returns how many are newly accepted. One notice to each holder.

    What was answered or taken back in the meantime is left alone, and so is what is one's own. A fixed number of
    queries, and one for each holder's language.
    """
    waiting = ContinuingHours.objects.waiting().filter(pk__in=hours)
    pks = waiting.order_by().values("certificate")
    certificates = Certificate.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    theirs = {one.pk for one in certificates if by is None or one.person_id != by.pk}
    found = list(
        waiting.filter(certificate__in=theirs)
        .select_for_update(of=("self",))
        .select_related("certificate__award__edition__course__programme", "certificate__person")
        .order_by("pk")
    )
    ContinuingHours.objects.filter(pk__in=[one.pk for one in found]).update(
        state=ProofState.ACCEPTED, answered_by=by, answered_at=timezone.now()
    )
    entries = [(one.certificate, _data(one)) for one in found]
    log_many(entries=entries, action="trainees.learning.accept", by=by)
    renewal_mail.owe_learning_answered(found)
    return len(found)


@transaction.atomic
def decline(*, hours: ContinuingHours, answer: str, by: Any) -> ContinuingHours:
    """A coordinator says that hours do not count, with kind words why. The holder is owed one notice.

    Raises ValidationError keyed "answer" without words or with more than 500 characters, and as `accept` does.
    """
    answer = _words(answer)
    found = _answering(hours, by)
    if found.state == ProofState.DECLINED and found.answer == answer:
        return found
    _check_waiting(found)
    _answer(found, ProofState.DECLINED, answer, by)
    log(instance=found.certificate, action="trainees.learning.decline", user=by, data=_data(found))
    renewal_mail.owe_learning_answered([found])
    return found


@transaction.atomic
def audit(*, hours: ContinuingHours, is_fine: bool, by: Any, answer: str = "") -> ContinuingHours:
    """A coordinator looked at a sample of what was accepted by its source: it is fine, or does not count, with words.

    Who logged it hears of it only where it does not count. A second click changes nothing. Raises ValidationError
    keyed "answer" (as `decline`), for one's own, and for what is no sample, was taken back or looked at before.
    """
    answer = "" if is_fine else _words(answer)
    found = _answering(hours, by)
    state = ProofState.ACCEPTED if is_fine else ProofState.DECLINED
    if found.audited_at is not None and found.state == state and found.answer == answer:
        return found
    if not found.is_sampled or found.audited_at is not None or found.state != ProofState.ACCEPTED:
        raise refuse(NON_FIELD_ERRORS, _("Somebody answered this in the meantime."), code="answered")
    found.audited_by, found.audited_at = by, timezone.now()
    if is_fine:
        found.save(update_fields=["audited_by", "audited_at"])
    else:
        _answer(found, state, answer, by, "audited_by", "audited_at")
        renewal_mail.owe_learning_answered([found], again=True)
    data = _data(found) | {"is_fine": is_fine}
    log(instance=found.certificate, action="trainees.learning.audit", user=by, data=data)
    return found


def _known(term: Term, token: uuid.UUID) -> ContinuingHours | None:
    """What the first click wrote; ValidationError where that stands in the log of another certificate."""
    found: ContinuingHours | None = ContinuingHours.objects.filter(token=token).first()
    if found is not None and found.pk not in {one.pk for one in term.hours}:
        words = _("This was sent before, for another certificate. Please open the form again.")
        raise refuse(NON_FIELD_ERRORS, words, code="token")
    return found


def _check(
    term: Term, renewal: Renewal, *, category: str, source: str, worked_on: dt.date, minutes: int
) -> None:
    """Where there are kinds or sources, one of them is named; else none."""
    if category not in (words_by_code(renewal.categories) or {""}):
        raise refuse("category", _("Say what kind of learning it was."), code="choice")
    if source not in (words_by_code(renewal.sources) or {""}):
        raise refuse("source", _("Say where you learned it."), code="choice")
    if worked_on > term.today:
        raise refuse("worked_on", _("This date is still to come."), code="future")
    if worked_on < term.begins_on:
        words = _("Hours count from %(day)s on.") % {"day": local.short_day(term.begins_on)}
        raise refuse("worked_on", words, code="early")
    if minutes < 1:
        raise refuse("minutes", _("Say how long it was."), code="required")
    if minutes > MOST_MINUTES:
        words = _("At most %(length)s in one entry.") % {"length": local.length(MOST_MINUTES)}
        raise refuse("minutes", words, code="long")


def _title(given: str) -> str:
    title = " ".join(clean_text("title", given, most=LONGEST_TITLE).split())
    if not any(sign.isprintable() and not sign.isspace() for sign in title):
        raise refuse("title", _("Say in a few words what it was."), code="required")
    return title


def _words(given: str) -> str:
    answer = clean_text("answer", given, most=10_000)
    check_length("answer", answer)
    if not answer:
        raise refuse(
            "answer", _("Say in a kind word why not this time, and what would help."), code="required"
        )
    return answer


def _answering(hours: ContinuingHours, by: Any) -> ContinuingHours:
    """The entry as it is now, with its certificate locked; not one's own."""
    certificate = locked(hours.certificate_id)
    check_not_holder(certificate, by)
    found = fresh(hours)
    found.certificate = certificate
    return found


def _check_waiting(found: ContinuingHours) -> None:
    if found.state == ProofState.WITHDRAWN:
        raise refuse(NON_FIELD_ERRORS, _("This was taken back in the meantime."), code="withdrawn")
    if found.state != ProofState.WAITING:
        raise refuse(NON_FIELD_ERRORS, _("Somebody answered this in the meantime."), code="answered")


def _answer(found: ContinuingHours, state: ProofState, answer: str, by: Any, *more: str) -> None:
    found.state, found.answer = state, answer
    found.answered_by, found.answered_at = by, timezone.now()
    found.save(update_fields=["state", "answer", "answered_by", "answered_at", *more])


def _data(hours: ContinuingHours) -> dict[str, Any]:
    return {"hours": hours.pk}
