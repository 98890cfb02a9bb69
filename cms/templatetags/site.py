"""What the frame of a page and its components ask for."""

import re
from typing import Any

from django import template
from django.core.paginator import Page as ListPage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from cms import navigation
from cms.models import SiteSettings

register = template.Library()
E_MAIL = re.compile(r"\be-mail\w*")


@register.filter
def unbroken(words: str) -> SafeString:
    """`{% translate "Change your e-mail address" as words %}{{ words|unbroken }}`: no line ends after the "e-"."""
    return mark_safe(E_MAIL.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(words)))  # noqa: S308  # escaped


@register.simple_tag
def icon(name: str) -> SafeString:
    """A sign from templates/components/icons/, in the colour of the text, hidden from screen readers."""
    return render_to_string(f"components/icons/{name}.svg")


@register.simple_tag(takes_context=True)
def site_settings(context: dict[str, Any]) -> dict[str, str]:
    """Crisis line, way out and sender. One query a request, none where the page has no request: it broke."""
    request: HttpRequest | None = context.get("request")
    return (SiteSettings.chosen(request) if request is not None else SiteSettings.last_known).in_words()


@register.simple_tag
def mail_settings() -> dict[str, str]:
    """The same for a mail, which is written without a request. One query, once a mail's text is written."""
    return SiteSettings.current().in_words()


@register.simple_tag
def home_url() -> str:
    """The home page in the active language."""
    return navigation.home_url()


@register.simple_tag(takes_context=True)
def report_barrier_url(context: dict[str, Any]) -> str:
    """The form to report a barrier on this page."""
    return navigation.report_barrier_url(context.get("request"))


@register.simple_tag(takes_context=True)
def main_menu(context: dict[str, Any]) -> list[navigation.Entry]:
    """The entries of the main menu; none where the page has no request (an error page)."""
    request = context.get("request")
    return navigation.main_menu(request) if request is not None else []


@register.simple_tag(takes_context=True)
def footer_menu(context: dict[str, Any]) -> list[list[navigation.Entry]]:
    """The lists at the foot of the page."""
    request = context.get("request")
    return navigation.footer_menu(request) if request is not None else []


@register.simple_tag(takes_context=True)
def other_language(context: dict[str, Any]) -> navigation.Language | None:
    """This page in the other language."""
    request = context.get("request")
    return navigation.other_language(request, context.get("page")) if request is not None else None


@register.simple_tag
def page_links(page: ListPage) -> list[int | None]:
    """The page numbers to offer; None where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]
