"""Names are found as people type them."""

import pytest

from trainees.rules.finding import is_found, plain_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Émile O’Neil-Okafor", ("emile", "oneil", "okafor")),
        ("Siʔa", ("sia",)),
        ("Əsiyə Þórunn Bjørn Œuvre", ("esiye", "thorunn", "bjorn", "oeuvre")),
        ("E\u0301mile", ("emile",)),
        ("陳大文", ("陳大文",)),
        ("İpek ISI ß", ("ipek", "isi", "ss")),
        ("\x00 \u200b--", ()),
    ],
)
def test_words_are_plain(text: str, words: tuple[str, ...]) -> None:
    assert plain_words(text) == words


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", True),
        ("emi", True),
        ("ÉMILE", True),
        ("tremblay emile", True),
        ("vancouver emile", True),
        ("mile", False),
        ("emile wei", False),
        ("%", True),
        ("_", True),
        ("x" * 5_000, False),
    ],
)
def test_each_word_begins_a_word(typed: str, found: bool) -> None:
    assert is_found(typed, "Émile Tremblay", "Vancouver") is found
