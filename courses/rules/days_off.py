"""Days on which nobody teaches: the public holidays of a province, and those that a coordinator names. Pure."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

import holidays
from django.utils.translation import get_language
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1970, 2099


def days_off(province: str, years: Iterable[int], named: Iterable[dt.date] = ()) -> dict[dt.date, str]:
    """Each day without sessions and what it is called, in the reader's language.

    `province` is a code of courses.enums.Province; without one there are only the days `named`.
    """
    language = "fr" if (get_language() or "en").startswith("fr") else "en_CA"
    found = {day: _("Day off") for day in named}
    for year in sorted(set(years)):
        if province and FIRST_YEAR <= year <= LAST_YEAR:
            found |= _of_year(province, year, language)
    return found


@lru_cache(maxsize=256)
def _of_year(province: str, year: int, language: str) -> dict[dt.date, str]:
    return dict(holidays.country_holidays("CA", subdiv=province, years=year, language=language))
