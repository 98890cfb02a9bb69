"""Hour goals and the number of reports in the office."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.enums import RoleKind
from courses.models import HourGoal
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {"name_en": "With people", "name_fr": "Avec des gens", "minutes": "2160"}


def test_a_goal_is_added_changed_and_removed(client: Client) -> None:
    edition = factories.course_edition(1)
    client.force_login(factories.role(RoleKind.COORDINATOR, edition.course.programme).person)
    new = reverse("courses:new_goal", args=[edition.pk])
    wrong = client.post(new, TYPED | {"minutes": "0", "categories": ["travel"]})
    assert wrong.status_code == 422
    assert sorted(wrong.context["form"].errors) == ["categories", "minutes"]
    assert client.post(new, TYPED | {"categories": ["group"]}).status_code == 302
    goal = HourGoal.objects.get()
    assert (goal.minutes, goal.categories) == (2_160, ["group"])
    address = reverse("courses:goal", args=[goal.pk])
    assert client.post(address, TYPED | {"position": "1", "minutes": "60"}).status_code == 302
    goal.refresh_from_db()
    assert (goal.minutes, goal.categories) == (60, [])
    reports = reverse("courses:reports_due", args=[edition.pk])
    assert client.post(reports, {"reports_due": "21"}).status_code == 422
    assert client.post(reports, {"reports_due": "3"}).status_code == 302
    page = client.get(reverse("courses:edition", args=[edition.pk])).content.decode()
    assert "3 reports, from trainee and supervisor each." in page
    assert "With people" in page
    assert client.post(reverse("courses:remove_goal", args=[goal.pk])).status_code == 302
    assert not HourGoal.objects.exists()


def test_a_frozen_edition_says_so(client: Client) -> None:
    cohort = factories.practicum_cohort()
    client.force_login(factories.role(RoleKind.COORDINATOR, cohort.programme).person)
    refused = client.post(reverse("courses:new_goal", args=[cohort.edition_id]), TYPED)
    assert refused.status_code == 422
    assert "A cohort uses this edition" in refused.content.decode()


def test_whether_something_can_be_made_up_is_said_while_nobody_uses_the_edition(client: Client) -> None:
    edition = factories.course_edition(1)
    client.force_login(factories.role(RoleKind.COORDINATOR, edition.course.programme).person)
    address = reverse("courses:allow_make_ups", args=[edition.pk])
    shown = reverse("courses:edition", args=[edition.pk])
    assert "Missed sessions can be made up." in client.get(shown).content.decode()
    for _click in range(2):
        assert client.post(address, {})["Location"] == shown
    assert "Missed sessions cannot be made up." in client.get(shown).content.decode()
    entries = ModelLogEntry.objects.for_instance(edition).filter(action="courses.edition.make_ups")
    assert [entry.data for entry in entries] == [{"changes": {"allows_make_ups": ["True", "False"]}}]
    factories.cohort(edition)
    assert address not in client.get(shown).content.decode()
    refused = client.post(address, {"allows_make_ups": "on"})
    assert (refused.status_code, "A cohort uses this edition" in refused.content.decode()) == (422, True)
    edition.refresh_from_db()
    assert not edition.allows_make_ups
    client.force_login(factories.role(RoleKind.COORDINATOR, factories.programme()).person)
    assert client.get(address).status_code == client.post(address).status_code == 404
