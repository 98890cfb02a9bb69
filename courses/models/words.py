"""Texts kept in both languages, read in the reader's."""

from django.utils.html import format_html
from django.utils.translation import get_language


def in_language(record: object, name: str, language: str | None = None) -> str:
    """The text `name` of a record in `language` (default: the active one); English where French is empty.

    `name` is the part before `_en` and `_fr`: in_language(course, "title").
    """
    code = (language or get_language() or "en")[:2]
    text: str = getattr(record, f"{name}_{code}", "") if code in ("en", "fr") else ""
    return text or getattr(record, f"{name}_en")


class OtherLanguage(str):
    """A text that is not in the reader's language: in HTML it says so, for screen readers and hyphenation."""

    language: str

    def __html__(self) -> str:
        """What a template writes."""
        return format_html('<span lang="{}-CA">{}</span>', self.language, str(self))


def in_some_language(record: object, name: str) -> str:
    """As `in_language`, for a text that may be empty in either language: else that of the other, marked as such.

    For running text only: a mark has no place in an attribute or a title.
    """
    code = (get_language() or "en")[:2]
    own, other = (code, "en" if code == "fr" else "fr")
    text: str = getattr(record, f"{name}_{own}", "")
    if text:
        return text
    instead: str = getattr(record, f"{name}_{other}", "")
    if not instead:
        return ""
    marked = OtherLanguage(instead)
    marked.language = other
    return marked
