"""What a writer is told about a text."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .grade import Reading

BEGINNING = 6  # words of a sentence that are quoted


def verdict(reading: Reading) -> str:
    """One or two sentences: how hard, and what to try first."""
    if reading.language == "fr":
        score = _("Ease of reading %(score)d of 100") % {"score": reading.score}
    else:
        score = _("Reading grade %(score)d") % {"score": reading.score}
    return f"{score}: {_advice(reading)}"


def _advice(reading: Reading) -> str:
    if reading.is_easy:
        return _("easy.")
    if reading.has_long_sentences:
        count = reading.words_in_hardest
        said = ngettext(
            "long sentences. Try to split this one of %(count)d word: “%(beginning)s”",
            "long sentences. Try to split this one of %(count)d words: “%(beginning)s”",
            count,
        )
        return said % {"count": count, "beginning": _beginning(reading.hardest)}
    if reading.long_words:
        return _("long words. Is there a shorter one for “%(word)s”?") % {"word": reading.long_words[0]}
    return _("a little hard. Shorter words and sentences help.")


def _beginning(sentence: str) -> str:
    parts = sentence.split()
    return " ".join(parts[:BEGINNING]) + (" …" if len(parts) > BEGINNING else "")


def answer(reading: Reading | None) -> dict[str, Any] | None:
    """A reading as the browser gets it."""
    return {"words": verdict(reading), "isEasy": reading.is_easy} if reading else None
