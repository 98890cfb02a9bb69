"""Files at fixed addresses that browsers and search engines ask for, the same in every language."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.home.places import readable
from cms.pagecache.decorators import cacheable
from cms.seo.addresses import whole

DAY = 24 * 60 * 60
# Nobody finds anything here: sign-in, one's own pages, the office, links that mails carry, answers to a search,
# certificates.
NOT_FOR_ROBOTS = ("accounts/", "my/", "office/", "search/", "updates/subscribe/", "verify/")
NOT_FOR_ROBOTS_ANYWHERE = ("_util/", "demo/", "health/")


@cacheable
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that anybody may read, in both languages, each with its translations. Two queries."""
    pages = readable(Page.objects.filter(depth__gte=2)).select_related("locale").order_by("path")
    by_key: dict[Any, list[tuple[str, str]]] = {}
    found: list[tuple[Page, str]] = []
    for page in pages.defer_streamfields():
        url = page.get_full_url(request)
        if url:
            found.append((page, url))
            by_key.setdefault(page.translation_key, []).append((f"{page.locale.language_code}-CA", url))
    entries = [
        {
            "url": url,
            "changed_at": page.last_published_at.isoformat(timespec="seconds")
            if page.last_published_at
            else "",
            "alternates": sorted(by_key[page.translation_key])
            if len(by_key[page.translation_key]) > 1
            else [],
        }
        for page, url in found
        if settings.SEARCH_ENGINES
    ]
    return render(request, "seo/sitemap.xml", {"entries": entries}, content_type="application/xml")


@cacheable
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read. A site that is not for them (SEARCH_ENGINES) says so in one line."""
    lines = ["User-agent: *"]
    if not settings.SEARCH_ENGINES:
        lines.append("Disallow: /")
    else:
        prefixes = ["", *(f"{code}/" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)]
        lines += [f"Disallow: /{prefix}{path}" for prefix in prefixes for path in NOT_FOR_ROBOTS]
        lines += [f"Disallow: /{path}" for path in NOT_FOR_ROBOTS_ANYWHERE]
        lines += ["", f"Sitemap: {whole(request, reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@cacheable
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """How the site looks on a phone's home screen (W3C Web Application Manifest).

    It opens in the browser: an app of its own would have no way to leave at once and be somewhere else.
    """
    with override(settings.LANGUAGE_CODE):
        words = {"name": settings.WAGTAIL_SITE_NAME, "description": _("Training for peer support workers")}
    icons = [
        {"src": static(f"icons/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    masked = {"src": static("icons/icon-maskable-512.png"), "sizes": "512x512", "type": "image/png"}
    response = JsonResponse(
        {
            **words,
            "short_name": words["name"],
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "browser",
            "lang": "en-CA",
            "dir": "ltr",
            "background_color": "#fbf8f3",
            "theme_color": "#123f35",
            "icons": [
                {"src": static("icons/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
                *icons,
                masked | {"purpose": "maskable"},
            ],
        },
        content_type="application/manifest+json",
    )
    patch_cache_control(response, public=True, max_age=DAY)
    return response


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The mark for browsers that ask for this address without being told."""
    path = finders.find("icons/favicon.ico")
    if not isinstance(path, str):
        raise Http404("The icon is missing.")
    response = HttpResponse(Path(path).read_bytes(), content_type="image/x-icon")
    patch_cache_control(response, public=True, max_age=7 * DAY)
    return response
