"""The part of a text where the words that were looked for stand, with those words marked."""

from dataclasses import dataclass

from .wanted import Wanted
from .words import Token, stem, tokens

AROUND = 210  # characters of an excerpt
READ = 20_000  # characters of a text that are read for it


@dataclass(frozen=True)
class Piece:
    """A part of a text, and whether it is what was looked for."""

    text: str
    is_marked: bool = False


def marked(text: str, words: tuple[Wanted, ...], language: str) -> list[Piece]:
    """The whole text in pieces."""
    return _pieces(text, _hits(text, words, language), 0, len(text))


def excerpt(text: str, words: tuple[Wanted, ...], language: str) -> list[Piece]:
    """About AROUND characters: where most of the words stand close together, else the beginning. Cut between words."""
    hits = _hits(text[:READ], words, language)
    start, end = _window(text, hits)
    pieces = _pieces(text, [hit for hit in hits if start <= hit.start and hit.end <= end], start, end)
    if start > 0:
        pieces.insert(0, Piece("… "))
    if end < len(text):
        pieces.append(Piece(" …"))
    return pieces


def _hits(text: str, words: tuple[Wanted, ...], language: str) -> list[Token]:
    """The words of the text that were looked for; one that a hyphen joins as a whole, or in its parts."""
    hits: list[Token] = []
    for token in tokens(text):
        if hits and token.start < hits[-1].end:
            continue
        if any(word.is_met_by(token.word, stem(token.word, language)) for word in words):
            hits.append(token)
    return hits


def _window(text: str, hits: list[Token]) -> tuple[int, int]:
    """From where to where: begins a little before the closest group of different words."""
    if len(text) <= AROUND:
        return 0, len(text)
    best, most = 0, 0
    for number, hit in enumerate(hits):
        near = {other.word for other in hits[number:] if other.end <= hit.start + AROUND * 2 // 3}
        if len(near) > most:
            best, most = hit.start, len(near)
    start = max(0, best - AROUND // 3)
    end = min(len(text), start + AROUND)
    start = max(0, min(start, end - AROUND))
    if start > 0:
        start = text.find(" ", start, best) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", best, end), 0) or end
    return start, end


def _pieces(text: str, hits: list[Token], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    for hit in hits:
        if hit.start > at:
            pieces.append(Piece(text[at : hit.start]))
        pieces.append(Piece(text[hit.start : hit.end], is_marked=True))
        at = hit.end
    if at < end:
        pieces.append(Piece(text[at:end]))
    return pieces
