"""People, their roles and their enrolments."""

import datetime as dt
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.accounts.models import Person
from courses.enums import RoleKind
from courses.models import Cohort, Programme, Role
from courses.operations.roles import give_role
from courses.operations.seats import hold, locked
from trainees.models import Enrolment

from . import teaching

_numbers = count(1)
PASSWORD = "a long walk beside you"


def person(chosen_name: str = "", *, password: str | None = None, **fields: Any) -> Person:
    """A person, who can sign in by code, or with `password`."""
    number = next(_numbers)
    fields.setdefault("email", f"person{number}@example.org")
    return Person.objects.create_user(
        fields.pop("email"), password, chosen_name=chosen_name or f"Person {number}", **fields
    )


def role(kind: RoleKind, programme: Programme | None = None, *, held_by: Person | None = None) -> Role:
    """A role in `programme`, held by a new person unless one is given."""
    return give_role(
        person=held_by or person(), programme=programme or teaching.programme(), kind=kind, by=None
    )


def enrolment(cohort: Cohort | None = None, *, held_by: Person | None = None, **fields: Any) -> Enrolment:
    """An enrolment that owes no message; `chosen_name`, `language` and `email` are those of its new person."""
    of_person = {name: fields.pop(name) for name in ("chosen_name", "language", "email") if name in fields}
    cohort = cohort or teaching.cohort()
    fields.setdefault("enrolled_at", timezone.now() - dt.timedelta(days=7))
    with transaction.atomic():
        hold(locked(cohort.pk))
        return Enrolment.objects.create(cohort=cohort, person=held_by or person(**of_person), **fields)


def enrolments(cohort: Cohort, number: int, *, languages: tuple[str, ...] = ("en", "fr")) -> list[Enrolment]:
    """Many at once, in a few queries; their people take the languages in turn. They owe no message."""
    with transaction.atomic():
        hold(locked(cohort.pk), number)
        people = Person.objects.bulk_create(
            Person(
                email=f"trainee{next(_numbers)}@example.org",
                chosen_name=f"Trainee {index:05}",
                language=languages[index % len(languages)],
                password="!",
            )
            for index in range(number)
        )
        earlier = timezone.now() - dt.timedelta(days=7)
        rows = [Enrolment(cohort=cohort, person=made, enrolled_at=earlier) for made in people]
        return Enrolment.objects.bulk_create(rows)
