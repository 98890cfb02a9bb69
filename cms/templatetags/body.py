"""How the body of a page is written: `{% body page.body %}`."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from cms.blocks.linked import page_urls
from cms.blocks.walk import TOP, walk

register = template.Library()


@register.simple_tag(takes_context=True)
def body(context: template.Context, stream: StreamValue) -> SafeString:
    """Every block of a StreamField in an element of its own; nothing of one that has nothing to show.

    A block's headings follow what was said before (cms.blocks.walk). Pages that blocks lead to are read together, in
    one query. The blocks share `anchors`, the names of places on the page that are taken.
    """
    linked = [
        page
        for child in stream
        if hasattr(child.block, "pages_in")
        for page in child.block.pages_in(child.value)
    ]
    anchors: set[str] = set()
    known: dict[Any, Any] = context.flatten() | {
        "page_urls": page_urls(linked, context.get("request")),
        "anchors": anchors,
    }
    parts = [
        (child.block_type, child.render(context=known | {"level": level})) for child, level in walk(stream)
    ]
    shown = [(name, part) for name, part in parts if part.strip()]
    return format_html_join("\n", '<div class="body__part body__part--{}">{}</div>', shown)


@register.simple_tag
def heading(level: int | str | None, words: object, css_class: str = "", url: str = "") -> SafeString:
    """`{% heading level item.title "step__title" url=url %}`: a heading of that level, 2 where none is known.

    Nothing where there are no words, as in the preview of what is still being written.
    """
    if not str(words or "").strip():
        return SafeString("")
    tag = f"h{level or TOP}"
    if url:
        words = format_html('<a href="{}">{}</a>', url, words)
    attributes = format_html(' class="{}"', css_class) if css_class else ""
    return format_html("<{}{}>{}</{}>", tag, attributes, words, tag)
