"""The PDF of a brochure: made when it is first asked for, kept until its words change."""

import hashlib
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

import typst
from django.core.cache import cache as kept
from django.http import HttpRequest
from django.utils.text import slugify

from cms.brochure import content
from cms.brochure.models import BrochurePage
from courses import pdf
from courses.pdf.typesetting import templates

TEMPLATE = "brochure.typ"
FILE = "brochure.pdf"  # the last part of its address, in every language
KEPT_SECONDS = 30 * 24 * 60 * 60
# Print as large as both sides of one sheet allow, in points; what is longer is set in the smallest. Guides to clear
# print ask for 12 of an ordinary face, which ours at 11.5 is as tall as.
SIZES = (13.0, 12.25, 11.5)
PAGES_OF_A_SHEET = 2
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")  # typst writes one such node

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Document:
    """A brochure on paper. `digest` changes exactly when the file would."""

    file: bytes
    digest: str
    name: str

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return _pages(self.file)


@dataclass(frozen=True)
class Download:
    """What a reader is told before they download: address, pages, bytes, and the code of its language."""

    url: str
    title: str
    pages: int
    size: int
    language: str


@cache
def _made_with() -> bytes:
    """What besides the words decides what the file looks like."""
    sources = b"".join(path.read_bytes() for path in sorted(templates().glob("*.typ")))
    return hashlib.sha256(version("typst").encode() + sources).digest()


def document(page: BrochurePage, request: HttpRequest) -> Document:
    """The PDF of what `page` says now. Kept by its content: a draft's never stands in for what is published."""
    data = content.data(page, request)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
    digest = hashlib.sha256(_made_with() + text).hexdigest()[:32]
    key = f"brochure:{digest}"
    file: bytes | None = kept.get(key)
    if file is None:
        file = _write(data)
        kept.set(key, file, KEPT_SECONDS)
    return Document(file=file, digest=digest, name=file_name(page))


def _write(data: Mapping[str, Any]) -> bytes:
    for size in SIZES:
        file = pdf.write(TEMPLATE, {**data, "size": size})
        if _pages(file) <= PAGES_OF_A_SHEET:
            break
    return file


def _pages(file: bytes) -> int:
    return sum(int(count) for count in _PAGES.findall(file))


def file_name(page: BrochurePage) -> str:
    """A name to keep the file under, in the page's language: letters that every device can write."""
    words = slugify(f"{content.BRAND} {page.title}".replace("’", " ").replace("'", " "))
    return f"{words[:80].strip('-')}.pdf"


def download(page: BrochurePage, request: HttpRequest) -> Download | None:
    """What to say about the PDF; None for a page that has no address yet, and where no PDF can be made of it.

    A page that leads to a brochure is read by many who need no paper: it never fails for it.
    """
    url = page.get_url(request)
    if not url:
        return None
    try:
        made = document(page, request)
    except typst.TypstError:
        logger.exception("No PDF can be made of brochure %s", page.pk)
        return None
    return Download(
        url=url + FILE,
        title=page.title,
        pages=made.pages,
        size=len(made.file),
        language=page.locale.language_code,
    )
