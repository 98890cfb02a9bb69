"""What a schema finds wrong, in plain words, with the field it stands in."""

import difflib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from courses.requirements.kinds import KINDS
from courses.requirements.stream import REQUIREMENTS

from .fields import Schema
from .pieces import DATE, NO_SPACE, ONE_LINE, SHORT_NAME, WEB_ADDRESS
from .reading import Document, Path

Mistake = tuple[Path, str]
MOST_COMPARED, MOST_NAMED = 100, 30
"""Of a file with thousands of wrong names, an answer stays quick and short."""


def mistakes(document: Document, schema: Schema) -> list[Mistake]:
    """Every mistake, with its path."""
    validator = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
    return [one for error in validator.iter_errors(document.data) for one in _said(error)]


def _said(error: ValidationError) -> Iterator[Mistake]:
    path: Path = tuple(error.absolute_path)
    wanted: Any = error.validator_value
    there: Any = error.instance
    schema: Any = error.schema
    match error.validator:
        case "required":
            for name in wanted:
                if name not in there and error.message.startswith(f"{name!r} "):
                    yield (*path, name), _("this is missing.")
        case "additionalProperties":
            known = schema["properties"]
            for name in there:
                if name not in known:
                    words = _too_deep() if _is_group_too_deep(name, known) else _not_known(name, known)
                    yield (*path, name), words
        case "type":
            yield path, _type_words(wanted, there)
        case "minProperties" | "maxProperties":
            yield path, _("one requirement is needed here: its kind, a colon, and its fields.")
        case _:
            yield path, _bound_words(error)


def suggestion(name: str, known: Iterable[str]) -> str:
    """The nearest of what is known, as a question; else all of it, or the first of it where it is much."""
    names = list(dict.fromkeys(known))
    if near := difflib.get_close_matches(name, names[:MOST_COMPARED], n=1):
        return _("Did you mean “%(name)s”?") % {"name": near[0]}
    if not names:
        return _("There are none.")
    shown = names if len(names) <= MOST_NAMED else [*names[:MOST_NAMED], "…"]
    return _("Known are: %(names)s.") % {"names": ", ".join(shown)}


def _is_group_too_deep(name: str, known: Iterable[str]) -> bool:
    """Whether it is a group, where requirements may stand and no group any more."""
    return name in REQUIREMENTS.child_blocks and set(known) == set(KINDS)


def _too_deep() -> str:
    return _("groups go three deep at most. Take this one out of the group that it stands in.")


def _not_known(name: str, known: Iterable[str]) -> str:
    return _("this is not known here. %(known)s") % {"known": suggestion(name, known)}


def _type_words(wanted: str, instance: Any) -> str:
    if instance is None:
        return _("nothing stands here. Give a value, or leave the line out.")
    if wanted == "string" and isinstance(instance, int | Decimal):
        return _("a text is needed. Put it in quotes.")
    return {
        "string": _("a text is needed."),
        "integer": _("a whole number is needed."),
        "number": _("a number is needed."),
        "boolean": _("true or false is needed."),
        "array": _("a list is needed: each entry on a line that begins with a hyphen."),
        "object": _("fields are needed here: each with a name, a colon and a value."),
    }[wanted]


def _bound_words(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    there: Any = error.instance
    match error.validator:
        case "enum":
            return _("this is not one of the possible words. %(known)s") % {
                "known": suggestion(str(there), wanted)
            }
        case "maxLength":
            return _("at most %(number)d characters are possible; these are %(length)d.") % {
                "number": wanted,
                "length": len(there),
            }
        case "uniqueItems":
            return _("the same stands here twice.")
        case "pattern":
            return _pattern_words(wanted)
        case "format":
            return _pattern_words(DATE)
    return _number_words(str(error.validator), wanted)


def _number_words(bound: str, number: Any) -> str:
    """A bound of a number, or of how many entries a list has."""
    match bound:
        case "minimum":
            pattern = _("at least %(number)s is needed.")
        case "maximum":
            pattern = _("at most %(number)s is possible.")
        case "exclusiveMinimum":
            pattern = _("more than %(number)s is needed.")
        case "minItems":
            pattern = ngettext(
                "at least %(number)s entry is needed.", "at least %(number)s entries are needed.", number
            )
        case "maxItems":
            pattern = ngettext(
                "at most %(number)s entry is possible.", "at most %(number)s entries are possible.", number
            )
        case _:
            return _pattern_words("")
    return pattern % {"number": number}


def _pattern_words(pattern: str) -> str:
    return {
        DATE: _("a date is needed, such as 2026-05-31."),
        SHORT_NAME: _("use plain letters, digits, “-” and “_” here, with no blanks."),
        ONE_LINE: _("words on one line are needed."),
        WEB_ADDRESS: _("a web address is needed, such as https://example.org/standard."),
        NO_SPACE: _("a word without spaces is needed."),
    }.get(pattern, _("words are needed."))
