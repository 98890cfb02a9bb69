"""The JSON schema of a profile, made of the models and of the blocks of requirements. It is published."""

import json
from functools import cache
from typing import Any

from django.utils.translation import override

from courses.enums import HoursCategory
from courses.models import AbsenceLimit, Agreement, Award, Course, Edition, Exam, HourGoal, Module, Renewal
from courses.models.alignment import LONGEST, MOST
from courses.requirements.stream import REQUIREMENTS

from .fields import PARTS, Schema, described, is_group, is_plain_group, schema_of, struct_schema
from .pieces import DIALECT, NO_SPACE, ONE_LINE, WEB_ADDRESS, field_of, hours, many, pair, text, thing


def requirements(description: str) -> Schema:
    """A list of requirements, on the first level."""
    return many(description, {"$ref": "#/$defs/requirement"})


def _requirement_defs() -> dict[str, Schema]:
    """Each kind by its name, and a requirement at each depth at which groups may stand."""
    kinds = {name: block for name, block in REQUIREMENTS.child_blocks.items() if not is_group(block)}
    made = {name: schema_of(block) for name, block in kinds.items()}
    stream, level = REQUIREMENTS, 0
    while stream is not None:
        inner, properties = None, {name: {"$ref": f"#/$defs/{name}"} for name in kinds}
        for name, block in stream.child_blocks.items():
            if is_group(block):
                inner = block.child_blocks[PARTS]
                properties[name] = _group(block, level + 1)
        made[_level(level)] = {
            "description": "One requirement: its kind, a colon, and its fields.",
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        }
        stream, level = inner, level + 1
    return made


def _level(level: int) -> str:
    return f"part_{level}" if level else "requirement"


def _group(block: Any, level: int) -> Schema:
    label = str(block.label)
    parts = many(label, {"$ref": f"#/$defs/{_level(level)}"}, least=1)
    if is_plain_group(block):
        return parts
    made = struct_schema(block)
    made["properties"][PARTS] = parts
    return {"description": described(label), **made, "required": [*made.get("required", []), PARTS]}


def _course() -> Schema:
    return thing(
        "The course",
        {
            "slug": field_of(Course, "slug"),
            "stream": text(
                "The stream: whose lived experience the course builds on, such as peer or family", longest=50
            ),
            "title": pair(Course, "title", "What it is called"),
            "summary": pair(Course, "summary", "In a sentence or two", needed=False),
            **{
                name: field_of(Course, name)
                for name in ("facilitators_needed", "present_by_default", "one_person_awards")
            },
        },
        "slug",
        "stream",
        "title",
    )


def _edition() -> Schema:
    fields = {
        "note": {
            "description": "What is new.",
            "type": "string",
            "maxLength": 200,
            "default": "",
        },
        "allows_make_ups": field_of(Edition, "allows_make_ups"),
        "reports_due": field_of(Edition, "reports_due", maximum=20),
    }
    return thing("What holds for the whole edition", fields) | {"default": {}}


def _module() -> Schema:
    return thing(
        "A module",
        {
            "code": field_of(Module, "code"),
            "title": pair(Module, "title", "What it is called"),
            "outcome": pair(Module, "outcome", "What trainees can do afterwards", needed=False),
            "hours": hours("How long it takes"),
            "kind": field_of(Module, "kind"),
            "optional": field_of(Module, "is_optional"),
            "must_attend": field_of(Module, "must_attend"),
            "completes_by": field_of(Module, "completes_by"),
            "needs": many(
                "Codes of modules that come before it and are done first",
                text("Code of a module", longest=12),
            ),
        },
        "code",
        "title",
        "hours",
    )


def _exam() -> Schema:
    return thing(
        "An exam",
        {
            "code": field_of(Exam, "code"),
            "title": pair(Exam, "title", "What it is called"),
            "after": text("Code of the module that it comes after", longest=12),
            "pass_mark": field_of(Exam, "pass_mark", maximum=100),
            "attempts": field_of(Exam, "attempts"),
        },
        "code",
        "title",
    )


