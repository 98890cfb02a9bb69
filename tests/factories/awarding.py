"""Awards with rules, certificates and what renews them. Written with the ORM: no message is owed."""

import datetime as dt
import uuid
from itertools import count
from typing import Any

from django.utils import timezone

from courses.models import Award, Cohort, Renewal
from trainees.enums import CertificateKind
from trainees.models import (
    AwardProposal,
    Certificate,
    ContinuingHours,
    Enrolment,
    ExternalCredential,
    Recommendation,
    SigningKey,
)
from trainees.operations import keys
from trainees.rules.certificates import new_code

from . import teaching
from .people import enrolment

_numbers = count(1)
EVERY_MODULE: list[dict[str, Any]] = [{"type": "modules", "value": {}}]
"""All modules that are not optional: what an award of these factories asks for."""


def award_that_asks(edition: Any, requirements: Any = None, **fields: Any) -> Award:
    """An award of an edition that is free to change; it asks for all modules, or for `requirements`, as stored."""
    made = teaching.award(edition, **fields)
    made.requirements = EVERY_MODULE if requirements is None else requirements
    made.save()
    return made


def renewal(award: Award, **fields: Any) -> Renewal:
    """Every two years 20 hours, 6 of them in law and ethics; hours from "webinar" need nobody's approval."""
    defaults: dict[str, Any] = {
        "requirements": [
            {"type": "hours", "value": {"hours": "20", "from_event": "term"}},
            {"type": "hours", "value": {"hours": "6", "kinds": ["law_and_ethics"], "from_event": "term"}},
        ],
        "categories": [
            {"code": "general", "en": "General", "fr": "Général"},
            {"code": "law_and_ethics", "en": "Law and ethics", "fr": "Droit et éthique"},
        ],
        "sources": [
            {"code": "webinar", "en": "Webinar", "fr": "Webinaire", "is_automatic": True},
            {"code": "course", "en": "Course", "fr": "Cours", "is_automatic": False},
        ],
    }
    return Renewal.objects.create(award=award, **(defaults | fields))


def awarding_cohort(
    *, modules: int = 3, requirements: Any = None, renews: bool = False, **fields: Any
) -> Cohort:
    """A cohort whose edition has one award, which asks for all modules (or `requirements`), and may need renewal."""
    edition = teaching.course_edition(modules, programme=fields.pop("programme", None))
    made = award_that_asks(edition, requirements, name_en="Certified", name_fr="Certification")
    if renews:
        renewal(made)
    return teaching.cohort(edition, **fields)


def proposal(of: Enrolment | None = None, **fields: Any) -> AwardProposal:
    """An open proposal of the first award of somebody's edition."""
    of = of or enrolment(awarding_cohort())
    fields.setdefault("award", of.cohort.edition.awards.order_by("position").first())
    return AwardProposal.objects.create(enrolment=of, **fields)


def certificate(of: Enrolment | None = None, **fields: Any) -> Certificate:
    """A certificate of the first award of somebody's edition, issued today, unless `fields` say otherwise.

    There is a key that signs its badge, as there is when one is issued.
    """
    keys.ensure()
    of = of or enrolment(awarding_cohort())
    award: Any = fields.pop("award", None) or of.cohort.edition.awards.order_by("position").first()
    today, number = teaching.today(), next(_numbers)
    course = of.cohort.edition.course
    issued = fields.get("issued_on", today)
    defaults: dict[str, Any] = {
        "serial": f"TEST-{issued.year}-{number:05}",
        "code": new_code(),
        "enrolment": of,
        "person": of.person,
        "name": of.person.chosen_name,
        "content": {
            "award": {"en": award.name_en, "fr": award.name_fr},
            "programme": {"en": course.programme.name_en, "fr": course.programme.name_fr},
            "host": course.programme.host,
            "course": {"en": course.title_en, "fr": course.title_fr},
            "criteria": {"en": award.summary_en, "fr": award.summary_fr},
            "modules": [
                {"code": m.code, "en": m.title_en, "fr": m.title_fr, "minutes": m.minutes}
                for m in of.cohort.edition.modules.order_by("position")
            ],
            "minutes": {"class": 360, "practicum": 0},
        },
        "first_awarded_on": issued,
        "issued_on": issued,
        "status_index": number,
    }
    return Certificate.objects.create(award=award, **(defaults | fields))


def renewed_certificate(of: Certificate, **fields: Any) -> Certificate:
    """The certificate that takes the place of another, for the same award and person."""
    Certificate.objects.filter(pk=of.pk).update(replaced_at=timezone.now())
    kept = {
        "award": of.award,
        "person": of.person,
        "name": of.name,
        "content": of.content,
        "first_awarded_on": of.first_awarded_on,
        "kind": CertificateKind.RENEWED,
        "replaces": Certificate.objects.get(pk=of.pk),
    }
    return certificate(of.enrolment, **(kept | fields))


def recommendation(of: Enrolment | None = None, **fields: Any) -> Recommendation:
    """A facilitator recommends somebody, today."""
    defaults = {"by": "facilitator", "recommends": True, "rating": 3, "given_on": teaching.today()}
    return Recommendation.objects.create(enrolment=of or enrolment(), **(defaults | fields))


def credential(of: Enrolment | None = None, **fields: Any) -> ExternalCredential:
    """First aid, sent in today with nothing attached."""
    defaults = {"token": uuid.uuid4(), "kind": "first-aid", "issued_on": teaching.today()}
    return ExternalCredential.objects.create(enrolment=of or enrolment(), **(defaults | fields))


def continuing(of: Certificate | None = None, **fields: Any) -> ContinuingHours:
    """Two hours of general learning, logged and not answered."""
    of = of or certificate(enrolment(awarding_cohort(renews=True)))
    defaults: dict[str, Any] = {
        "token": uuid.uuid4(),
        "category": "general",
        "source": "course",
        "title": "A day about grief",
        "worked_on": teaching.today(),
        "minutes": 120,
    }
    return ContinuingHours.objects.create(certificate=of, **(defaults | fields))


def signing_key(**fields: Any) -> SigningKey:
    """A key as a row; nothing can be signed with it."""
    number = next(_numbers)
    defaults = {"name": f"key-{number}", "public": f"z6Mk{number:044}", "private": "not a key"}
    return SigningKey.objects.create(**(defaults | fields))


def long_ago(days: int) -> dt.date:
    """The day so many days ago on the programmes' clock."""
    return teaching.today() - dt.timedelta(days=days)
