"""Where a block leads: to a page of this site or to another address, and to a page in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from cms.home.places import readable


def exactly_one(value: Mapping[str, Any]) -> None:
    """Raise StructBlockValidationError at `url` unless exactly one of `page` and `url` is given."""
    if bool(value.get("page")) == bool(value.get("url")):
        problem = ValidationError(_("Choose a page or give a web address, one of the two."), code="one")
        raise blocks.StructBlockValidationError(block_errors={"url": problem})


def page_urls(pages: Iterable[Page], request: HttpRequest | None) -> dict[int, str]:
    """The address of each page's translation into the reader's language, else of the page itself, by the page's id.

    A page that not everybody may read is left out. One query, none for no page.
    """
    chosen = {page.pk: page.translation_key for page in pages}
    if not chosen:
        return {}
    found = readable(Page.objects.filter(translation_key__in=chosen.values())).select_related("locale")
    by_key: dict[Any, Page] = {}
    by_pk: dict[int, Page] = {}
    for page in found:
        by_pk[page.pk] = page
        if page.locale.language_code == get_language():
            by_key[page.translation_key] = page
    urls: dict[int, str] = {}
    for pk, key in chosen.items():
        page = by_key.get(key) or by_pk.get(pk)
        url = page.get_url(request) if page is not None else None
        if url:
            urls[pk] = url
    return urls


def address_of(value: Mapping[str, Any], urls: Mapping[int, str]) -> str:
    """Where a value with `page` and `url` leads; empty where its page is not to be read now."""
    page = value.get("page")
    return urls.get(page.pk, "") if page is not None else value.get("url") or ""


def known_urls(pages: Iterable[Page], context: Mapping[str, Any] | None) -> Mapping[int, str]:
    """What the body's template tag has already found for all its blocks; a block that stands alone finds its own."""
    known: Mapping[int, str] | None = (context or {}).get("page_urls")
    return known if known is not None else page_urls(pages, (context or {}).get("request"))
