"""Where certificates stand with their renewal: the term, its hours and signatures, and what is still needed.

A term is kept over corrections: what was logged on a certificate that was issued again, corrected, goes on counting.
Hours count for the term on whose certificate they were logged, and for no other: what somebody has done beyond what
was needed is not carried over (docs/adr/0024-renewals.md).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db.models import Q, QuerySet

from courses.models import Agreement, Award, Programme, Renewal
from courses.requirements.judgement import Judgement
from courses.requirements.record import Hours, Record, Signed
from courses.requirements.stream import judge, requirements_of, walk
from trainees.enums import CertificateKind, CertificateState, FilingState, ProofState
from trainees.models import Certificate, ContinuingHours, RenewalFiling, RenewalSignature
from trainees.rules.certificates import late_until, opens_on, state_of
from trainees.rules.renewals import Renewed, renewed

from .renewals_around import credentials_of, held_of, outlines_of

WITH = ("award__edition__course__programme", "person")
COUNTS_AS_FILED = (FilingState.FILED, FilingState.APPROVED)
T = TypeVar("T", ContinuingHours, RenewalSignature, RenewalFiling)


@dataclass(frozen=True, kw_only=True)
class Term:
    """A certificate's term as its holder sees it on the day `today`, on the programme's calendar.

    root: the certificate with which the term began; others of it are corrections. begins_on: the day from which on
    hours count: of the award, or the one after the request that led to this term: the day of the request belongs to
    the term before, so each day belongs to one. issued: the days of the award, or of its being reinstated, and of each
    renewal since, earliest first.
    hours, signatures, filings: of the whole term, latest first.
    """

    certificate: Certificate
    root: Certificate
    renewal: Renewal | None
    programme: Programme
    today: dt.date
    begins_on: dt.date
    issued: Sequence[dt.date]
    hours: Sequence[ContinuingHours]
    signatures: Sequence[RenewalSignature]
    filings: Sequence[RenewalFiling]
    agreements: Mapping[str, Agreement]
    record: Record

    @property
    def is_renewable(self) -> bool:
        """Whether there is something to renew: it expires, and rules say how it goes on."""
        return self.renewal is not None and self.certificate.expires_on is not None

    @cached_property
    def state(self) -> CertificateState:
        """What is said of the certificate today."""
        return state_of(self.certificate, self.renewal, on=self.today)

    @cached_property
    def judged(self) -> Judgement | None:
        """What is still needed as of today; None where nothing is renewed."""
        return self.judged_on(self.today)

    def judged_on(self, day: dt.date) -> Judgement | None:
        """What the rules say of the facts on a day."""
        if self.renewal is None:
            return None
        return judge(self.renewal.requirements, self.record, at=day)

    @property
    def has_begun(self) -> bool:
        """Whether hours can be logged in it yet: a term that was asked for today begins tomorrow."""
        return self.begins_on <= self.today

    @property
    def expires_on(self) -> dt.date | None:
        """The last day on which it is valid."""
        return self.certificate.expires_on

    @property
    def opens_on(self) -> dt.date | None:
        """From which day on it may be renewed."""
        if self.renewal is None or self.expires_on is None:
            return None
        return opens_on(self.renewal, expires_on=self.expires_on)

    @property
    def late_until(self) -> dt.date | None:
        """Until which day it is only late."""
        if self.renewal is None or self.expires_on is None:
            return None
        return late_until(self.renewal, expires_on=self.expires_on)

    @property
    def filing(self) -> RenewalFiling | None:
        """The request that waits for an answer."""
        return next((one for one in self.filings if one.state == FilingState.FILED), None)

    @property
    def is_filed(self) -> bool:
        """Whether a request waits, or was granted."""
        return any(one.state in COUNTS_AS_FILED for one in self.filings)

    @property
    def last_declined(self) -> RenewalFiling | None:
        """The latest request, where it was declined and none came after it."""
        latest = next(iter(self.filings), None)
        return latest if latest is not None and latest.state == FilingState.DECLINED else None

    def renewed_by(self, filing: RenewalFiling) -> Renewed | None:
        """What a yes to this request makes today; None where there is nothing to renew."""
        if self.renewal is None or self.expires_on is None:
            return None
        return renewed(
            self.renewal,
            issued=self.issued,
            expires_on=self.expires_on,
            filed_on=today_of(self.programme, filing.filed_at),
            answered_on=self.today,
        )

    @cached_property
    def to_sign(self) -> Sequence[Agreement]:
        """The newest versions of the agreements that the rules ask for and that are not signed as they ask. Not those
        that count from a later day, such as the first of a term that begins tomorrow: signed today, they would not.
        """
        if self.judged is None:
            return []
        missing = {
            one.of["agreement"]
            for one in self.judged.walk()
            if one.kind == "agreement" and not one.is_met and not one.number("waits")
        }
        return [self.agreements[code] for code in self.asked_agreements if code in missing]

    @cached_property
    def asked_agreements(self) -> Sequence[str]:
        """Codes of the agreements that the rules name and the programme has, in the order of the rules."""
        if self.renewal is None:
            return []
        rules = walk(requirements_of(self.renewal.requirements))
        asked = [one["agreement"] for one in rules if one.kind == "agreement"]
        return [code for code in dict.fromkeys(asked) if code in self.agreements]

    def minutes(self, *states: ProofState) -> int:
        """Minutes of the term's hours in one of these states."""
        return sum(one.minutes for one in self.hours if one.state in states)


def today_of(programme: Programme, at: dt.datetime) -> dt.date:
    """The date on the programme's calendar at the instant `at`."""
    return at.astimezone(programme.tz).date()


