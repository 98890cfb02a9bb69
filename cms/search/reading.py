"""What there is to find on a page: the page itself, the modules of a course, the questions that are answered."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from wagtail import blocks
from wagtail.models import Page

from cms.blocks.faq import QuestionsBlock
from cms.home.models import CoursePage, ProgrammePage
from cms.reading.plain import BLOCK, TAG
from cms.updates.models import UpdatePage
from courses.models.words import in_language
from courses.queries import curriculum

from .models import Entry, Kind
from .terms import terms

LONGEST_TEXT = 60_000
FULL_STOPS = (".", "!", "?", "…", ":", ";", "»", "”")


@dataclass(frozen=True)
class Passage:
    """Something that can be found, before it is written. `also` is searched and never shown."""

    kind: Kind
    title: str
    text: str
    anchor: str = ""
    also: str = ""


def module_anchor(code: str) -> str:
    """Where a module stands on its course's page: `module-m04`."""
    return f"module-{slugify(code)}"


def entries_of(page: Page) -> list[Entry]:
    """The entries of a page (in its own class), in the page's language; none of one that is not to be found.

    An alias shows another page's words, in another page's language: it is not found.
    """
    if not page.live or page.alias_of_id is not None or page.depth < 2:
        return []
    if getattr(page, "is_for_the_enrolled", False):
        return []
    language = page.locale.language_code
    return [
        Entry(
            page_id=page.pk,
            kind=passage.kind,
            language=language,
            anchor=passage.anchor,
            title=passage.title[:300],
            text=passage.text[:LONGEST_TEXT],
            terms=terms(passage.title, f"{passage.text} {passage.also}"[:LONGEST_TEXT], language),
        )
        for passage in _passages(page, language)
    ]


def _passages(page: Page, language: str) -> Iterator[Passage]:
    kind = Kind.UPDATE if isinstance(page, UpdatePage) else Kind.PAGE
    parts = [getattr(page, "introduction", "")]
    questions: list[Passage] = []
    anchors: set[str] = set()
    for child in getattr(page, "body", None) or ():
        if isinstance(child.block, QuestionsBlock):
            questions += _questions(child, anchors)
        else:
            parts += _texts(child.block, child.value)
    yield Passage(
        kind, page.title, _joined(parts), also=_joined([page.search_description, *_known(page, language)])
    )
    seen: set[str] = set()
    for passage in [*_modules(page, language), *questions]:
        if passage.anchor not in seen:
            seen.add(passage.anchor)
            yield passage


def _questions(child: Any, anchors: set[str]) -> Iterator[Passage]:
    """Where they stand on the page: `anchors` are those of the blocks before."""
    for item in child.block.entries(child.value, anchors):
        answer = _joined(_paragraphs(item["answer"].source))
        yield Passage(Kind.QUESTION, item["question"] or "", answer, anchor=item["anchor"])


def _modules(page: Page, language: str) -> Iterator[Passage]:
    if not isinstance(page, CoursePage) or (shown := curriculum(page.course)) is None:
        return
    for lesson in shown.lessons:
        module = lesson.module
        yield Passage(
            Kind.MODULE,
            f"{module.code} {in_language(module, 'title', language)}",
            in_language(module, "outcome", language),
            anchor=module_anchor(module.code),
        )


def _known(page: Page, language: str) -> list[str]:
    """Names that the page shows and nobody typed on it."""
    if isinstance(page, CoursePage):
        course = page.course
        return [in_language(course, "title", language), in_language(course, "summary", language)]
    if isinstance(page, ProgrammePage):
        programme = page.programme
        return [
            in_language(programme, "name", language), programme.host, in_language(programme.region, "name", language)
        ]  # fmt: skip
    return []


def _texts(block: blocks.Block, value: Any) -> Iterator[str]:
    """What an editor wrote in a block; not what was chosen from a list."""
    if value is None:
        return
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from _texts(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _texts(block.child_block, item)
    elif isinstance(block, blocks.StructBlock):
        for name, part in block.child_blocks.items():
            yield from _texts(part, value.get(name))
    elif isinstance(block, blocks.RichTextBlock):
        yield from _paragraphs(value.source)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield str(value)


def _paragraphs(source: str) -> list[str]:
    """Rich text without its markup: headings, paragraphs, items of lists."""
    return [html.unescape(TAG.sub("", part)) for part in BLOCK.split(source)]


def _joined(parts: list[str]) -> str:
    """One line. What ends without a full stop, as a heading does, does not run into what follows."""
    lines = [line for part in parts if (line := " ".join(part.split()))]
    ends = ("" if line.endswith(FULL_STOPS) else " ·" for line in lines)
    return " ".join(f"{line}{end}" for line, end in zip(lines, ends, strict=True)).removesuffix(" ·")
