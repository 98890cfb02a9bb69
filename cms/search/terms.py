"""Words of a title and a text, written as PostgreSQL's tsvector: 'boundari':1A 'boundary':1A 'limit':2."""

from .words import is_worth, stem, tokens

MOST_WORDS = 8_000  # a tsvector counts places up to 16,383
MOST_PLACES = 20  # of one word; more do not make a text more fitting
TITLE = "A"


def terms(title: str, text: str, language: str) -> str:
    """Each word and each stem with its places; those of the title are marked."""
    places: dict[str, list[str]] = {}
    at = 0
    for mark, part in ((TITLE, title), ("", text)):
        for token in tokens(part):
            if not is_worth(token.word):
                continue
            at += 1
            if at > MOST_WORDS:
                break
            for word in {token.word, stem(token.word, language)}:
                known = places.setdefault(word, [])
                if len(known) < MOST_PLACES:
                    known.append(f"{at}{mark}")
    return " ".join(f"'{word}':{','.join(known)}" for word, known in sorted(places.items()))
