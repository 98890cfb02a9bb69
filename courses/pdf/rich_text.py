"""Rich text as plain data that a PDF template can go through: paragraphs, headings and lists of runs of text."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement, PreformattedString
from wagtail.rich_text import expand_db_html

HEADINGS = {"h2": 2, "h3": 3, "h4": 3}
LISTS = {"ul": False, "ol": True}
# As a browser shows them: one space. Spaces that do not break stay.
_BLANKS = re.compile(r"[ \t\r\n\f]+")
BOLD, ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})

Run = dict[str, Any]
Block = dict[str, Any]


def blocks(html: str, *, base_url: str) -> list[Block]:
    """The blocks of `html` as an editor's text is stored; links become absolute below `base_url`.

    {"kind": "heading", "level": 2, "runs": [...]}, {"kind": "paragraph", "runs": [...]} and
    {"kind": "list", "is_ordered": False, "items": [[block, ...], ...]}. A run is {"text", "is_bold", "is_italic",
    "url"}. What is unknown counts as what it holds.
    """
    soup = BeautifulSoup(expand_db_html(html), "html.parser")
    return list(_blocks(soup, base_url))


def _blocks(node: Tag, base_url: str) -> Iterator[Block]:
    loose: list[Run] = []  # text that stands in no paragraph
    for child in node.children:
        name = child.name if isinstance(child, Tag) else None
        if not (isinstance(child, Tag) and _is_block(child)):
            loose += _runs(child, base_url)
            continue
        yield from _paragraph(loose)
        loose = []
        if name in HEADINGS:
            for heading in _paragraph(list(_runs(child, base_url))):
                yield heading | {"kind": "heading", "level": HEADINGS[name]}
        elif name in LISTS:
            items = [list(_blocks(item, base_url)) for item in child.find_all("li", recursive=False)]
            yield {"kind": "list", "is_ordered": LISTS[name], "items": [item for item in items if item]}
        elif name == "p":
            yield from _paragraph(list(_runs(child, base_url)))
        else:
            yield from _blocks(child, base_url)
    yield from _paragraph(loose)


def _is_block(tag: Tag) -> bool:
    return tag.name in {"p", "div", "section", *HEADINGS, *LISTS} or tag.find(["p", *LISTS]) is not None


def _paragraph(runs: list[Run]) -> Iterator[Block]:
    """A paragraph of `runs`, without blanks at its ends; nothing for no text."""
    while runs and not runs[0]["text"].strip():
        runs = runs[1:]
    while runs and not runs[-1]["text"].strip():
        runs = runs[:-1]
    if runs:
        runs[0]["text"], runs[-1]["text"] = runs[0]["text"].lstrip(" "), runs[-1]["text"].rstrip(" ")
        yield {"kind": "paragraph", "runs": runs}


def _runs(
    node: PageElement, base_url: str, *, is_bold: bool = False, is_italic: bool = False, url: str = ""
) -> Iterator[Run]:
    if isinstance(node, NavigableString):
        # Comments and the like are strings too; a browser shows none of them.
        text = "" if isinstance(node, PreformattedString) else _BLANKS.sub(" ", str(node))
        if text:
            yield {"text": text, "is_bold": is_bold, "is_italic": is_italic, "url": url}
        return
    if not isinstance(node, Tag) or node.name in {"script", "style"}:
        return
    if node.name == "br":
        yield {"text": "\n", "is_bold": False, "is_italic": False, "url": ""}
        return
    href = str(node.get("href") or "") if node.name == "a" else ""
    for child in node.children:
        yield from _runs(
            child,
            base_url,
            is_bold=is_bold or node.name in BOLD,
            is_italic=is_italic or node.name in ITALIC,
            url=urljoin(base_url, href) if href else url,
        )
