"""When a certificate may be renewed, what becomes of it then, and of what people are reminded. Pure: dates only."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from courses.enums import RenewalAnchor
from courses.models import Renewal
from courses.requirements.base import month_later
from courses.requirements.record import Named
from trainees.enums import CertificateKind

from .certificates import late_until, opens_on, term_end

STAGES = (90, 30, 7)
"""Days before the last day at which somebody is reminded."""


def kind_of_filing(renewal: Renewal, *, expires_on: dt.date, filed_on: dt.date) -> CertificateKind | None:
    """What a request of this day leads to: None before the window, renewed in time or late, reinstated after that.

    The day counts on which it was asked for: nobody loses by waiting for an answer.
    """
    if filed_on < opens_on(renewal, expires_on=expires_on):
        return None
    if filed_on <= late_until(renewal, expires_on=expires_on):
        return CertificateKind.RENEWED
    return CertificateKind.REINSTATED


def counted_from(renewal: Renewal, *, issued: Iterable[dt.date], expires_on: dt.date) -> dt.date:
    """The day from which the terms are counted of which one ends on `expires_on`.

    issued: the days of the certificates of which each renewed the one before, earliest first. The first of them that
    `expires_on` is a whole number of terms away from; where none is (a date by hand), `expires_on` itself.
    """
    for day in issued:
        months = _months(day, expires_on)
        is_whole = months > 0 and months % renewal.every_months == 0
        if is_whole and month_later(day, months) == expires_on:
            return day
    return expires_on


def next_end(
    renewal: Renewal,
    *,
    expires_on: dt.date,
    filed_on: dt.date,
    answered_on: dt.date,
    counted_from: dt.date | None = None,
) -> dt.date:
    """The last day of the next term. counted_from: the day from which terms are counted, `expires_on` without it.

    Renewed in time or late: it follows the term before, so that nobody gains by being late or loses by being early.
    Reinstated: it begins on the day of the answer. Where terms are shorter than their grace, what follows the term
    before could be over already; then it begins on the day of the answer, too.
    """
    if kind_of_filing(renewal, expires_on=expires_on, filed_on=filed_on) is CertificateKind.RENEWED:
        ends = _following(renewal, counted_from or expires_on, expires_on)
        if ends >= answered_on:
            return ends
    return term_end(renewal, begins_on=answered_on)


class Renewed(NamedTuple):
    """What a yes makes: of which kind the next certificate is (None: it was asked for too early), and its last day."""

    kind: CertificateKind | None
    until: dt.date


def renewed(
    renewal: Renewal,
    *,
    issued: Iterable[dt.date],
    expires_on: dt.date,
    filed_on: dt.date,
    answered_on: dt.date,
) -> Renewed:
    """What a yes makes of a term that ends on `expires_on`; `issued` as for `counted_from`."""
    until = next_end(
        renewal,
        expires_on=expires_on,
        filed_on=filed_on,
        answered_on=answered_on,
        counted_from=counted_from(renewal, issued=issued, expires_on=expires_on),
    )
    return Renewed(kind_of_filing(renewal, expires_on=expires_on, filed_on=filed_on), until)


def _following(renewal: Renewal, first: dt.date, expires_on: dt.date) -> dt.date:
    """The end of the term after the one that ended on `expires_on`. Counted from the end of a short month, terms that
    began on the 31st would drift to the 28th.
    """
    if renewal.anchor != RenewalAnchor.AWARD:
        return term_end(renewal, begins_on=expires_on)
    return month_later(first, _months(first, expires_on) + renewal.every_months)


def _months(first: dt.date, last: dt.date) -> int:
    """Months from one to the other, whatever their days."""
    return (last.year - first.year) * 12 + last.month - first.month


def stage_on(*, begins_on: dt.date, expires_on: dt.date, on: dt.date) -> int | None:
    """The reminder that is due on a day: the latest of 90, 30 and 7 days before the last day. None: there is none.

    One whose day had passed when the term began is left out: who was just given a certificate knows how long it is
    valid. After the last day there is none.
    """
    left = (expires_on - on).days
    if left < 0:
        return None
    stage = min((days for days in STAGES if left <= days), default=None)
    if stage is None or expires_on - dt.timedelta(days=stage) <= begins_on:
        return None
    return stage


def last_day_of(stage: int, *, expires_on: dt.date) -> dt.date:
    """The last day on which a reminder still says something: the day before the next one, or the last day itself."""
    following = max((days for days in STAGES if days < stage), default=None)
    return expires_on - dt.timedelta(days=following + 1) if following is not None else expires_on


def words_by_code(listed: Iterable[Mapping[str, Any]]) -> dict[str, Named]:
    """Kinds or sources of continuing education, as a renewal keeps them, by their codes."""
    return {str(one["code"]): Named(one.get("en", ""), one.get("fr", "")) for one in listed}


def is_automatic(renewal: Renewal, source: str) -> bool:
    """Whether hours from this source (code) need nobody's approval."""
    return any(one["code"] == source and bool(one.get("is_automatic")) for one in renewal.sources)
