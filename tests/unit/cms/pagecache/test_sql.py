"""From the text of a SELECT to what it depends on: as narrow as can be told, never narrower."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from cms.accounts.models import Person
from cms.navigation import LINK
from cms.pagecache.reading import noting
from cms.pagecache.sql import NotUnderstoodError, plan
from cms.pagecache.watches import content_type
from cms.updates.models import UpdatePage
from courses.models import Cohort, Module, Programme, Session
from tests import factories

pytestmark = pytest.mark.django_db


def tags_of(read: Callable[[], Any]) -> set[str]:
    """What is noted while `read` reads."""
    with noting() as notes:
        read()
    assert notes.refused == ""
    return notes.tags


@pytest.fixture
def cohort() -> Cohort:
    return factories.cohort(seats=5)


def test_a_row_asked_for_by_its_key_depends_on_that_row_and_what_it_is_joined_with(cohort: Cohort) -> None:
    found = tags_of(lambda: Cohort.objects.with_course().get(pk=cohort.pk))

    course, programme = cohort.edition.course, cohort.programme
    assert found == {
        f"courses_cohort:{cohort.pk}/",
        f"courses_cohort:{cohort.pk}",
        f"courses_edition:{cohort.edition_id}",
        f"courses_course:{course.pk}",
        f"courses_programme:{programme.pk}",
        f"courses_region:{programme.region_id}",
        f"courses_stream:{course.stream_id}",
    }


def test_a_list_depends_on_the_table(cohort: Cohort) -> None:
    found = tags_of(lambda: list(Cohort.objects.filter(seats_held__lt=3)))

    assert found == {"courses_cohort", f"courses_cohort:{cohort.pk}"}


def test_a_list_below_one_thing_depends_on_that_thing(cohort: Cohort) -> None:
    modules = cohort.edition.modules.all()

    found = tags_of(lambda: list(Module.objects.filter(edition=cohort.edition).order_by("position")))

    assert found == {
        f"courses_module.edition_id={cohort.edition_id}",
        *(f"courses_module:{one.pk}" for one in modules),
    }
    assert tags_of(lambda: Session.objects.filter(cohort__in=[cohort, 77]).count()) == {
        f"courses_session.cohort_id={cohort.pk}",
        "courses_session.cohort_id=77",
    }


def test_a_condition_on_a_joined_table_makes_it_a_list(cohort: Cohort) -> None:
    region = cohort.programme.region_id

    found = tags_of(lambda: list(Cohort.objects.filter(edition__course__programme__region=region)))

    assert found == {"courses_cohort", f"courses_cohort:{cohort.pk}", f"courses_programme.region_id={region}"}


def test_one_of_several_conditions_is_as_wide_as_all_of_them(cohort: Cohort) -> None:
    either = Module.objects.filter(edition=1) | Module.objects.filter(edition=2)
    assert tags_of(lambda: list(either.order_by("position").filter(pk__lt=0))) == {
        "courses_module.edition_id=1",
        "courses_module.edition_id=2",
    }
    wide = Module.objects.filter(edition=1) | Module.objects.filter(minutes__gt=5)
    assert "courses_module" in tags_of(lambda: list(wide.order_by("position")))


def test_not_is_no_narrowing() -> None:
    assert tags_of(lambda: list(Module.objects.order_by("position").exclude(edition=1))) == {"courses_module"}


def test_what_a_subquery_chooses_from_is_a_list(cohort: Cohort) -> None:
    inner = Programme.objects.filter(email__contains="@").values("pk")

    found = tags_of(lambda: list(Cohort.objects.filter(pk=cohort.pk, edition__course__programme__in=inner)))

    assert "courses_programme" in found


def test_values_without_a_key_depend_on_the_table(cohort: Cohort) -> None:
    assert "courses_region" in tags_of(
        lambda: list(Programme.objects.filter(pk=cohort.programme.pk).values_list("region__name_en"))
    )


def test_a_link_depends_on_a_pages_place_only() -> None:
    page = factories.site()["en"].updates

    narrow = tags_of(lambda: Page.objects.only(*LINK).get(pk=page.pk))
    whole = tags_of(lambda: Page.objects.get(pk=page.pk))

    assert narrow == {f"wagtailcore_page:{page.pk}/"}
    assert whole == {f"wagtailcore_page:{page.pk}/", f"wagtailcore_page:{page.pk}"}


def test_the_home_page_that_wagtail_reads_along_counts_as_a_link() -> None:
    site = Site.objects.get(pk=factories.site()["en"].home.get_site().pk)

    found = tags_of(lambda: list(Site.objects.select_related("root_page")))

    assert found == {
        "wagtailcore_site",
        f"wagtailcore_site:{site.pk}",
        f"wagtailcore_page:{site.root_page_id}/",
    }


def test_pages_of_one_type_below_one_page() -> None:
    index = factories.site()["en"].updates
    update = factories.update()

    below = tags_of(lambda: list(UpdatePage.objects.child_of(index).live().defer_streamfields()))
    all_of_them = tags_of(lambda: list(UpdatePage.objects.live()))

    assert f"wagtailcore_page.path<{index.path}" in below
    assert f"updates_updatepage:{update.pk}/" in below
    assert f"updates_updatepage:{update.pk}" not in below
    assert "wagtailcore_page" not in below | all_of_them
    kind = content_type("updates_updatepage")
    assert f"wagtailcore_page.content_type_id={kind}" in all_of_them


def test_pages_chosen_by_what_their_type_says() -> None:
    update = factories.update(cohort=factories.cohort(seats=5))

    of_a_cohort = tags_of(lambda: list(UpdatePage.objects.live().filter(cohort__in=[update.cohort_id, 77])))
    either = Q(updatepage__cohort__in=[77]) | Q(coursepage__course__in=[5])
    of_either = tags_of(lambda: list(Page.objects.live().filter(either)))

    assert {
        f"updates_updatepage.cohort_id={update.cohort_id}",
        "updates_updatepage.cohort_id=77",
    } < of_a_cohort
    assert {"updates_updatepage.cohort_id=77", "home_coursepage.course_id=5"} < of_either
    assert not {
        tag for tag in of_a_cohort | of_either if tag.startswith("wagtailcore_page") and ":" not in tag
    }


def test_view_restrictions_are_a_list() -> None:
    assert "wagtailcore_pageviewrestriction" in tags_of(
        lambda: list(PageViewRestriction.objects.filter(page__path__in=["0001"]))
    )


def test_who_reads_about_people_is_refused() -> None:
    with noting() as notes:
        list(Person.objects.all())
        list(Cohort.objects.all())
    assert notes.refused == "it reads accounts_person"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT name_en FROM courses_cohort",
        'SELECT "a" FROM "django_session"',
        'SELECT 1 FROM "courses_cohort", accounts_person INNER JOIN "accounts_person" ON (1 = 1)',
        "WITH found AS (SELECT 1) SELECT 1",
        "",
    ],
)
def test_what_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstoodError):
        plan(text)


def test_an_unknown_form_depends_on_whole_tables() -> None:
    text = 'SELECT "courses_region"."id" FROM "courses_region" UNION SELECT "courses_stream"."id" FROM "courses_stream"'

    found = plan(text)

    assert found.rows == ()
    assert sorted(term.table for term in found.lists) == ["courses_region", "courses_stream"]


def test_every_statement_of_a_page_is_understood(client: Any) -> None:
    update = factories.update(cohort=factories.cohort(seats=5))
    client.get(update.url)  # Wagtail keeps the roots of its sites after the first
    with CaptureQueriesContext(connection) as queries, noting() as notes:
        client.get(update.url)
    assert notes.refused == ""
    assert len(queries) < 12
    assert notes.tags & {"wagtailcore_page", "courses_cohort", "updates_updatepage"} == set()
