"""How the body of a page is written: `{% body page.body %}`."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from cms.blocks.linked import page_urls

register = template.Library()


@register.simple_tag(takes_context=True)
def body(context: template.Context, stream: StreamValue) -> SafeString:
    """Every block of a StreamField in an element of its own.

    A block's headings follow what was said before: level 2 below the page's title, level 3 once a text has begun a
    section of level 2. Pages that blocks lead to are read together, in one query.
    """
    children = [(child.block_type, child) for child in stream]
    linked = [
        page
        for _name, child in children
        if hasattr(child.block, "pages_in")
        for page in child.block.pages_in(child.value)
    ]
    known: dict[Any, Any] = context.flatten() | {"page_urls": page_urls(linked, context.get("request"))}
    level = 2
    parts: list[tuple[str, str]] = []
    for name, child in children:
        parts.append((name, child.render(context=known | {"level": level})))
        if name == "text" and "<h2" in child.value.source:
            level = 3
    return format_html_join("\n", '<div class="body__part body__part--{}">{}</div>', parts)


@register.simple_tag
def heading(level: int | str | None, words: object, css_class: str = "", url: str = "") -> SafeString:
    """`{% heading level item.title "step__title" url=url %}`: a heading of that level, 2 where none is known."""
    tag = f"h{level or 2}"
    if url:
        words = format_html('<a href="{}">{}</a>', url, words)
    attributes = format_html(' class="{}"', css_class) if css_class else ""
    return format_html("<{}{}>{}</{}>", tag, attributes, words, tag)
