"""How much may be missed in an edition, and whether it can be made up: said while nobody uses it yet."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.enums import AbsenceUnit
from courses.models import AbsenceLimit, Edition

from .checks import assign, fresh, refuse, save
from .freezing import open_edition

LIMIT_FIELDS = ("unit", "most", "module")
ONE_MODULE = _("Of one module, count sessions or minutes.")


@transaction.atomic
def add_limit(*, edition: Edition, by: Any, **fields: Any) -> AbsenceLimit:
    """Add a limit. `fields` are those of LIMIT_FIELDS; `module` None means the whole course.

    Raises ValidationError, keyed by field: a unit that does not fit, a module of elsewhere, a limit that is there
    already; and for a frozen edition.
    """
    edition = open_edition(edition)
    limit = AbsenceLimit(edition=edition)
    assign(limit, fields, allowed=LIMIT_FIELDS)
    _check(limit)
    save(limit)
    log(instance=edition, action="courses.absence_limit.add", user=by, data=_data(limit))
    return limit


@transaction.atomic
def change_limit(*, limit: AbsenceLimit, by: Any, **fields: Any) -> AbsenceLimit:
    """Change a limit. Raises ValidationError as add_limit does."""
    edition = open_edition(limit.edition)
    limit = fresh(limit)
    changes = assign(limit, fields, allowed=LIMIT_FIELDS)
    if changes:
        _check(limit)
        save(limit)
        data = _data(limit) | {"changes": changes}
        log(instance=edition, action="courses.absence_limit.change", user=by, data=data)
    return limit


@transaction.atomic
def remove_limit(*, limit: AbsenceLimit, by: Any) -> None:
    """Take a limit away. Raises ValidationError when the edition is frozen, or somebody was quicker."""
    edition = open_edition(limit.edition)
    limit = fresh(limit)
    data = _data(limit)
    limit.delete()
    log(instance=edition, action="courses.absence_limit.remove", user=by, data=data)


@transaction.atomic
def set_make_ups(*, edition: Edition, allows_make_ups: bool, by: Any) -> Edition:
    """Say whether what was missed in this edition can be made up. Raises ValidationError for a frozen edition."""
    edition = open_edition(edition)
    if changes := assign(edition, {"allows_make_ups": allows_make_ups}, allowed=("allows_make_ups",)):
        save(edition)
        log(instance=edition, action="courses.edition.make_ups", user=by, data={"changes": changes})
    return edition


def _check(limit: AbsenceLimit) -> None:
    """Refuse at its field what the database would refuse, and what would say the same twice."""
    if limit.module is not None and limit.module.edition_id != limit.edition_id:
        raise refuse("module", _("This module is not part of this edition."), code="edition")
    if limit.module is not None and limit.unit == AbsenceUnit.MODULES:
        raise refuse("module", ONE_MODULE, code="unit")
    others = AbsenceLimit.objects.filter(edition=limit.edition_id, module=limit.module_id, unit=limit.unit)
    if others.exclude(pk=limit.pk).exists():
        raise refuse("unit", _("There is such a limit already. Change that one."), code="twice")


def _data(limit: AbsenceLimit) -> dict[str, Any]:
    data = {"unit": limit.unit, "most": limit.most}
    return data | ({"module": limit.module.code} if limit.module else {})
