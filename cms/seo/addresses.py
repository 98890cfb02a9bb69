"""Whole addresses: what leaves the site (shared links, search engines) cannot use relative ones."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from wagtail.models import Site


def root_url(request: HttpRequest) -> str:
    """Scheme and host of the site as its administrator set them, without a slash; never what a request claims."""
    site = Site.find_for_request(request)
    return str(site.root_url) if site is not None else settings.SITE_URL


def whole(request: HttpRequest, url: str) -> str:
    """`url` with scheme and host."""
    return urljoin(root_url(request) + "/", url)


def whole_static(request: HttpRequest, path: str) -> str:
    """The address of a static file with scheme and host."""
    return whole(request, static(path))


def is_shown_to_search_engines(context: Any) -> bool:
    """Whether this is a page of the site as everybody can read it: no preview, no form, nothing of one's own."""
    page, request = context.get("page"), context.get("request")
    return bool(
        settings.SEARCH_ENGINES
        and request is not None
        and getattr(page, "live", False)
        and hasattr(page, "get_full_url")
        and not getattr(request, "is_preview", False)
    )