def term_of(certificate: Certificate, *, at: dt.datetime) -> Term:
    """The term of one certificate, as of the instant `at`."""
    return terms_of([certificate], at=at)[0]


def programme_terms(programmes: QuerySet[Programme] | Collection[int], *, at: dt.datetime) -> list[Term]:
    """The terms of all certificates of these programmes that stand and can be renewed. A constant number of queries."""
    found = Certificate.objects.standing().filter(
        award__edition__course__programme__in=programmes,
        award__renewal__isnull=False,
        expires_on__isnull=False,
    )
    return terms_of(list(found.select_related(*WITH).order_by("expires_on", "pk")), at=at)


def terms_of(certificates: Sequence[Certificate], *, at: dt.datetime) -> list[Term]:
    """The terms of these certificates, in their order, as of the instant `at`. A fixed number of queries."""
    if not certificates:
        return []
    facts = _Facts(certificates)
    return [facts.term(certificate, at) for certificate in certificates]


class _Facts:
    """Everything that the terms of some certificates are made of, read once."""

    def __init__(self, certificates: Sequence[Certificate]) -> None:
        award_ids = {certificate.award_id for certificate in certificates}
        self.awards: dict[int, Award] = Award.objects.select_related(
            "edition__course__programme", "renewal"
        ).in_bulk(award_ids)
        people = {one.person_id for one in certificates}
        theirs = Q(person__in=people - {None})
        kin = Certificate.objects.filter(
            theirs | Q(person__isnull=True) if None in people else theirs,
            award__in=award_ids,
            first_awarded_on__in={one.first_awarded_on for one in certificates},
        )
        self.kin: dict[int, Certificate] = {one.pk: one for one in kin.defer("content", "judgement")}
        self.hours = _grouped(
            ContinuingHours.objects.filter(certificate__in=self.kin).order_by("-worked_on", "-pk")
        )
        self.signatures = _grouped(
            RenewalSignature.objects.filter(certificate__in=self.kin)
            .select_related("agreement")
            .order_by("-signed_at", "-pk")
        )
        self.filings = _grouped(
            RenewalFiling.objects.filter(certificate__in=self.kin).order_by("-filed_at", "-pk")
        )
        self.held = held_of({one.person_id for one in certificates if one.person_id})
        self.credentials = credentials_of({one.enrolment_id for one in certificates if one.enrolment_id})
        self.outlines, self.agreements = outlines_of(self.awards.values())

    def term(self, certificate: Certificate, at: dt.datetime) -> Term:
        """One of them."""
        award = self.awards[certificate.award_id]
        programme = award.edition.course.programme
        line = self.line(certificate)
        root = self.kin.get(line[-1], certificate)
        begins_on = self.begins_on(root, programme)
        hours = _of(self.hours, line)
        signatures = _of(self.signatures, line)
        events = {"term": begins_on, "issued": certificate.issued_on}
        if certificate.expires_on is not None:
            events["expires"] = certificate.expires_on
        return Term(
            certificate=certificate,
            root=root,
            renewal=getattr(award, "renewal", None),
            programme=programme,
            today=today_of(programme, at),
            begins_on=begins_on,
            issued=self.issued(root),
            hours=sorted(hours, key=lambda one: (one.worked_on, one.pk), reverse=True),
            signatures=signatures,
            filings=sorted(_of(self.filings, line), key=lambda one: (one.filed_at, one.pk), reverse=True),
            agreements=self.agreements[programme.pk],
            record=Record(
                outline=self.outlines[award.pk],
                hours=[
                    Hours(one.category, one.minutes, one.worked_on, one.source)
                    for one in hours
                    if one.state == ProofState.ACCEPTED
                ],
                signed=[
                    Signed(one.agreement.code, one.agreement.version, one.signed_on) for one in signatures
                ],
                held=self.held[certificate.person_id, award.edition.course_id]
                if certificate.person_id
                else (),
                credentials=self.credentials[certificate.enrolment_id] if certificate.enrolment_id else (),
                events=events,
            ),
        )

    def line(self, certificate: Certificate) -> list[int]:
        """The certificates (ids) of the same term: this one, and those that it corrects, back to the term's first."""
        line = [certificate.pk]
        while certificate.kind == CertificateKind.CORRECTED and certificate.replaces_id in self.kin:
            certificate = self.kin[certificate.replaces_id]
            line.append(certificate.pk)
        return line

    def begins_on(self, root: Certificate, programme: Programme) -> dt.date:
        """The day of the award, or the first on which nothing can be logged in the term before: the one after the
        request that led to this term, or after the certificate where nobody asked for it.
        """
        before = self.kin.get(root.replaces_id or 0)
        if before is None:
            return root.issued_on
        asked = [one for one in _of(self.filings, self.line(before)) if one.state == FilingState.APPROVED]
        last = today_of(programme, asked[0].filed_at) if asked else root.issued_on
        return last + dt.timedelta(days=1)

    def issued(self, root: Certificate) -> list[dt.date]:
        """The days on which certificates were issued, back to the award or to where it was reinstated."""
        days = [root.issued_on]
        while root.kind == CertificateKind.RENEWED and root.replaces_id in self.kin:
            line = self.line(self.kin[root.replaces_id])
            root = self.kin[line[-1]]
            days.append(root.issued_on)
        return days[::-1]


def _grouped(found: Iterable[T]) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = defaultdict(list)
    for one in found:
        groups[one.certificate_id].append(one)
    return groups


def _of(groups: Mapping[int, list[T]], line: Sequence[int]) -> list[T]:
    return [one for pk in line for one in groups.get(pk, ())]
