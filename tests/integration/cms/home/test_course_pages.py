"""Pages of courses and programmes, drawn from what the office keeps."""

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.segments.extract import extract_segments

from cms.home.curriculum import needs_in_words
from cms.home.models import CoursePage, ProgrammePage
from courses.enums import ModuleKind, RoleKind
from courses.models import Course, Edition
from courses.operations.editions import add_module, copy_edition
from tests import factories
from tests.unit.cms.blocks.test_values import STUDY

from .pages import content, of_course, of_programme

pytestmark = pytest.mark.django_db


def soon(**fields: Any) -> dict[str, Any]:
    """The dates of a cohort that takes applications now."""
    now = timezone.now()
    return {
        "starts_on": factories.today() + dt.timedelta(days=60),
        "ends_on": factories.today() + dt.timedelta(days=90),
        "applications_open_at": now - dt.timedelta(days=1),
        "applications_close_at": now + dt.timedelta(days=9),
    } | fields


def edition_with_everything(modules: int = 3, **course_fields: Any) -> Edition:
    """Modules in a chain, one that must be attended, an optional one, a practicum, and an award."""
    edition = factories.course_edition(modules, **course_fields)
    words: dict[str, Any] = {
        "title_en": "Listening",
        "title_fr": "L’écoute",
        "outcome_en": "hear",
        "outcome_fr": "entendre",
    }
    add_module(edition=edition, by=None, code="X1", minutes=90, must_attend=True, **words)
    add_module(
        edition=edition, by=None, code="X2", minutes=60, is_optional=True, title_en="Spare", title_fr="Plus"
    )
    add_module(
        edition=edition,
        by=None,
        code="P1",
        minutes=36 * 60,
        kind=ModuleKind.PRACTICUM,
        title_en="Practicum",
        title_fr="Stage",
    )
    factories.award(
        edition, name_en="Level 1", name_fr="Niveau 1", summary_en="All of it.", summary_fr="Tout."
    )
    return edition


def read(client: Client, page: Page) -> str:
    """What a visitor gets, without the spaces between words of markup."""
    response = client.get(page.get_url())
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_course_page_is_drawn_from_the_edition(client: Client) -> None:
    """Modules with their hours, outcomes and needs, in the reader's language; optional hours do not count."""
    edition = edition_with_everything()
    english = of_course(edition.course, title="The course")
    french = of_course(edition.course, title="La formation", language="fr")

    text, in_french = read(client, english), read(client, french)

    assert "<dd>7 hours 30 minutes" in text
    assert "<dd>36 hours" in text
    assert re.findall(r'<tr id="([^"]+)"', text) == [
        f"module-{code}" for code in ("m01", "m02", "m03", "x1", "x2", "p1")
    ]
    assert "1 hour 30 minutes" in text
    assert "Must be attended" in text
    assert "Optional" in text
    for words in ("Listening", "hear", "Level 1", "All of it."):
        assert words in text
    for words in ("L’écoute", "entendre", "Niveau 1", "Tout."):
        assert words in in_french
        assert words not in text


def test_the_edition_in_use_is_shown_while_the_next_is_written(client: Client) -> None:
    edition = edition_with_everything()
    factories.cohort(edition)
    page = of_course(edition.course)
    draft = copy_edition(edition=edition, by=None)
    add_module(edition=draft, by=None, code="N1", minutes=60, title_en="Brand new", title_fr="Tout neuf")

    assert "Brand new" not in read(client, page)


def test_a_course_without_an_edition_still_has_its_page(client: Client) -> None:
    course = factories.course(summary_en="What it is about.")

    text = read(client, of_course(course, introduction=""))

    assert "What it is about." in text
    assert "Nothing is scheduled right now" in text
    assert "<table" not in text


def test_next_trainings_lead_to_their_update_and_only_this_courses(client: Client) -> None:
    edition = edition_with_everything()
    cohort = factories.cohort(edition, name_en="Ours", **soon())
    factories.cohort(name_en="Of another course", **soon())
    update = factories.update(cohort=cohort)
    page = of_course(edition.course)

    text = read(client, page)

    assert "Ours" in text
    assert f'href="{update.get_url()}"' in text
    assert "Of another course" not in text


def test_course_and_programme_lead_to_one_another_and_to_updates(client: Client) -> None:
    edition = edition_with_everything()
    programme = edition.course.programme
    course_page, programme_page = of_course(edition.course), of_programme(programme)
    of_course(edition.course, language="fr")
    update = factories.update(programme=programme, title="News of ours")
    factories.update(title="News of others")

    on_course, on_programme = read(client, course_page), read(client, programme_page)

    assert f'href="{programme_page.get_url()}"' in on_course
    assert (
        f'href="/updates/subscribe/?region={programme.region.slug}&amp;stream={edition.course.stream.slug}"'
        in on_course
    )
    assert f'href="{course_page.get_url()}"' in on_programme
    assert f'href="{update.get_url()}"' in on_programme
    assert "News of others" not in on_programme
    assert f'href="/updates/subscribe/?region={programme.region.slug}"' in on_programme
    assert f'href="/updates/?region={programme.region.slug}"' in on_programme
    assert f'href="mailto:{programme.email}"' in on_programme
    assert ".ics" not in on_programme, "no cohort is announced: there is nothing to follow"


