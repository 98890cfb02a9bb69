"""What keeps an award valid, in words."""

import calendar

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.enums import RenewalAnchor
from courses.models import Renewal

LEAP_YEAR = 2024


def is_a_day(month: int, day: int) -> bool:
    """Whether there is such a day of the year, 29 February among them. What is no month is none of its concern."""
    return not 1 <= month <= 12 or day <= calendar.monthrange(LEAP_YEAR, month)[1]


def renewal_words(renewal: Renewal) -> list[str]:
    """When a term ends, when it is filed, what it costs, how much is looked at: a sentence each."""
    if renewal.anchor == RenewalAnchor.AWARD:
        pattern = ngettext(
            "Valid for %(months)d month.", "Valid for %(months)d months.", renewal.every_months
        )
        said = [pattern % {"months": renewal.every_months}]
    else:
        said = [
            _("%(anchor)s: %(day)d %(month)s.")
            % {
                "anchor": renewal.get_anchor_display(),
                "day": renewal.ends_on_day,
                "month": MONTHS.get(renewal.ends_on_month, renewal.ends_on_month),
            }
        ]
    pattern = ngettext(
        "It can be renewed from %(days)d day before the end on.",
        "It can be renewed from %(days)d days before the end on.",
        renewal.window_days,
    )
    said.append(pattern % {"days": renewal.window_days})
    if renewal.grace_days:
        pattern = ngettext(
            "And late, until %(days)d day after it.",
            "And late, until %(days)d days after it.",
            renewal.grace_days,
        )
        said.append(pattern % {"days": renewal.grace_days})
    if renewal.fee:
        said.append(_("Fee: %(fee)s.") % {"fee": renewal.fee.rstrip(".")})
    return said
