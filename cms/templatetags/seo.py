"""For the head and the foot of a page: what search engines and shared links are told."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from cms.seo import schema as facts
from cms.seo import sharing as shared

register = template.Library()


@register.simple_tag(takes_context=True)
def sharing(context: dict[str, Any]) -> shared.Sharing | None:
    """How the page is shown where its link is shared; None for what is not for search engines."""
    return shared.sharing(context)


@register.simple_tag(takes_context=True)
def schema(context: dict[str, Any]) -> SafeString:
    """The page's facts as schema.org data; empty where there are none."""
    return facts.script(context)
