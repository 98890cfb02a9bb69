"""Menus and the language switch: what every page links to, in at most one query each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.home.placed import PlacedPage
from cms.home.places import readable
from cms.middleware import SEEN_AT
from courses.backoffice.access import TEACHING, is_administrator, programme_ids

# All that a link needs of a page: a change of anything else does not empty the pages that link to it (cms.pagecache).
LINK = ("title", "path", "depth", "slug", "url_path", "live", "locale", "translation_key", "show_in_menus")
# The page type that lists the updates, as content types name it.
UPDATES = ("updates", "updatesindexpage")
LANGUAGE_NAMES = {"en": "English", "fr": "Français"}
# Parts of addresses that are not for everybody, by the names that routes give them.
SECRETS = {"token", "code"}


@dataclass(frozen=True)
class Entry:
    """One line of a menu."""

    url: str
    label: str
    is_current: bool = False


@dataclass(frozen=True)
class Language:
    """The other language, and where this page stands in it."""

    code: str
    name: str
    url: str
    is_this_page: bool = False  # else it leads to what is nearest


def _named(request: HttpRequest, *names: tuple[str, str]) -> list[Entry]:
    """Entries for URL names, given as (name, label)."""
    entries = []
    for name, label in names:
        url = reverse(name)
        entries.append(Entry(url=url, label=label, is_current=request.path == url))
    return entries


def sections(request: HttpRequest) -> list[tuple[Entry, bool]]:
    """The sections of the site in the reader's language, each with whether editors put it into the menu.

    Only those that everybody may read: a title can tell too much.

    One query a request, whoever asks: the head and the foot of a page share it.
    """
    kept: list[tuple[Entry, bool]] | None = getattr(request, "_sections", None)
    if kept is not None:
        return kept
    # The root is at depth 1, a language's home page at 2, its sections at 3.
    pages: Iterable[Page] = (
        readable(Page.objects.filter(depth=3, locale__language_code=get_language()))
        .select_related("locale")
        .only(*LINK, "content_type")
        .order_by("path")
    )
    found: list[tuple[Entry, bool]] = []
    updates = ""
    for page in pages:
        url = page.get_url(request)
        if url:
            entry = Entry(url=url, label=page.title, is_current=request.path.startswith(url))
            found.append((entry, page.show_in_menus))
            if not updates and page.cached_content_type.natural_key() == UPDATES:
                updates = url
    request._sections = found  # type: ignore[attr-defined]  # a place of the request's own would be a middleware more
    request._updates_url = updates  # type: ignore[attr-defined]  # as for the sections
    return found


def updates_url(request: HttpRequest | None) -> str:
    """The list of updates in the reader's language; empty while there is none that everybody may read. No query of
    its own: every page asks for its sections."""
    if request is None:
        return ""
    sections(request)
    found: str = request._updates_url  # type: ignore[attr-defined]  # kept by sections
    return found


def is_personal(request: HttpRequest) -> bool:
    """Whether this is a page of somebody's own: the portal, or the account of who is signed in."""
    match = request.resolver_match
    if match is None or not request.user.is_authenticated:
        return False
    return "portal" in match.namespaces or (match.url_name or "").startswith(("account_", "mfa_"))


def teaches(person: Any) -> bool:
    """Whether sessions wait for this person. One query, asked only of staff and only on pages of their own."""
    return is_administrator(person) or bool(programme_ids(person, *TEACHING))


def main_menu(request: HttpRequest) -> list[Entry]:
    """What the head of the page links to: one's own pages in the portal, else the public ones and the way in."""
    my_training = ("portal:home", _("My training"))
    if is_personal(request):
        # A staff session knows that it is one: no question to the database (cms.middleware.StaffSessions).
        office = [("wagtailadmin_home", _("Office"))] if SEEN_AT in request.session else []
        teaching = [("portal:teaching", _("My teaching"))] if office and teaches(request.user) else []
        own = ("portal:about_me", _("About me")), ("account_logout", _("Sign out"))
        return _named(request, *office, *teaching, my_training, *own)
    menu = [entry for entry, is_in_menu in sections(request) if is_in_menu]
    return [*menu, *_named(request, ("search", _("Search")), my_training)]


def footer_menu(request: HttpRequest) -> list[list[Entry]]:
    """Two lists, also in the portal: the sections of the menu, and those in no menu (contact, privacy)."""
    everything = sections(request)
    return [
        [Entry(url=home_url(), label=_("Home")), *(entry for entry, is_in_menu in everything if is_in_menu)],
        [
            *(entry for entry, is_in_menu in everything if not is_in_menu),
            *_named(request, ("verify:index", _("Check a certificate"))),
            Entry(url=report_barrier_url(request), label=_("Report a barrier")),
            *_named(request, ("search", _("Search")), ("portal:home", _("My training"))),
        ],
    ]


def report_barrier_url(request: HttpRequest | None) -> str:
    """The form to report a barrier; it is told which page it is about, never one whose address is a secret."""
    match = request.resolver_match if request is not None else None
    if request is None or match is None or SECRETS & match.kwargs.keys():
        return reverse("report_barrier")
    return f"{reverse('report_barrier')}?{urlencode({'page': request.path})}"


def other_language(request: HttpRequest, page: object) -> Language | None:
    """This page in the other language. A page without a translation leads to the nearest page above that has one."""
    kept: Language | None = getattr(request, "_other_language", None)
    if kept is not None:
        return kept  # the head of the page asks, and so do its links for search engines
    code = "fr" if (get_language() or "en").startswith("en") else "en"
    is_this_page = False
    if not isinstance(page, Page):
        url = _translated(request, code)
    else:
        above = page.pages_above() if isinstance(page, PlacedPage) else []
        with override(code):
            twin = (
                Page.objects.live()
                .filter(
                    translation_key__in=[page.translation_key, *(step.translation_key for step in above)],
                    locale__language_code=code,
                )
                .select_related("locale")
                # Its address, and no more: a change of its words does not change this page.
                .only(*LINK)
                .order_by("-depth")
                .first()
            )
            url = (twin.get_url(request) if twin else None) or home_url()
        if twin and twin.translation_key == page.translation_key:
            is_this_page = True
            url += getattr(page, "kept_query", "")
    kept = Language(code=code, name=LANGUAGE_NAMES[code], url=url, is_this_page=is_this_page)
    request._other_language = kept  # type: ignore[attr-defined]  # as for the sections
    return kept


def _translated(request: HttpRequest, code: str) -> str:
    """The address of a view in the language `code`. What was no UTF-8 (Django leaves it as %E9) is nowhere: home."""
    if "%" in request.path:
        with override(code):
            return home_url()
    return translate_url(request.get_full_path(), code)


def home_url() -> str:
    """The home page in the active language."""
    return reverse("wagtail_serve", args=[""])
