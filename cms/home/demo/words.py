"""How the demo's pages are written down: each sentence in English with its French beside it.

Both languages share one structure, so that the French page is made of the English page's own segments.
"""

import re
from dataclasses import dataclass, field
from typing import Any

NBSP = "\u00a0"
# Canadian French: a space that does not break before a colon and inside quotation marks, none before ; ? and !
_COLON, _OPENS, _CLOSES = re.compile(r" :"), re.compile(r"« "), re.compile(r" »")
# A number stays with its unit: "36 heures", "18 h", "100, rue".
_UNIT = re.compile(r"(\d) (?=(?:heures?|h|minutes?|jours?|semaines?|mois|ans?|modules?|personnes?|%)\b)")


def typeset(french: str) -> str:
    """`french` with its ordinary spaces made unbreakable where Canadian typography asks for it."""
    french = _COLON.sub(f"{NBSP}:", french)
    french = _CLOSES.sub(f"{NBSP}»", _OPENS.sub(f"«{NBSP}", french))
    return _UNIT.sub(rf"\1{NBSP}", french)


@dataclass(frozen=True)
class Both:
    """Words in both languages."""

    en: str
    fr: str

    def __add__(self, other: "Both") -> "Both":
        return Both(self.en + other.en, self.fr + other.fr)

    def within(self, tag: str) -> "Both":
        """The same words inside an HTML element."""
        return Both(f"<{tag}>{self.en}</{tag}>", f"<{tag}>{self.fr}</{tag}>")


@dataclass(frozen=True)
class Ref:
    """A page of the demo, by its key: where a block chooses a page."""

    key: str


@dataclass(frozen=True)
class OfDatabase:
    """A row that a block chooses: `model` is "programme" or "course", `slug` the programme's."""

    model: str
    slug: str


@dataclass(frozen=True)
class Block:
    """One block of a page's body. `value` is what the block takes, with `Both` wherever it holds words."""

    kind: str
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class Words:
    """What one page says."""

    slug: Both
    title: Both
    introduction: Both
    body: tuple[Block, ...] = ()
    menu_title: Both | None = None


@dataclass(frozen=True, kw_only=True)
class DemoPage:
    """A page in its place. `kind` is ContentPage, CoursePage, ProgrammePage or BrochurePage; `of` what it is about.

    Links name pages by their key: <a href="page:contact">.
    """

    key: str
    words: Words
    parent: str = "home"
    kind: str = "ContentPage"
    in_menu: bool = False
    of: OfDatabase | None = None
    fields: dict[str, Any] = field(default_factory=dict)


NOTHING = Both("", "")


def say(english: str, french: str) -> Both:
    """A word or a sentence; `english` and `french` say the same."""
    return Both(english, typeset(french))


def slug(english: str, french: str) -> Both:
    """The last part of a page's address."""
    return Both(english, french)


def p(english: str, french: str) -> Both:
    """A paragraph."""
    return say(english, french).within("p")


def h2(english: str, french: str) -> Both:
    """A heading."""
    return say(english, french).within("h2")


def h3(english: str, french: str) -> Both:
    """A heading below a heading."""
    return say(english, french).within("h3")


def ul(*items: tuple[str, str]) -> Both:
    """A list."""
    return html(*(say(*item).within("li") for item in items)).within("ul")


def html(*parts: Both) -> Both:
    """Paragraphs, headings and lists one after the other."""
    total = NOTHING
    for part in parts:
        total += part
    return total


def text(*parts: Both) -> Block:
    """Running text."""
    return Block("text", html(*parts))


def question(asked: tuple[str, str], *answer: Both) -> dict[str, Both]:
    """A question with its answer."""
    return {"question": say(*asked), "answer": html(*answer)}


def questions(*pairs: dict[str, Both]) -> Block:
    """Questions that open one by one."""
    return Block("questions", list(pairs))


def card(title: tuple[str, str], words: tuple[str, str], to: str) -> dict[str, Any]:
    """A card that leads to the page with the key `to`."""
    return {"title": say(*title), "text": say(*words), "page": Ref(to), "url": ""}


def cards(*of: dict[str, Any]) -> Block:
    """A row of cards."""
    return Block("links", list(of))


def step(title: tuple[str, str], *words: Both) -> dict[str, Both]:
    """One step of several."""
    return {"title": say(*title), "text": html(*words)}


def steps(*of: dict[str, Both]) -> Block:
    """Numbered steps."""
    return Block("steps", list(of))


def notice(kind: str, title: tuple[str, str], *words: Both) -> Block:
    """A highlighted part: calm, info or care."""
    return Block("highlight", {"kind": kind, "title": say(*title), "text": html(*words)})


def quote(words: tuple[str, str], source: tuple[str, str], url: str = "") -> Block:
    """Somebody else's words."""
    return Block("quote", {"text": say(*words), "source": say(*source), "url": url})


def action(label: tuple[str, str], *, to: str = "", url: str = "", hint: tuple[str, str] = ("", "")) -> Block:
    """A button: to the page with the key `to`, or to another address."""
    page = Ref(to) if to else None
    return Block("action", {"label": say(*label), "page": page, "url": url, "hint": say(*hint)})
