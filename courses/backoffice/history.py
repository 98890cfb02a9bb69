"""Log entries in words: what was done, to whom, what it said, who did it, when."""

import datetime as dt
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.template.defaultfilters import yesno
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.history import LogEntryUserColumn
from wagtail.models import ModelLogEntry

from courses import local
from courses.models import Award, Cohort, EvidenceItem, Exam, ExamWindow, Material, Module, Session

LONGEST = 160
NAMED = (
    "programme_name",
    "module",
    "award",
    "serial",
    "goal",
    "site",
    "exam",
    "evidence",
    "material",
    "text",
    "held_on",
    "taken_on",
)
CHANGED = (Cohort, Session, Module, Award, EvidenceItem, Exam, Material, ExamWindow)
"""Whose changes are logged field by field; what two of them have in common is called the same."""


def details(entry: ModelLogEntry) -> list[str]:
    """What the entry's data tell a reader: a reason, what changed from what to what, names. Ids say nothing."""
    data: dict[str, Any] = entry.data or {}
    if data.get("replaces"):
        data = {**data, "serial": f"{data['replaces']} → {data['serial']}"}
    named = [str(data[name]) for name in NAMED if data.get(name)]
    lines = [words for words in named if not words.isdecimal()]
    if data.get("reason"):
        lines.append(gettext("Reason: %(reason)s") % {"reason": data["reason"]})
    for field, change in (data.get("changes") or {}).items():
        before, after = ([*change, "", ""])[:2]
        known = _field(field)
        words = {
            "label": capfirst(str(known.verbose_name)) if known else field,
            "value": f"{_said(known, before)} → {_said(known, after)}",
        }
        lines.append((gettext("%(label)s: %(value)s") % words)[:LONGEST])
    if data.get("recipients"):
        lines.append(gettext("Recipients: %(count)s") % {"count": data["recipients"]})
    if data.get("sessions"):
        lines.append(gettext("Sessions: %(count)s") % {"count": data["sessions"]})
    if data.get("enrolled"):
        lines.append(gettext("People: %(count)s") % {"count": data["enrolled"]})
    return lines


def _field(name: str) -> Any:
    """The field that a change names; None where there is none any more."""
    for model in CHANGED:
        try:
            return model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
    return None


def _said(field: Any, kept: str) -> str:
    """What the log keeps of a field, as people say it. Instants are said with their zone, the office's."""
    if kept in ("", "None"):
        return "–"
    if isinstance(field, models.DateTimeField):
        return local.moment(dt.datetime.fromisoformat(kept), timezone.get_current_timezone())
    if isinstance(field, models.DateField):
        return local.short_day(dt.date.fromisoformat(kept))
    if isinstance(field, models.BooleanField):
        return str(yesno(kept == "True"))
    return str(dict(getattr(field, "flatchoices", ())).get(kept, kept))


class DetailsColumn(Column):
    """What was done, and the details below it."""

    cell_template_name = "backoffice/history_cell.html"

    def get_value(self, instance: ModelLogEntry) -> dict[str, Any]:
        """Message and details."""
        return {"message": instance.message, "details": details(instance)}


HISTORY_COLUMNS = [
    DetailsColumn("message", label=_("What happened")),
    Column("label", label=pgettext_lazy("what was changed", "To")),
    LogEntryUserColumn("user", label=_("By"), width="20%"),
    DateColumn("timestamp", label=_("When"), width="15%"),
]
