"""Which characters can be stored, shown and mailed."""

import unicodedata

# Controls, private use (the outbox marks its slots with it) and halves of characters.
REFUSED_CATEGORIES = frozenset({"Cc", "Co", "Cs"})


def showable(raw: str, *, length: int = 120) -> str:
    """What somebody typed, shortened, with a mark in place of what cannot be stored or shown."""
    return "".join("\ufffd" if unicodedata.category(c) in REFUSED_CATEGORIES else c for c in raw[:length])
