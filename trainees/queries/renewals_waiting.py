"""What waits for coordinators about renewals: requests, hours to accept, samples to look at; and what ends soon."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from courses.models import Programme
from trainees.enums import CertificateKind, FilingState, ProofState
from trainees.models import Certificate, ContinuingHours, RenewalFiling

from .renewals import today_of

SOON = dt.timedelta(days=120)
OF = "certificate__award__edition__course__programme"
RELATED = (OF, "certificate__person", "certificate__award__renewal")


def _goes_on() -> Q:
    """On a certificate that was not revoked, and whose term goes on: it stands, or it was issued again, corrected."""
    return Q(certificate__revoked_at__isnull=True) & (
        Q(certificate__replaced_at__isnull=True) | Q(certificate__replaced_by__kind=CertificateKind.CORRECTED)
    )


def requests_waiting(programmes: Sequence[Programme]) -> QuerySet[RenewalFiling]:
    """Requests to renew that nobody has answered, the longest waiting first."""
    found = RenewalFiling.objects.filter(_goes_on(), state=FilingState.FILED, **{f"{OF}__in": programmes})
    return found.select_related(*RELATED).order_by("filed_at", "pk")


def hours_waiting(programmes: Sequence[Programme]) -> QuerySet[ContinuingHours]:
    """Hours that nobody has answered, the longest waiting first."""
    found = ContinuingHours.objects.filter(_goes_on(), state=ProofState.WAITING, **{f"{OF}__in": programmes})
    return found.select_related(*RELATED).order_by("logged_at", "pk")


def samples_waiting(programmes: Sequence[Programme]) -> QuerySet[ContinuingHours]:
    """Hours that were accepted by their source, are to be looked at, and were not yet; also once the term that they
    were learned in was renewed. Not those on a certificate that was revoked.
    """
    found = ContinuingHours.objects.filter(
        certificate__revoked_at__isnull=True,
        state=ProofState.ACCEPTED,
        is_sampled=True,
        audited_at__isnull=True,
        **{f"{OF}__in": programmes},
    )
    return found.select_related(*RELATED).order_by("logged_at", "pk")


def ending_soon(programmes: Sequence[Programme], *, at: dt.datetime) -> QuerySet[Certificate]:
    """Certificates that end today or in the next 120 days, on each programme's calendar; the next one first."""
    soon = Q(pk__in=())
    for programme in programmes:
        today = today_of(programme, at)
        soon |= Q(
            award__edition__course__programme=programme, expires_on__gte=today, expires_on__lte=today + SOON
        )
    found: QuerySet[Certificate] = Certificate.objects.standing().filter(soon, award__renewal__isnull=False)
    return found.select_related("award__edition__course__programme", "person").order_by("expires_on", "pk")


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """How much waits, and how many certificates end soon."""

    requests: int
    hours: int
    samples: int
    ending: int

    @property
    def waiting(self) -> int:
        """All that somebody has to answer."""
        return self.requests + self.hours + self.samples


def numbers(programmes: Sequence[Programme], *, at: dt.datetime) -> Numbers:
    """Four queries; none where there is no programme."""
    if not programmes:
        return Numbers(requests=0, hours=0, samples=0, ending=0)
    return Numbers(
        requests=requests_waiting(programmes).count(),
        hours=hours_waiting(programmes).count(),
        samples=samples_waiting(programmes).count(),
        ending=ending_soon(programmes, at=at).count(),
    )
