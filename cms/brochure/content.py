"""What stands in the PDF of a brochure, as plain data for templates/pdf/brochure.typ.

It is complete: two brochures with the same data are the same document, whatever made them.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.blocks import StreamValue

from cms.blocks.contacts import ContactsBlock
from cms.blocks.walk import walk, well_headed
from cms.brochure.models import BrochurePage
from cms.models import SiteSettings
from courses import local
from courses.models import Programme
from courses.pdf.rich_text import blocks

BRAND = "Alongside"
Section = dict[str, Any]
_POSTAL_CODE = re.compile(r"\b([A-Z]\d[A-Z]) (\d[A-Z]\d)\b")  # of Canada


def data(page: BrochurePage, request: HttpRequest) -> dict[str, Any]:
    """All that templates/pdf/brochure.typ shows, in the page's language. One query for its contacts."""
    language = page.locale.language_code
    with override(language):
        url = page.get_full_url(request) or settings.SITE_URL
        site = SiteSettings.chosen(request).in_words()
        revised_at = page.last_published_at or page.latest_revision_created_at or timezone.now()
        revised_on = timezone.localtime(revised_at).date()
        return {
            # A draft may have no title yet; a document without one would meet no standard.
            "title": page.title.strip() or str(page._meta.verbose_name),
            "language": language,
            "author": settings.SENDER_NAME,
            "brand": BRAND,
            "introduction": page.introduction,
            "sections": sections(page.body, base_url=url),
            "sender": {
                "name": site["sender_name"],
                "address": _one_line(site["sender_address"]),
            },
            "help": {
                "words": _("Need to talk to someone now? Call or text, day or night:"),
                "number": site["crisis_number"],
                "url": "tel:" + site["crisis_digits"],
            },
            "url": url,
            "url_words": url.split("://", 1)[-1].rstrip("/"),
            "words": {
                # The marks in braces are filled in where the pages are counted.
                "page": _("Page {page} of {pages}"),
                "mark": _("The sign of Alongside: two lines that run side by side"),
                "more": _("Read this page on the web:"),
                "revised": _("Revised on %(day)s.") % {"day": local.short_day(revised_on)},
            },
        }


def sections(body: StreamValue, *, base_url: str) -> list[Section]:
    """One section for each block, with headings as on the site (cms.blocks.walk)."""
    return [
        {"kind": child.block_type, "level": level, **SECTIONS[child.block_type](child, level, base_url)}
        for child, level in walk(body)
    ]


def _text(child: Any, level: int, base_url: str) -> Section:
    return {"blocks": blocks(well_headed(child.value.source, level), base_url=base_url)}


def _values(child: Any, level: int, base_url: str) -> Section:
    return {
        "items": [
            {"name": item["name"], "sentence": item["sentence"], "blocks": _part(item["text"], base_url)}
            for item in child.value
        ]
    }


def _steps(child: Any, level: int, base_url: str) -> Section:
    return {
        "items": [{"title": item["title"], "blocks": _part(item["text"], base_url)} for item in child.value]
    }


def _is_and_is_not(child: Any, level: int, base_url: str) -> Section:
    value = child.value
    return {
        "is_title": value["is_title"],
        "is_items": [point for point in value["is_items"] if point],
        "not_title": value["not_title"],
        "not_items": [point for point in value["not_items"] if point],
    }


def _questions(child: Any, level: int, base_url: str) -> Section:
    return {
        "items": [
            {"question": item["question"], "blocks": _part(item["answer"], base_url)} for item in child.value
        ]
    }


def _highlight(child: Any, level: int, base_url: str) -> Section:
    value = child.value
    return {"look": value["kind"], "title": value["title"], "blocks": _part(value["text"], base_url)}


def _quote(child: Any, level: int, base_url: str) -> Section:
    value = child.value
    return {"text": value["text"], "source": value["source"], "url": value["url"] or ""}


def _contacts(child: Any, level: int, base_url: str) -> Section:
    block: ContactsBlock = child.block
    programmes: Iterable[Programme] = block.programmes_in(child.value)
    return {
        "items": [
            {
                "name": programme.name,
                "host": programme.host,
                "address": _one_line(programme.postal_address),
                "email": programme.email,
                "phone": programme.phone,
                "phone_url": f"tel:{programme.phone_link}" if programme.phone else "",
            }
            for programme in programmes
        ]
    }


def _part(text: Any, base_url: str) -> list[dict[str, Any]]:
    """Rich text inside a block, whose own heading stands above it."""
    return [
        block | {"kind": "paragraph"} if block["kind"] == "heading" else block
        for block in blocks(text.source, base_url=base_url)
    ]


def _one_line(address: str) -> str:
    """A postal address in one line, which does not end within the postal code."""
    return _POSTAL_CODE.sub("\\1\u00a0\\2", ", ".join(address.splitlines()))


SECTIONS: dict[str, Callable[[Any, int, str], Section]] = {
    "text": _text,
    "values": _values,
    "steps": _steps,
    "is_and_is_not": _is_and_is_not,
    "questions": _questions,
    "highlight": _highlight,
    "quote": _quote,
    "contacts": _contacts,
}
