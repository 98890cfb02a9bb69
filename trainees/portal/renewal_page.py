"""What the page of a renewal says: where the certificate stands, what it takes, what was logged."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from courses import local
from courses.requirements.judgement import In, Judgement
from courses.requirements.record import Named
from trainees.enums import CertificateState, ProofState
from trainees.models import Certificate, ContinuingHours, RemindersOff
from trainees.queries.renewals import Term, terms_of
from trainees.rules.renewals import words_by_code

from .awards.lines import title_and_more
from .standing import standing

CARDS = {CertificateState.VALID: "calm", CertificateState.DUE: "calm", CertificateState.LATE: "now"}
"""The ground on which a state is said (components/card.css); the others are past, and "sunk"."""
PROOF_TAGS = {
    ProofState.WAITING: "coming",
    ProofState.ACCEPTED: "done",
    ProofState.DECLINED: "care",
    ProofState.WITHDRAWN: "closed",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that the renewal takes: what (`more`: beyond the title), where it stands, what leads further, and the
    way there; with a bar where time is counted.
    """

    title: str
    more: str
    text: str
    next_step: str
    is_met: bool
    have: int
    need: int
    is_time: bool
    url: str
    parts: Sequence["Line"]


@dataclass(frozen=True, kw_only=True)
class Logged:
    """One entry of the log, in words. asks_first: it counts already, so taking it back has a page of its own."""

    hours: ContinuingHours
    length: str
    about: str
    kind: str
    state: str
    can_take_back: bool
    asks_first: bool


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Where a renewal stands, for a list of certificates (components/renewal_summary.html)."""

    is_waiting: bool
    text: str
    url: str


def renewal_page(term: Term, person: Any) -> dict[str, Any]:
    """The context of templates/portal/renewal/page.html."""
    judged = term.judged
    can_act = term.is_renewable and term.certificate.stands
    is_open = can_act and term.filing is None
    in_window = term.opens_on is not None and term.today >= term.opens_on
    renewal, learns = term.renewal, asks_for_hours(term)
    kind, word = standing(term.state, is_asked=term.filing is not None)
    return {
        "term": term,
        "certificate": term.certificate,
        "programme": term.programme,
        "state_kind": kind,
        "card": CARDS.get(term.state, "sunk"),
        "state_word": word,
        "state_words": state_words(term),
        "lines": _lines(term, is_open=is_open) if can_act else [],
        "where": judged.text if judged is not None and is_open else "",
        "logged": [_logged(term, one, can_change=is_open) for one in term.hours],
        "asks_for_hours": learns,
        "can_log": is_open and learns,
        "can_file": is_open and in_window and judged is not None and judged.is_met,
        "is_missing": is_open and in_window and judged is not None and not judged.is_met,
        "is_revoked": term.state == CertificateState.REVOKED,
        "is_reinstated": term.state == CertificateState.EXPIRED,
        "is_open": is_open,
        "fee": renewal.fee if renewal and can_act else "",
        "asked": asked_words(term),
        "filed_on": _on(term, term.filing.filed_at) if term.filing else None,
        "declined": term.last_declined if is_open else None,
        "reminders_off": RemindersOff.objects.filter(person=person).exists() if can_act else None,
    }


def asks_for_hours(term: Term) -> bool:
    """Whether there is anything to log: the rules count time, or name kinds of it."""
    renewal, judged = term.renewal, term.judged
    if renewal is None or judged is None:
        return False
    return bool(renewal.categories) or any(part.kind == "hours" for part in judged.walk())


def _lines(term: Term, *, is_open: bool) -> list[Line]:
    """What it takes; with the ways there, while something can be done."""
    if term.judged is None:
        return []
    ways = _ways(term) if is_open else {}
    return [_line(part, ways) for part in term.judged.parts]


def _ways(term: Term) -> dict[tuple[str, str], str]:
    """Where something can be done, by kind of requirement and, for agreements, their code. A certificate from elsewhere
    is sent in where the training was.
    """
    certificate = term.certificate
    ways = {
        ("agreement", one.code): reverse("portal:renewal_agreement", args=[certificate.pk, one.pk])
        for one in term.to_sign
    }
    if certificate.enrolment is not None:
        ways["credential", ""] = reverse("portal:credentials", args=[certificate.enrolment.cohort_id])
    return ways


def _line(judged: Judgement, ways: dict[tuple[str, str], str]) -> Line:
    """A part of the verdict and, in a group, its parts."""
    title, more = title_and_more(judged.of.asks(judged.outline))
    which = (judged.kind, judged.of["agreement"] if judged.kind == "agreement" else "")
    return Line(
        title=title,
        more=more,
        text=judged.text,
        next_step=judged.next_step,
        is_met=judged.is_met,
        have=judged.have,
        need=judged.need,
        is_time=judged.counts == In.MINUTES and judged.need > 0,
        url="" if judged.is_met or judged.number("valid") else ways.get(which, ""),
        parts=[_line(part, ways) for part in judged.parts],
    )


def state_words(term: Term) -> list[str]:
    """Where the certificate stands today, in a few sentences without hurry."""
    certificate = term.certificate
    if term.state == CertificateState.REVOKED:
        return [_("This certificate was revoked."), certificate.revoke_reason]
    if term.state == CertificateState.REPLACED:
        return [_("A newer certificate has taken its place.")]
    expires_on, opens_on, late_until = term.expires_on, term.opens_on, term.late_until
    if expires_on is None:
        return [_("It does not expire. There is nothing to renew.")]
    days = {"day": local.day(expires_on)}
    valid, was_valid = _("It is valid until %(day)s.") % days, _("It was valid until %(day)s.") % days
    if opens_on is None or late_until is None:
        return [valid if term.today <= expires_on else was_valid]
    return {
        CertificateState.VALID: [
            valid,
            _("You can renew it from %(day)s on. There is time.") % {"day": local.day(opens_on)},
        ],
        CertificateState.DUE: [
            valid,
            _("You can renew it now, or later. The new end date is counted from this one: no day is lost."),
        ],
        CertificateState.LATE: [
            was_valid,
            _("You can still renew it, until %(day)s. The new end date is counted from the old one.")
            % {"day": local.day(late_until)},
        ],
        CertificateState.EXPIRED: [
            was_valid,
            _("You can have it reinstated. It is valid again from the day of the answer on."),
        ],
    }[term.state]


def asked_words(term: Term) -> str:
    """What is said to who has asked for the renewal and waits; empty where nobody asked."""
    if term.filing is None:
        return ""
    words = _("You asked for it on %(day)s. Somebody from your programme answers. There is nothing to do.")
    return words % {"day": local.day(_on(term, term.filing.filed_at))}


def summaries(certificates: Sequence[Certificate], *, at: dt.datetime) -> dict[int, Summary]:
    """By certificate (id), for those that stand and can be renewed. A fixed number of queries."""
    return {
        term.certificate.pk: Summary(
            is_waiting=term.filing is not None,
            text=state_words(term)[-1] if term.filing is None else asked_words(term),
            url=reverse("portal:renewal", args=[term.certificate.pk]),
        )
        for term in terms_of([one for one in certificates if one.stands], at=at)
        if term.is_renewable
    }


def _logged(term: Term, hours: ContinuingHours, *, can_change: bool) -> Logged:
    renewal = term.renewal
    kinds = words_by_code(renewal.categories) if renewal else {}
    sources = words_by_code(renewal.sources) if renewal else {}
    names = [kinds.get(hours.category, Named(hours.category)), sources.get(hours.source, Named(hours.source))]
    state = ProofState(hours.state)
    may = state == ProofState.WAITING or (state == ProofState.ACCEPTED and hours.audited_at is None)
    return Logged(
        hours=hours,
        length=local.short_length(hours.minutes),
        about=" · ".join(str(name) for name in names if str(name)),
        kind=PROOF_TAGS[state],
        state=str(state.label),
        can_take_back=can_change and may,
        asks_first=state == ProofState.ACCEPTED,
    )


def _on(term: Term, at: dt.datetime) -> dt.date:
    return at.astimezone(term.programme.tz).date()
