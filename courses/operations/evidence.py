"""What a module asks for: a tree of items, changed while no cohort uses the edition."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.enums import COMBINES, EvidenceKind, ModuleKind
from courses.models import EvidenceItem, Module
from courses.rules.asking import FIELDS_OF, HIGHEST_LEVEL, MOST_CRITERIA, REQUIRED

from .checks import assign, fresh, refuse, save
from .freezing import open_edition


@transaction.atomic
def add_item(
    *, module: Module, kind: str, by: Any, within: EvidenceItem | None = None, **fields: Any
) -> EvidenceItem:
    """Ask for one thing more, after what stands in the group `within` (None: on the first level).

    `fields` are those of courses.rules.asking.FIELDS_OF for its kind. Raises ValidationError keyed by field: what the
    kind needs is missing, a quiz, agreement or exam of another course, a group of another module, a frozen edition.
    """
    if kind not in EvidenceKind.values:
        raise refuse("kind", _("Choose what is asked for."), code="choice")
    edition = open_edition(module.edition)
    within = _group(within, module)
    siblings = _beside(module, within)
    item = EvidenceItem(module=module, within=within, kind=kind, position=len(siblings) + 1)
    assign(item, fields, allowed=FIELDS_OF[kind])
    _check(item)
    save(item)
    log(instance=edition, action="courses.evidence.add", user=by, data=_data(item))
    return item


@transaction.atomic
def change_item(*, item: EvidenceItem, by: Any, **fields: Any) -> EvidenceItem:
    """Change what an item asks for; its kind stays. Raises ValidationError keyed by field, as add_item does."""
    edition = open_edition(item.module.edition)
    item = fresh(item)
    changes = assign(item, fields, allowed=FIELDS_OF[item.kind])
    if changes:
        _check(item)
        save(item)
        data = _data(item) | {"changes": changes}
        log(instance=edition, action="courses.evidence.change", user=by, data=data)
    return item


@transaction.atomic
def move_item(
    *, item: EvidenceItem, by: Any, position: int, within: EvidenceItem | None = None
) -> EvidenceItem:
    """Put an item at the place `position` (from 1; beyond the end: last) of a group, or of the first level.

    Raises ValidationError keyed "within" for a group of another module, and for one that stands inside the item.
    """
    edition = open_edition(item.module.edition)
    item = fresh(item)
    within = _group(within, item.module)
    if within is not None and item.pk in _above(within):
        raise refuse("within", _("A group cannot stand inside itself."), code="circle")
    before = (item.within_id, item.position)
    siblings = [one for one in _beside(item.module, within) if one.pk != item.pk]
    siblings.insert(min(max(position, 1), len(siblings) + 1) - 1, item)
    left = [] if item.within_id == (within and within.pk) else _beside(item.module, item.within)
    item.within = within
    _number(siblings)
    _number(one for one in left if one.pk != item.pk)
    if before != (item.within_id, item.position):
        item.save(update_fields=["within", "position"])
        log(instance=edition, action="courses.evidence.move", user=by, data=_data(item))
    return item


@transaction.atomic
def remove_item(*, item: EvidenceItem, by: Any) -> None:
    """Ask for it no more; a group goes with everything in it. Raises ValidationError for a frozen edition."""
    edition = open_edition(item.module.edition)
    item = fresh(item)
    data = _data(item)
    module, within = item.module, item.within
    item.delete()
    _number(_beside(module, within))
    log(instance=edition, action="courses.evidence.remove", user=by, data=data)


def _group(within: EvidenceItem | None, module: Module) -> EvidenceItem | None:
    """The group as the database has it; ValidationError when it is none of this module."""
    if within is None:
        return None
    within = fresh(within)
    if within.module_id != module.pk or within.kind not in COMBINES:
        raise refuse("within", _("Choose a group of this module."), code="module")
    return within


def _above(item: EvidenceItem) -> set[int]:
    """The item and every group that it stands in."""
    parents = dict(EvidenceItem.objects.filter(module=item.module_id).values_list("pk", "within"))
    found: set[int] = set()
    at: int | None = item.pk
    while at is not None and at not in found:
        found.add(at)
        at = parents.get(at)
    return found


def _beside(module: Module, within: EvidenceItem | None) -> list[EvidenceItem]:
    return list(EvidenceItem.objects.filter(module=module, within=within).order_by("position", "pk"))


def _number(items: Iterable[EvidenceItem]) -> None:
    """Number from 1, in this order; of each row its place only."""
    for number, item in enumerate(items, start=1):
        if item.position != number:
            item.position = number
            EvidenceItem.objects.filter(pk=item.pk).update(position=number)


def _check(item: EvidenceItem) -> None:
    """Refuse at its field what the kind cannot do without, and what belongs elsewhere."""
    errors: dict[str, Any] = {}
    for field in REQUIRED.get(item.kind, ()):
        if getattr(item, field) in (None, "", []):
            errors[field] = ValidationError(_("This is needed here."), code="required")
    errors |= _foreign(item)
    if item.percent is not None and not 1 <= item.percent <= 100:
        errors["percent"] = ValidationError(_("Give a number from 1 to 100."), code="range")
    if item.kind == EvidenceKind.PRACTICUM and item.module.kind != ModuleKind.PRACTICUM:
        errors["kind"] = ValidationError(_("Only a practicum asks for its hours."), code="kind")
    if item.kind == EvidenceKind.PRACTICE:
        errors |= _criteria_errors(item.criteria)
        if not 1 <= item.level_needed <= HIGHEST_LEVEL:
            errors["level_needed"] = ValidationError(_("Give a level from 1 to 3."), code="range")
    if errors:
        raise ValidationError(errors)


def _foreign(item: EvidenceItem) -> dict[str, ValidationError]:
    """What belongs to another programme, course or edition."""
    errors: dict[str, ValidationError] = {}
    edition = item.module.edition
    programme = edition.course.programme_id
    if item.agreement is not None and item.agreement.programme_id != programme:
        errors["agreement"] = ValidationError(_("Choose an agreement of this programme."), code="programme")
    if item.quiz is not None and item.quiz.course_id != edition.course_id:
        errors["quiz"] = ValidationError(_("Choose a quiz of this course."), code="course")
    if item.exam is not None and item.exam.edition_id != edition.pk:
        errors["exam"] = ValidationError(_("Choose an exam of this edition."), code="edition")
    return errors


def _criteria_errors(criteria: Any) -> dict[str, ValidationError]:
    """What is wrong with [{"en": words, "fr": words}, …]."""
    if not isinstance(criteria, Sequence) or len(criteria) > MOST_CRITERIA:
        return {"criteria": ValidationError(_("At most 20 things can be looked at."), code="many")}
    for one in criteria:
        if not isinstance(one, dict) or not all(str(one.get(code) or "").strip() for code in ("en", "fr")):
            return {"criteria": ValidationError(_("Write each in both languages."), code="language")}
    return {}


def _data(item: EvidenceItem) -> dict[str, Any]:
    return {"module": item.module.code, "kind": item.kind, "evidence": str(item), "item": item.pk}
