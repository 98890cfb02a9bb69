"""Editions and their modules. From its first cohort on an edition is frozen: to change it, copy it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import Course, Edition, HourGoal, Module, Prerequisite

from .checks import assign, fresh, refuse, save
from .copying import copy_awards, copy_what_modules_ask_for
from .freezing import next_place, open_edition, order_with, put_in_order
from .goals import GOAL_FIELDS

MODULE_FIELDS = (
    "code",
    "title_en",
    "title_fr",
    "outcome_en",
    "outcome_fr",
    "kind",
    "minutes",
    "is_optional",
    "must_attend",
    "completes_by",
)


@transaction.atomic
def create_edition(*, course: Course, by: Any, note: str = "") -> Edition:
    """A new, empty edition of a course, with the next version number."""
    edition = save(Edition(course=course, version=_next_version(course), note=note))
    log(instance=edition, action="courses.edition.create", user=by)
    return edition


@transaction.atomic
def copy_edition(*, edition: Edition, by: Any, note: str = "") -> Edition:
    """A new edition with the same modules, needs, evidence, exams, limits, awards and hour goals, free to change.

    The number of queries does not grow with the modules.
    """
    version = _next_version(edition.course)
    copy = Edition(
        course=edition.course,
        version=version,
        note=note,
        allows_make_ups=edition.allows_make_ups,
        reports_due=edition.reports_due,
    )
    # The course is locked and the number was just counted up: only the note comes from outside.
    copy.clean_fields(exclude=("course", "version"))
    copy.save()
    old = list(edition.modules.order_by("position"))
    new = Module.objects.bulk_create([_copied(module, copy) for module in old])
    twin = {before.pk: after for before, after in zip(old, new, strict=True)}
    Prerequisite.objects.bulk_create(
        Prerequisite(module=twin[row.module_id], needs=twin[row.needs_id])
        for row in Prerequisite.objects.filter(module__edition=edition).order_by("pk")
    )
    copy_awards(edition=edition, copy=copy)
    copy_what_modules_ask_for(edition=edition, copy=copy, twin=twin)
    HourGoal.objects.bulk_create(_copied_goal(goal, copy) for goal in edition.hour_goals.order_by("position"))
    log(instance=copy, action="courses.edition.copy", user=by, data={"from": edition.version})
    return copy


@transaction.atomic
def add_module(*, edition: Edition, by: Any, needs: Iterable[Module] = (), **fields: Any) -> Module:
    """Add a module at the end of the edition. `fields` are those of MODULE_FIELDS; `minutes` is required.

    Raises ValidationError, keyed by field, for what the module cannot hold and for a frozen edition.
    """
    edition = open_edition(edition)
    module = Module(edition=edition, position=next_place(edition, Module))
    assign(module, fields, allowed=MODULE_FIELDS)
    save(module)
    log(instance=edition, action="courses.module.add", user=by, data={"module": module.code})
    if needs := list(needs):
        _write_needs(module, needs, by=by)
    return module


@transaction.atomic
def change_module(*, module: Module, by: Any, position: int | None = None, **fields: Any) -> Module:
    """Change a module; `position` (from 1) moves it there, and the others make room.

    Raises ValidationError for a frozen edition, and for a place before what the module needs or after what needs it.
    """
    edition = open_edition(module.edition)
    module = fresh(module)
    changes = assign(module, fields, allowed=MODULE_FIELDS)
    if changes:
        save(module)
    before = module.position
    if position is not None:
        order = order_with(edition, module, position)
        _check_order(edition, order)
        if put_in_order(order):
            changes["position"] = [str(before), str(module.position)]
    if changes:
        log(
            instance=edition,
            action="courses.module.change",
            user=by,
            data={"module": module.code, "changes": changes},
        )
    return module


@transaction.atomic
def remove_module(*, module: Module, by: Any) -> None:
    """Take a module out of an edition. Raises ValidationError when it is frozen or another module needs this one."""
    edition = open_edition(module.edition)
    module = fresh(module)
    needed_by = sorted(module.opens.values_list("code", flat=True))
    if needed_by:
        raise refuse(
            NON_FIELD_ERRORS,
            _("%(modules)s needs this module. Change that first.") % {"modules": ", ".join(needed_by)},
            code="needed",
        )
    code = module.code
    module.delete()
    log(instance=edition, action="courses.module.remove", user=by, data={"module": code})


@transaction.atomic
def set_needs(*, module: Module, needs: Iterable[Module], by: Any) -> Module:
    """Say which modules must be done before this one; those named before and not now are not needed any more.

    A module needs only modules of its edition that stand before it, so no circle can arise. Raises ValidationError
    keyed "needs" otherwise, and for a frozen edition.
    """
    open_edition(module.edition)
    module = fresh(module)
    _write_needs(module, list(needs), by=by)
    return module


def _write_needs(module: Module, needs: Sequence[Module], *, by: Any) -> None:
    wanted = set(
        Module.objects.filter(
            pk__in=[m.pk for m in needs], edition=module.edition_id, position__lt=module.position
        )
    )
    wrong = [m.code for m in needs if m not in wanted]
    if wrong:
        raise refuse(
            "needs",
            _("%(module)s can need only modules of its edition that come before it. Not so: %(wrong)s.")
            % {"module": module.code, "wrong": ", ".join(wrong)},
            code="order",
        )
    held = {row.needs_id: row for row in module.prerequisites.all()}
    ids = {m.pk for m in wanted}
    if ids == held.keys():
        return
    module.prerequisites.exclude(needs__in=ids).delete()
    Prerequisite.objects.bulk_create(
        Prerequisite(module=module, needs_id=pk) for pk in sorted(ids - held.keys())
    )
    log(
        instance=module.edition,
        action="courses.module.needs",
        user=by,
        data={"module": module.code, "needs": sorted(m.code for m in wanted)},
    )


def _next_version(course: Course) -> int:
    course = fresh(course)
    return (course.editions.aggregate(last=Max("version"))["last"] or 0) + 1


def _copied(module: Module, edition: Edition) -> Module:
    fields = {name: getattr(module, name) for name in MODULE_FIELDS}
    return Module(edition=edition, position=module.position, **fields)


def _copied_goal(goal: HourGoal, edition: Edition) -> HourGoal:
    fields = {name: getattr(goal, name) for name in GOAL_FIELDS}
    return HourGoal(edition=edition, position=goal.position, **fields)


def _check_order(edition: Edition, order: Sequence[Module]) -> None:
    place = {m.pk: number for number, m in enumerate(order)}
    for row in Prerequisite.objects.filter(module__edition=edition).select_related("module", "needs"):
        if place[row.needs_id] >= place[row.module_id]:
            raise refuse(
                "position",
                _("%(module)s needs %(needs)s, so it must come after it.")
                % {"module": row.module.code, "needs": row.needs.code},
                code="order",
            )