def test_queries_do_not_grow(client: Client, settings: Any) -> None:
    """With modules, cohorts, courses and updates, for a visitor who is not answered from the cache."""
    settings.PAGE_CACHE = False
    small, large = edition_with_everything(2), edition_with_everything(12)
    pages = []
    for edition, number in ((small, 1), (large, 4)):
        for _cohort in range(number):
            factories.update(cohort=factories.cohort(edition, **soon()))
        for _course in range(number - 1):
            factories.course_edition(1, programme=edition.course.programme)
        pages += [of_course(edition.course), of_programme(edition.course.programme)]
    counts = []
    for page in pages:
        client.get(page.get_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(page.get_url())
        counts.append(len(queries))

    assert counts[2:] == counts[:2]
    assert max(counts) <= 16


def test_needs_are_said_shortly() -> None:
    edition = factories.course_edition(6, chain=False)
    modules = list(edition.modules.all())
    order = {module.pk: place for place, module in enumerate(modules)}

    def said(*places: int) -> str:
        return needs_in_words(tuple(modules[place] for place in places), order)

    assert [said(), said(0), said(0, 1), said(0, 1, 2), said(0, 2, 3, 4, 5)] == [
        "",
        "M01",
        "M01, M02",
        "M01 to M03",
        "M01, M03 to M06",
    ]


def form(**fields: Any) -> dict[str, Any]:
    """What the editing form of a page posts."""
    return {
        "title": "A new one",
        "slug": "a-new-one",
        "introduction": "Short.",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "go_live_at": "",
        "expire_at": "",
        "seo_title": "",
        "search_description": "",
    } | fields


@pytest.mark.parametrize("kind", ["course", "programme"])
def test_a_draft_can_be_previewed_before_it_is_saved(client: Client, settings: Any, kind: str) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = False
    edition = edition_with_everything()
    chosen = edition.course if kind == "course" else edition.course.programme
    home = factories.site()["en"].home
    client.force_login(factories.person(is_superuser=True))
    path = f"/office/pages/add/home/{kind}page/{home.pk}/preview/"

    assert client.post(path, form(**{kind: chosen.pk})).json()["is_valid"]
    shown = client.get(path).content.decode()

    assert "A new one" in shown
    assert ("Listening" if kind == "course" else edition.course.programme.email) in shown
    assert not CoursePage.objects.exists()
    assert not ProgrammePage.objects.exists()


@pytest.mark.parametrize("kind", [RoleKind.EDITOR, RoleKind.COORDINATOR])
def test_only_administrators_write_the_sites_pages(client: Client, settings: Any, kind: RoleKind) -> None:
    """People of the programme write its updates, no page of the site; an administrator does."""
    settings.STAFF_NEED_SECOND_FACTOR = False
    edition = edition_with_everything()
    page = of_course(edition.course)
    home = factories.site()["en"].home
    paths = [f"/office/pages/add/home/coursepage/{home.pk}/", f"/office/pages/{page.pk}/edit/"]
    client.force_login(factories.role(kind, edition.course.programme).person)
    assert [client.get(path).status_code for path in paths] == [302, 302]
    client.force_login(factories.person(is_superuser=True))
    assert [client.get(path).status_code for path in paths] == [200, 200]


def test_a_translation_keeps_the_course_and_the_record_of_a_study() -> None:
    """wagtail-localize: the course is the source's own; of a study only the finding is to be translated."""
    edition = edition_with_everything()
    page = of_course(edition.course, introduction="Two evenings a week.")
    factories.site()
    source = TranslationSource.update_or_create_from_instance(page)[0]
    french = factories.site()["fr"].home.locale
    Translation.objects.create(source=source, target_locale=french).save_target()
    translated = CoursePage.objects.get(translation_key=page.translation_key, locale=french)
    item = {"type": "item", "id": str(uuid4()), "value": STUDY}  # as the editor keeps it
    with_study = content(("evidence", [item]))

    words = {segment.string.data for segment in extract_segments(with_study) if hasattr(segment, "string")}

    assert translated.course_id == edition.course.pk
    assert "Fewer days in hospital." in words
    assert not words & {STUDY["authors"], STUDY["title"], STUDY["journal"], STUDY["doi"], STUDY["pmid"]}


def test_a_course_with_a_page_cannot_be_deleted_by_accident() -> None:
    page = of_course(factories.course())

    with pytest.raises(Exception, match="protected"):
        Course.objects.filter(pk=page.course_id).delete()
