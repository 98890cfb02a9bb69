"""What may be missed, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import local
from courses.enums import AbsenceUnit
from courses.models import AbsenceLimit


def limit_words(limit: AbsenceLimit) -> str:
    """A limit as a sentence: "Of Module 4, 2 sessions may be missed." """
    if limit.module is None:
        words = {
            AbsenceUnit.SESSIONS: _("Sessions that may be missed: %(most)s."),
            AbsenceUnit.MODULES: _("Modules that may be missed: %(most)s."),
            AbsenceUnit.MINUTES: _("Time that may be missed in all: %(most)s."),
        }[AbsenceUnit(limit.unit)]
        is_time = limit.unit == AbsenceUnit.MINUTES
        return words % {"most": local.short_length(limit.most) if is_time else limit.most}
    if not limit.most:
        return _("%(module)s may not be missed.") % {"module": limit.module.title}
    amount = in_unit(limit.unit, limit.most)
    return _("Of %(module)s, %(most)s may be missed.") % {"module": limit.module.title, "most": amount}


def in_unit(unit: str, number: int) -> str:
    """ "2 sessions", "1 h 30 min": of one module, where nothing else names the unit."""
    if unit == AbsenceUnit.MINUTES:
        return local.short_length(number)
    return ngettext("%(number)d session", "%(number)d sessions", number) % {"number": number}
