"""What somebody looks for."""

import re
import unicodedata
from dataclasses import dataclass

from .words import HYPHENS, SMALL_WORDS, is_worth, stem, tokens

LONGEST_QUERY = 200
MOST_WORDS = 12
LEAST_OF_A_BEGINNING = 4
"""A shorter word is found only as a whole: its beginning would find everything."""


@dataclass(frozen=True)
class Wanted:
    """One word that is looked for: as typed (folded), and its stem."""

    word: str
    stem: str

    @property
    def beginning(self) -> str:
        """Words that begin so count as well; empty where only the whole word does. A plural counts as its singular."""
        if len(self.word) < LEAST_OF_A_BEGINNING:
            return ""
        singular = self.word.removesuffix("s")
        return singular if len(singular) >= LEAST_OF_A_BEGINNING else self.word

    def is_met_by(self, word: str, cut: str) -> bool:
        """Whether a folded word with the stem `cut` is what is looked for."""
        if word == self.word or cut == self.stem:
            return True
        return bool(self.beginning) and word.startswith(self.beginning)


def typed(raw: str) -> str:
    """What was typed, in one line, shortened, without what cannot be shown."""
    shown = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in raw[: LONGEST_QUERY * 4])
    return " ".join(shown.split())[:LONGEST_QUERY].strip()


def wanted(text: str, language: str) -> tuple[Wanted, ...]:
    """The words to look for, at most MOST_WORDS. Small words ("the", "de") count only when there are no others."""
    words: dict[str, None] = {}
    for chunk in re.split(r"[\s/,;]+", text):
        parts = [token.word for token in tokens(chunk)]
        if any(mark in chunk for mark in HYPHENS) and len(parts) > 1:
            # What a hyphen joins is looked for in its parts; "e-mail" and "9-8-8" only as a whole.
            whole, *rest = parts
            parts = rest if all(len(part) > 1 for part in rest) else [whole]
        words |= dict.fromkeys(word for word in parts if is_worth(word))
    small = SMALL_WORDS.get(language, frozenset())
    kept = [word for word in words if word not in small] or list(words)
    return tuple(Wanted(word, stem(word, language)) for word in kept[:MOST_WORDS])
