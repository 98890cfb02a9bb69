"""Everything that can change what visitors read, done as the product does it. Each is a function of the demo's site."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from cms.accounts.models import Person
from cms.home.models import ContentPage
from cms.models import SiteSettings
from cms.updates.models import UpdatePage
from courses.enums import CohortState
from courses.models import Award, Cohort, Course, Edition, Module, Programme, Region, Session
from courses.operations import cohorts, editions, sessions
from trainees.models import Enrolment
from trainees.operations import enrolment

Change = Callable[[], object]
CHANGES: dict[str, Change] = {}


def change(act: Change) -> Change:
    """Register a change under its own words."""
    CHANGES[act.__name__.replace("_", " ")] = act
    return act


def admin() -> Person:
    return Person.objects.filter(is_superuser=True)[0]


def update(language: str = "en", **wanted: Any) -> UpdatePage:
    """A live update, the oldest that fits."""
    found = UpdatePage.objects.live().filter(locale__language_code=language, **wanted).order_by("pk")
    return found[0]


def open_cohort() -> Cohort:
    """One that visitors see with its seats, and in which some are left."""
    at = timezone.now()
    return Cohort.objects.open_for_applications(at=at).order_by("pk")[0]


def publish(page: Page) -> None:
    page.save_revision().publish()


@change
def an_update_is_edited() -> None:
    page = update()
    page.introduction = "These words are new."
    publish(page)


@change
def only_the_text_of_an_update_is_edited() -> None:
    page = update("fr")
    page.body = [*page.body.get_prep_value(), {"type": "text", "value": "<p>Encore un mot.</p>"}]
    publish(page)


@change
def a_draft_of_an_update_is_saved() -> None:
    page = update()
    page.title = "Nobody knows yet"
    page.save_revision()


@change
def an_update_is_published() -> None:
    like = update()
    page = UpdatePage(
        title="A new one", slug="a-new-one", introduction="New.", programme=like.programme, locale=like.locale,
        live=False,
    )  # fmt: skip
    like.get_parent().add_child(instance=page)
    publish(page)


@change
def an_update_is_translated() -> None:
    page = UpdatePage.objects.get(slug="a-new-one")
    twin = page.copy_for_translation(update("fr").locale)
    twin.title, twin.introduction, twin.slug = "Une nouvelle", "Nouveau.", "une-nouvelle"
    publish(twin)


@change
def the_address_of_an_update_is_changed() -> None:
    page = UpdatePage.objects.get(slug="a-new-one", locale__language_code="en")
    page.slug = "renamed"
    publish(page)


@change
def an_update_is_unpublished() -> None:
    UpdatePage.objects.get(slug="renamed").unpublish()


@change
def a_draft_update_is_deleted() -> None:
    UpdatePage.objects.get(slug="renamed").delete()


@change
def a_seat_is_taken() -> None:
    enrolment.enrol(cohort=open_cohort(), email="new@example.org", chosen_name="Noa", by=admin())


@change
def a_seat_is_given_back() -> None:
    enrolment.withdraw(enrolment=Enrolment.objects.get(person__email="new@example.org"), by=admin())


@change
def the_last_seat_is_taken() -> None:
    cohort = open_cohort()
    cohorts.change_cohort(cohort=cohort, by=admin(), capacity=cohort.seats_held + 1)
    enrolment.enrol(cohort=cohort, email="last@example.org", chosen_name="Lou", by=admin())


@change
def the_last_seat_is_given_back() -> None:
    enrolment.withdraw(enrolment=Enrolment.objects.get(person__email="last@example.org"), by=admin())


@change
def a_cohort_is_drafted() -> None:
    like = open_cohort()
    cohorts.create_cohort(
        edition=like.edition, by=admin(), name_en="Autumn evenings", name_fr="Soirées d'automne", capacity=8,
        starts_on=like.starts_on + dt.timedelta(days=90), ends_on=like.ends_on + dt.timedelta(days=90),
    )  # fmt: skip


@change
def a_cohort_is_announced() -> None:
    cohorts.announce_cohort(cohort=Cohort.objects.get(name_en="Autumn evenings"), by=admin())


@change
def a_cohort_is_changed() -> None:
    cohorts.change_cohort(
        cohort=open_cohort(), by=admin(), place_en="Another hall", place_fr="Une autre salle"
    )


@change
def the_application_window_of_a_cohort_is_changed() -> None:
    cohort = open_cohort()
    assert cohort.applications_close_at
    closes = cohort.applications_close_at + dt.timedelta(hours=5)
    cohorts.change_cohort(cohort=cohort, by=admin(), applications_close_at=closes)


@change
def a_session_is_added() -> None:
    cohort = open_cohort()
    starts_at = dt.datetime.combine(cohort.starts_on, dt.time(18), cohort.programme.tz)
    sessions.add_session(
        cohort=cohort, by=admin(), starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=3), title_en="First"
    )  # fmt: skip


@change
def a_session_is_moved() -> None:
    session = Session.objects.get(title_en="First")
    sessions.change_session(session=session, by=admin(), ends_at=session.ends_at + dt.timedelta(hours=1))


@change
def a_session_is_cancelled() -> None:
    sessions.cancel_session(session=Session.objects.get(title_en="First"), by=admin())


@change
def a_cohort_is_cancelled() -> None:
    cohorts.cancel_cohort(cohort=Cohort.objects.get(name_en="Autumn evenings"), by=admin())


@change
def a_programme_is_renamed() -> None:
    programme = Programme.objects.order_by("pk")[1]
    programme.name_en, programme.name_fr = "Renamed programme", "Programme renommé"
    programme.save()


@change
def a_programme_moves_its_office() -> None:
    programme = Programme.objects.order_by("pk")[1]
    programme.postal_address = "200 Example Street, North Vancouver BC"
    programme.save()


@change
def a_region_is_renamed() -> None:
    region = Region.objects.order_by("pk")[0]
    region.name_en = "Greater Vancouver"
    region.save()


@change
def a_course_is_summed_up_anew() -> None:
    course = Course.objects.order_by("pk")[0]
    course.summary_en = course.summary_fr = "New words."
    course.save()


@change
def a_module_of_a_draft_edition_is_changed() -> None:
    old = Edition.objects.order_by("pk")[0]
    copy = editions.copy_edition(edition=old, by=admin())
    module = copy.modules.order_by("position")[0]
    editions.change_module(module=module, by=admin(), title_en="Not taught yet")


@change
def a_module_is_corrected_in_the_database() -> None:
    """The triggers that freeze editions are turned off: the purge must hold whatever the rules are."""
    module = Module.objects.filter(edition__frozen_at__isnull=False).order_by("pk")[0]
    _past_the_freeze(
        Module.objects.filter(pk=module.pk), title_en="A better title", title_fr="Un meilleur titre"
    )


@change
def an_award_is_corrected_in_the_database() -> None:
    award = Award.objects.filter(edition__frozen_at__isnull=False).order_by("pk")[0]
    _past_the_freeze(Award.objects.filter(pk=award.pk), name_en="Another name", name_fr="Un autre nom")


def _past_the_freeze(rows: Any, **values: str) -> None:
    from django.db import connection, transaction

    table = rows.model._meta.db_table
    name = f"{table.removeprefix('courses_')}_frozen_update"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER {name}')
        rows.update(**values)
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER {name}')


@change
def the_crisis_line_is_changed() -> None:
    chosen = SiteSettings.objects.first() or SiteSettings()
    chosen.crisis_number = "1-800-555-0199"
    chosen.save()


def content_page() -> ContentPage:
    """A page to read, in no menu, without pages below it."""
    return (
        ContentPage.objects.live().filter(locale__language_code="en", numchild=0).order_by("depth", "pk")[0]
    )


@change
def a_page_is_edited() -> None:
    page = content_page()
    page.introduction = "A new introduction."
    publish(page)


@change
def a_page_is_added_to_the_menu() -> None:
    like = content_page()
    home = Page.objects.get(depth=2, locale=like.locale)
    page = ContentPage(
        title="News", slug="news", introduction="News.", locale=like.locale, show_in_menus=True
    )
    home.add_child(instance=page)
    publish(page)


@change
def a_page_is_added_below_one_that_had_none() -> None:
    above = ContentPage.objects.get(slug="news")
    page = ContentPage(title="More news", slug="more", introduction="More.", locale=above.locale)
    above.add_child(instance=page)
    publish(page)


@change
def a_page_is_moved() -> None:
    target = ContentPage.objects.live().filter(locale__language_code="en", depth=3).exclude(slug="news")[0]
    ContentPage.objects.get(slug="more").move(target, pos="last-child")


@change
def a_page_leaves_the_menu() -> None:
    page = ContentPage.objects.get(slug="news")
    page.show_in_menus = False
    publish(page)


@change
def a_page_becomes_private() -> None:
    PageViewRestriction.objects.create(page=update(), restriction_type=PageViewRestriction.LOGIN)


@change
def a_page_is_public_again() -> None:
    PageViewRestriction.objects.all().delete()


@change
def a_redirect_is_made() -> None:
    Redirect.objects.create(old_path="/old-news", redirect_link="https://example.org/")


@change
def a_cohort_is_announced_past_django() -> None:
    """By hand in the database: whoever is there notices within a second."""
    from django.db import connection

    cohort = Cohort.objects.filter(state=CohortState.DRAFT).order_by("pk").first()
    if cohort is None:
        cohort = open_cohort()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1; UPDATE courses_cohort SET name_en = 'By hand' WHERE id = %s", [cohort.pk])
