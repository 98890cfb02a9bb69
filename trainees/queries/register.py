"""The public register: who holds a valid certificate and asked to stand there. Nothing else of anybody."""

import datetime as dt
import zoneinfo
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.fields.json import KT

from courses.models import Programme
from trainees.models import Certificate
from trainees.models.certificates import CertificateQuerySet
from trainees.rules.finding import is_found

from .verifying import in_language

PROGRAMME = "award__edition__course__programme"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A line of the register. `until` is None where it never ends."""

    name: str
    award: str
    programme: str
    until: dt.date | None


def listed(*, at: dt.datetime) -> CertificateQuerySet:
    """The certificates in the register at the instant `at`, by name. One query for the clocks of the programmes.

    They stand, are valid on their programme's clock, show their name, and their holder can still sign in to say
    otherwise. So whoever is revoked, replaced or expired, hides the name or closes the account is off it at once.
    """
    found: CertificateQuerySet = (
        Certificate.objects.standing()
        .filter(not_over(at=at), is_listed=True, hides_name=False, person__is_active=True)
        .order_by("name", "pk")
    )
    return found


def not_over(*, at: dt.datetime) -> Q:
    """Certificates whose term is not over at the instant `at`, each on its programme's clock. One query."""
    zones = defaultdict(list)
    for zone in Programme.objects.order_by().values_list("time_zone", flat=True).distinct():
        zones[at.astimezone(zoneinfo.ZoneInfo(zone)).date()].append(zone)
    found = Q(expires_on__isnull=True)
    for today, those in zones.items():
        found |= Q(expires_on__gte=today, **{f"{PROGRAMME}__time_zone__in": those})
    return found


def programmes_of(certificates: CertificateQuerySet) -> list[Programme]:
    """The programmes of these certificates, by name: what the register can be filtered by."""
    return list(Programme.objects.filter(pk__in=certificates.order_by().values(PROGRAMME)))


def found_in(certificates: CertificateQuerySet, *, typed: str, programme: str) -> Sequence[int]:
    """The ids of those of the programme with this slug ("": of any) whose name or programme has the typed words.

    One query. Compared here and not in the database: SQLite knows no accents, PostgreSQL has no ʔ without an extension.
    """
    chosen = certificates.filter(**{f"{PROGRAMME}__slug": programme}) if programme else certificates
    if not typed:
        return list(chosen.values_list("pk", flat=True))
    rows = chosen.values_list("pk", "name", KT("content__programme__en"), KT("content__programme__fr"))
    return [pk for pk, *texts in rows if is_found(typed, *(text or "" for text in texts))]


def lines(ids: Sequence[int]) -> list[Listed]:
    """These certificates as lines of the register, in the order of their ids here. One query."""
    rows: dict[int, Any] = {
        row.pk: row
        for row in Certificate.objects.filter(pk__in=ids).only("name", "content", "expires_on").order_by()
    }
    return [
        Listed(
            name=row.name,
            award=in_language(row.content.get("award")),
            programme=in_language(row.content.get("programme")),
            until=row.expires_on,
        )
        for row in (rows[pk] for pk in ids if pk in rows)
    ]
