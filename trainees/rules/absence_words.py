"""What is said of an absence limit: the same sentence on the trainee's page, in the office and in mails."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.enums import AbsenceUnit
from courses.models import Module
from courses.rules import local

from .minutes import Allowance, Limit


def allowance_words(allowance: Allowance, modules: Mapping[int, Module]) -> str:
    """Where somebody stands with it, without a full stop: "Time missed: 2 h 10 min of 3 h allowed".

    `modules` are those of the edition, by id.
    """
    limit = allowance.limit
    of = modules.get(limit.module or 0)
    if of is not None and not limit.most:
        words = _("%(module)s may not be missed. Missed: %(missed)s")
    elif of is not None:
        words = _("%(module)s: %(missed)s missed of %(most)s allowed")
    elif limit.unit == AbsenceUnit.SESSIONS:
        words = _("Sessions missed: %(missed)s of %(most)s allowed")
    elif limit.unit == AbsenceUnit.MODULES:
        words = _("Modules missed: %(missed)s of %(most)s allowed")
    else:
        words = _("Time missed: %(missed)s of %(most)s allowed")
    return words % {
        "module": of.title if of else "",
        "missed": _amount(limit, allowance.missed, alone=of is None),
        "most": _amount(limit, limit.most, alone=True),
    }


def limit_words(unit: str, most: int, module: Module | None) -> str:
    """The limit itself, as a sentence."""
    limit = Limit(pk=1, unit=unit, most=most, module=module.pk if module else None)
    if module is not None:
        if not most:
            return _("%(module)s may not be missed.") % {"module": module.title}
        words = _("Of %(module)s, %(most)s may be missed.")
        return words % {"module": module.title, "most": _amount(limit, most, alone=False)}
    if unit == AbsenceUnit.SESSIONS:
        return _("Sessions that may be missed: %(most)s.") % {"most": most}
    if unit == AbsenceUnit.MODULES:
        return _("Modules that may be missed: %(most)s.") % {"most": most}
    return _("Time that may be missed in all: %(most)s.") % {"most": local.short_length(most)}


def _amount(limit: Limit, number: int, *, alone: bool) -> str:
    """A number in the limit's unit; `alone`: the sentence names the unit."""
    if limit.unit == AbsenceUnit.MINUTES:
        return local.short_length(number)
    return str(number) if alone else sessions_words(number)


def sessions_words(number: int) -> str:
    """ "1 session", "2 sessions"."""
    return ngettext("%(number)d session", "%(number)d sessions", number) % {"number": number}
