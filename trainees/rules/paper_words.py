"""Texts on their way to paper: each with its language, on one line, of a length that a sheet can hold."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import override

from courses.rules.characters import writable

Words = dict[str, str]  # {"lang", "text"}

LONGEST = 200
"""Characters of a name, a title or a line; what is longer ends in "…". As many as the forms take."""
LONGEST_WORD, PIECE = 30, 16
"""A word of more characters may be parted, after every so many: even capitals of the largest type then fit a line."""
BREAK = "\u200b"
# Which way a text runs is told by its letters; marks that turn it round would turn what stands beside it, too.
_TURNING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def tidy(text: Any, *, longest: int = LONGEST) -> str:
    """A text as it can be set: one line, no sign without a shape, cut with "…", and no word that no line can hold."""
    shown = unicodedata.normalize("NFC", writable(str(text or "")).translate(_TURNING))
    whole = Truncator(" ".join(shown.split())).chars(longest)
    return " ".join(_breakable(word) for word in whole.split(" "))


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return BREAK.join(word[start : start + PIECE] for start in range(0, len(word), PIECE))


def words(language: str, text: Any, *, longest: int = LONGEST) -> Words:
    """A text in a language."""
    return {"lang": language, "text": tidy(text, longest=longest)}


def said_in(language: str, say: Callable[[], str], *, longest: int = LONGEST) -> Words:
    """What `say` says when that language is active."""
    with override(language):
        return words(language, say(), longest=longest)


def distinct(each: Iterable[Words]) -> list[Words]:
    """Those with a text, in order; what reads the same in both languages once."""
    found: dict[str, Words] = {}
    for one in each:
        if one["text"]:
            found.setdefault(one["text"], one)
    return list(found.values())


def kept(content: Any, language: str, *, longest: int = LONGEST) -> Words:
    """A text that was kept as {"en", "fr"}: in the other language, and said to be so, where it is missing in this."""
    if not isinstance(content, Mapping):
        return words(language, content, longest=longest)
    other = "en" if language == "fr" else "fr"
    found = language if content.get(language) else other
    return words(found, content.get(found), longest=longest)
