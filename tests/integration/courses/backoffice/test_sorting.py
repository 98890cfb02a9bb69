"""The lists of the office, sorted by a column."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from courses.models import Programme
from tests import factories

NAMES = ["ann", "Émile", "Wei", "Zoë", "Zz"]


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    """Signed in as an administrator, whose own name comes first."""
    client.force_login(factories.person("Aa", is_superuser=True))
    return client


def shown(client: Client, address: str) -> list[str]:
    """The names above, in the order in which the page says them."""
    page = client.get(address).content.decode()
    words = "|".join(map(re.escape, NAMES))
    return re.findall(rf">\s*({words})\s*<", page[page.index("</thead>") :])


@pytest.mark.parametrize("name", ["people", "enrolments", "cohorts", "courses"])
def test_sorted_by_name_both_ways(admin: Client, programme: Programme, name: str) -> None:
    cohort = factories.cohort(programme=programme)
    for text in reversed(NAMES):
        if name in ("people", "enrolments"):
            factories.enrolment(cohort, chosen_name=text)
        elif name == "cohorts":
            factories.cohort(cohort.edition, name_en=text)
        else:
            factories.course(title_en=text, programme=programme)
    column = {"people": "chosen_name", "enrolments": "person__chosen_name", "cohorts": "name_en"}.get(
        name, "title_en"
    )
    address = reverse(f"{name}:index")
    assert shown(admin, f"{address}?ordering={column}") == NAMES
    assert shown(admin, f"{address}?ordering=-{column}") == NAMES[::-1]


def test_in_french_by_the_french_name(admin: Client, programme: Programme) -> None:
    for text in NAMES:
        factories.course(title_en=text[::-1], title_fr=text, programme=programme)
    person = factories.person("Bb", is_superuser=True)
    UserProfile.objects.create(user=person, preferred_language="fr")
    admin.force_login(person)
    assert shown(admin, f"{reverse('courses:index')}?ordering=title_en") == NAMES


def test_ten_thousand_people_are_read_a_page_at_a_time_from_the_index(admin: Client) -> None:
    factories.enrolments(factories.cohort(seats=3_000), 3_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE accounts_person")
    with CaptureQueriesContext(connection) as queries:
        assert admin.get(reverse("people:index")).status_code == 200
    (listing,) = [
        q["sql"]
        for q in queries
        if "ORDER BY" in q["sql"] and '"accounts_person"."chosen_name" ASC' in q["sql"]
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {listing}")
        assert "person_by_name" in "\n".join(line for (line,) in cursor.fetchall())
