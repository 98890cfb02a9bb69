"""The pages of the demo: built once, through Wagtail's own revisions, so that their history reads like a real one."""

import datetime as dt
import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.home import site_tree
from cms.updates.models import UpdateNotice, UpdatePage
from courses.models import Cohort, Course, Programme, Stream

from .pages import AFTER_MENU, FRAME, PAGES
from .translate import translate
from .updates import UPDATES, DemoUpdate
from .words import Both, DemoPage, OfDatabase, Ref, Words

IDS = uuid.UUID("5f0f2c0e-7a4e-4c6f-9a55-0f4f6a8f2d11")
LINK = re.compile(r'href="page:([a-z-]+)"')
LABELS = {"BrochurePage": "brochure", "UpdatePage": "updates"}

Places = dict[str, int]
"""The English pages by their keys in the demo: their ids."""


def build(*, cohorts: Mapping[str, Cohort], people: Mapping[str, Any]) -> None:
    """Pages and updates in both languages.

    cohorts: "open", "full" and "coming", which updates name. people: "rosa", who coordinates, and "admin".
    """
    trees = site_tree.ensure()
    english, french = trees["en"], Locale.objects.get(language_code="fr")
    places: Places = {"home": english.home.pk, "updates": english.updates.pk}
    for page in PAGES:
        places[page.key] = _place(page, places, by=people["admin"])
    _after_the_menu(english.updates, places[AFTER_MENU])
    for key, words in (*FRAME.items(), *((page.key, page.words) for page in PAGES)):
        _write(places[key], key, words, places, by=people["admin"])
    for key, words in (*FRAME.items(), *((page.key, page.words) for page in PAGES)):
        _translate(places[key], key, words, places, to=french, by=people["admin"])
    first_after = Page.objects.get(pk=places[AFTER_MENU]).get_translation(french)
    _after_the_menu(trees["fr"].updates, first_after.pk)
    for update in UPDATES:
        _update(update, cohorts, places, to=french, by=people["rosa"])


def _place(page: DemoPage, places: Places, *, by: Any) -> int:
    """The page in English with nothing but a title, so that others can link to it. Returns its id."""
    model = apps.get_model(LABELS.get(page.kind, "home"), page.kind)
    fields = {page.of.model: _row(page.of)} if page.of else {}
    made = model(
        title=page.words.title.en,
        slug=page.words.slug.en,
        show_in_menus=page.in_menu,
        owner=by,
        live=False,
        locale=Locale.objects.get(language_code="en"),
        **fields,
    )
    Page.objects.get(pk=places[page.parent]).add_child(instance=made)
    return int(made.pk)


def _after_the_menu(updates: Page, following: int) -> None:
    """The list of updates stands in the menu, before the first page that does not."""
    Page.objects.get(pk=updates.pk).move(Page.objects.get(pk=following), pos="left")


def _write(pk: int, key: str, words: Words, places: Places, *, by: Any) -> None:
    """Put the English words into the page and publish it."""
    page = _spoken(pk, key, words, "en", places)
    page.save_revision(user=by, clean=True).publish(user=None)


def _translate(
    pk: int, key: str, words: Words, places: Places, *, to: Locale, by: Any, posted_at: Any = None
) -> Page:
    """Put the French words into the page's translation and publish it."""
    english = Page.objects.get(pk=pk).specific
    return translate(
        english,
        _spoken(pk, key, words, to.language_code, places),
        to=to,
        by=by,
        posted_at=posted_at,
    )


def _spoken(pk: int, key: str, words: Words, language: str, places: Places) -> Page:
    """The page in the database with its words in `language`, not saved."""
    page = Page.objects.get(pk=pk).specific
    page.title, page.slug = getattr(words.title, language), getattr(words.slug, language)
    page.introduction = getattr(words.introduction, language)
    if words.body:
        page.body = json.dumps(
            [
                {
                    "type": block.kind,
                    "value": _raw(block.value, language, places, f"{key}.{place}"),
                    "id": _id(f"{key}.{place}"),
                }
                for place, block in enumerate(words.body)
            ]
        )
    return page


def _raw(value: Any, language: str, places: Places, path: str) -> Any:
    """A block's value as Wagtail stores it. The ids of parts are the same in both languages, and each time."""
    if isinstance(value, Both):
        return LINK.sub(
            lambda match: f'linktype="page" id="{places[match.group(1)]}"', getattr(value, language)
        )
    if isinstance(value, Ref):
        return places[value.key]
    if isinstance(value, OfDatabase):
        return _row(value).pk
    if isinstance(value, list):
        return [
            {
                "type": "item",
                "value": _raw(part, language, places, f"{path}.{place}"),
                "id": _id(f"{path}.{place}"),
            }
            for place, part in enumerate(value)
        ]
    if isinstance(value, dict):
        return {name: _raw(part, language, places, f"{path}.{name}") for name, part in value.items()}
    return value


def _id(path: str) -> str:
    return str(uuid.uuid5(IDS, path))


def _row(of: OfDatabase) -> Programme | Course:
    """What a page or block is about. Raises DoesNotExist where the demo has no such programme or course."""
    if of.model == "programme":
        return Programme.objects.get(slug=of.slug)
    programme, course = of.slug.split("/")
    return Course.objects.get(programme__slug=programme, slug=course)


def _update(
    update: DemoUpdate, cohorts: Mapping[str, Cohort], places: Places, *, to: Locale, by: Any
) -> None:
    """An update in both languages, posted some days ago; nobody is told of it, it is old."""
    cohort = cohorts[update.cohort] if update.cohort else None
    programme = cohort.programme if cohort else Programme.objects.get(slug=update.programme)
    posted_at = timezone.now() - dt.timedelta(days=update.days_ago)
    page = UpdatePage(
        title=update.words.title.en,
        slug=update.words.slug.en,
        programme=programme,
        cohort=cohort,
        stream=Stream.objects.filter(slug=update.stream).first(),
        headline=update.headline,
        first_published_at=posted_at,
        owner=by,
        live=False,
        locale=Locale.objects.get(language_code="en"),
    )
    Page.objects.get(pk=places["updates"]).add_child(instance=page)
    key = update.words.slug.en
    places[key] = page.pk
    _write(page.pk, key, update.words, places, by=by)
    french = _translate(page.pk, key, update.words, places, to=to, by=by, posted_at=posted_at)
    UpdateNotice.objects.filter(page__in=[page.pk, french.pk]).update(went_live_at=posted_at)
