"""People, as far as enrolling them is concerned."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, ManyToOneRel, OuterRef, Q, QuerySet

from trainees.models import Enrolment


def without_any_trace(people: Collection[int], *, but: Collection[int]) -> "QuerySet[Any]":
    """Those of these people who never signed in and whom no row of any table names, the enrolments `but` (ids) apart.

    Asks every relation of the person model, hidden ones too, so whatever an app adds later keeps its people. One query.
    """
    model = get_user_model()
    nothing = Q(last_login__isnull=True)
    for relation in model._meta.get_fields(include_hidden=True):
        # Foreign keys to a person, those of many-to-many tables included.
        if not isinstance(relation, ManyToOneRel):
            continue
        table: Any = relation.related_model
        rows = table._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        if table is Enrolment and relation.field.name == "person":
            rows = rows.exclude(pk__in=but)
        nothing &= Q(~Exists(rows))
    return model._default_manager.filter(nothing, pk__in=people)


def named_anywhere(enrolments: Collection[int]) -> "QuerySet[Any, int]":
    """The ids of those of these enrolments that a row of any table names: whatever an app adds later keeps them, too.

    One query.
    """
    something = Q()
    for relation in Enrolment._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            table: Any = relation.related_model
            rows = table._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            something |= Q(Exists(rows))
    return Enrolment.objects.filter(something, pk__in=enrolments).values_list("pk", flat=True)
