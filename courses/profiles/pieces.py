"""What the schemas of files are put together from: texts, lists, pairs of languages, fields of models."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .fields import Schema, choice_words, described

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHORT_NAME = "^[-a-zA-Z0-9_]+$"
NOT_BLANK = r"\S"
NO_SPACE = r"^\S+$"
ONE_LINE = r"^[^\n]*\S[^\n]*$"
WEB_ADDRESS = r"^https?://\S+$"
DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
LONGEST_TEXT = 20_000
LARGEST = 30_000


def text(description: str, *, longest: int = LONGEST_TEXT, **more: Any) -> Schema:
    """Words that are needed where they stand."""
    return {
        "description": described(description),
        "type": "string",
        "pattern": NOT_BLANK,
        "maxLength": longest,
        **more,
    }


def thing(description: str, properties: Schema, *needed: str) -> Schema:
    """Named fields and nothing else."""
    made = {
        "description": described(description),
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return made | {"required": list(needed)} if needed else made


def many(description: str, entry: Schema, *, least: int = 0) -> Schema:
    """A list; without a least number it may be left out."""
    more: Schema = {"minItems": least} if least else {"default": []}
    return {"description": described(description), "type": "array", "items": entry, **more}


def pair(model: type[models.Model], name: str, description: str, *, needed: bool = True) -> Schema:
    """Words in both languages, of the model's fields `name`_en and `name`_fr."""
    both = {}
    for code, language in (("en", "English"), ("fr", "French")):
        longest = getattr(model._meta.get_field(f"{name}_{code}"), "max_length", None) or LONGEST_TEXT
        if needed:
            both[code] = text(f"In {language}", longest=longest)
        else:
            said = described(f"In {language}")
            both[code] = {"description": said, "type": "string", "maxLength": longest, "default": ""}
    made = thing(description, both, *(both if needed else ()))
    return made if needed else made | {"default": {}}


def field_of(model: type[models.Model], name: str, **more: Any) -> Schema:
    """One field of a model, with its own words, choices, limits and default."""
    field: Any = model._meta.get_field(name)
    made: Schema = {"description": described(field.verbose_name, field.help_text)}
    if field.choices:
        made["enum"] = [str(value) for value, _label in field.choices]
        made["description"] += f" {choice_words({str(value): str(label) for value, label in field.choices})}"
    elif isinstance(field, models.BooleanField):
        made["type"] = "boolean"
    elif isinstance(field, models.PositiveIntegerField | models.PositiveSmallIntegerField):
        # Not those of one database alone: the schema is the same everywhere.
        least = [one.limit_value for one in field.validators if isinstance(one, MinValueValidator)]
        most = [one.limit_value for one in field.validators if isinstance(one, MaxValueValidator)]
        made |= {"type": "integer", "minimum": max([0, *least]), "maximum": min([LARGEST, *most])}
    else:
        pattern = SHORT_NAME if isinstance(field, models.SlugField) else NO_SPACE
        made |= {"type": "string", "maxLength": field.max_length, "pattern": pattern}
    if field.has_default():
        default = field.get_default()
        made["default"] = str(default) if field.choices else default
    return made | more


def hours(description: str) -> Schema:
    """A length: 36 or 1.5. Kept in whole minutes."""
    return {
        "description": described(description, "Such as 36 or 1.5."),
        "type": "number",
        "exclusiveMinimum": 0,
        "maximum": 10_000,
    }
