"""The JSON schema of a file of sample records: what people did, for trying a policy out. Published."""

from functools import cache
from typing import Any

from django.utils.translation import override

from courses.enums import HoursCategory
from courses.requirements.kinds.evaluation import BY, RECOMMENDATION, REPORT

from .fields import Schema, described
from .pieces import DATE, DIALECT, NO_SPACE, hours, many, text, thing


def day(description: str) -> Schema:
    """A date."""
    return {
        "description": described(description, "A date, such as 2026-05-31."),
        "type": "string",
        "format": "date",
        "pattern": DATE,
    }


def code(description: str) -> Schema:
    """A word without spaces."""
    return text(description, longest=80, pattern=NO_SPACE)


def whole(description: str, most: int, least: int = 0, **more: Any) -> Schema:
    """A whole number."""
    return {
        "description": described(description),
        "type": "integer",
        "minimum": least,
        "maximum": most,
        **more,
    }


def flag(description: str, *, default: bool) -> Schema:
    """True or false."""
    return {"description": described(description), "type": "boolean", "default": default}


def _days(description: str, of: str) -> Schema:
    """Dates by name."""
    return {
        "description": described(description),
        "type": "object",
        "propertyNames": {"pattern": NO_SPACE},
        "additionalProperties": day(of),
        "default": {},
    }


def _session() -> Schema:
    return thing(
        "A session with a closed roll-call at which the person was expected",
        {
            "on": day("When it was"),
            "modules": many("Codes of its modules", code("Code of a module"), least=1),
            "minutes": whole("How many minutes it took", 10_000, 1),
            "attended": whole("Minutes that the person was there; without it all, or none if absent", 10_000),
            "made_up": whole("Minutes that were made up later", 10_000, default=0),
            "absent": flag("The person was absent, excused or not", default=False),
        },
        "on",
        "modules",
        "minutes",
    )


def _facts() -> dict[str, Schema]:
    kinds = ", ".join(str(kind) for kind in HoursCategory.values)
    return {
        "completed": _days(
            "Completed modules: code and date; “all” stands for those that are not optional and not named",
            "When it was completed",
        ),
        "sessions": many(
            "Sessions; one that is not named was attended in full or is still to come", _session()
        ),
        "to_come": {
            "description": "Minutes of each module (code) in sessions that are still to come.",
            "type": "object",
            "additionalProperties": whole("Minutes", 100_000),
            "default": {},
        },
        "hours": many(
            "Hours of the practicum and of continuing education; those in class follow from the modules",
            thing(
                "Time that counts",
                {
                    "kind": code(f"Kind of hours: {kinds}, or a kind of continuing education"),
                    "hours": hours("How many"),
                    "on": day("On which day"),
                    "source": text("Source of continuing education", longest=60, pattern=NO_SPACE),
                },
                "kind",
                "hours",
                "on",
            ),
        ),
        "results": many(
            "Marks in exams",
            thing(
                "A mark",
                {
                    "exam": code("Code of the exam"),
                    "mark": whole("In percent", 100),
                    "on": day("When it was taken"),
                    "attempt": whole("Which attempt; without it they are counted by their dates", 100, 1),
                },
                "exam",
                "mark",
                "on",
            ),
        ),
        "evaluations": many("Recommendations and reports", _evaluation()),
        "credentials": many(
            "What somebody else certified",
            thing(
                "A certificate from elsewhere",
                {
                    "kind": code("Short name, such as first-aid"),
                    "issued_on": day("When it was issued"),
                    "expires_on": day("Until when it is valid"),
                    "proven": flag("Its proof was accepted", default=True),
                },
                "kind",
                "issued_on",
            ),
        ),
        "signed": many(
            "Agreements that were signed",
            thing(
                "A signature",
                {
                    "agreement": code("Code of the agreement"),
                    "version": whole("Its version; without it the newest one", 30_000, 1),
                    "on": day("When it was signed"),
                },
                "agreement",
                "on",
            ),
        ),
        "held": many(
            "Awards that the person holds",
            thing(
                "A certificate",
                {
                    "award": code("Code of the award"),
                    "on": day("When it was issued"),
                    "expires_on": day("Until when it is valid"),
                    "valid": flag("Neither revoked nor replaced", default=True),
                },
                "award",
                "on",
            ),
        ),
        "events": _days("Further dates that rules count from, such as enrolment", "When it was"),
    }


def _evaluation() -> Schema:
    return thing(
        "What somebody said about the person",
        {
            "kind": {"description": "What it is.", "enum": [RECOMMENDATION, REPORT]},
            "by": {"description": "Who wrote it.", "enum": [name for name, _label in BY]},
            "on": day("When it was written"),
            "recommends": flag("Whether it recommends the person", default=True),
            "rating": whole("The lowest rating in it", 4, 1),
        },
        "kind",
        "by",
        "on",
    )


@cache
def records_schema() -> Schema:
    """The schema of sample records, with English words."""
    with override("en"):
        person = thing("A person", {"name": text("First name", longest=120), **_facts()}, "name")
        on = day("The day of judging; without it today")
        made = thing("Sample records", {"on": on, "people": many("People", person, least=1)}, "people")
        return {"$schema": DIALECT, "title": "Records", **made}
