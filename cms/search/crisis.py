"""Who looks for help may need it now: the words that put the crisis line above the results.

The one list, for both languages, because people in distress do not look which page they are on. It may be generous: the
notice is calm, takes nothing away, and nobody notes that it was shown.
"""

from .words import stem, tokens

# Any form of these, anywhere in what was typed.
WORDS = {
    "en": (
        "crisis suicide suicidal emergency distress desperate hopeless overdose hotline helpline help abuse violence "
        "dying die 988 911"
    ),
    "fr": (
        "crise suicide suicidaire suicider urgence detresse desespoir desespere surdose automutilation "
        "secours mourir violence abus 988 911"
    ),
}
# These only together, as they are: each word alone says something else.
PHRASES = (
    "self harm", "harm myself", "hurt myself", "hurting myself", "cut myself", "kill myself", "killing myself",
    "end my life", "end it all", "not want to live", "talk to someone",
    "aide", "aidez moi",
    "me tuer", "me faire mal", "me blesser", "me couper", "en finir", "plus vivre", "mettre fin", "parler a quelqu un",
)  # fmt: skip

_STEMS = {
    language: frozenset(stem(word, language) for word in words.split()) for language, words in WORDS.items()
}


def may_need_help_now(query: str) -> bool:
    """Whether what was typed has one of these words or phrases, in either language, with or without accents."""
    said = [token.word for token in tokens(query)]
    if any(stem(word, language) in stems for word in said for language, stems in _STEMS.items()):
        return True
    line = f" {' '.join(said)} "
    return any(f" {phrase} " in line for phrase in PHRASES)
