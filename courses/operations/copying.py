"""What belongs to the modules of an edition, copied with them: exams, evidence, absence limits, material."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models

from courses.models import AbsenceLimit, Award, Edition, EvidenceItem, Exam, Material, Module, Renewal

M = TypeVar("M", bound=models.Model)


def copy_what_modules_ask_for(*, edition: Edition, copy: Edition, twin: Mapping[int, Module]) -> None:
    """Copy all of it to `copy`; `twin` is the new module of each old one (id). A fixed number of queries.

    Evidence is a tree: one more query for each of its levels, of which there are seldom more than three.
    """
    exams = {
        old.pk: _like(old, edition=copy, after=twin.get(old.after_id or 0))
        for old in Exam.objects.filter(edition=edition).order_by("pk")
    }
    Exam.objects.bulk_create(exams.values())
    limits = AbsenceLimit.objects.filter(edition=edition).order_by("pk")
    AbsenceLimit.objects.bulk_create(
        _like(old, edition=copy, module=twin.get(old.module_id or 0)) for old in limits
    )
    copy_material(twin)
    copy_evidence(twin, exams)


def copy_material(twin: Mapping[int, Module]) -> None:
    """What there is to read for each old module (id), for its twin."""
    material = Material.objects.filter(module__in=twin).order_by("pk")
    Material.objects.bulk_create(_like(old, module=twin[old.module_id]) for old in material)


def copy_awards(*, edition: Edition, copy: Edition) -> None:
    """Copy the awards to `copy`: what they take, and what keeps them valid. Rules name codes, so they fit the copy."""
    old = list(Award.objects.filter(edition=edition).order_by("position"))
    new = Award.objects.bulk_create(_like(award, edition=copy, rules_version=1) for award in old)
    twin = {before.pk: after for before, after in zip(old, new, strict=True)}
    Renewal.objects.bulk_create(
        _like(renewal, award=twin[renewal.award_id])
        for renewal in Renewal.objects.filter(award__edition=edition).order_by("pk")
    )


def copy_evidence(twin: Mapping[int, Module], exams: Mapping[int, Exam]) -> None:
    """What each old module (id) asks for, for its twin, but for exams (ids) that have no twin.

    Group by group: a part can only be written once its group has an id.
    """
    items = EvidenceItem.objects.filter(module__in=twin).order_by("pk")
    left = [old for old in items if old.exam_id is None or old.exam_id in exams]
    made: dict[int | None, EvidenceItem | None] = {None: None}
    while left:
        # What stands in a circle of groups, which no operation makes, belongs to none and is not copied.
        if not (ready := [old for old in left if old.within_id in made]):
            return
        level: dict[int | None, EvidenceItem | None] = {
            old.pk: _like(
                old,
                module=twin[old.module_id],
                within=made[old.within_id],
                exam=exams.get(old.exam_id or 0),
            )
            for old in ready
        }
        EvidenceItem.objects.bulk_create(item for item in level.values() if item)
        made.update(level)
        left = [old for old in left if old.pk not in made]


def _like(old: M, **changed: Any) -> M:
    """A new row with the same values but for `changed`."""
    values = {
        field.attname: getattr(old, field.attname)
        for field in old._meta.concrete_fields
        if not field.primary_key and field.name not in changed
    }
    return type(old)(**values, **changed)
