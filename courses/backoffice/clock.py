"""Times as people type them: on the programme's clock, kept as instants in UTC (design.md, rule 6)."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from courses.rules import clocks


def instant(naive: dt.datetime, tz: ZoneInfo) -> dt.datetime:
    """As courses.rules.clocks.instant; ValidationError, for the field, for an hour that the clock skips in spring."""
    try:
        return clocks.instant(naive, tz)
    except clocks.NoSuchTimeError:
        raise ValidationError(
            _("The clocks go forward at that hour: this time does not exist on that day.")
        ) from None


class WallClockField(forms.DateTimeField):
    """Date and time without a zone: the form knows whose clock is meant."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> dt.datetime | None:
        """What was typed, as it was typed."""
        if isinstance(value, dt.datetime):
            return value
        for layout in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S"):
            try:
                return dt.datetime.strptime(str(value).strip(), layout)  # noqa: DTZ007 – a wall clock has no zone
            except ValueError:
                continue
        if value in self.empty_values:
            return None
        raise ValidationError(_("Type date and time like 2027-01-31 17:00."), code="invalid")

    def prepare_value(self, value: Any) -> Any:
        """Not moved to the server's zone."""
        return value


def on_clock(value: dt.datetime | None, tz: ZoneInfo) -> dt.datetime | None:
    """What the clock shows at the instant, for the form's first display."""
    return value.astimezone(tz).replace(tzinfo=None) if value else None
