"""A page's facts as schema.org data (JSON-LD), for search engines. Only what the page itself says, and only facts.

Prices are not known to the product, so no offer names one.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from cms.home.models import CoursePage, HomePage
from cms.models import SiteSettings
from cms.seo import courses
from cms.seo.addresses import is_shown_to_search_engines, whole, whole_static
from cms.updates.models import UpdatePage

Node = dict[str, Any]

# In a script element nothing may end it: `</script>` and `<!--` are written with escapes that JSON knows.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def script(context: Mapping[str, Any]) -> SafeString:
    """The script element with the facts of the page in a template's context; empty where there are none."""
    found = facts(context)
    if not found:
        return SafeString("")
    text = json.dumps({"@context": "https://schema.org", "@graph": found}, ensure_ascii=False)
    return mark_safe(f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>')  # noqa: S308 - escaped above


def facts(context: Mapping[str, Any]) -> list[Node]:
    """The facts, as JSON can hold them."""
    if not is_shown_to_search_engines(context):
        return []
    page: Page = context["page"]
    request: HttpRequest = context["request"]
    url = page.get_full_url(request)
    if not url:
        return []
    found: list[Node] = []
    if isinstance(page, HomePage):
        found += _site(request, page, url)
    if isinstance(page, CoursePage):
        known, shown = context.get("curriculum"), context.get("intakes")
        found += courses.course(page, known, shown.cohorts if shown else (), url, at=timezone.now())
    if isinstance(page, UpdatePage):
        found += courses.announced(page, url, at=timezone.now())
    if answered := list(_questions(page)):
        language = f"{page.locale.language_code}-CA"
        found.append(
            {"@type": "FAQPage", "@id": f"{url}#questions", "inLanguage": language, "mainEntity": answered}
        )
    if trail := context.get("trail"):
        found.append(_breadcrumb(request, trail, page, url))
    return found


def _site(request: HttpRequest, page: HomePage, url: str) -> list[Node]:
    """Who stands behind the site, and the site."""
    known = SiteSettings.chosen(request).in_words()
    organisation = {
        "@type": "Organization",
        "@id": whole(request, "/#organization"),
        "name": known["sender_name"],
        "url": url,
        "logo": whole_static(request, "icons/icon-512.png"),
        "address": ", ".join(known["sender_address"].splitlines()),
    }
    site = {
        "@type": "WebSite",
        "@id": whole(request, "/#website"),
        "name": settings.WAGTAIL_SITE_NAME,
        "url": url,
        "inLanguage": f"{page.locale.language_code}-CA",
        "publisher": {"@id": organisation["@id"]},
    }
    return [organisation, site]


def _questions(page: Any) -> Iterator[Node]:
    """Each question of the page's blocks with its answer, as plain text."""
    for block in getattr(page, "body", None) or []:
        if block.block_type != "questions":
            continue
        for item in block.value:
            yield {
                "@type": "Question",
                "name": item["question"],
                "acceptedAnswer": {"@type": "Answer", "text": _plain(item["answer"].source)},
            }


def _plain(html: str) -> str:
    """The words of rich text; its blocks and the lines in them are set apart by a blank."""
    soup = BeautifulSoup(html, "html.parser")
    for ends in soup.find_all(["p", "li", "br"]):
        ends.append(" ") if ends.name != "br" else ends.replace_with(" ")
    return " ".join(soup.get_text().split())


def _breadcrumb(request: HttpRequest, trail: list[Mapping[str, str | None]], page: Page, url: str) -> Node:
    """The pages above, then the page itself."""
    steps = [(str(step["title"]), whole(request, step["url"] or "/")) for step in trail]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{url}#breadcrumb",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "item": address}
            for number, (title, address) in enumerate([*steps, (page.title, url)], start=1)
        ],
    }
