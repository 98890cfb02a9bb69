"""Sentences of a certificate that coordinators write, with names in braces that are filled in."""

import re
from collections.abc import Mapping
from typing import Any

PLACEHOLDERS = ("name", "award", "course", "programme", "hours")
IN_BOTH = ("heading", "statement", "footer", "first_role", "second_role")
"""What a course may say in its own words, in each language."""
_BRACES = re.compile(r"\{([^{}]*)\}")


def unknown_names(statement: str) -> list[str]:
    """What stands in braces and means nothing here, in order, each once: ["{colour}", "{name.__class__}"]."""
    found = dict.fromkeys(inside for inside in _BRACES.findall(statement) if inside not in PLACEHOLDERS)
    return ["{" + inside + "}" for inside in found]


def filled(statement: str, values: Mapping[str, str]) -> str:
    """The statement with `values` in place of their names; anything else in braces stays as it is.

    Names are looked up and nothing else: no attributes, no formats, and a value that holds braces stays what it is.
    """
    return _BRACES.sub(lambda found: values.get(found[1], found[0]), statement)


def empty_in_one(look: Any) -> list[str]:
    """The fields of a course's look that are empty while the same is there in the other language."""
    found = []
    for name in IN_BOTH:
        english, french = (getattr(look, f"{name}_{language}").strip() for language in ("en", "fr"))
        if bool(english) != bool(french):
            found.append(f"{name}_{'fr' if english else 'en'}")
    return found
