"""How a page looks where somebody shares its link, and where its translation stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from cms import navigation
from cms.seo.addresses import is_shown_to_search_engines, root_url, whole_static
from cms.updates.models import UpdatePage

LOCALES = {"en": "en_CA", "fr": "fr_CA"}
DEFAULT = "en"  # for a reader of neither language
IMAGE_SIZE = (1200, 630)


@dataclass(frozen=True)
class Sharing:
    """One page, for components/seo/social.html. Every address is whole; `alternates` are (hreflang, address)."""

    kind: str
    title: str
    description: str
    url: str
    image_url: str
    locale: str
    other_locale: str
    alternates: list[tuple[str, str]]
    published_at: str
    changed_at: str


def sharing(context: Mapping[str, Any]) -> Sharing | None:
    """What to say of the page in a template's context; None for what search engines are to leave alone."""
    if not is_shown_to_search_engines(context):
        return None
    page: Any = context["page"]
    request: HttpRequest = context["request"]
    address = page.get_full_url(request)
    if not address:
        return None
    code = page.locale.language_code
    other = navigation.other_language(request, page)
    has_twin = other is not None and other.is_this_page
    is_update = isinstance(page, UpdatePage)
    return Sharing(
        kind="article" if is_update else "website",
        title=page.seo_title or page.title,
        description=page.search_description or getattr(page, "introduction", ""),
        url=address + _part_of_list(context),
        image_url=whole_static(request, f"share/share-{code}.png"),
        locale=LOCALES[code],
        other_locale=LOCALES[other.code] if other is not None and has_twin else "",
        alternates=_alternates(request, page, address, other.url if other and has_twin else ""),
        published_at=_instant(page.first_published_at) if is_update else "",
        changed_at=_instant(page.last_published_at) if is_update else "",
    )


def _instant(at: Any) -> str:
    return at.isoformat(timespec="seconds") if at else ""


def _part_of_list(context: Mapping[str, Any]) -> str:
    """The second and later parts of a list are pages of their own; a filtered list is the same list."""
    part = context.get("page_obj")
    request: HttpRequest = context["request"]
    if part is None or part.number == 1 or set(request.GET) != {"page"}:
        return ""
    return f"?page={part.number}"


def _alternates(request: HttpRequest, page: Page, address: str, other_url: str) -> list[tuple[str, str]]:
    """This page in each language that has it, and the one for everybody else; none where there is one language."""
    if not other_url:
        return []
    code = page.locale.language_code
    other_code = next(known for known in LOCALES if known != code)
    other_address = root_url(request) + other_url.split("?")[0]
    found = {code: address, other_code: other_address}
    return [*((f"{known}-CA", found[known]) for known in LOCALES), ("x-default", found[DEFAULT])]
