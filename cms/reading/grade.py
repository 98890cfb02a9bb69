"""How easily a text is read, by textstat's formulas.

English: the Flesch-Kincaid grade, the years of school a reader needs (Kincaid et al. 1975); our limit is 8
(domain.md, "Dignity", 5). French: the Flesch ease of reading as Kandel and Moles (1958) set it for French, from
0 (hard) to 100 (easy). Neither knows what a text means: a low grade makes no text good, a high one shows where to look.
"""

import functools
import re
from dataclasses import dataclass
from typing import Any

from . import plain

MOST_GRADE = 8
LEAST_EASE = 60  # French: "standard" begins here
LONG_SENTENCE = 20  # words
LONG_WORD = 4  # syllables
SHORT_LINE = (
    12  # a single line of fewer words without a full stop is a heading: one long word would decide its grade
)

# Words of the domain that readers of this site meet on every page and that no shorter word replaces, and names of
# places. Each counts as a word of two syllables.
FAMILIAR = (
    "confidentiality", "practicum", "coordinator", "facilitator", "self-determination", "mutuality", "certificate",
    "psychosocial rehabilitation", "British Columbia", "Vancouver", "California", "Colorado", "Ontario", "Alberta",
)  # fmt: skip
_FAMILIAR = re.compile(
    r"\b(?:" + "|".join(re.escape(word).replace(r"\-", "[- ]") for word in FAMILIAR) + r")s?\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Reading:
    """How easily a text is read.

    `score`: English, the grade (1 and up, lower is easier); French, the ease (100 and down, higher is easier).
    `hardest`: the sentence to look at first, `position` counts from 1; `long_words`: the longest words, at most 3.
    """

    language: str
    score: int
    is_easy: bool
    sentences: int
    hardest: str
    position: int
    words_in_hardest: int
    long_words: tuple[str, ...]

    @property
    def has_long_sentences(self) -> bool:
        """Whether the hardest sentence is hard by its length."""
        return self.words_in_hardest > LONG_SENTENCE


@functools.cache
def _library(language: str) -> Any:
    """textstat set to one language. It is loaded when first needed: its dictionary takes a second and 80 MB."""
    from textstat.textstat import textstatistics

    library = textstatistics()
    library.set_lang("fr" if language == "fr" else "en_US")
    return library


def _score(sentences: list[str], language: str) -> float:
    text = " ".join(plain.countable(_FAMILIAR.sub("reader", sentence)) for sentence in sentences)
    if language == "fr":
        return float(_library("fr").flesch_reading_ease(text))
    return float(_library("en").flesch_kincaid_grade(text))


def syllables(word: str, language: str = "en") -> int:
    """The syllables of a word; a familiar one has two."""
    return int(_library(language).syllable_count(_FAMILIAR.sub("reader", word)))


def grade(text: str) -> float | None:
    """The grade of English text or HTML; None where nothing is running text."""
    found = plain.sentences(text)
    return _score(found, "en") if found else None


def _is_heading(found: list[str]) -> bool:
    return len(found) == 1 and found[0][-1] not in ".!?…" and len(plain.words(found[0])) < SHORT_LINE


def read(text: str, language: str) -> Reading | None:
    """Judge text or HTML in `language` (`en` or `fr`); None where nothing is running text, as in a heading alone."""
    found = plain.sentences(text)
    if not found or _is_heading(found):
        return None
    score = round(_score(found, language))
    easy = score >= LEAST_EASE if language == "fr" else score <= MOST_GRADE
    each = [_score([sentence], language) * (-1 if language == "fr" else 1) for sentence in found]
    position = max(range(len(found)), key=lambda index: each[index])
    long = {
        word for sentence in found for word in plain.words(sentence) if syllables(word, language) >= LONG_WORD
    }
    return Reading(
        language=language,
        score=min(max(score, 1), 100),
        is_easy=easy,
        sentences=len(found),
        hardest=found[position],
        position=position + 1,
        words_in_hardest=len(plain.words(found[position])),
        long_words=tuple(sorted(long, key=lambda word: (-syllables(word, language), word.lower()))[:3]),
    )
