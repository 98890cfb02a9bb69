"""Words as names are found by: without accents and case, however a name is written and whatever keyboard is at hand."""

import unicodedata
from functools import lru_cache

from courses.models.alphabet import BESIDE

# Letters that many keyboards lack, and how people without them write the name.
TYPED_AS = BESIDE | str.maketrans({"ə": "e", "θ": "th", "ʔ": "", "ʼ": "", "ˀ": "", "'": "", "’": ""})
LONGEST = 100
"""Characters of what is looked for; the rest is not read."""


@lru_cache(maxsize=20_000)
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text, small and without accents: "Émile Ɂ-O’Neil" is emile and oneil. Signs part words."""
    apart = unicodedata.normalize("NFKD", text).casefold().translate(TYPED_AS)
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return tuple("".join(sign if sign.isalnum() else " " for sign in letters).split())


def is_found(typed: str, *texts: str) -> bool:
    """Whether each word that was typed is the beginning of a word in `texts`; nothing typed finds everything."""
    words = [word for text in texts for word in plain_words(text)]
    return all(any(word.startswith(part) for word in words) for part in plain_words(typed[:LONGEST]))
