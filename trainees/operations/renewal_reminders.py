"""Gentle reminders that a certificate can be renewed: 90, 30 and 7 days before its last day, each of them optional."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from tasks.outbox.drafts import Draft
from tasks.outbox.models import Content, Message
from tasks.outbox.operations import queue_many
from trainees.models import Certificate, RemindersOff
from trainees.queries.renewals import WITH, Term, terms_of
from trainees.rules import keys
from trainees.rules.renewals import STAGES, last_day_of, stage_on

from .renewal_kinds import RENEWAL_REMINDER
from .renewal_mail import content_for, draft_to_holder

MORNING = dt.time(9)
"""Local time before which nobody is reminded."""
HORIZON = dt.timedelta(days=max(STAGES) + 2)
CHUNK = 1_000


def owe_renewal_reminders(*, at: dt.datetime) -> int:
    """Owe each holder the reminder that is due at the instant `at`. Returns how many are new.

    Due from nine in the morning of the 90th, 30th and 7th day before the last day, on the programme's calendar and
    clock, and never before nine. Where beat rested over one of these days, the latest is owed alone. Once for each term
    and stage, however often or by how many this is called: the outbox's dedup_key decides. Nobody hears who has asked
    already, whose certificate was revoked or replaced, whose account is gone or closed, or who does not want reminders;
    and what is not true any more when it is sent is not sent (renewal_kinds). Queries grow by a fixed number for each
    1,000 certificates, and with the texts that differ.
    """
    return queue_many(_drafts(at))


def _expiring(at: dt.datetime) -> Sequence[Certificate]:
    """Those whose last day is near, on any clock, with a holder who wants to hear of it."""
    off = RemindersOff.objects.filter(person=OuterRef("person"))
    today = at.date()
    found = Certificate.objects.standing().filter(
        ~Exists(off),
        award__renewal__isnull=False,
        person__is_active=True,
        expires_on__gte=today - dt.timedelta(days=2),
        expires_on__lte=today + HORIZON,
    )
    return list(found.select_related(*WITH, "enrolment__cohort").order_by("pk"))


@dataclass(frozen=True, kw_only=True)
class Due:
    """A reminder that is due: of which term, to whom, at which stage (days)."""

    term: Term
    person: Any
    stage: int
    expires_on: dt.date
    opens_on: dt.date

    @property
    def key(self) -> str:
        """What makes it happen once."""
        return keys.renewal(self.term.root, self.stage)


Contents = dict[tuple[int, dt.date, str], Content]


def _drafts(at: dt.datetime) -> Iterator[Draft]:
    contents: Contents = {}
    awake = [
        certificate
        for certificate in _expiring(at)
        if at.astimezone(certificate.award.edition.course.programme.tz).time() >= MORNING
    ]
    for start in range(0, len(awake), CHUNK):
        for due in _unknown(_due(awake[start : start + CHUNK], at)):
            yield _draft(due, contents)


def _due(certificates: Sequence[Certificate], at: dt.datetime) -> Iterator[Due]:
    for term in terms_of(certificates, at=at):
        person, expires_on, opens_on = term.certificate.person, term.expires_on, term.opens_on
        if person is None or expires_on is None or opens_on is None or term.is_filed:
            continue
        stage = stage_on(begins_on=term.root.issued_on, expires_on=expires_on, on=term.today)
        if stage is not None:
            yield Due(term=term, person=person, stage=stage, expires_on=expires_on, opens_on=opens_on)


def _unknown(due: Iterable[Due]) -> list[Due]:
    """Those not owed before: saves the outbox from refusing the same rows again and again."""
    by_key = {one.key: one for one in due}
    known = Message.objects.filter(dedup_key__in=by_key).values_list("dedup_key", flat=True)
    for key in known:
        del by_key[key]
    return list(by_key.values())


def _draft(due: Due, contents: Contents) -> Draft:
    term, certificate = due.term, due.term.certificate
    key = (certificate.award_id, due.expires_on, due.person.language)
    if key not in contents:
        contents[key] = content_for(
            RENEWAL_REMINDER,
            certificate,
            due.person.language,
            expires_on=due.expires_on,
            opens_on=None if due.opens_on <= term.today else due.opens_on,
        )
    day_after = last_day_of(due.stage, expires_on=due.expires_on) + dt.timedelta(days=1)
    return draft_to_holder(
        certificate,
        due.person,
        RENEWAL_REMINDER,
        due.key,
        contents[key],
        not_after=dt.datetime.combine(day_after, dt.time(), term.programme.tz),
    )
