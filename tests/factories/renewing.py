"""Certificates somewhere in their term, and what renews them."""

import datetime as dt
import uuid
from itertools import count
from typing import Any

from trainees.models import Certificate, ContinuingHours, RenewalFiling
from trainees.operations import continuing, renewing
from trainees.rules.certificates import term_end

from . import teaching
from .awarding import award_that_asks, certificate, renewal
from .people import enrolment

_numbers = count(1)


def held_certificate(*, renewal_fields: dict[str, Any] | None = None, **fields: Any) -> Certificate:
    """A certificate that has to be renewed, given today unless `issued_on` says otherwise, valid for one term.

    `renewal_fields` are those of its rules; `chosen_name`, `language`, `programme` those of its holder and programme.
    """
    edition = teaching.course_edition(2, programme=fields.pop("programme", None))
    award = award_that_asks(edition, name_en="Certified", name_fr="Certification")
    rules = renewal(award, **(renewal_fields or {}))
    of_person = {name: fields.pop(name) for name in ("chosen_name", "language", "email") if name in fields}
    of = enrolment(teaching.cohort(edition), held_by=fields.pop("held_by", None), **of_person)
    return another_certificate(certificate_of=of, rules=rules, **fields)


def another_certificate(*, certificate_of: Any, rules: Any, **fields: Any) -> Certificate:
    """One more of the same award, for an enrolment."""
    issued_on = fields.setdefault("issued_on", teaching.today())
    fields.setdefault("expires_on", term_end(rules, begins_on=issued_on))
    fields.setdefault("serial", f"HELD-{next(_numbers):05}")  # never the one that an operation gives next
    return certificate(certificate_of, award=rules.award, **fields)


def learned(of: Certificate, minutes: int, **fields: Any) -> ContinuingHours:
    """Hours that count, logged by their holder from a webinar; general ones, today, unless `fields` say otherwise."""
    today = dt.datetime.now(dt.UTC).astimezone(of.award.edition.course.programme.tz).date()
    defaults: dict[str, Any] = {
        "token": uuid.uuid4(),
        "category": "general",
        "source": "webinar",
        "title": "Grief in groups",
        "worked_on": today,
        "chance": lambda: 0.99,
        "by": of.person,
    }
    return continuing.log_hours(certificate=of, minutes=minutes, **(defaults | fields))


def enough_learned(of: Certificate) -> None:
    """What the factories' renewal asks for: 20 hours, 6 of them in law and ethics."""
    learned(of, 14 * 60)
    learned(of, 6 * 60, category="law_and_ethics")


def filed(of: Certificate | None = None) -> RenewalFiling:
    """A request to renew that waits: of a certificate that ends in a month."""
    of = of or held_certificate(**in_window())
    enough_learned(of)
    return renewing.file_renewal(certificate=of, by=of.person)


def in_window() -> dict[str, Any]:
    """Dates of a certificate that was given almost two years ago and ends in 30 days."""
    return {
        "issued_on": teaching.today() - dt.timedelta(days=700),
        "expires_on": teaching.today() + dt.timedelta(days=30),
    }
