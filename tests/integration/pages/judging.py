"""An award that asks for something of every kind, and what the trainee of the rows has of it."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from courses.models import Award, Edition
from tests import factories
from trainees.models import Enrolment
from trainees.operations import credentials

FIRST_AID = {"sort": "first-aid", "name_en": "First aid", "name_fr": "Secourisme", "needs_proof": True}


def award_of_every_kind(edition: Edition) -> Award:
    """Every kind of requirement, and groups of them, in an edition that is free to change."""
    rules: list[dict[str, Any]] = [
        {"type": "modules", "value": {}},
        {"type": "attendance", "value": {"most": 2, "unit": "sessions"}},
        {"type": "evaluation", "value": {"sort": "recommendation", "by": "facilitator", "number": 1}},
        {
            "type": "any_of",
            "value": {
                "parts": [
                    {"type": "hours", "value": {"kinds": ["one_to_one"], "hours": "36"}},
                    {
                        "type": "all_of",
                        "value": {
                            "parts": [
                                {"type": "credential", "value": FIRST_AID},
                                {"type": "age", "value": {"sort": "finished", "months": 12}},
                            ]
                        },
                    },
                ]
            },
        },
    ]
    return factories.award_that_asks(edition, rules, name_en="Certified", name_fr="Certification")


def judging_things(enrolled: Enrolment) -> dict[str, Any]:
    """A certificate from elsewhere that waits, and a recommendation."""
    credential = credentials.send(
        enrolment=enrolled,
        token=uuid4(),
        kind="first-aid",
        issued_on=factories.today(),
        file=SimpleUploadedFile("first-aid.pdf", b"%PDF-1.7 first aid"),
        by=enrolled.person,
    )
    return {"credential": credential, "recommendation": factories.recommendation(enrolled, recommends=False)}
