"""The texts of a page that somebody wrote, each with the name that its field has in the editor."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

# Written for machines or for a list of names: nobody reads them as text.
NOT_READ = {"slug", "url_path", "content_path", "draft_title", "label"}


@dataclass(frozen=True)
class Text:
    """`html`: rich text or plain text; `label`: where it stands, e.g. "Body, Questions, Answer"."""

    label: str
    html: str


def texts_of(page: Page) -> list[Text]:
    """Every text of the page's own fields, in the order of the model; empty ones left out."""
    found: list[Text] = []
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            found += _of_stream(getattr(page, field.name), str(field.verbose_name))
        elif isinstance(field, RichTextField | models.CharField | models.TextField) and _is_written(field):
            found.append(Text(str(field.verbose_name), getattr(page, field.name) or ""))
    return [text for text in found if text.html.strip()]


def _is_written(field: models.Field[Any, Any]) -> bool:
    own = field.model is not Page or field.name in {"title", "search_description"}
    special = isinstance(field, models.URLField | models.SlugField | models.EmailField)
    return own and field.editable and not field.choices and field.name not in NOT_READ and not special


def _of_stream(stream: Any, label: str) -> Iterator[Text]:
    for child in stream:
        yield from _of_block(child.block, child.value, f"{label}, {child.block.label}")


def _of_block(block: blocks.Block, value: Any, label: str) -> Iterator[Text]:
    if value in (None, ""):
        return
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _of_block(child, value.get(name), f"{label}, {child.label}")
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _of_block(block.child_block, item, label)
    elif isinstance(block, blocks.StreamBlock):
        yield from _of_stream(value, label)
    elif isinstance(block, blocks.RichTextBlock):
        yield Text(label, value.source)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield Text(label, str(value))
