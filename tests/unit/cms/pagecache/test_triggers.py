"""Every change of a watched row is noted, whoever makes it, in its own transaction; on both databases."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import F, URLField
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import Signal
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.models import SiteSettings
from cms.pagecache import tags
from cms.pagecache.models import CLOSED, EVERYTHING, Change, Reach
from cms.pagecache.triggers import PREFIX, existing
from cms.pagecache.watches import watches
from courses.models import Cohort
from courses.operations import cohorts
from tests import factories

pytestmark = pytest.mark.django_db


def noted() -> list[tuple[str, str, int]]:
    """What was noted since the last time: table, row, reach."""
    found = list(Change.objects.order_by("pk").values_list("table", "row", "reach"))
    Change.objects.all().delete()
    return found


@pytest.fixture
def cohort() -> Cohort:
    made = factories.cohort(seats=2)
    cohorts.announce_cohort(cohort=made, by=None)
    noted()
    return made


def test_every_watched_table_has_its_triggers() -> None:
    wanted = {
        f"{PREFIX}{watch.table}_{event}"
        for watch in watches().values()
        for event in ("insert", "update", "delete")
        if event == "update" or not watch.parent or (event == "delete" and watch.scopes)
    }
    assert set(existing(connection)) == wanted


def test_a_seat_is_shown_and_the_last_one_decides_about_lists(cohort: Cohort) -> None:
    seats = Cohort.objects.filter(pk=cohort.pk)  # an UPDATE that saves no object and sends no signal

    seats.update(seats_held=F("seats_held") + 1)
    assert noted() == [("courses_cohort", str(cohort.pk), Reach.SHOWN)]
    seats.update(seats_held=F("seats_held") + 1)
    assert noted() == [("courses_cohort", str(cohort.pk), Reach.LISTS)]
    seats.update(seats_held=F("seats_held"))
    assert noted() == []


def test_a_draft_is_nobodys_business() -> None:
    draft = factories.cohort(seats=2)
    Cohort.objects.filter(pk=draft.pk).update(state="draft")
    noted()

    Cohort.objects.filter(pk=draft.pk).update(starts_on=F("starts_on") - dt.timedelta(days=1), name_en="Else")
    assert noted() == []
    Cohort.objects.filter(pk=draft.pk).update(state="announced")
    assert noted() == [("courses_cohort", str(draft.pk), Reach.LISTS)]


def test_a_saved_draft_of_a_live_page_is_not_noted() -> None:
    page = factories.update()
    noted()

    page.title = "Not yet"
    page.save_revision()
    assert noted() == []
    page.save_revision().publish()
    assert (page._meta.model.objects.get(pk=page.pk).title, set(noted())) == (
        "Not yet",
        {("wagtailcore_page", str(page.pk), Reach.NARROW)},
    )


def test_a_text_reaches_less_far_than_an_introduction_or_a_headline() -> None:
    page = factories.update()
    rows = type(page).objects.filter(pk=page.pk)
    reached = []
    for values in (
        {"body": [{"type": "text", "value": "<p>Hi</p>"}]},
        {"introduction": "Hi"},
        {"headline": "coming"},
    ):
        noted()
        rows.update(**values)
        reached += [reach for _table, _row, reach in noted()]
    assert reached == [Reach.SHOWN, Reach.NARROW, Reach.LISTS]


def test_lists_before_and_after_are_named(cohort: Cohort) -> None:
    page = factories.update()
    Change.objects.all().delete()

    Page.objects.filter(pk=page.pk).update(slug="elsewhere")

    found = set(tags.of(Change.objects.get()))
    assert {"wagtailcore_page.slug=elsewhere", f"wagtailcore_page.slug={page.slug}"} <= found
    assert {f"wagtailcore_page.path<{page.path[:-4]}", f"wagtailcore_page.path={page.path}"} <= found
    assert f"wagtailcore_page.translation_key={page.translation_key.hex}" in found


def test_what_is_rolled_back_was_never_noted() -> None:
    with transaction.atomic():
        SiteSettings.objects.create()
        assert Change.objects.count() == 1
        transaction.set_rollback(True)
    assert noted() == []


def _migrate(signal: Signal) -> None:
    config = apps.get_app_config("pagecache")
    rest = {"app_config": config, "verbosity": 0, "interactive": False, "apps": apps}
    signal.send(sender=config, using="default", plan=[("a migration", False)], **rest)


def _alter() -> None:
    """Widen a column that a trigger of PostgreSQL names; drop one that a trigger of SQLite names, and put it back."""
    link, created = (Redirect._meta.get_field(name) for name in ("redirect_link", "automatically_created"))
    wider = URLField(max_length=300, blank=True)
    wider.set_attributes_from_name("redirect_link")
    with connection.schema_editor() as editor:
        if connection.vendor == "postgresql":
            editor.alter_field(Redirect, link, wider)
        else:
            editor.remove_field(Redirect, created)
            editor.add_field(Redirect, created)


@pytest.mark.django_db(transaction=True)
def test_migrations_meet_no_trigger_and_leave_them_all() -> None:
    before = existing(connection)
    with pytest.raises(DatabaseError):
        _alter()  # what would happen without

    _migrate(pre_migrate)
    assert existing(connection) == []
    assert [(one.table, one.row) for one in Change.objects.all()] == [(EVERYTHING, CLOSED)]
    _alter()
    _migrate(post_migrate)

    assert existing(connection) == before
    assert [(one.table, one.row) for one in Change.objects.all()] == [(EVERYTHING, "")]
