"""Texts kept in both languages, read in the reader's."""

from django.utils.translation import get_language


def in_language(record: object, name: str, language: str | None = None) -> str:
    """The text `name` of a record in `language` (default: the active one); English where French is empty.

    `name` is the part before `_en` and `_fr`: in_language(course, "title").
    """
    code = (language or get_language() or "en")[:2]
    text: str = getattr(record, f"{name}_{code}", "") if code in ("en", "fr") else ""
    return text or getattr(record, f"{name}_en")
