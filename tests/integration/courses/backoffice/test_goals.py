"""Hour goals and the number of reports in the office."""

import pytest
from django.test import Client
from django.urls import reverse

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
