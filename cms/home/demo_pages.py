"""The pages of the demo: built once, through Wagtail's own revisions, so that their history reads like a real one."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from django.utils import timezone
from wagtail.models import Locale, Page

from cms.home import demo_texts as texts
from cms.home import site_tree
from cms.home.demo_updates import UPDATES, DemoUpdate
from cms.home.models import ContentPage
from cms.updates.models import UpdateNotice, UpdatePage
from courses.models import Cohort, Programme, Stream

P = TypeVar("P", bound=Page)
LANGUAGES = ("en", "fr")


def build(*, cohorts: Mapping[str, Cohort], people: Mapping[str, Any]) -> None:
    """Pages and updates in both languages.

    cohorts: "open", "full" and "coming", which updates name. people: "rosa", who coordinates, and "admin".
    """
    trees = site_tree.ensure()
    for code in LANGUAGES:
        home = trees[code].home
        _write(home, texts.HOME[code], by=people["admin"], keep_slug=True)
        _write(trees[code].updates, texts.UPDATES[code], by=people["admin"])
    _page(trees, texts.PEER_SUPPORT, by=people["admin"], before_updates=True)
    _page(trees, texts.COURSE, by=people["admin"], in_menu=True)
    _page(trees, texts.PRIVACY, by=people["admin"])
    _page(trees, texts.CONTACT, by=people["admin"])
    for update in UPDATES:
        _update(trees, update, cohorts, by=people["rosa"])


def _page(
    trees: Mapping[str, site_tree.Tree],
    words: Mapping[str, texts.Words],
    *,
    by: Any,
    in_menu: bool = False,
    before_updates: bool = False,
) -> None:
    """A page below home in both languages, the second a translation of the first."""
    source: Page | None = None
    for code in LANGUAGES:
        page = ContentPage(
            title=words[code].title, slug=words[code].slug, show_in_menus=in_menu or before_updates, owner=by
        )
        page = _add(trees[code].home, page, code, source)
        if before_updates:
            page.move(trees[code].updates, pos="left")
            page = ContentPage.objects.get(pk=page.pk)
        _write(page, words[code], by=by)
        source = source or page


def _update(
    trees: Mapping[str, site_tree.Tree], update: DemoUpdate, cohorts: Mapping[str, Cohort], *, by: Any
) -> None:
    """An update in both languages, posted some days ago; nobody is told of it, it is old."""
    cohort = cohorts[update.cohort] if update.cohort else None
    programme = cohort.programme if cohort else Programme.objects.order_by("pk")[0]
    posted_at = timezone.now() - dt.timedelta(days=update.days_ago)
    source: Page | None = None
    for code in LANGUAGES:
        page = UpdatePage(
            title=update.words[code].title,
            slug=update.words[code].slug,
            programme=programme,
            cohort=cohort,
            stream=Stream.objects.filter(slug=update.stream).first(),
            headline=update.headline,
            first_published_at=posted_at,
            owner=by,
        )
        trees[code].updates.refresh_from_db()
        page = _add(trees[code].updates, page, code, source)
        _write(page, update.words[code], by=by)
        source = source or page
        UpdateNotice.objects.filter(page=page.pk).update(went_live_at=posted_at)


def _add(parent: Page, page: P, code: str, source: Page | None) -> P:
    page.locale = Locale.objects.get(language_code=code)
    page.live = False
    if source is not None:
        page.translation_key = source.translation_key
    return parent.add_child(instance=page)


def _write(page: Any, words: texts.Words, *, by: Any, keep_slug: bool = False) -> None:
    """Put the words into the page and publish it."""
    page.title, page.introduction = words.title, words.introduction
    if words.body:
        page.body = words.body
    if not keep_slug:
        page.slug = words.slug
    page.save_revision(user=by, clean=True).publish(user=None)
