"""Going through the body of a page: on the site and on paper its headings follow one another without a gap."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from wagtail.blocks import StreamValue

_HEADING = re.compile(r"<h([234])\b([^>]*)>(.*?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
TOP = 2  # the title of the page, and of a document, has level 1


def walk(stream: StreamValue) -> Iterator[tuple[Any, int]]:
    """Each block with the level of the headings that it has of its own.

    Level 2 below the page's title, level 3 once a text has begun a section of level 2. A standard for accessible PDFs
    allows no step left out.
    """
    level = TOP
    for child in stream:
        yield child, level
        if child.block_type == "text" and any(
            _words(found[3]) for found in _HEADING.finditer(child.value.source)
        ):
            level = TOP + 1


def well_headed(source: str, level: int) -> str:
    """Stored rich text of a block at `level`, without empty headings; empty where nothing is said.

    Where no section was begun yet, what stands before the first h2 begins one: an h3 there becomes an h2.
    """
    first = next((h for h in _HEADING.finditer(source) if h[1] == str(TOP) and _words(h[3])), None)
    raised_until = (first.start() if first else len(source)) if level == TOP else 0

    def better(found: re.Match[str]) -> str:
        if not _words(found[3]):
            return ""
        number = TOP if found.start() < raised_until else found[1]
        return f"<h{number}{found[2]}>{found[3]}</h{number}>"

    written = _HEADING.sub(better, source)
    return written if _words(written) else ""


def _words(markup: str) -> str:
    """What it says."""
    return unescape(_TAG.sub("", markup)).strip()
