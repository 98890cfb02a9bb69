"""What is said of an absence limit: the same words on the trainee's page, in the office and in mails."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from courses import local
from courses.enums import AbsenceUnit
from courses.models import Module
from courses.rules.absence import in_unit

from .minutes import Allowance


def allowance_words(allowance: Allowance, modules: Mapping[int, Module]) -> str:
    """Where somebody stands with it, without a full stop: "Time missed: 2 h 10 min of 3 h allowed".

    `modules` are those of the edition, by id.
    """
    limit, missed = allowance.limit, allowance.missed
    if limit.module is not None:
        words = _("%(module)s: %(missed)s missed of %(most)s allowed")
        if not limit.most:
            words = _("%(module)s may not be missed. Missed: %(missed)s")
        return words % {
            "module": modules[limit.module].title,
            "missed": in_unit(limit.unit, missed),
            "most": in_unit(limit.unit, limit.most),
        }
    words = {
        AbsenceUnit.SESSIONS: _("Sessions missed: %(missed)s of %(most)s allowed"),
        AbsenceUnit.MODULES: _("Modules missed: %(missed)s of %(most)s allowed"),
        AbsenceUnit.MINUTES: _("Time missed: %(missed)s of %(most)s allowed"),
    }[AbsenceUnit(limit.unit)]
    if limit.unit == AbsenceUnit.MINUTES:
        return words % {"missed": local.short_length(missed), "most": local.short_length(limit.most)}
    return words % {"missed": missed, "most": limit.most}
