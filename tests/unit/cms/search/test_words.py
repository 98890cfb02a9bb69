"""How words are compared, what is looked for, and what an excerpt shows."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.search.excerpts import AROUND, Piece, excerpt, marked
from cms.search.sqlite import rank
from cms.search.terms import terms
from cms.search.wanted import LONGEST_QUERY, MOST_WORDS, typed, wanted
from cms.search.words import folded, tokens


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Émile", "emile"), ("CŒUR", "coeur"), ("Straße", "strasse"), ("İstanbul", "istanbul"),
        ("e\u0301cole", "ecole"), ("xʷməθkʷəy̓əm", "xwmethkweyem"), ("½", "12"), ("M04", "m04"), ("ʔ", ""), ("培", "培"),
    ],
)  # fmt: skip
def test_folding(written: str, compared: str) -> None:
    assert folded(written) == compared


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’écoute, d'abord!", ["l", "ecoute", "d", "abord"]),
        ("a peer's e-mail", ["a", "peer", "s", "email", "e", "mail"]),
        ("9-8-8", ["988", "9", "8", "8"]),
        ("Sea-to-Sky", ["seatosky", "sea", "to", "sky"]),
        ("培训", ["培", "训"]),
        ("", []),
        ("-- ’ _ \x00", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert [token.word for token in tokens(text)] == words


@pytest.mark.parametrize(
    ("query", "language", "looked_for"),
    [
        ("boundary", "en", ["boundary"]),
        ("What is peer support?", "en", ["peer", "support"]),
        ("the what", "en", ["the", "what"]),
        ("de l’écoute", "fr", ["ecoute"]),
        ("e-mail", "en", ["email"]),
        ("9-8-8", "en", ["988"]),
        ("trauma-informed", "en", ["trauma", "informed"]),
        ("peer/e-mail", "en", ["peer", "email"]),
        ("peer PEER Peer", "en", ["peer"]),
        ("a & b | !c:* ('", "en", []),
        ("' OR 1=1 --", "en", ["1"]),
        ("", "en", []),
    ],
)
def test_what_is_looked_for(query: str, language: str, looked_for: list[str]) -> None:
    assert [found.word for found in wanted(query, language)] == looked_for


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("boundary", "Boundaries", "en"),
        ("bound", "boundaries", "en"),
        ("confid", "confidentiality", "en"),
        ("organisati", "organisations", "en"),
        ("listening", "listen", "en"),
        ("stigmatisation", "la stigmatisation", "fr"),
        ("benevoles", "bénévole", "fr"),
        ("seance", "les séances", "fr"),
        ("coeur", "au cœur", "fr"),
        ("l'ecoute", "L’écoute", "fr"),
        ("aines", "personnes aînées", "fr"),
    ],
)
def test_a_word_is_found_however_it_is_spelled(query: str, text: str, language: str) -> None:
    assert any(piece.is_marked for piece in marked(text, wanted(query, language), language))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("peer", "support"),
        ("po", "port positions"),
        ("fee", "feelings"),
        ("aines", "ainsi"),
        ("sky", "skin"),
        ("listening", "list"),
    ],
)
def test_another_word_is_not(query: str, text: str) -> None:
    assert marked(text, wanted(query, "en"), "en") == [Piece(text)]


def test_terms_are_a_tsvector() -> None:
    assert terms("Boundaries", "Keep boundaries, limits", "en") == (
        "'boundari':1A,3 'boundaries':1A,3 'keep':2 'limit':4 'limits':4"
    )
    assert terms("", "", "en") == ""


def test_ranks_on_sqlite() -> None:
    def of(query: str, title: str, text: str, *, needs_all: bool = True) -> float | None:
        words = [[word.word, word.stem, word.beginning] for word in wanted(query, "en")]
        return rank(terms(title, text, "en"), json.dumps(words), int(needs_all))

    in_title, often = of("boundary", "Boundaries", ""), of("boundary", "Roles", "boundaries boundary bound")
    assert in_title is not None
    assert often is not None
    assert in_title > often > 0
    assert of("boundary zebra", "Boundaries", "") is None
    assert of("boundary zebra", "Boundaries", "", needs_all=False) == pytest.approx(math.log1p(10))
    assert of("fee", "Feelings", "feet") is None


def test_a_very_long_query_is_cut() -> None:
    assert typed("  a\x00b\n c ") == "a b c"
    assert len(typed("word " * 1_000)) <= LONGEST_QUERY
    assert len(wanted(" ".join(f"word{n}" for n in range(100)), "en")) == MOST_WORDS


@given(st.text(max_size=300), st.sampled_from(["en", "fr"]))
def test_whatever_is_typed_or_written_nothing_is_lost(text: str, language: str) -> None:
    """And no word can hold what a query language gives a meaning to."""
    words = wanted(typed(text), language)
    assert all(word.word.isalnum() and word.stem.isalnum() for word in words)
    assert "".join(piece.text for piece in marked(text, words, language)) == text
    pieces = excerpt(text, words, language)
    inside = "".join(piece.text for piece in pieces if piece.text not in ("… ", " …"))
    assert inside in text or inside.strip() in text
    assert len(inside) <= AROUND


def test_an_excerpt_stands_where_the_words_are() -> None:
    text = "Start here. " * 60 + "Peers keep clear boundaries with care. " + "The end of it. " * 60
    pieces = excerpt(text, wanted("boundary peer", "en"), "en")
    assert [piece.text for piece in pieces if piece.is_marked] == ["Peers", "boundaries"]
    assert (pieces[0].text, pieces[-1].text) == ("… ", " …")
    assert not any("boundar" in piece.text for piece in pieces if not piece.is_marked)
    assert excerpt("", wanted("peer", "en"), "en") == []
