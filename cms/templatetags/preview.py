"""What only the preview of a page carries, beside its editor."""

from typing import Any

from django import template

from cms.reading.links import VAGUE

register = template.Library()


@register.inclusion_tag("components/preview_checks.html", takes_context=True)
def preview_checks(context: dict[str, Any]) -> dict[str, Any]:
    """Wagtail's content checks and our rule about links, in a preview; nothing for readers.

    A preview is answered below /office/, under the office's Content-Security-Policy, and never cached.
    """
    request = context.get("request")
    is_preview = bool(getattr(request, "is_preview", False))
    return {"is_preview": is_preview, "request": request, "page": context.get("page"), "vague": sorted(VAGUE)}