def _agreement() -> Schema:
    return thing(
        "A text that trainees sign. It belongs to the programme",
        {
            "code": field_of(Agreement, "code"),
            "version": field_of(Agreement, "version", minimum=1),
            "title": pair(Agreement, "title", "What it is called"),
            "text": pair(Agreement, "text", "What is signed"),
        },
        "code",
        "title",
        "text",
    )


def _absence_limit() -> Schema:
    return thing(
        "How much may be missed before people are told",
        {
            "unit": field_of(AbsenceLimit, "unit"),
            "most": field_of(AbsenceLimit, "most"),
            "module": text("Code of the module that it is about; without one the whole course", longest=12),
        },
        "unit",
        "most",
    )


def _hour_goal() -> Schema:
    kinds = {
        "description": "Kind of practicum hours.",
        "enum": [str(value) for value in HoursCategory.values],
    }
    return thing(
        "Practicum hours towards which trainees see a running total",
        {
            "name": pair(HourGoal, "name", "What it is called"),
            "hours": hours("How many"),
            "categories": many("Kinds of hours that count; without any, all", kinds) | {"uniqueItems": True},
        },
        "name",
        "hours",
    )


def _award() -> Schema:
    return thing(
        "What can be earned",
        {
            "code": field_of(Award, "code"),
            "name": pair(Award, "name", "What it is called"),
            "summary": pair(Award, "summary", "What it takes, in a sentence or two", needed=False),
            "alignment": _alignment(),
            "requirements": requirements(
                "What it takes: all of them are needed; without any, nobody earns it"
            ),
            "renewal": _renewal(),
        },
        "code",
        "name",
    )


def _alignment() -> Schema:
    standard = {
        "name": text("What it is called", longest=LONGEST, pattern=ONE_LINE),
        "url": text("Its web address", longest=1_000, pattern=WEB_ADDRESS),
    }
    listed = many(
        "Published standards that it meets; badges name them", thing("A standard", standard, *standard)
    )
    return listed | {"maxItems": MOST}


def _renewal() -> Schema:
    numbers = ("every_months", "ends_on_month", "ends_on_day", "window_days", "grace_days", "audit_percent")
    code = text("Short name", longest=60, pattern=NO_SPACE)
    names = {
        language: text(f"In {words}", longest=120)
        for language, words in (("en", "English"), ("fr", "French"))
    }
    named = {"code": code, "name": thing("What it is called", names, "en", "fr")}
    automatic = {"description": "Hours from it need nobody's approval.", "type": "boolean", "default": False}
    return thing(
        "What keeps it valid; without it, certificates do not expire",
        {
            "anchor": field_of(Renewal, "anchor"),
            **{name: field_of(Renewal, name) for name in numbers},
            "fee": pair(Renewal, "fee", "What is said about a fee", needed=False),
            "requirements": requirements("What a term takes"),
            "categories": many("Kinds of continuing education", thing("A kind", named, "code", "name")),
            "sources": many(
                "Where continuing education comes from",
                thing("A source", named | {"is_automatic": automatic}, "code", "name"),
            ),
        },
    )


@cache
def profile_schema() -> Schema:
    """The schema of a profile, with English words."""
    with override("en"):
        fields = {
            "course": _course(),
            "edition": _edition(),
            "modules": many("Modules, in their order", _module(), least=1),
            "exams": many("Exams, in their order", _exam()),
            "agreements": many("Agreements", _agreement()),
            "absence_limits": many("Limits of absence", _absence_limit()),
            "hour_goals": many("Hours to reach in a practicum", _hour_goal()),
            "awards": many("Awards, the one that comes soonest first", _award()),
        }
        made = thing("A course with its edition, modules, awards and renewal", fields, "course", "modules")
        return {"$schema": DIALECT, "title": "Profile", **made, "$defs": _requirement_defs()}


def as_json(schema: Schema) -> str:
    """As it is published."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
