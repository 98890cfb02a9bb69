"""Words as the search compares them: without accents, without case, cut to their stems.

Both what is found and what is typed pass through here, so that `Boundaries` and `boundary`, `cœur` and `coeur`,
`L’écoute` and `ecoute`, `e-mail` and `email` are the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer import stemmer

# A letter or digit with its accents; a word is a run of them.
WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
HYPHENS = "-\u2010\u2011"
# Chinese and Japanese write without blanks between words: each character counts as one.
IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# Letters that are no letter with an accent, and how people without their keyboard type them.
LETTERS = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "ə": "e", "θ": "th",
        "ʔ": "", "ʼ": "", "ˀ": "",
    }
)  # fmt: skip
LONGEST_WORD = 60


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SMALL_WORDS = {
    "en": _set(
        "a an and are as at be but by can do does for from has have how i if in is it its me my no not of on or our so "
        "that the their there they this to was we what when where which who why will with you your"
    ),
    "fr": _set(
        "a ai au aux avec ce ces comment dans de des du elle en est et eu il ils je la le les leur lui ma mais me mes "
        "mon ne nos notre nous on ou par pas pour qu quand que quel quelle qui sa se ses si son sont sur ta te tu un "
        "une vos votre vous y"
    ),
}
_STEMMERS = {"en": stemmer("english"), "fr": stemmer("french")}


@dataclass(frozen=True)
class Token:
    """A word of a text: where it stands (from `start` to before `end`), and how it is compared."""

    start: int
    end: int
    word: str


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Letters and digits only, lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
    return "".join(character for character in plain if character.isalnum())[:LONGEST_WORD]


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; the word itself in a language without stems."""
    cut = _STEMMERS.get(language)
    return (cut.stemWord(word) or word) if cut else word


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, in order. What a hyphen joins is one more word, before its parts."""
    found = list(WORD.finditer(text))
    for at, match in enumerate(found):
        joined = _joined(text, found, at)
        if joined is not None:
            yield joined
        if IDEOGRAPH.search(match.group()):
            for place, character in enumerate(match.group(), start=match.start()):
                if word := folded(character):
                    yield Token(place, place + 1, word)
        elif word := folded(match.group()):
            yield Token(match.start(), match.end(), word)


def _joined(text: str, found: list[re.Match[str]], at: int) -> Token | None:
    """What hyphens join, beginning with the word `at`; None where it joins nothing or stands inside."""

    def joins(left: int) -> bool:
        if not 0 <= left < len(found) - 1:
            return False
        between = text[found[left].end() : found[left + 1].start()]
        return len(between) == 1 and between in HYPHENS

    if joins(at - 1) or not joins(at):
        return None
    last = at
    while joins(last):
        last += 1
    word = folded(text[found[at].start() : found[last].end()])
    return Token(found[at].start(), found[last].end(), word) if word else None


def is_worth(word: str) -> bool:
    """Whether a word is worth finding: one letter alone is not, a Chinese character is."""
    return len(word) > 1 or word.isdigit() or bool(IDEOGRAPH.match(word))
