"""Names in the order that people expect, on both databases, also where the database's letters are in C's order."""

import itertools
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from cms.accounts.models import Person
from courses.enums import RoleKind
from courses.models import Course, Edition, Programme, Region, Role, Stream
from courses.models.alphabet import alphabetical
from tests import factories
from trainees.queries.grid import grid
from trainees.queries.roster import everybody, roster

pytestmark = pytest.mark.django_db

# As ICU's root collation has them. C's order would begin "Ann", "De Vrees", "Dz", … and end with É, Œ, Ø, Đ.
IN_ORDER = [
    "'Ann", "9 Lives", "ann", "Ann", "Ånn", "cote", "coté", "côte", "côté", "Đặng", "De Vrees", "de Vries", "Dz",
    "emile", "Emile", "Émile", "Łukasz", "Lzzz", "Müller", "Mz", "O’Brien", "Obrien", "Œuvre", "Ofelia", "Øyvind", "Oz",
    "Wei", "z", "Zoë", "Zz", "ʔeliǰ", "李",
]  # fmt: skip


def names(rows: Any) -> list[str]:
    return [row.chosen_name for row in rows]


def test_people_are_listed_as_people_expect() -> None:
    for name in reversed(IN_ORDER):
        factories.person(name)
    assert names(Person.objects.all()) == IN_ORDER
    assert names(Person.objects.order_by("-chosen_name")) == IN_ORDER[::-1]
    assert names(Person.objects.reverse()) == IN_ORDER[::-1]


def test_in_python_it_is_the_same_order() -> None:
    assert sorted(set(IN_ORDER), key=alphabetical) == IN_ORDER


def test_the_database_of_the_tests_would_sort_otherwise_by_itself() -> None:
    """Or the tests above would prove nothing."""
    rows = " UNION ALL ".join("SELECT %s AS name" for _name in IN_ORDER)
    collation = '"C"' if connection.vendor == "postgresql" else "BINARY"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM ({rows}) names ORDER BY name COLLATE {collation}", IN_ORDER)
        assert [name for (name,) in cursor.fetchall()] != IN_ORDER


def test_names_that_differ_in_an_accent_or_a_capital_are_different() -> None:
    for name in ("Zoe", "Zoë", "ZOË", "Zoe\u0308"):
        factories.person(name)
    for name in ("Zoe", "Zoë", "ZOË", "Zoe\u0308"):
        assert Person.objects.filter(chosen_name=name).count() == 1
    assert Person.objects.filter(chosen_name__icontains="zo").count() == 4
    assert all(alphabetical(a) != alphabetical(b) for a, b in itertools.combinations(IN_ORDER, 2))


def test_rosters_and_grids() -> None:
    cohort = factories.cohort(seats=len(IN_ORDER))
    for name in reversed(IN_ORDER):
        factories.enrolment(cohort, chosen_name=name)
    assert [row.person.chosen_name for row in roster(cohort)] == IN_ORDER
    assert [row.person.chosen_name for row in grid(cohort).rows] == IN_ORDER
    pages = [list(everybody(cohort)[start : start + 10]) for start in range(0, 40, 10)]
    assert [row.person.chosen_name for page in pages for row in page] == IN_ORDER


@pytest.mark.parametrize("model", [Region, Stream, Programme, Course])
def test_what_has_two_names_is_sorted_by_that_of_the_reader(model: Any) -> None:
    kind = model.__name__.lower()
    word = "title" if model is Course else "name"
    make = getattr(factories, kind)
    rows = [("Wei", "Écoute"), ("Élan", "zone"), ("alder", "Œuvre"), ("Zoo", "")]
    for english, french in rows:
        make(**{f"{word}_en": english, f"{word}_fr": french})
    ours = {english for english, _french in rows}

    def listed() -> list[str]:
        return [
            getattr(row, f"{word}_en") for row in model.objects.all() if getattr(row, f"{word}_en") in ours
        ]

    assert listed() == ["alder", "Élan", "Wei", "Zoo"]
    with translation.override("fr"):
        assert listed() == [
            "Wei",
            "alder",
            "Élan",
            "Zoo",
        ]  # Écoute, Œuvre, zone, and Zoo, whose French is empty
        assert [row.pk for row in model.objects.reverse()] == [row.pk for row in model.objects.all()][::-1]


def test_what_hangs_on_a_name_is_sorted_by_it_too() -> None:
    person = factories.person()
    for english, french in (("Beta", "Alpha"), ("Álpha", "Béta")):
        programme = factories.programme(name_en=english, name_fr=french)
        factories.role(RoleKind.EDITOR, programme, held_by=person)
        factories.course_edition(1, title_en=english, title_fr=french)
    assert [role.programme.name_en for role in Role.objects.all()] == ["Álpha", "Beta"]
    assert [edition.course.title_en for edition in Edition.objects.all()] == ["Álpha", "Beta"]
    with translation.override("fr"):
        assert [role.programme.name_en for role in Role.objects.all()] == ["Beta", "Álpha"]
        assert [edition.course.title_en for edition in Edition.objects.all()] == ["Beta", "Álpha"]
