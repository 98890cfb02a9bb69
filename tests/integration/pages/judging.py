"""An award that asks for something of every kind, and what the trainee of the rows has of it."""

from typing import Any

from courses.models import Award, Edition
from tests import factories
from trainees.models import Enrolment

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
    """What the rows name."""
    return {}
